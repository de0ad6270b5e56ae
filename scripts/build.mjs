// `npm run build`: installs what is missing and makes dist/ anew.
import { build, install } from './prepare.mjs';

install();
build({ always: true });

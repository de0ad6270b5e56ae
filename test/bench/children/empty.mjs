// A Node process that does nothing but say that it is there: what every start costs at least.
import { writeSync } from 'node:fs';

writeSync(1, 'here\n');

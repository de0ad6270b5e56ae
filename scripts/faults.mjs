// `npm run test:faults [-- --long] [-- --minutes=5] [NAME…]`: makes saving fail in every way this machine can (test/faults).
import { join } from 'node:path';
import { install, projectNode, root, run } from './prepare.mjs';

install();
process.exit(await run(projectNode, [join(root, 'test/faults/all.ts'), ...process.argv.slice(2)]));

// `npm run bench [-- --notes 1000|10000|100000] [--only T1,T4]`: installs and builds what is missing, then measures.
import { join } from 'node:path';
import { systemChromium } from './chromium.mjs';
import { build, install, projectNode, root, run } from './prepare.mjs';

install();
build();
const chromium = systemChromium();
process.exit(
  await run(
    projectNode,
    [join(root, 'test/bench/bench.ts'), ...process.argv.slice(2)],
    chromium ? { GLEANER_CHROMIUM: chromium } : {},
  ),
);

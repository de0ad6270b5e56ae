/**
 * Like `fixtures.ts`, with a web of its own that the notebook may fetch from. `http://web.test` in the files of the notebook
 * stands for its address.
 */
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { test as base, ended, expect, serve } from './fixtures.ts';

export { expect };

export const webName = 'http://web.test';

export const test = base.extend<{ web: TestWeb; allowed: 'web' | 'nothing' }>({
  allowed: ['web', { option: true }],

  web: async ({}, use) => {
    const web = await startTestWeb();
    await use(web);
    await web.close();
  },

  notebook: async ({ notebook, files, web }, use) => {
    if (files !== 'starter')
      for (const [path, text] of Object.entries(files))
        notebook.write(path, text.replaceAll(webName, web.origin));
    await use(notebook);
  },

  served: async ({ notebook, web, allowed }, use) => {
    const home = temporaryFolder('gleaner-home-');
    const more = allowed === 'web' ? ['--allow-address', web.address] : [];
    const served = await serve(notebook.folder, home, 0, more);
    await use(served);
    await ended(served.process, 'SIGTERM');
    removeFolder(home);
  },
});

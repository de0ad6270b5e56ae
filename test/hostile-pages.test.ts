import { describe, expect, onTestFinished, test } from 'vitest';
import { type OpenNotebook, openNotebook } from '../notes/notebook.ts';
import { normaliseUrl } from '../notes/text/urls.ts';
import { eventually, makeFolder, withOwnHome } from './contract-make.ts';
import { note } from './make.ts';
import { startTestWeb, type TestWeb } from './test-web.ts';

const text = `<p>${'A sentence of the article, long enough to be taken for one. '.repeat(12)}</p>`;
/** Within all bounds, and seconds of work. */
const heavy = `<title>Heavy</title><article>${text}${'<img src="/a.png" alt="x">'.repeat(24_000)}${text}</article>`;

interface Lab {
  web: TestWeb;
  notebook: OpenNotebook;
  normalised: (path: string) => string;
  copyOf: (path: string) => Promise<unknown>;
  /** How many times the notebook said how it is until `work` was done. */
  statesDuring: (work: Promise<unknown>) => Promise<number>;
  idle: () => Promise<void>;
}

async function lab(page: number): Promise<Lab> {
  const web = await startTestWeb();
  onTestFinished(() => web.close());
  web.pages.set('/heavy', { body: heavy });
  const body = ['/heavy', '/article/1'].map((path) => `### [${path}](${web.origin}${path})\n\nText\n`);
  const folder = makeFolder({
    'note.md': note({ title: 'Note', date: '2020-01-13', body: body.join('\n') }),
  });
  const pace = { card: 0, copy: 0, check: 0, page };
  const notebook = await openNotebook(folder, { allowedAddresses: [web.address], pace });
  onTestFinished(() => notebook.close());
  await notebook.ready;
  const normalised = (path: string): string => normaliseUrl(`${web.origin}${path}`) ?? '';
  return {
    ...{ web, notebook, normalised },
    copyOf: async (path) => (await notebook.articles({ normalised: [normalised(path)] }))[0]?.copy,
    async statesDuring(work) {
      let count = 0;
      let isDone = false;
      void work.finally(() => (isDone = true));
      // A page that comes later than the others' turn must not be waited for.
      for (; !isDone; count++) {
        await notebook.state({});
        await new Promise((later) => setTimeout(later, 5));
      }
      return count;
    },
    idle: () => eventually(async () => expect((await notebook.state({})).fetching).toBeNull()),
  };
}

describe('a page that takes very long to be read', { timeout: 60_000 }, () => {
  withOwnHome();

  test('is given up, and the notebook answers meanwhile; the next one is kept', async () => {
    const { notebook, normalised, copyOf, statesDuring, idle } = await lab(600);
    await notebook.fetchCard({ url: normalised('/article/1'), refresh: false });
    const keeping = notebook.keepCopies({ of: { path: 'note.md' }, again: false }).then(idle);
    expect(await statesDuring(keeping)).toBeGreaterThan(10);
    expect(await copyOf('/heavy')).toMatchObject({ kind: 'failed', reason: 'too-large' });
    expect(await copyOf('/article/1')).toMatchObject({ kind: 'kept' });
  });

  test('is no card, and a saved one no copy: both say why', async () => {
    const { web, notebook, normalised } = await lab(1);
    const tooLarge = {
      kind: 'failed',
      reason: 'too-large',
      message: expect.stringMatching(/too complicated/) as string,
    };
    const url = `${web.origin}/heavy`;
    expect(await notebook.fetchCard({ url, refresh: false })).toMatchObject(tooLarge);
    const saved = {
      normalised: normalised('/heavy'),
      name: 'heavy.html',
      bytes: Buffer.from(heavy).toString('base64'),
    };
    expect(await notebook.importCopy(saved)).toMatchObject(tooLarge);
  });

  test('does not hold up closing', async () => {
    const { notebook, normalised } = await lab(60_000);
    await notebook.fetchCard({ url: normalised('/article/1'), refresh: false });
    const saved = {
      normalised: normalised('/heavy'),
      name: 'heavy.html',
      bytes: Buffer.from(heavy).toString('base64'),
    };
    const importing = notebook.importCopy(saved).catch((error: unknown) => error);
    await new Promise((later) => setTimeout(later, 50));
    const began = performance.now();
    await notebook.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await importing).toMatchObject({ code: 'offline' });
  });
});

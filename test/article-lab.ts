/** A notebook and a test web that its only note cites. */
import { expect, onTestFinished } from 'vitest';
import type { Article, NotebookEvent } from '../notes/api.ts';
import type { Pace } from '../notes/article-web.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { normaliseUrl } from '../notes/text/urls.ts';
import { eventually, makeFolder } from './contract-make.ts';
import { note } from './make.ts';
import { startTestWeb, type TestWeb } from './test-web.ts';

/** Without the gaps that politeness asks for. */
export const quick: Partial<Pace> = { card: 0, copy: 0, check: 0, picture: 0, backOff: 20 };

export interface ArticleLab {
  web: TestWeb;
  notebook: OpenNotebook;
  folder: string;
  events: NotebookEvent[];
  normalised: (path: string) => string;
  article: (path: string) => Promise<Article>;
  /** Of pages: what was asked, robots.txt left out. */
  asked: () => string[];
  idle: () => Promise<void>;
  reopen: () => Promise<OpenNotebook>;
}

/** To be called in a test: a notebook with one note that cites these paths of a test web, which it may fetch from. */
export async function lab(paths: readonly string[], pace = quick): Promise<ArticleLab> {
  const web = await startTestWeb();
  const body = paths.map((path) => `### [${path}](${web.origin}${path})\n\nExcerpt\n`).join('\n');
  const folder = makeFolder({ 'note.md': note({ title: 'Note', date: '2020-01-13', body }) });
  const open = async (): Promise<OpenNotebook> => {
    const opened = await openNotebook(folder, { allowedAddresses: [web.address], pace });
    onTestFinished(() => opened.close());
    await opened.ready;
    return opened;
  };
  onTestFinished(() => web.close());
  const notebook = await open();
  const events: NotebookEvent[] = [];
  notebook.listen((event) => events.push(event));
  const normalised = (path: string) => normaliseUrl(`${web.origin}${path}`) ?? '';
  return {
    ...{ web, notebook, folder, events, normalised },
    article: async (path) => {
      const [article] = await notebook.articles({ normalised: [normalised(path)] });
      if (!article) throw new Error(`no article at ${path}`);
      return article;
    },
    asked: () =>
      web.log.map(({ method, url }) => `${method} ${url}`).filter((one) => one !== 'GET /robots.txt'),
    idle: () => eventually(async () => expect((await notebook.state({})).fetching).toBeNull()),
    reopen: async () => {
      await notebook.close();
      return open();
    },
  };
}

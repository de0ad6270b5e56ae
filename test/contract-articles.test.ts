import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ErrorCode, NotesError, type NotebookEvent } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';
import { normaliseUrl } from '../notes/text/urls.ts';
import { type Connection, ways } from './contract-ports.ts';
import { eventually, makeFolder, withOwnHome } from './contract-make.ts';
import { note } from './make.ts';
import { startTestWeb, type TestWeb } from './test-web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await startTestWeb();
  return () => web.close();
});

const url = (path: string) => `${web.origin}${path}`;
const normalised = (path: string) => normaliseUrl(url(path)) ?? '';

describe.each(ways)('the articles of a notebook reached %s', (_name, way) => {
  withOwnHome();

  async function reach(): Promise<Connection & { folder: string; events: NotebookEvent[] }> {
    const body = `## 网上文章\n\n### [Serverless 落地挑战](${url('/article/1')}?utm_source=x)\n\n冷启动速度\n\n### [旧的](${url('/redirect/301')})\n`;
    const folder = makeFolder({
      'serverless.md': note({ title: 'serverless资料收集', date: '2020-01-13', tags: ['serverless'], body }),
      'later.md': note({ title: '后来', date: '2021-05-01', body: `又见 [它](${url('/article/1')})\n` }),
    });
    const pace = { card: 0, copy: 0, check: 0, backOff: 20 };
    const opened = await openNotebook(folder, { allowedAddresses: [web.address], pace });
    const connection = await way(opened);
    onTestFinished(async () => {
      await connection.close();
      await opened.close();
    });
    await opened.ready;
    const events: NotebookEvent[] = [];
    connection.notebook.listen((event) => events.push(event));
    return { ...connection, folder, events };
  }

  async function code(work: Promise<unknown>): Promise<ErrorCode | null> {
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    return error instanceof NotesError ? error.code : null;
  }

  test('lists articles with what is known about them, by filter and in windows', async () => {
    const { notebook } = await reach();
    const list = await notebook.articleList({ filter: '', sort: 'notes', offset: 0, limit: 1 });
    expect(list.total).toBe(2);
    expect(list.articles).toMatchObject([
      {
        ...{ url: url('/article/1?utm_source=x'), normalised: normalised('/article/1'), noted: 2 },
        ...{ title: 'Serverless 落地挑战', firstNoted: '2020-01-13', read: 'unread' },
        ...{ copy: null, card: null, health: null },
      },
    ]);
    expect(await notebook.articles({ normalised: [normalised('/article/1')] })).toEqual(list.articles);
    expect(
      await code(notebook.articleList({ filter: 'is:nonsense', sort: 'site', offset: 0, limit: 1 })),
    ).toBe('bad-query');
    const sites = await notebook.articleSites({ filter: '' });
    expect(sites).toMatchObject([{ count: 2, months: [{ month: '2020-01' }, { month: '2021-05' }] }]);
    expect(await notebook.articleTwins({ offset: 0, limit: 10 })).toEqual({ total: 0, groups: [] });
  });

  test('says where an article is noted already, whatever its address has grown', async () => {
    const { notebook } = await reach();
    const found = await notebook.noted({ url: url('/article/1?utm_medium=mail&spm=1.2#top') });
    expect(found).toMatchObject({ normalised: normalised('/article/1'), total: 2 });
    expect(found.places).toMatchObject([
      { path: 'serverless.md', title: 'serverless资料收集', date: '2020-01-13' },
      { path: 'later.md', title: '后来', heading: null },
    ]);
    expect(await notebook.noted({ url: url('/never') })).toMatchObject({ total: 0, places: [] });
    expect(await notebook.noted({ url: 'not an address' })).toMatchObject({ total: 0, places: [] });
  });

  test('puts an article into a note, once', async () => {
    const { notebook, folder, events } = await reach();
    const args = {
      url: url('/article/4'),
      title: 'A [title]',
      quote: null,
      path: 'serverless.md',
      noteTitle: null,
    };
    const added = await notebook.addSource(args);
    expect(added).toMatchObject({ kind: 'added', path: 'serverless.md' });
    expect(readFileSync(join(folder, 'serverless.md'), 'utf8')).toContain(`](${url('/article/4')})`);
    expect((await notebook.addSource(args)).kind).toBe('known');
    await eventually(() => expect(events.some(({ kind }) => kind === 'changed')).toBe(true));
    expect(await code(notebook.addSource({ ...args, url: 'file:///etc/passwd' }))).toBe('bad-argument');
    expect(await code(notebook.addSource({ ...args, path: 'nowhere.md' }))).toBe('not-found');
  });

  test('keeps what was read, and tells every listener', async () => {
    const { notebook, folder, events } = await reach();
    expect(await notebook.setRead({ normalised: [normalised('/article/1')], read: 'reading' })).toBeNull();
    expect((await notebook.articles({ normalised: [normalised('/article/1')] }))[0]?.read).toBe('reading');
    expect(existsSync(join(folder, '.gleaner/reading.json'))).toBe(true);
    await eventually(() =>
      expect(events).toContainEqual({ kind: 'articles', normalised: [normalised('/article/1')] }),
    );
    const read = await notebook.articleList({ filter: 'is:reading', sort: 'site', offset: 0, limit: 9 });
    expect(read.total).toBe(1);
  });

  test('takes back only what is still as it was made, and names a file that was edited badly, with its line', async () => {
    const { notebook, folder } = await reach();
    const both = [normalised('/article/1'), normalised('/redirect/301')];
    await notebook.setRead({ normalised: both, read: 'read' });
    await notebook.setRead({ normalised: both.slice(1), read: 'reading' });
    await notebook.setRead({ normalised: both, read: 'unread', from: 'read' });
    const reads = (await notebook.articles({ normalised: both })).map(({ read }) => read);
    expect(reads).toEqual(['unread', 'reading']);
    writeFileSync(join(folder, '.gleaner/reading.json'), '{"reading": {\n"https://x.com": {}}}');
    const failure = notebook.setRead({ normalised: both, read: 'read' });
    await expect(failure).rejects.toMatchObject({ code: 'broken', at: 2, file: '.gleaner/reading.json' });
  });

  test('may fetch nothing by itself until it is told', async () => {
    const { notebook } = await reach();
    expect(await notebook.consent({})).toEqual({ previews: 'off', checks: false });
    const now = { previews: 'open', checks: false } as const;
    expect(await notebook.setConsent(now)).toEqual(now);
    expect(await notebook.consent({})).toEqual(now);
  });

  test('fetches a card and its picture when asked, and answers why it could not', async () => {
    const { notebook } = await reach();
    const card = await notebook.fetchCard({ url: url('/article/1'), refresh: false });
    expect(card).toMatchObject({ kind: 'card', title: 'Serverless 落地挑战与蚂蚁金服实践' });
    const id = card.kind === 'card' ? card.picture : null;
    const picture = await notebook.picture({ id: id ?? '' });
    expect(
      Buffer.from(picture?.base64 ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    expect(await notebook.fetchCard({ url: url('/status/500'), refresh: false })).toMatchObject({
      ...{ kind: 'failed', reason: 'status', status: 500, message: expect.any(String) as string },
    });
    expect(await notebook.fetchCard({ url: 'http://192.168.1.1/', refresh: false })).toMatchObject({
      ...{ kind: 'failed', reason: 'private-address' },
    });
  });

  test('keeps, reads, compares and removes a copy with its pictures', async () => {
    const { notebook, events } = await reach();
    const of = { normalised: normalised('/article/1') };
    expect(await notebook.copy(of)).toBeNull();
    expect(await notebook.keepCopies({ of: { normalised: [of.normalised] }, again: false })).toEqual({
      queued: 1,
    });
    await eventually(async () => expect((await notebook.state({})).fetching).toBeNull());
    const states = events.flatMap((event) => (event.kind === 'state' ? [event.state.fetching] : []));
    expect(states.some((fetching) => fetching?.kind === 'copies')).toBe(true);
    const copy = await notebook.copy(of);
    expect(copy).toMatchObject({ title: 'Serverless 落地挑战与蚂蚁金服实践', author: '林意群' });
    const name = /!\[[^\]]*\]\(<?([^)>]+)>?\)/.exec(copy?.markdown ?? '')?.[1] ?? '';
    expect((await notebook.copyPicture({ ...of, name }))?.type).toBe('image/jpeg');
    expect(await notebook.copyPicture({ ...of, name: '../../serverless.md' })).toBeNull();
    expect(await notebook.compareCopy(of)).toEqual({ kind: 'same' });
    expect(await notebook.removeCopy(of)).toBeNull();
    expect(await notebook.copy(of)).toBeNull();
    expect(await code(notebook.compareCopy(of))).toBe('not-found');
  });

  test('makes a copy of a saved page', async () => {
    const { notebook } = await reach();
    const html = `<title>保存的</title><article><h1>保存的</h1><p>${'足够长的正文。'.repeat(60)}</p></article>`;
    const bytes = Buffer.from(html).toString('base64');
    const saved = { normalised: normalised('/article/1'), name: 'a.html', bytes };
    expect(await notebook.importCopy(saved)).toMatchObject({ title: '保存的' });
  });

  test('checks links, and steers what is under way', async () => {
    const { notebook } = await reach();
    expect(await notebook.steerFetching({ to: 'cancel' })).toBe(false);
    expect(await notebook.checkLinks({ of: { path: 'serverless.md' } })).toEqual({ queued: 2 });
    await eventually(async () => expect((await notebook.state({})).fetching).toBeNull());
    const [moved] = await notebook.articles({ normalised: [normalised('/redirect/301')] });
    expect(moved?.health).toMatchObject({ state: 'moved', status: 200, movedTo: url('/ok') });
    expect(await code(notebook.checkLinks({ of: { path: 'nowhere.md' } }))).toBe('not-found');
    expect(await code(notebook.keepCopies({ of: { filter: '(' }, again: false }))).toBe('bad-query');
  });
});

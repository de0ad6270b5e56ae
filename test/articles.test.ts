import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NotesError } from '../notes/api.ts';
import { lab, quick } from './article-lab.ts';
import { notebookFolder } from '../notes/files/home.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { normaliseUrl } from '../notes/text/urls.ts';
import { eventually, makeFolder, withOwnHome, writeIn } from './contract-make.ts';
import { removeFolder, temporaryFolder } from './temporary.ts';

const code = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof NotesError ? error.code : `none: ${JSON.stringify(error)}`;
};

function triesToMount(): boolean {
  const folder = temporaryFolder('gleaner-mount-');
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  removeFolder(folder);
  return isMounted;
}

describe('the articles of a notebook', () => {
  const home = withOwnHome();
  const dataOf = (folder: string) => notebookFolder(folder, { GLEANER_HOME: home() });

  test('opening, listing, searching and everything that only asks what is known sends nothing', async () => {
    const { web, notebook, folder, normalised } = await lab(['/article/1', '/article/2']);
    const all = { filter: '', offset: 0, limit: 100 };
    await notebook.query({ ...all, sort: 'date', facets: true });
    await notebook.query({ ...all, filter: 'article has:copy', sort: 'date', facets: false });
    await notebook.suggest({ text: 'article', limit: 10 });
    await notebook.sources(all);
    await notebook.articleList({ ...all, sort: 'site' });
    await notebook.articleSites({ filter: '' });
    await notebook.articleTwins({ offset: 0, limit: 10 });
    await notebook.articles({ normalised: [normalised('/article/1')] });
    await notebook.noted({ url: `${web.origin}/article/1` });
    await notebook.read({ path: 'note.md' });
    await notebook.consent({});
    await notebook.setConsent({ previews: 'open', checks: false });
    await notebook.setRead({ normalised: [normalised('/article/1')], read: 'reading' });
    await notebook.addSource({
      url: `${web.origin}/new`,
      title: null,
      quote: null,
      path: 'note.md',
      noteTitle: null,
    });
    expect(await notebook.copy({ normalised: normalised('/article/1') })).toBeNull();
    expect(await notebook.copyPicture({ normalised: normalised('/article/1'), name: '1.jpg' })).toBeNull();
    expect(await notebook.picture({ id: '0'.repeat(64) })).toBeNull();
    expect(await notebook.steerFetching({ to: 'pause' })).toBe(false);
    notebook.check();
    await notebook.close();
    expect(web.connections()).toBe(0);
    expect(existsSync(join(folder, '.gleaner/copies'))).toBe(false);
  });

  // ---- consent

  test('may do nothing by itself until a person says so, and remembers it outside the notebook', async () => {
    const { notebook, folder, reopen } = await lab(['/ok']);
    expect(await notebook.consent({})).toEqual({ previews: 'off', checks: false });
    expect(await notebook.setConsent({ previews: 'select', checks: false })).toEqual({
      ...{ previews: 'select', checks: false },
    });
    expect(existsSync(join(folder, '.gleaner'))).toBe(false);
    expect(await (await reopen()).consent({})).toEqual({ previews: 'select', checks: false });
  });

  test.each([
    '{',
    '',
    '[]',
    'null',
    '{"previews":"open"}',
    '{"previews":"all","checks":true}',
    '{"previews":"open","checks":"yes"}',
  ])('may do nothing where what it was told is %j', async (text) => {
    const { notebook, folder } = await lab(['/ok']);
    writeFileSync(join(dataOf(folder), 'consent.json'), text);
    expect(await notebook.consent({})).toEqual({ previews: 'off', checks: false });
  });

  test('takes no consent from a file in the notebook', async () => {
    const { notebook, folder } = await lab(['/ok']);
    writeIn(folder, '.gleaner/consent.json', '{"previews":"open","checks":true}');
    writeIn(folder, 'consent.json', '{"previews":"open","checks":true}');
    expect(await notebook.consent({})).toEqual({ previews: 'off', checks: false });
  });

  // ---- cards

  test('fetches a card with its picture, keeps both, and asks nobody again', async () => {
    const { web, notebook, article, asked, events, normalised, reopen } = await lab(['/article/1']);
    const url = `${web.origin}/article/1`;
    const card = await notebook.fetchCard({ url, refresh: false });
    expect(card).toMatchObject({
      kind: 'card',
      title: 'Serverless 落地挑战与蚂蚁金服实践',
      language: 'zh-CN',
    });
    const id = card.kind === 'card' ? card.picture : null;
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect((await notebook.picture({ id: id ?? '' }))?.type).toBe('image/png');
    expect(asked()).toEqual(['GET /article/1', 'GET /picture.png']);
    expect(await article('/article/1')).toMatchObject({ card, health: { state: 'ok', status: 200 } });
    await eventually(() =>
      expect(events).toContainEqual({ kind: 'articles', normalised: [normalised('/article/1')] }),
    );
    expect(await notebook.fetchCard({ url, refresh: false })).toEqual(card);
    const later = await reopen();
    expect(await later.fetchCard({ url, refresh: false })).toEqual(card);
    expect(asked()).toHaveLength(2);
    await later.fetchCard({ url, refresh: true });
    expect(asked()).toHaveLength(4);
  });

  test('shares one fetch among all who ask for the same article at once', async () => {
    const { web, notebook, asked } = await lab(['/article/2']);
    const urls = ['', '?utm_source=a', '#top', ''].map((end) => `${web.origin}/article/2${end}`);
    const cards = await Promise.all(urls.map((url) => notebook.fetchCard({ url, refresh: true })));
    expect(new Set(cards.map((card) => JSON.stringify(card))).size).toBe(1);
    expect(asked().filter((one) => one.includes('/article/2'))).toHaveLength(1);
  });

  test('finds the page of an article that is named by its normalised address', async () => {
    const { notebook, normalised } = await lab(['/article/3']);
    expect(await notebook.fetchCard({ url: normalised('/article/3'), refresh: false })).toMatchObject({
      kind: 'card',
    });
  });

  test('keeps why there is no card, shows it, and tries again only when a person asks', async () => {
    const { web, notebook, asked, article } = await lab(['/status/404', '/refused']);
    const url = `${web.origin}/status/404`;
    const failure = { kind: 'failed', reason: 'status', status: 404 };
    expect(await notebook.fetchCard({ url, refresh: false })).toMatchObject(failure);
    expect(await notebook.fetchCard({ url, refresh: false })).toMatchObject(failure);
    expect(asked()).toHaveLength(1);
    expect(await article('/status/404')).toMatchObject({
      card: null,
      health: { state: 'gone', status: 404 },
    });
    await notebook.fetchCard({ url, refresh: true });
    expect(asked()).toHaveLength(2);
    await notebook.fetchCard({ url: `${web.origin}/refused`, refresh: false });
    expect((await article('/refused')).health?.state).toBe('refused');
  });

  test('keeps the card of last time when a refresh fails', async () => {
    const { web, notebook, article } = await lab(['/article/4']);
    const url = `${web.origin}/article/4`;
    const card = await notebook.fetchCard({ url, refresh: false });
    web.pages.set('/article/4', { status: 410, body: '' });
    expect(await notebook.fetchCard({ url, refresh: true })).toMatchObject({ reason: 'status', status: 410 });
    expect(await article('/article/4')).toMatchObject({ card, health: { state: 'gone' } });
  });

  test('fetches nothing from private addresses that nobody allowed, and not from its own port although somebody did', async () => {
    const { web, notebook } = await lab(['/ok']);
    const reasonOf = async (opened: OpenNotebook, url: string) => {
      const card = await opened.fetchCard({ url, refresh: true });
      return card.kind === 'failed' ? card.reason : card.kind;
    };
    expect(await reasonOf(notebook, `http://localhost:${web.port}/ok`)).not.toBe('card');
    expect(await reasonOf(notebook, 'http://10.0.0.1/')).toBe('private-address');
    expect(await reasonOf(notebook, 'javascript:alert(1)')).toBe('bad-address');
    const allowedAddresses = [
      '127.0.0.1',
      'localhost',
      '[::1]',
      '2130706433',
      '127.1',
      '[::ffff:127.0.0.1]',
    ].map((host) => `${host}:${web.port}`);
    const served = await openNotebook(makeFolder({ 'a.md': 'x' }), { allowedAddresses, pace: quick });
    onTestFinished(() => served.close());
    served.servedAt(web.port);
    for (const address of allowedAddresses)
      expect(await reasonOf(served, `http://${address}/ok`), address).toMatch(/^(?:private-address|port)$/);
    expect(web.connections()).toBe(0);
  });

  test('closes within a second while a page does not come, and keeps nothing of it', async () => {
    const { web, notebook, reopen } = await lab(['/slow']);
    const card = notebook.fetchCard({ url: `${web.origin}/slow`, refresh: false });
    const rejected = expect(card).rejects.toMatchObject({ code: 'offline' });
    await eventually(() => expect(web.log).toHaveLength(1));
    const began = performance.now();
    const later = await reopen();
    expect(performance.now() - began).toBeLessThan(1500);
    await rejected;
    const [article] = await later.articles({ normalised: [normaliseUrl(`${web.origin}/slow`) ?? ''] });
    expect(article?.health).toBeNull();
    await eventually(() => expect(web.open()).toBe(0));
  });

  // ---- copies

  test('keeps copies of a note’s articles, one after the other, tells how far it is, and skips what has one', async () => {
    const paths = ['/article/1', '/article/2', '/status/404', '/article/4'];
    const { notebook, folder, article, asked, idle, events, normalised } = await lab(paths);
    expect(await notebook.keepCopies({ of: { path: 'note.md' }, again: false })).toEqual({ queued: 4 });
    expect((await notebook.state({})).fetching).toMatchObject({ kind: 'copies', total: 4, isPaused: false });
    expect((await article('/article/4')).copy).toEqual({ kind: 'waiting' });
    await idle();
    expect((await article('/article/1')).copy).toMatchObject({
      kind: 'kept',
      path: expect.stringMatching(/^\.gleaner\/copies\//) as string,
    });
    expect((await article('/status/404')).copy).toMatchObject({
      kind: 'failed',
      reason: 'status',
      status: 404,
    });
    expect((await article('/status/404')).health?.state).toBe('gone');
    const copy = await notebook.copy({ normalised: normalised('/article/1') });
    expect(copy?.markdown).toContain('CNCF每年都会进行调查');
    expect(readdirSync(join(folder, '.gleaner/copies')).filter((name) => name.endsWith('.md'))).toHaveLength(
      3,
    );
    const pages = asked().filter((one) => /GET \/(?:article|status)/.test(one));
    expect(pages).toEqual(paths.map((path) => `GET ${path}`));
    await eventually(() =>
      expect(events.filter(({ kind }) => kind === 'articles').length).toBeGreaterThan(0),
    );
    expect(await notebook.keepCopies({ of: { filter: '' }, again: false })).toEqual({ queued: 1 });
    await idle();
    expect(await notebook.keepCopies({ of: { filter: '' }, again: true })).toEqual({ queued: 4 });
    await notebook.steerFetching({ to: 'cancel' });
    const list = await notebook.articleList({ filter: 'has:copy', sort: 'site', offset: 0, limit: 10 });
    expect(list.total).toBe(3);
    expect(
      (await notebook.query({ filter: 'has:copy', sort: 'date', offset: 0, limit: 9, facets: false })).total,
    ).toBe(1);
  });

  test('leaves the gap between two pages of one host', async () => {
    const { web, notebook, idle } = await lab(['/many/1', '/many/2', '/many/3'], { ...quick, copy: 150 });
    const times: number[] = [];
    for (const n of [1, 2, 3])
      web.pages.set(
        `/many/${n}`,
        () => (times.push(performance.now()), { body: `<h1>${n}</h1>${'<p>Some text of it. '.repeat(40)}` }),
      );
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
    expect(gaps).toHaveLength(2);
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(140);
  });

  test('pauses, goes on and cancels', async () => {
    const { notebook, idle, article, asked } = await lab(['/article/1', '/article/2', '/article/3'], {
      ...quick,
      copy: 500,
    });
    // So that the first copy does not wait for the thread that reads pages.
    await notebook.fetchCard({ url: (await article('/article/1')).url, refresh: false });
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await eventually(async () => expect((await notebook.state({})).fetching?.done).toBe(1));
    expect(await notebook.steerFetching({ to: 'pause' })).toBe(true);
    // What was under way when the pause was asked for ends first.
    const pause = () => new Promise((done) => setTimeout(done, 600));
    await pause();
    const before = asked().length;
    await pause();
    expect(asked()).toHaveLength(before);
    expect((await notebook.state({})).fetching).toMatchObject({ isPaused: true, total: 3 });
    expect((await notebook.state({})).fetching?.done).toBeLessThan(3);
    await notebook.steerFetching({ to: 'go-on' });
    await eventually(async () => expect((await notebook.state({})).fetching?.done).toBeGreaterThanOrEqual(2));
    expect(await notebook.steerFetching({ to: 'cancel' })).toBe(true);
    await idle();
    expect((await article('/article/2')).copy).toMatchObject({ kind: 'kept' });
    expect((await article('/article/3')).copy).toBeNull();
  });

  test('asks as robots do when it fetches many, and as a browser does when a person points at one', async () => {
    const { web, notebook, article, asked, idle } = await lab(['/article/1', '/article/2']);
    web.robots = 'User-agent: *\nDisallow: /article/2';
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect((await article('/article/1')).copy).toMatchObject({ kind: 'kept' });
    expect((await article('/article/2')).copy).toMatchObject({ kind: 'failed', reason: 'robots' });
    expect(asked()).not.toContain('GET /article/2');
    await notebook.keepCopies({
      of: { normalised: [(await article('/article/2')).normalised] },
      again: false,
    });
    await idle();
    expect((await article('/article/2')).copy).toMatchObject({ kind: 'kept' });
  });

  test('says why a copy can’t be kept where the notebook does not let it, and keeps the others waiting for nothing', async () => {
    const { notebook, folder, article, idle } = await lab(['/article/1', '/article/2']);
    writeIn(folder, '.gleaner/copies', 'a file where the folder should be');
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    for (const path of ['/article/1', '/article/2'])
      expect((await article(path)).copy).toMatchObject({ kind: 'failed', reason: 'failed' });
  });

  // Root only: a disk of its own that is nearly full.
  test.skipIf(!triesToMount())('stops when the disk is full, says so, and leaves no half copy', async () => {
    const paths = Array.from({ length: 40 }, (_, n) => `/many/${n}`);
    const { notebook, folder, idle } = await lab(paths);
    mkdirSync(join(folder, '.gleaner/copies'), { recursive: true });
    const disk = join(folder, '.gleaner/copies');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    onTestFinished(() => void spawnSync('umount', ['-l', disk]));
    await notebook.keepCopies({ of: { filter: '' }, again: false });
    await eventually(async () =>
      expect((await notebook.state({})).fetching).toMatchObject({
        isPaused: true,
        reason: 'disk-full',
        failed: 1,
      }),
    );
    const { articles } = await notebook.articleList({ filter: '', sort: 'site', offset: 0, limit: 100 });
    const failures = articles.flatMap(({ copy }) => (copy?.kind === 'failed' ? [copy.reason] : []));
    expect(failures).toEqual(['disk-full']);
    const kept = articles.filter(({ copy }) => copy?.kind === 'kept').length;
    expect(readdirSync(disk).filter((name) => name.endsWith('.md'))).toHaveLength(kept);
    expect(readdirSync(disk).filter((name) => name.includes('.tmp'))).toEqual([]);
    await notebook.steerFetching({ to: 'cancel' });
    await idle();
  });

  test('makes a copy of a page that a browser saved', async () => {
    const { notebook, normalised, article, web } = await lab(['/scripts']);
    const text = '保存下来的正文，足够长的一段文字，讲的是怎样把文章留在自己手里。'.repeat(10);
    const html = `<!doctype html><title>保存的页面</title><article><h1>保存的页面</h1><p>${text}</p></article>`;
    const bytes = Buffer.from(html).toString('base64');
    const copy = await notebook.importCopy({ normalised: normalised('/scripts'), name: 'page.html', bytes });
    expect(copy).toMatchObject({ title: '保存的页面' });
    expect((await article('/scripts')).copy).toMatchObject({ kind: 'kept' });
    expect(web.connections()).toBe(0);
    const nothing = Buffer.from('\0\x01').toString('base64');
    expect(
      await notebook.importCopy({ normalised: normalised('/scripts'), name: 'x.html', bytes: nothing }),
    ).toMatchObject({
      kind: 'failed',
    });
  });

  test('removes a copy, and sees what others do to the folder of copies', async () => {
    const { notebook, folder, normalised, article, idle } = await lab(['/article/1', '/article/2']);
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect(await notebook.removeCopy({ normalised: normalised('/article/1') })).toBeNull();
    expect((await article('/article/1')).copy).toBeNull();
    expect(await code(notebook.removeCopy({ normalised: normalised('/article/1') }))).toBe('not-found');
    rmSync(join(folder, '.gleaner/copies'), { recursive: true });
    notebook.check();
    await eventually(async () => expect((await article('/article/2')).copy).toBeNull());
  });

  test('compares a copy with the page of today, and changes nothing', async () => {
    const { web, notebook, folder, normalised, idle } = await lab(['/drifts/1']);
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    const of = { normalised: normalised('/drifts/1') };
    expect(await notebook.compareCopy(of)).toEqual({ kind: 'same' });
    web.edition = 2;
    const before = readdirSync(join(folder, '.gleaner/copies'), { recursive: true });
    expect(await notebook.compareCopy(of)).toMatchObject({ kind: 'changed' });
    web.pages.set('/drifts/1', { status: 404, body: '' });
    expect(await notebook.compareCopy(of)).toMatchObject({ kind: 'failed', reason: 'status', status: 404 });
    expect(readdirSync(join(folder, '.gleaner/copies'), { recursive: true })).toEqual(before);
    expect(await code(notebook.compareCopy({ normalised: normalised('/ok') }))).toBe('not-found');
  });

  test('keeps what was read in the notebook, and refuses to write over a file that was edited badly', async () => {
    const { notebook, folder, normalised, article } = await lab(['/ok', '/article/1']);
    await notebook.setRead({ normalised: [normalised('/ok')], read: 'read' });
    expect((await article('/ok')).read).toBe('read');
    expect(readFileSync(join(folder, '.gleaner/reading.json'), 'utf8')).toContain(normalised('/ok'));
    expect(
      (await notebook.query({ filter: 'is:read', sort: 'date', offset: 0, limit: 9, facets: false })).total,
    ).toBe(1);
    writeFileSync(join(folder, '.gleaner/reading.json'), '{"reading":');
    expect(await code(notebook.setRead({ normalised: [normalised('/ok')], read: 'unread' }))).toBe('broken');
    expect((await article('/ok')).read).toBe('read');
  });

  // ---- links

  test('checks links, keeps what was found, and offers new addresses', async () => {
    const web = ['/ok', '/redirect/301', '/soft-404', '/status/410', '/needs-login', '/refused'];
    const { notebook, article, idle, web: server } = await lab(web);
    expect(await notebook.checkLinks({ of: { filter: '' } })).toEqual({ queued: 6 });
    expect((await notebook.state({})).fetching).toMatchObject({ kind: 'checks', total: 6 });
    await idle();
    const states = await Promise.all(web.map(async (path) => (await article(path)).health?.state));
    expect(states).toEqual(['ok', 'moved', 'soft-404', 'gone', 'needs-login', 'refused']);
    expect((await article('/redirect/301')).health?.movedTo).toBe(`${server.origin}/ok`);
    const dead = await notebook.articleList({ filter: 'is:dead', sort: 'site', offset: 0, limit: 10 });
    expect(dead.total).toBe(2);
  });

  test('checks links in the background only when it is allowed, and stops at once when it is not any more', async () => {
    const paths = Array.from({ length: 6 }, (_, n) => `/many/${n}`);
    const { web, notebook, asked, article } = await lab(paths, { ...quick, rest: 30, check: 40 });
    await new Promise((done) => setTimeout(done, 150));
    expect(web.connections()).toBe(0);
    await notebook.setConsent({ previews: 'off', checks: true });
    await eventually(async () => expect((await article('/many/0')).health?.state).toBe('ok'));
    expect((await notebook.state({})).fetching).toBeNull();
    await notebook.setConsent({ previews: 'off', checks: false });
    const before = asked().length;
    await new Promise((done) => setTimeout(done, 250));
    expect(asked().length).toBeLessThanOrEqual(before + 1);
    expect((await article('/many/5')).health).toBeNull();
    await notebook.setConsent({ previews: 'off', checks: true });
    await eventually(async () => expect((await article('/many/5')).health?.state).toBe('ok'));
    const all = asked().length;
    await new Promise((done) => setTimeout(done, 200));
    expect(asked()).toHaveLength(all);
  });

  test('checks nothing in the background that was not allowed here, whatever comes with the notebook', async () => {
    const { web, notebook, folder } = await lab(['/ok'], { ...quick, rest: 10 });
    mkdirSync(join(folder, '.gleaner'), { recursive: true });
    writeFileSync(join(folder, '.gleaner/consent.json'), '{"previews":"open","checks":true}');
    notebook.check();
    await notebook.consent({});
    await new Promise((done) => setTimeout(done, 100));
    expect(web.connections()).toBe(0);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lab, quick } from './article-lab.ts';
import { eventually, withOwnHome, writeIn } from './contract-make.ts';
import { page } from './web/pages.ts';

describe('what is fetched for the articles of a notebook', () => {
  withOwnHome();

  test('keeps the good copy where the page says now that it is gone, or asks to sign in', async () => {
    const { web, notebook, folder, normalised, article, idle } = await lab([
      '/article/1',
      '/article/2',
      '/article/4',
    ]);
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    const of = (path: string) => notebook.copy({ normalised: normalised(path) });
    const good = await Promise.all(['/article/1', '/article/2', '/article/4'].map(of));
    const files = () => readdirSync(join(folder, '.gleaner/copies'), { recursive: true }).map(String).sort();
    const before = files();
    web.pages.set('/article/1', { body: page('404', '抱歉，您访问的页面不存在或者已经被删除。') });
    web.pages.set('/article/2', {
      body: page('登录', '登录后查看<form><input name=p type="password"></form>'),
    });
    web.pages.set('/article/4', { status: 302, headers: { location: '/' }, body: '' });
    web.pages.set('/', {
      body: page('A site', '<p>Something new every day, and not the article. </p>'.repeat(30)),
    });
    await notebook.keepCopies({ of: { path: 'note.md' }, again: true });
    await idle();
    expect(await Promise.all(['/article/1', '/article/2', '/article/4'].map(of))).toEqual(good);
    expect(files()).toEqual(before);
    const states = await Promise.all(
      ['/article/1', '/article/2', '/article/4'].map(async (path) => (await article(path)).health?.state),
    );
    expect(states).toEqual(['soft-404', 'needs-login', 'soft-404']);
    expect(await notebook.compareCopy({ normalised: normalised('/article/1') })).toMatchObject({
      ...{ kind: 'failed', reason: 'missing' },
    });
    const events = (await article('/article/1')).copy;
    expect(events).toMatchObject({ kind: 'kept' });
  });

  test('makes no first copy of a page that is not the article, and says why', async () => {
    const { notebook, folder, article, idle } = await lab(['/soft-404', '/login']);
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect(await article('/soft-404')).toMatchObject({
      ...{ copy: { kind: 'failed', reason: 'missing' }, health: { state: 'soft-404' } },
    });
    expect(await article('/login')).toMatchObject({
      ...{ copy: { kind: 'failed', reason: 'needs-login' }, health: { state: 'needs-login' } },
    });
    expect(existsSync(join(folder, '.gleaner/copies'))).toBe(false);
  });

  test('takes a saved page that says that it is missing where there is no copy, and never for a good one', async () => {
    const { notebook, normalised, idle } = await lab(['/article/1', '/article/2']);
    await notebook.keepCopies({ of: { normalised: [normalised('/article/1')] }, again: false });
    await idle();
    const good = await notebook.copy({ normalised: normalised('/article/1') });
    const html = page(
      '404 页面不存在',
      '<p>抱歉，您访问的页面不存在或者已经被删除，请返回首页看看别的文章。</p>',
    );
    const saved = { name: '404.html', bytes: Buffer.from(html).toString('base64') };
    expect(await notebook.importCopy({ normalised: normalised('/article/1'), ...saved })).toMatchObject({
      ...{ kind: 'failed', reason: 'missing' },
    });
    expect(await notebook.copy({ normalised: normalised('/article/1') })).toEqual(good);
    expect(await notebook.importCopy({ normalised: normalised('/article/2'), ...saved })).toHaveProperty(
      'markdown',
    );
  });

  test('forgets nothing it knows of a link for a try that tells nothing', async () => {
    const { web, notebook, folder, article, idle } = await lab(['/redirect/301', '/status/404', '/ok']);
    await notebook.checkLinks({ of: { filter: '' } });
    await idle();
    const before = await Promise.all(['/redirect/301', '/status/404', '/ok'].map((path) => article(path)));
    for (const path of ['/redirect/301', '/status/404', '/ok'])
      web.pages.set(path, { status: 500, body: '' });
    await notebook.checkLinks({ of: { filter: '' } });
    await idle();
    for (const { url, health } of before)
      expect((await article(url.slice(web.origin.length))).health).toMatchObject({
        ...{ ...health, lastTry: { state: 'unknown', status: 500 } },
      });
    web.pages.clear();
    // What this machine can't keep says nothing of the link either.
    writeIn(folder, '.gleaner/copies', 'a file where the folder should be');
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect((await article('/ok')).copy).toMatchObject({ kind: 'failed', reason: 'failed' });
    expect((await article('/ok')).health?.state).toBe('ok');
    const dead = await notebook.articleList({ filter: 'is:dead', sort: 'site', offset: 0, limit: 10 });
    expect(dead.total).toBe(1);
  });

  test('finds two addresses of one article by the address that its page names as its own', async () => {
    const { web, notebook, normalised } = await lab(['/print/7', '/posts/7']);
    const body = `<title>A</title><link rel="canonical" href="/posts/7"><p>${'Text of it. '.repeat(40)}</p>`;
    web.pages.set('/print/7', { body });
    web.pages.set('/posts/7', { body });
    expect((await notebook.articleTwins({ offset: 0, limit: 9 })).total).toBe(0);
    await notebook.fetchCard({ url: `${web.origin}/print/7`, refresh: false });
    const { groups } = await notebook.articleTwins({ offset: 0, limit: 9 });
    expect(groups.map((group) => group.map((one) => one.normalised))).toEqual([
      [normalised('/posts/7'), normalised('/print/7')],
    ]);
  });

  test('leaves a host alone that asks for it, whatever is wanted of it', async () => {
    const { web, notebook, article, asked, idle } = await lab(['/many/1', '/many/2', '/ok']);
    web.pages.set('/many/1', { status: 429, headers: { 'retry-after': '600' }, body: '' });
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect(asked()).toEqual(['GET /many/1']);
    expect((await article('/many/2')).copy).toMatchObject({ kind: 'failed', reason: 'status', status: 429 });
    expect(await notebook.fetchCard({ url: `${web.origin}/ok`, refresh: true })).toMatchObject({
      status: 429,
    });
    await notebook.checkLinks({ of: { filter: '' } });
    await idle();
    expect(asked()).toEqual(['GET /many/1']);
    // Nothing was learned of links that were not asked for.
    expect((await article('/ok')).health).toMatchObject({ state: 'unknown' });
  });

  test('waits as long as a host asks, and no copy is asked for meanwhile', async () => {
    const { web, notebook, article, idle } = await lab(['/many/1', '/many/2']);
    let until = 0;
    const early: number[] = [];
    web.pages.set('/many/1', () => {
      until = performance.now() + 1000;
      return { status: 503, headers: { 'retry-after': '1' }, body: '' };
    });
    web.pages.set('/many/2', () => {
      if (performance.now() < until - 20) early.push(performance.now());
      return { body: page('Two', '<p>Some text of an article. </p>'.repeat(40)) };
    });
    await notebook.keepCopies({ of: { path: 'note.md' }, again: false });
    await idle();
    expect(early).toEqual([]);
    expect((await article('/many/2')).copy).toMatchObject({ kind: 'kept' });
  });

  test('leaves the gap between whatever is wanted of one host', async () => {
    const { web, notebook, normalised, idle } = await lab(['/many/1', '/many/2'], {
      ...{ ...quick, card: 400, copy: 400 },
    });
    const times: number[] = [];
    const answer = () => (
      times.push(performance.now()),
      { body: page('A', '<p>Text of it. </p>'.repeat(40)) }
    );
    web.pages.set('/many/1', answer);
    web.pages.set('/many/2', answer);
    await notebook.keepCopies({
      of: { normalised: [normalised('/many/1')] },
      again: false,
    });
    await eventually(() => expect(times).toHaveLength(1));
    await notebook.fetchCard({ url: `${web.origin}/many/2`, refresh: false });
    await idle();
    // When they arrive, not when they are asked: on a busy machine less is between them.
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
  });

  test('gives up cards that wait for their turn when it closes, at once', async () => {
    const { web, notebook } = await lab(['/many/1'], { ...quick, card: 30_000 });
    const cards = Array.from({ length: 20 }, (_, n) =>
      notebook.fetchCard({ url: `${web.origin}/many/${n}`, refresh: false }),
    );
    const [first, ...others] = cards;
    await first;
    const rejected = Promise.allSettled(others);
    const began = performance.now();
    await notebook.close();
    for (const one of await rejected)
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'offline' } });
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

import { createServer } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LinkHealth } from '../../notes/api.ts';
import { type Door, openDoor } from '../../notes/sources/fetch.ts';
import { checkLink, type CheckOptions, healthOfFailure, healthToKeep } from '../../notes/sources/health.ts';
import { Pacing } from '../../notes/sources/pacing.ts';
import { openRobots } from '../../notes/sources/robots.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { page } from '../web/pages.ts';

const quick: CheckOptions = { backOffMs: 20 };

async function lab(): Promise<{
  web: TestWeb;
  check: (path: string, options?: CheckOptions) => Promise<LinkHealth>;
  asked: () => string[];
}> {
  const web = await startTestWeb();
  const door = openDoor({ allowed: [web.address] });
  onTestFinished(async () => {
    await door.close();
    await web.close();
  });
  const robots = openRobots(door);
  return {
    web,
    check: (path, options = quick) =>
      checkLink(door, path.startsWith('http') ? path : `${web.origin}${path}`, robots, options),
    asked: () =>
      web.log.map(({ method, url }) => `${method} ${url}`).filter((one) => !one.endsWith('robots.txt')),
  };
}

describe('the health of a link', () => {
  test.each([
    ['/ok', 'ok', 200],
    ['/plain.txt', 'ok', 200],
    ['/pdf', 'ok', 200],
    ['/empty', 'ok', 200],
    ['/article/1', 'ok', 200],
    ['/article/4', 'ok', 200],
    ['/no-head', 'ok', 200],
    ['/head-404', 'ok', 200],
    ['/gbk', 'ok', 200],
    ['/redirect/302', 'ok', 200],
    ['/redirect/303', 'ok', 200],
    ['/redirect/307', 'ok', 200],
    ['/status/404', 'gone', 404],
    ['/status/410', 'gone', 410],
    ['/nothing/here', 'gone', 404],
    ['/status/401', 'needs-login', 401],
    ['/needs-login', 'needs-login', 200],
    ['/login', 'needs-login', 200],
    ['/refused', 'refused', 403],
    ['/status/429', 'refused', 429],
    ['/status/451', 'refused', 451],
    ['/status/500', 'unknown', 500],
    ['/status/503', 'unknown', 503],
    ['/soft-404', 'soft-404', 200],
    ['/soft-404-en', 'soft-404', 200],
    ['/home-instead', 'soft-404', 200],
    ['/redirect-loop', 'unknown', 302],
    ['/huge', 'ok', 200],
    ['/drop', 'unknown', null],
  ])('of %s is %s', async (path, state, status) => {
    const { check } = await lab();
    expect(await check(path)).toMatchObject({ state, status, movedTo: null });
  });

  test.each([301, 308])('is moved after a permanent redirect (%s), with the new address', async (status) => {
    const { check, web } = await lab();
    const to = `${web.origin}/article/2#part`;
    expect(await check(`/redirect/${status}?to=${encodeURIComponent(to)}`)).toMatchObject({
      ...{ state: 'moved', status: 200, movedTo: to },
    });
  });

  test('is moved to the end of the permanent redirects only', async () => {
    const { check, web } = await lab();
    web.pages.set('/old', { status: 301, headers: { location: '/new' }, body: '' });
    web.pages.set('/new', { status: 302, headers: { location: '/ok?today' }, body: '' });
    expect(await check('/old')).toMatchObject({ state: 'moved', movedTo: `${web.origin}/new` });
  });

  test('is ok where the new address is that of the same article', async () => {
    const { check, web } = await lab();
    web.pages.set('/a/', { body: page('An article', 'Text.') });
    web.pages.set('/a', { status: 301, headers: { location: '/a/?utm_source=home' }, body: '' });
    let isFirst = true;
    web.pages.set('/a', () =>
      isFirst
        ? ((isFirst = false), { status: 301, headers: { location: '/a/?utm_source=home' }, body: '' })
        : { body: page('An article', 'Text.') },
    );
    expect(await check('/a')).toMatchObject({ state: 'ok', movedTo: null });
  });

  test('is not moved to where one signs in, or to a page that is not there', async () => {
    const { check, web } = await lab();
    web.pages.set('/x/1', { status: 301, headers: { location: '/users/sign_in?next=1' }, body: '' });
    web.pages.set('/users/sign_in', { body: page('Welcome', 'Sign in, please.') });
    web.pages.set('/x/2', { status: 301, headers: { location: '/status/404' }, body: '' });
    web.pages.set('/x/3', { status: 301, headers: { location: '/soft-404' }, body: '' });
    expect(await check('/x/1')).toMatchObject({ state: 'needs-login', movedTo: null });
    expect(await check('/x/2')).toMatchObject({ state: 'gone', status: 404, movedTo: null });
    expect(await check('/x/3')).toMatchObject({ state: 'soft-404', movedTo: null });
  });

  test('needs a login where a refused page asks to sign in', async () => {
    const { check, web } = await lab();
    const form = page('Members', 'Sign in <form><input name="p" type="password"></form>');
    web.pages.set('/members', { status: 403, body: form });
    expect(await check('/members')).toMatchObject({ state: 'needs-login', status: 403 });
  });

  test('asks for the head first, for the page where the head does not tell, and for nothing else', async () => {
    const { check, asked } = await lab();
    await check('/ok');
    expect(asked()).toEqual(['HEAD /ok', 'GET /ok']);
    await check('/pdf');
    await check('/status/410');
    expect(asked().slice(2)).toEqual(['HEAD /pdf', 'HEAD /status/410']);
  });

  test('believes no 404 that only a head was given', async () => {
    const { check, asked } = await lab();
    expect(await check('/head-404')).toMatchObject({ state: 'ok' });
    expect(asked()).toEqual(['HEAD /head-404', 'GET /head-404']);
  });

  test('compares a page that may mean it with one that can’t exist', async () => {
    const { check, web, asked } = await lab();
    const long = 'A page about errors and what they are good for. '.repeat(60);
    web.pages.set('/essays/404', { body: page('What a 404 tells', long) });
    expect(await check('/essays/404')).toMatchObject({ state: 'ok' });
    expect(asked()).toHaveLength(3);
    expect(asked()[2]).toMatch(/^GET \/essays\/gleaner-[0-9a-f]{12}$/);
  });

  test('knows a site that has the same page for every address', async () => {
    // Not the test web: that one is honest about what it does not have.
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(page('404 | A site', 'Popular articles: something else entirely. '.repeat(50)));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const where = server.address();
    const address = `127.0.0.1:${typeof where === 'object' && where ? where.port : 0}`;
    const door = openDoor({ allowed: [address] });
    onTestFinished(async () => {
      await door.close();
      server.close();
    });
    const found = await checkLink(door, `http://${address}/posts/12`, openRobots(door), quick);
    expect(found).toMatchObject({ state: 'soft-404', status: 200 });
  });

  test('is refused where robots are asked to stay away, and the page is not asked for', async () => {
    const { check, web, asked } = await lab();
    web.robots = 'User-agent: *\nDisallow: /private\n';
    expect(await check('/private/1')).toMatchObject({ state: 'refused', status: null });
    expect(asked()).toEqual([]);
    expect(await check('/ok')).toMatchObject({ state: 'ok' });
  });

  test('is refused by our own guard for private addresses, without a connection', async () => {
    const { check, web } = await lab();
    for (const url of [
      `http://localhost:${web.port}/ok`,
      `http://127.1.1.1:${web.port}/ok`,
      'http://10.0.0.1/',
      'http://[::1]/',
    ])
      expect(await check(url), url).toMatchObject({ state: 'refused', status: null });
    expect(web.connections()).toBe(0);
  });

  test('waits as long as Retry-After asks, asks again, and tells others of that host to wait', async () => {
    const { check, web } = await lab();
    const held: [string, number, number][] = [];
    const began = Date.now();
    const found = await check('/retry-after?s=1&times=1', {
      pacing: { leaveAlone: (...said) => held.push(said), restOf: () => null },
    });
    expect(found).toMatchObject({ state: 'ok', status: 200 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(990);
    expect(held).toEqual([[`${web.origin}/retry-after?s=1&times=1`, 1000, 429]]);
  });

  test('gives up on a host that asks to be left alone for long, and leaves it alone', async () => {
    const { check, asked } = await lab();
    const pacing = new Pacing({ card: 0, copy: 0, check: 0, picture: 0 });
    expect(await check('/retry-after?s=3600&times=9', { pacing })).toMatchObject({
      state: 'refused',
      status: 429,
    });
    expect(asked()).toHaveLength(1);
    // Of this link nothing was learned.
    expect(await check('/ok', { pacing })).toMatchObject({ state: 'unknown', status: 429 });
    expect(asked()).toHaveLength(1);
  });

  test('is offline where nothing listens', async () => {
    const { check, web } = await lab();
    await web.close();
    expect(await check('/ok')).toMatchObject({ state: 'offline', status: null });
  });

  test('is left when it is cancelled', async () => {
    const { check } = await lab();
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const began = performance.now();
    await check('/slow', { ...quick, signal: stop.signal }).catch(() => undefined);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('is what came of a card or a copy, where that says something about the link', () => {
    const failure = { kind: 'failed' as const, status: null, message: '' };
    const state = (reason: Parameters<typeof healthOfFailure>[0]['reason'], status: number | null = null) =>
      healthOfFailure({ ...failure, reason, status })?.state ?? null;
    expect(state('status', 404)).toBe('gone');
    expect(state('status', 403)).toBe('refused');
    expect(state('private-address')).toBe('refused');
    expect(state('offline')).toBe('offline');
    expect(state('name-unknown')).toBe('gone');
    expect(state('too-slow')).toBe('unknown');
    expect(state('missing', 200)).toBe('soft-404');
    expect(state('needs-login', 200)).toBe('needs-login');
    for (const reason of ['disk-full', 'needs-browser', 'other-kind', 'too-large'] as const)
      expect(state(reason)).toBeNull();
  });

  test('is not moved to where others could read along', async () => {
    const { web } = await lab();
    const robots = { ask: () => Promise.resolve('allowed' as const) };
    // What the door answers for a server with a certificate that this machine trusts.
    const from = 'https://example.com/posts/1';
    const door: Pick<Door, 'fetch'> = {
      fetch: (_url, request) =>
        Promise.resolve({
          ...{
            kind: 'fetched',
            url: `${web.origin}/ok`,
            status: 200,
            headers: {},
            type: 'text/html',
            charset: null,
          },
          bytes:
            request.method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(page('A', 'An article. '.repeat(50))),
          hops: [{ from, to: 'http://example.com/new/1', status: 301 }],
          isDowngraded: true,
        }),
    };
    expect(await checkLink(door, from, robots)).toMatchObject({ state: 'ok', movedTo: null });
    const plain = from.replace('https', 'http');
    expect(await checkLink(door, plain, robots)).toMatchObject({
      ...{ state: 'moved', movedTo: 'http://example.com/new/1' },
    });
  });
});

describe('what is remembered of a link', () => {
  const of = (state: LinkHealth['state'], more: Partial<LinkHealth> = {}): LinkHealth => ({
    ...{ state, status: null, movedTo: null, checked: 1, ...more },
  });
  const moved = of('moved', { status: 200, movedTo: 'https://example.com/new' });

  test('is what was found, where nothing was known or nothing certain', () => {
    for (const before of [null, of('offline'), of('unknown')])
      for (const state of ['ok', 'gone', 'offline', 'unknown', 'refused'] as const)
        expect(healthToKeep(before, of(state, { checked: 2 }))).toEqual(of(state, { checked: 2 }));
    expect(healthToKeep(moved, of('gone', { checked: 2 }))).toEqual(of('gone', { checked: 2 }));
    expect(healthToKeep(null, { ...of('offline'), isDown: true })).toEqual(of('offline'));
  });

  test.each(['moved', 'gone', 'soft-404', 'needs-login', 'refused', 'ok'] as const)(
    'stays %s after a try that tells nothing, and the try is told beside it',
    (state) => {
      const before = { ...moved, state };
      expect(healthToKeep(before, of('offline', { checked: 5 }))).toEqual({
        ...{ ...before, lastTry: { state: 'offline', status: null, at: 5 } },
      });
      expect(healthToKeep(before, of('unknown', { status: 500, checked: 6 }))).toEqual({
        ...{ ...before, lastTry: { state: 'unknown', status: 500, at: 6 } },
      });
      expect(healthToKeep(before, of('refused', { status: 429, checked: 7 }))).toMatchObject({
        ...{ state, lastTry: { state: 'unknown', status: 429, at: 7 } },
      });
    },
  );

  test('is that a server is down, where the link was well; where it was dead or has moved, that stays', () => {
    const down = { ...of('offline', { checked: 9 }), isDown: true as const };
    expect(healthToKeep(of('ok'), down)).toEqual(of('offline', { checked: 9 }));
    expect(healthToKeep(moved, down)).toMatchObject({ state: 'moved', movedTo: moved.movedTo });
    const later = healthToKeep(healthToKeep(moved, down), of('ok', { checked: 10 }));
    expect(later).toEqual(of('ok', { checked: 10 }));
  });
});

import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openDoor, usualTime } from '../../notes/sources/fetch.ts';
import { startTestWeb } from '../test-web.ts';
import { doorAtWeb, reasonIn } from './door.ts';

const at = doorAtWeb();

describe('no more than a budget is spent', () => {
  test('on large pages', async () => {
    for (const path of ['/huge', '/huge-length', '/endless'])
      expect(await at.reason(path), path).toBe('too-large');
    expect(await at.reason('/large.png', 'picture')).toBe('too-large');
    at.web.pages.set('/nearly', { body: 'x'.repeat(2 * 1024 * 1024) });
    expect((await at.good('/nearly')).bytes.length).toBe(2 * 1024 * 1024);
  });

  test('a check and a robots.txt are read as far as is needed', async () => {
    expect((await at.good('/endless', 'check')).bytes.length).toBe(64 * 1024);
    expect((await at.good('/endless', 'robots')).bytes.length).toBe(512 * 1024);
    expect((await at.good('/bomb/gzip', 'check')).bytes.length).toBe(64 * 1024);
  });

  test('on bombs, in memory neither', async () => {
    await at.reason('/bomb/br');
    await at.reason('/bomb/gzip');
    const before = process.memoryUsage.rss();
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd']) {
      expect(await at.reason(`/bomb/${encoding}`), encoding).toBe('too-large');
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('on a page that is small, but was packed to a hundredth', async () => {
    const packed = (text: string) => ({
      headers: { 'content-type': 'text/html', 'content-encoding': 'gzip' },
      body: gzipSync(text),
    });
    at.web.pages.set('/zeros', packed('0'.repeat(1024 * 1024)));
    at.web.pages.set('/repeats', packed('0'.repeat(200 * 1024)));
    expect(await at.reason('/zeros')).toBe('too-large');
    expect((await at.good('/repeats')).bytes.length).toBe(200 * 1024);
  });

  test('on headers', async () => {
    expect(await at.reason('/big-headers')).toBe('too-large');
    expect(await at.reason('/many-headers')).toBe('too-large');
  });

  test('broken answers are failures', async () => {
    const broken = ['/wrong-length/long', '/not-http', '/drop', '/damaged-gzip', '/odd-encoding'];
    for (const path of broken) expect(await at.reason(path), path).toBe('failed');
    // Browsers take what was announced.
    expect((await at.good('/wrong-length/short')).bytes.length).toBe(20);
    const { port } = await startTestWeb().then(async (gone) => (await gone.close(), gone));
    const own = openDoor({ allowed: [`127.0.0.1:${port}`] });
    expect(await own.fetch(`http://127.0.0.1:${port}/`, { what: 'page' })).toMatchObject({
      reason: 'failed',
    });
    await own.close();
  });

  test('a name that nobody has is told from being offline', async () => {
    expect(['name-unknown', 'offline']).toContain(
      reasonIn(await at.door.fetch('http://no-such-name.invalid/', { what: 'page' })),
    );
  });
});

/** What a piece of work took, ms. */
async function timed<Value>(work: Promise<Value>): Promise<{ value: Value; ms: number }> {
  const start = performance.now();
  return { value: await work, ms: performance.now() - start };
}

describe.concurrent('time', () => {
  /** A fifth of the usual. */
  const time = { totalMs: 2_000, firstByteMs: 1_000 };

  test.concurrent('is ten seconds for everything, and five until a server begins to answer', () => {
    expect(usualTime).toEqual({ totalMs: 10_000, firstByteMs: 5_000 });
  });

  test.concurrent.each(['/slow', '/slow-headers'])('%s is left after the first half', async (path) => {
    const own = openDoor({ allowed: [at.web.address], time });
    const { value, ms } = await timed(own.fetch(at.web.origin + path, { what: 'page' }));
    expect(value).toMatchObject({
      ...{ reason: 'too-slow', message: expect.stringContaining('did not answer within 1 second') as string },
    });
    expect(ms).toBeGreaterThan(950);
    expect(ms).toBeLessThan(3_000);
  });

  test.concurrent('is for everything together, and waiting for a free place is not in it', async () => {
    const own = openDoor({ allowed: [at.web.address], time });
    const paths = ['/slow-body', '/stalled-body', '/slow-body', '/stalled-body'];
    const slow = paths.map((path) => timed(own.fetch(at.web.origin + path, { what: 'page' })));
    const fifth = timed(own.fetch(`${at.web.origin}/ok?fifth`, { what: 'page' }));
    for (const { value, ms } of await Promise.all(slow)) {
      expect(value).toMatchObject({ reason: 'too-slow' });
      expect(ms).toBeGreaterThan(1_950);
      expect(ms).toBeLessThan(3_500);
    }
    const { value, ms } = await fifth;
    expect(value).toMatchObject({ status: 200 });
    expect(ms).toBeGreaterThan(1_900);
  });
});

describe('connections', () => {
  const settled = async (): Promise<number> => {
    for (let round = 0; round < 100 && at.web.open() > 0; round++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return at.web.open();
  };

  test('at most four are under way, and the others come after', async () => {
    let most = 0;
    let done = 0;
    const timer = setInterval(() => (most = Math.max(most, at.web.log.length - done)), 5);
    const all = await Promise.all(
      Array.from({ length: 12 }, () => at.get('/slow?ms=300').finally(() => done++)),
    );
    clearInterval(timer);
    expect(all.every(({ kind }) => kind === 'fetched')).toBe(true);
    expect(most).toBe(4);
  });

  test('all are closed, whatever happened on them', async () => {
    const descriptors = (): number =>
      process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0;
    await settled();
    const before = descriptors();
    const paths = [
      '/ok',
      '/redirects/5',
      '/huge',
      '/endless',
      '/bomb/gzip',
      '/drop',
      '/not-http',
      '/status/404',
      '/pdf',
      '/big-headers',
    ];
    for (let round = 0; round < 3; round++) await Promise.all(paths.map((path) => at.get(path)));
    await at.get('/endless', 'check');
    expect(await settled()).toBe(0);
    expect(descriptors()).toBeLessThanOrEqual(before + 1);
  });

  test.each(['/slow', '/slow-headers', '/slow-body', '/stalled-body', '/endless'])(
    '%s called off is closed at once',
    async (path) => {
      const stop = new AbortController();
      const waiting = at.door.fetch(at.web.origin + path, { what: 'check', signal: stop.signal });
      while (at.web.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      stop.abort();
      const { value, ms } = await timed(waiting);
      expect(ms).toBeLessThan(1_000);
      // What was read of an endless page before may have been enough.
      if (path !== '/endless')
        expect(value).toMatchObject({
          kind: 'failed',
          reason: 'failed',
          message: 'The fetch was cancelled.',
        });
      expect(await settled()).toBe(0);
    },
  );

  test('what waits for a place can be called off, and what was called off before asks for nothing', async () => {
    const stop = new AbortController();
    const busy = Array.from({ length: 4 }, () => at.get('/slow?ms=200'));
    const waiting = at.door.fetch(`${at.web.origin}/ok?waits`, { what: 'page', signal: stop.signal });
    stop.abort();
    expect(await waiting).toMatchObject({ message: 'The fetch was cancelled.' });
    await Promise.all(busy);
    const never = await at.door.fetch(`${at.web.origin}/ok?never`, {
      what: 'page',
      signal: AbortSignal.abort(),
    });
    expect(never).toMatchObject({ kind: 'failed' });
    expect(at.web.log.map(({ url }) => url)).toEqual(new Array(4).fill('/slow?ms=200'));
    expect((await at.good('/ok')).status).toBe(200);
  });

  test('a closed door leaves everything and opens for nothing', async () => {
    const all = [at.get('/slow'), at.get('/stalled-body'), at.get('/slow'), at.get('/slow'), at.get('/ok')];
    while (at.web.log.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    await at.door.close();
    for (const one of await Promise.all(all)) expect(one).toMatchObject({ kind: 'failed' });
    expect(await settled()).toBe(0);
    at.web.log.length = 0;
    expect(await at.get('/ok')).toMatchObject({ kind: 'failed' });
    expect(at.web.log).toEqual([]);
  });
});

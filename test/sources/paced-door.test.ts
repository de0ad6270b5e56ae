import { describe, expect, onTestFinished, test } from 'vitest';
import { openDoor } from '../../notes/sources/fetch.ts';
import { heedingDoor } from '../../notes/sources/paced-door.ts';
import { type Gaps, Pacing } from '../../notes/sources/pacing.ts';
import { startTestWeb } from '../test-web.ts';

const none: Gaps = { card: 0, copy: 0, check: 0, picture: 0 };

async function lab(gaps: Partial<Gaps> = {}, backOffMs = 30) {
  const web = await startTestWeb();
  const door = openDoor({ allowed: [web.address] });
  onTestFinished(async () => {
    await door.close();
    await web.close();
  });
  const pacing = new Pacing({ ...none, ...gaps });
  const heeding = heedingDoor(door, pacing, backOffMs);
  return {
    ...{ web, pacing },
    get: (path: string, what: 'page' | 'picture' = 'page', signal?: AbortSignal) =>
      heeding.fetch(web.origin + path, { what, ...(signal && { signal }) }),
    asked: () => web.log.map(({ url }) => url),
  };
}

describe('a host that asks for patience', () => {
  test('for long is not asked for anything until that is over', async () => {
    const { web, get, asked, pacing } = await lab();
    expect(await get('/retry-after?s=3600&times=1')).toMatchObject({ status: 429 });
    for (const what of ['page', 'picture'] as const)
      expect(await get('/ok', what)).toMatchObject({ reason: 'status', status: 429, isUnasked: true });
    expect(asked()).toHaveLength(1);
    expect(pacing.restOf('https://example.com/')).toBeNull();
    expect(pacing.restOf(web.origin)).toMatchObject({ status: 429 });
  });

  test.each(['card', 'copy', 'check', 'picture'] as const)(
    'a little gets it before the next %s',
    async (what) => {
      const { web, get, pacing } = await lab();
      await get('/retry-after?s=1&times=1');
      const began = performance.now();
      await pacing.turn(web.origin, what);
      expect(performance.now() - began).toBeGreaterThan(900);
    },
  );

  test('without saying how much gets what is usual', async () => {
    const { web, get, pacing } = await lab({}, 300);
    await get('/status/503');
    const began = performance.now();
    await pacing.turn(web.origin, 'copy');
    expect(performance.now() - began).toBeGreaterThan(250);
    await get('/status/404');
    const now = performance.now();
    await pacing.turn(web.origin, 'copy');
    expect(performance.now() - now).toBeLessThan(250);
  });
});

test('pictures of one host are asked for one after the other, and do not hold up its pages', async () => {
  const { web, get, pacing } = await lab({ picture: 80 });
  const began = performance.now();
  const pictures = Promise.all([1, 2, 3].map((n) => get(`/picture.png?${n}`, 'picture')));
  await pacing.turn(web.origin, 'card');
  expect(performance.now() - began).toBeLessThan(80);
  await pictures;
  expect(performance.now() - began).toBeGreaterThan(155);
});

test('a picture that nobody waits for any more is not asked for', async () => {
  const { get, asked } = await lab({ picture: 10_000 });
  await get('/picture.png', 'picture');
  const stop = new AbortController();
  const second = get('/picture.jpg', 'picture', stop.signal);
  stop.abort();
  expect(await second).toMatchObject({ kind: 'failed' });
  expect(asked()).toEqual(['/picture.png']);
});

test('a host that a person allowed by name has a gap of its own, where that is smaller', () => {
  const pacing = new Pacing({ ...none, card: 500, check: 5000 }, ['127.0.0.1:80'], 200);
  expect(pacing.gapOf('http://127.0.0.1/x', 'check')).toBe(200);
  expect(pacing.gapOf('http://127.0.0.1/x', 'copy')).toBe(0);
  expect(pacing.gapOf('http://127.0.0.1:81/x', 'check')).toBe(5000);
  expect(pacing.gapOf('https://example.com/', 'card')).toBe(500);
});

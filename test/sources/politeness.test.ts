import { expect, test } from 'vitest';
import { Politeness, retryAfterMs } from '../../notes/sources/politeness.ts';

/** When each turn came, ms after the first was asked for. */
async function turns(
  politeness: Politeness,
  gapMs: number,
  hosts: string[],
): Promise<{ host: string; at: number }[]> {
  const start = Date.now();
  const come: { host: string; at: number }[] = [];
  await Promise.all(
    hosts.map(async (host) => {
      await politeness.turn(host, gapMs);
      come.push({ host, at: Date.now() - start });
    }),
  );
  return come;
}

const gap = 60;
/** Timers may be early by the fraction of a millisecond that a clock cuts off. */
const slack = 2;

test('one host is asked once in a gap, in the order in which turns were asked for', async () => {
  const politeness = new Politeness(gap);
  const order: number[] = [];
  const start = Date.now();
  const times: number[] = [];
  await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      await politeness.turn('a', gap);
      order.push(number);
      times.push(Date.now() - start);
    }),
  );
  expect(order).toEqual([1, 2, 3, 4]);
  times.forEach((at, index) => expect(at).toBeGreaterThanOrEqual(index * gap - slack * index));
});

test('other hosts do not wait for it', async () => {
  const come = await turns(new Politeness(gap), gap, ['a', 'a', 'a', 'b', 'c']);
  expect(come.map(({ host }) => host)).toEqual(['a', 'b', 'c', 'a', 'a']);
});

test('the gap counts from the turn before, not from the question', async () => {
  const politeness = new Politeness(gap);
  await politeness.turn('a', gap);
  const start = Date.now();
  await politeness.turn('a', gap);
  expect(Date.now() - start).toBeGreaterThanOrEqual(gap - slack);
});

test('a host that asks for a rest gets it, and only that host', async () => {
  const politeness = new Politeness(10);
  await politeness.turn('a', 10);
  politeness.holdOff('a', Date.now() + 150);
  politeness.holdOff('a', Date.now() + 20);
  politeness.holdOff('a', Date.now() - 1000);
  const come = await turns(politeness, 10, ['a', 'b', 'a']);
  expect(come.map(({ host }) => host)).toEqual(['b', 'a', 'a']);
  expect(come[1]?.at).toBeGreaterThanOrEqual(150 - slack);
});

test('who waits already waits for the rest too', async () => {
  const politeness = new Politeness(20);
  await politeness.turn('a', 20);
  const start = Date.now();
  const second = politeness.turn('a', 20);
  politeness.holdOff('a', start + 120);
  await second;
  expect(Date.now() - start).toBeGreaterThanOrEqual(120 - slack);
});

test('who is called off leaves the line, and the next moves up', async () => {
  const politeness = new Politeness(gap);
  await politeness.turn('a', gap);
  const stop = new AbortController();
  const left = politeness.turn('a', gap, stop.signal);
  const start = Date.now();
  const next = politeness.turn('a', gap);
  stop.abort(new Error('not any more'));
  await expect(left).rejects.toThrow('not any more');
  await next;
  expect(Date.now() - start).toBeLessThan(gap * 2);
});

test('who is called off before gets no turn and takes none', async () => {
  const politeness = new Politeness(10_000);
  await expect(politeness.turn('a', 10_000, AbortSignal.abort(new Error('no')))).rejects.toThrow('no');
  // Otherwise this would wait ten seconds.
  await politeness.turn('a', 10_000);
});

test('a turn that was given can’t be taken back', async () => {
  const politeness = new Politeness(10);
  const stop = new AbortController();
  await politeness.turn('a', 10, stop.signal);
  stop.abort();
  await politeness.turn('a', 10);
});

test('each waits its own gap after the turn before, whatever that was for, and the smallest gap goes first', async () => {
  const politeness = new Politeness(150);
  await politeness.turn('a', 0);
  const start = Date.now();
  const order: { what: string; at: number }[] = [];
  const turn = async (what: string, gapMs: number) => {
    await politeness.turn('a', gapMs);
    order.push({ what, at: Date.now() - start });
  };
  await Promise.all([turn('check', 150), turn('copy', 60), turn('card', 20), turn('card', 20)]);
  expect(order.map(({ what }) => what)).toEqual(['card', 'card', 'copy', 'check']);
  const least = [20, 40, 100, 250];
  order.forEach(({ at }, index) =>
    expect(at).toBeGreaterThanOrEqual((least[index] ?? 0) - slack * (index + 1)),
  );
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(retryAfterMs('120', now)).toBe(120_000);
  expect(retryAfterMs(' 0 ', now)).toBe(0);
  expect(retryAfterMs('Sun, 22 Nov 2026 10:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs('Sun, 22 Nov 2026 09:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('999999999', now)).toBe(24 * 60 * 60 * 1000);
  for (const nothing of [undefined, '', 'soon', '-5', '1.5', 'Sunday'])
    expect(retryAfterMs(nothing, now)).toBeNull();
});

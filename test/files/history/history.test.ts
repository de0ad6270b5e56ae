import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { History } from '../../../notes/files/history/history.ts';
import { excessOf, spaceOf } from '../../../notes/files/history/retention.ts';
import type { KeptVersion } from '../../../notes/files/history/version-log.ts';
import { filesIn, makeFolder } from '../make.ts';

const day = 24 * 60 * 60 * 1000;
const by = { by: 'you', why: 'time' } as const;
const bytes = (text: string) => Buffer.from(text);
const logOf = (folder: string) => join(folder, 'versions.log');

async function textsOf(history: History, path: string): Promise<(string | null)[]> {
  const all = await Promise.all(history.of(path).map((kept) => history.bytes(kept)));
  return all.map((one) => one?.toString() ?? null);
}

describe('the history', () => {
  it('keeps the very bytes, whatever they are, also after a restart', async () => {
    const folder = join(makeFolder(), 'not/made/yet');
    const odd = Buffer.from([0xff, 0, 0xd6, 0xd0, 0x0d, 0x0a, 0xef, 0xbb, 0xbf]);
    const history = await History.open(folder);
    await history.keep('茶.md', odd, by);
    await history.keep('茶.md', bytes(''), by);
    const later = await History.open(folder);
    const [empty, first] = later.of('茶.md');
    expect([empty?.size, first?.size, first?.by]).toEqual([0, odd.length, 'you']);
    expect(first && (await later.bytes(first))?.equals(odd)).toBe(true);
  });

  it('keeps the same bytes once, however many versions and notes have them', async () => {
    const folder = makeFolder();
    const history = await History.open(folder);
    const long = bytes('看了文章就忘。'.repeat(2000));
    for (const text of [long, bytes('b'), long]) await history.keep('a.md', text, by);
    await history.keep('c.md', long, by);
    expect([history.of('a.md').length, history.of('c.md').length]).toEqual([3, 1]);
    const blobs = filesIn(join(folder, 'blobs'));
    expect(blobs.length).toBe(2);
    const total = blobs.reduce((sum, file) => sum + statSync(join(folder, 'blobs', file)).size, 0);
    expect(total).toBeLessThan(long.length / 20);
  });

  it('does not keep again what is the newest already', async () => {
    const history = await History.open(makeFolder());
    expect(await history.keep('a.md', bytes('a'), by)).not.toBeNull();
    expect(await history.keep('a.md', bytes('a'), by)).toBeNull();
    expect(history.of('a.md').length).toBe(1);
  });

  it('passes over lines that are torn or damaged, and adds to them', async () => {
    const folder = makeFolder();
    const history = await History.open(folder);
    for (const text of ['1', '2', '3']) await history.keep('a.md', bytes(text), by);
    const whole = readFileSync(logOf(folder));
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(logOf(folder), whole);
      truncateSync(logOf(folder), length);
      const torn = await History.open(folder);
      await torn.keep('a.md', bytes('new'), by);
      const texts = await textsOf(await History.open(folder), 'a.md');
      expect(texts[0]).toBe('new');
      expect(['', '1', '2,1', '3,2,1']).toContain(texts.slice(1).join());
    }
    const flipped = Buffer.from(whole);
    const second = whole.indexOf('"id":2');
    flipped[second + 5] = 0x39;
    writeFileSync(logOf(folder), flipped);
    expect(await textsOf(await History.open(folder), 'a.md')).toEqual(['3', '1']);
    writeFileSync(logOf(folder), Buffer.from([0, 255, 10, 10, 123, 10]));
    appendFileSync(logOf(folder), whole);
    expect((await History.open(folder)).of('a.md').length).toBe(3);
  });

  it('gives nothing for bytes that are damaged or gone, and keeps them anew when they come again', async () => {
    const folder = makeFolder();
    const history = await History.open(folder);
    await history.keep('a.md', bytes('one'), by);
    await history.keep('a.md', bytes('two'), by);
    const [first = ''] = filesIn(join(folder, 'blobs'));
    const whole = await textsOf(history, 'a.md');
    for (const damage of [bytes(''), bytes('garbage'), bytes('x'.repeat(5000))]) {
      writeFileSync(join(folder, 'blobs', first), damage);
      const left = (await textsOf(history, 'a.md')).filter((text) => text !== null);
      expect(left.length).toBe(1);
      expect(whole).toContain(left[0]);
    }
    await history.keep('b.md', bytes('one'), by);
    await history.keep('b.md', bytes('two'), by);
    expect(await textsOf(history, 'a.md')).toEqual(['two', 'one']);
    rmSync(join(folder, 'blobs'), { recursive: true });
    expect(await textsOf(history, 'a.md')).toEqual([]);
  });

  it('lists no version whose bytes a power cut took, and goes on from the one before', async () => {
    const folder = makeFolder();
    const history = await History.open(folder);
    await history.keep('a.md', bytes('one'), by);
    await history.keep('a.md', bytes('two, which is lost'), { ...by, isDurable: false });
    await history.keep('b.md', bytes('b, which is lost'), { ...by, isDurable: false });
    // A file that was renamed and never flushed: its name is there, and none of its bytes.
    for (const version of [history.newestOf('a.md'), history.newestOf('b.md')]) {
      const { version: name } = version ?? { version: '' };
      truncateSync(join(folder, 'blobs', name.slice(0, 2), name.slice(2)));
    }
    const later = await History.open(folder);
    expect(await textsOf(later, 'a.md')).toEqual(['one']);
    expect(later.of('b.md')).toEqual([]);
    expect(later.newest().map(({ path }) => path)).toEqual(['a.md']);
    expect(await later.keep('a.md', bytes('one'), by)).toBeNull();
    await later.keep('a.md', bytes('two, which is lost'), by);
    expect((await textsOf(later, 'a.md'))[0]).toBe('two, which is lost');
  });

  it('follows a note to another path, also onto the history of one that was there before', async () => {
    const folder = makeFolder();
    const history = await History.open(folder);
    await history.keep('old.md', bytes('1'), by);
    await history.keep('new.md', bytes('2'), by);
    await history.keep('old.md', bytes('3'), by);
    await history.moved('old.md', 'new.md');
    await history.moved('never.md', 'other.md');
    await history.keep('new.md', bytes('4'), by);
    for (const each of [history, await History.open(folder)]) {
      expect(await textsOf(each, 'new.md')).toEqual(['4', '3', '2', '1']);
      expect([each.of('old.md'), each.of('other.md')]).toEqual([[], []]);
    }
  });

  it('is one for all processes that have the notebook open', async () => {
    const folder = makeFolder();
    const one = await History.open(folder);
    const other = await History.open(folder);
    for (let turn = 0; turn < 20; turn++) {
      await (turn % 3 === 0 ? other : one).keep('a.md', bytes(`${turn}`), by);
      if (turn === 10) await one.moved('a.md', 'b.md');
      if (turn === 12) await other.moved('b.md', 'a.md');
    }
    const ids = one.of('a.md').map(({ id }) => id);
    expect(new Set(ids).size + one.of('b.md').length).toBe(20);
    expect(other.of('a.md').map(({ id }) => id)).toEqual(ids);
  });

  it('finds its way when another process has pruned and written the list anew', async () => {
    const folder = makeFolder();
    const one = await History.open(folder, { budget: 1 });
    const other = await History.open(folder);
    const today = Date.now();
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    for (let age = 40; age > 0; age--) {
      vi.setSystemTime(today - age * day);
      await other.keep('a.md', bytes(`text ${age}`), by);
    }
    vi.setSystemTime(today);
    expect(one.of('a.md').length).toBe(40);
    one.prune();
    expect(one.of('a.md').length).toBe(10);
    expect(other.of('a.md').length).toBe(10);
    await other.keep('a.md', bytes('text 40'), by);
    expect((await textsOf(one, 'a.md')).slice(0, 2)).toEqual(['text 40', 'text 1']);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('starts anew when all of it is deleted under it', async () => {
    const folder = join(makeFolder(), 'history');
    const history = await History.open(folder);
    await history.keep('a.md', bytes('1'), by);
    rmSync(folder, { recursive: true });
    expect(history.of('a.md')).toEqual([]);
    await history.keep('a.md', bytes('2'), by);
    expect(await textsOf(history, 'a.md')).toEqual(['2']);
  });
});

describe('what goes when there is no room', () => {
  let lastId = 0;
  const kept = (path: string, at: number, more: Partial<KeptVersion> = {}): KeptVersion => {
    const id = ++lastId;
    return { ...by, id, path, at, version: `${id}`, size: 1, stored: 4096, ...more };
  };
  const start = Date.UTC(2026, 0, 1);

  it('is nothing while there is room', () => {
    const all = Array.from({ length: 200 }, (_, at) => kept('a.md', start + at * day));
    expect(excessOf(all, spaceOf(all))).toEqual([]);
  });

  it('is the oldest, never the last ten of a note, and nothing of the last seven days', () => {
    const often = Array.from({ length: 200 }, (_, at) => kept('often.md', start + at * (day / 10)));
    const seldom = Array.from({ length: 9 }, (_, at) => kept('seldom.md', start + at));
    const all = [...seldom, ...often];
    const gone = excessOf(all, 1);
    expect(gone.every(({ path }) => path === 'often.md')).toBe(true);
    const end = start + 199 * (day / 10);
    expect(gone.every(({ at }) => end - at > 7 * day)).toBe(true);
    expect(gone).toEqual(often.slice(0, gone.length));
    expect(gone.length).toBeGreaterThan(100);
    const some = excessOf(all, spaceOf(all) - 1);
    expect(some).toEqual(often.slice(0, some.length));
    expect(some.length).toBeLessThan(gone.length);
  });

  it('is not decided by a clock that jumps', () => {
    const before = Array.from({ length: 100 }, (_, at) => kept('a.md', start + at * 60_000));
    for (const now of [start + 730 * day, Date.UTC(1999, 0, 1), 0, start - 3_600_000]) {
      const after = Array.from({ length: 50 }, (_, at) => kept('b.md', now + at * 60_000));
      expect(excessOf([...before, ...after], 1)).toEqual([]);
    }
  });

  it('is not of notes written years ago and found today, however many of them there are', async () => {
    const found = Array.from({ length: 30 }, (_, at) => kept('old.md', start + at * day, { keptAt: start }));
    expect(excessOf([...found, kept('old.md', start)], 1)).toEqual([]);
    const history = await History.open(join(makeFolder(), 'history'));
    const age = 400 * day;
    const old = await history.keep('a.md', Buffer.from('old'), { ...by, at: Date.now() - age });
    const fresh = await history.keep('a.md', Buffer.from('new'), { ...by, at: Date.now() });
    expect((old?.keptAt ?? 0) - (old?.at ?? 0)).toBeGreaterThan(age - day);
    expect(fresh).not.toHaveProperty('keptAt');
  });

  it('counts what several versions share once, and frees it with the last of them', () => {
    const shared = Array.from({ length: 300 }, (_, at) =>
      kept('a.md', start + at * day, { version: 'same', stored: 1_000_000 }),
    );
    expect(spaceOf(shared)).toBeLessThan(1_100_000);
    expect(excessOf(shared, 1_100_000)).toEqual([]);
  });
});

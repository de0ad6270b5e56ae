import { describe, expect, onTestFinished, test } from 'vitest';
import type { FetchReason } from '../notes/api.ts';
import { FetchQueue, type Job, type JobControl, type JobKind } from '../notes/fetch-queue.ts';
import { eventually } from './contract-make.ts';

interface Started extends JobControl {
  kind: JobKind;
  job: Job;
  end: (reason?: FetchReason | null) => void;
  fail: (error: Error) => void;
}

/** A queue whose jobs end when the test says so. */
function queue(onProgress: () => void = () => undefined) {
  const started: Started[] = [];
  const made = new FetchQueue({
    run: (kind, job, control) =>
      new Promise((resolve, reject) => {
        control.signal.addEventListener('abort', () => reject(control.signal.reason as Error));
        started.push({ kind, job, ...control, end: (reason = null) => resolve(reason), fail: reject });
      }),
    progress: onProgress,
  });
  onTestFinished(() => made.close());
  const urls = () => started.map(({ job }) => job.normalised);
  const begun = (count: number) => eventually(() => expect(started).toHaveLength(count));
  return { queue: made, started, urls, begun };
}

const jobs = (...urls: string[]): Job[] => urls.map((normalised) => ({ normalised }));
const settle = () => new Promise((done) => setTimeout(done, 20));

describe('the queue of copies and checks', () => {
  test('takes jobs in order, one at a time from each host, and other hosts meanwhile', async () => {
    const { queue: line, started, urls, begun } = queue();
    expect(line.add('copies', jobs('https://a/1', 'https://a/2', 'https://b/1', 'https://a/3'))).toBe(4);
    await begun(2);
    expect(urls()).toEqual(['https://a/1', 'https://b/1']);
    started[0]?.end();
    await begun(3);
    expect(urls()[2]).toBe('https://a/2');
    started[2]?.end();
    await begun(4);
    expect(urls()[3]).toBe('https://a/3');
  });

  test('counts what is done and what failed, names what is being fetched, and is nothing when all is over', async () => {
    const { queue: line, started, begun } = queue();
    expect(line.progress).toBeNull();
    line.add('copies', jobs('https://a/1', 'https://a/2', 'https://a/3'));
    await begun(1);
    expect(line.progress).toEqual({
      ...{ kind: 'copies', done: 0, failed: 0, total: 3, isPaused: false, now: 'https://a/1' },
    });
    started[0]?.end('too-slow');
    await begun(2);
    started[1]?.end();
    await begun(3);
    expect(line.progress).toMatchObject({ done: 1, failed: 1, total: 3, now: 'https://a/3' });
    started[2]?.isAt('http://a/3?as=written');
    expect(line.progress).toMatchObject({ now: 'http://a/3?as=written' });
    started[2]?.end();
    await eventually(() => expect(line.progress).toBeNull());
    expect(line.isWaiting('copies', 'https://a/3')).toBe(false);
  });

  test('adds nothing twice while it waits or is under way', async () => {
    const { queue: line, started, begun } = queue();
    expect(line.add('copies', jobs('https://a/1', 'https://a/1', 'https://a/2'))).toBe(2);
    await begun(1);
    expect(line.add('copies', jobs('https://a/1', 'https://a/2'))).toBe(0);
    expect(line.isWaiting('copies', 'https://a/2')).toBe(true);
    expect(line.isWaiting('checks', 'https://a/2')).toBe(false);
    started[0]?.end();
    await begun(2);
    expect(line.add('copies', jobs('https://a/1'))).toBe(1);
  });

  test('survives a job that throws', async () => {
    const { queue: line, started, begun } = queue();
    const said = console.error;
    console.error = () => undefined;
    onTestFinished(() => void (console.error = said));
    line.add('checks', jobs('https://a/1', 'https://a/2'));
    await begun(1);
    started[0]?.fail(new Error('unexpected'));
    await begun(2);
    expect(line.progress).toMatchObject({ failed: 1, total: 2 });
  });

  test('starts nothing while it is paused, holds what waits for its turn, and goes on where it was', async () => {
    const { queue: line, started, begun } = queue();
    line.add('copies', jobs('https://a/1', 'https://a/2'));
    await begun(1);
    expect(line.steer('pause')).toBe(true);
    let isAhead = false;
    const ahead = started[0]?.goAhead().then(() => (isAhead = true));
    await settle();
    expect(isAhead).toBe(false);
    expect(line.progress).toMatchObject({ isPaused: true });
    started[0]?.end();
    await settle();
    expect(started).toHaveLength(1);
    line.steer('go-on');
    await ahead;
    await begun(2);
    expect(line.progress).toMatchObject({ isPaused: false, done: 1 });
  });

  test('cancels at once: what is under way is aborted, what waits is forgotten, what is done stays', async () => {
    const { queue: line, started, begun } = queue();
    line.add('copies', jobs('https://a/1', 'https://a/2', 'https://b/1'));
    await begun(2);
    expect(line.steer('cancel')).toBe(true);
    expect(line.progress).toBeNull();
    expect(started.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    await settle();
    expect(started).toHaveLength(2);
    expect(line.steer('cancel')).toBe(false);
    // And works again.
    expect(line.add('copies', jobs('https://a/1'))).toBe(1);
    await begun(3);
    expect(line.progress).toMatchObject({ done: 0, failed: 0, total: 1 });
  });

  test('cancels also while it is paused', async () => {
    const { queue: line, started, begun } = queue();
    line.add('copies', jobs('https://a/1'));
    await begun(1);
    line.steer('pause');
    const ahead = expect(started[0]?.goAhead()).rejects.toThrow();
    line.steer('cancel');
    await ahead;
    expect(line.progress).toBeNull();
  });

  test('shows copies before checks, and cancels only what it shows', async () => {
    const { queue: line, started, begun } = queue();
    line.add('checks', jobs('https://a/1'));
    line.add('copies', jobs('https://a/1'));
    await begun(2);
    expect(line.progress?.kind).toBe('copies');
    line.steer('cancel');
    expect(line.progress?.kind).toBe('checks');
    expect(started.map(({ kind, signal }) => [kind, signal.aborted])).toEqual([
      ['checks', false],
      ['copies', true],
    ]);
  });

  test('pauses by itself when the disk is full, and says so', async () => {
    const { queue: line, started, begun } = queue();
    line.add('copies', jobs('https://a/1', 'https://a/2'));
    await begun(1);
    started[0]?.end('disk-full');
    await eventually(() =>
      expect(line.progress).toMatchObject({ isPaused: true, reason: 'disk-full', failed: 1 }),
    );
    expect(started).toHaveLength(1);
    line.steer('go-on');
    await begun(2);
    expect(line.progress).not.toHaveProperty('reason');
  });

  test('pauses by itself when host after host of several domains can’t be reached, and forgets none of them', async () => {
    const { queue: line, started, begun } = queue();
    const hosts = ['https://a.com/', 'https://b.com/', 'https://c.org/', 'https://d.cn/', 'https://d.cn/2'];
    line.add('checks', jobs(...hosts));
    await begun(4);
    for (const { end } of started) end('offline');
    await eventually(() => expect(line.progress).toMatchObject({ isPaused: true, reason: 'offline' }));
    await settle();
    expect(started).toHaveLength(4);
    // None has failed: they wait until the network is there.
    expect(line.progress).toMatchObject({ failed: 0, total: 5 });
    line.steer('go-on');
    await begun(8);
    for (const { end } of started.slice(4)) end();
    await begun(9);
    expect(line.progress).toMatchObject({ isPaused: false, done: 4, failed: 0 });
  });

  test('goes on past four dead hosts when another one answers, and tries them once more', async () => {
    const { queue: line, started, urls, begun } = queue();
    const dead = ['https://a.com/', 'https://b.com/', 'https://c.org/', 'https://d.cn/'];
    line.add('checks', jobs(...dead, 'https://good.org/1', 'https://good.org/2'));
    await begun(5);
    for (const { end } of started.slice(0, 4)) end('offline');
    await settle();
    // The good one is under way, and it will tell.
    expect(line.progress).toMatchObject({ isPaused: false, failed: 0 });
    expect(started).toHaveLength(5);
    started[4]?.end();
    await begun(10);
    expect(urls().slice(5).sort()).toEqual([...dead, 'https://good.org/2']);
    for (const { end, job } of started.slice(5)) end(dead.includes(job.normalised) ? 'offline' : null);
    await eventually(() => expect(line.progress).toBeNull());
    expect(started).toHaveLength(10);
  });

  test('starts nothing more while nobody knows whether there is a network', async () => {
    const { queue: line, started, begun } = queue();
    const hosts = Array.from({ length: 40 }, (_, n) => `https://host${n}.com/`);
    line.add('checks', jobs(...hosts));
    await begun(32);
    for (const { end } of started.slice(0, 4)) end('offline');
    // Three were not enough to doubt.
    await begun(35);
    await settle();
    expect(started).toHaveLength(35);
    started[4]?.end('too-slow');
    // Whoever is slow is there.
    await begun(37);
    expect(line.progress).toMatchObject({ isPaused: false, failed: 1 });
  });

  test('takes one host, or many of one domain, for no network', async () => {
    const { queue: line, started, begun } = queue();
    line.add('checks', jobs(...[1, 2, 3, 4, 5].map((n) => `https://blog${n}.gone.com/`)));
    line.add('checks', jobs('https://one.org/1', 'https://one.org/2'));
    await begun(6);
    started[5]?.end();
    await begun(7);
    for (const { end } of started.slice(0, 5)) end('offline');
    started[6]?.end();
    await begun(12);
    for (const { end } of started.slice(7)) end('offline');
    await eventually(() => expect(line.progress).toBeNull());
    expect(started).toHaveLength(12);
  });

  test('tells that it goes on at most every 100 ms, and at the end', async () => {
    const told: number[] = [];
    let line: FetchQueue | null = null;
    const seen: unknown[] = [];
    const made = new FetchQueue({
      run: async () => {
        await new Promise((done) => setTimeout(done, 1));
        return null;
      },
      progress: () => {
        told.push(performance.now());
        seen.push(line?.progress ?? null);
      },
    });
    line = made;
    onTestFinished(() => made.close());
    made.add('checks', jobs(...Array.from({ length: 200 }, (_, n) => `https://host${n % 3}/${n}`)));
    await eventually(() => expect(seen.at(-1)).toBeNull());
    expect(made.progress).toBeNull();
    const gaps = told.slice(1).map((at, n) => at - (told[n] ?? 0));
    expect(gaps.filter((gap) => gap < 95)).toEqual([]);
    expect(told.length).toBeGreaterThan(0);
  });

  test('closes within a second although a job does not listen', async () => {
    const made = new FetchQueue({ run: () => new Promise(() => undefined), progress: () => undefined });
    made.add('copies', jobs('https://a/1'));
    await settle();
    const before = performance.now();
    await made.close();
    expect(performance.now() - before).toBeLessThan(1000);
    expect(made.add('copies', jobs('https://a/2'))).toBe(0);
  });

  test('holds 20,000 jobs of many hosts, and never has more than 32 of them under way', async () => {
    let most = 0;
    let underWay = 0;
    const made = new FetchQueue({
      run: async () => {
        most = Math.max(most, ++underWay);
        await Promise.resolve();
        underWay--;
        return null;
      },
      progress: () => undefined,
    });
    onTestFinished(() => made.close());
    const all = Array.from({ length: 20_000 }, (_, n) => `https://host${n % 500}/${n}`);
    expect(made.add('checks', jobs(...all))).toBe(20_000);
    await eventually(() => expect(made.progress).toBeNull());
    expect(most).toBeLessThanOrEqual(32);
  });
});

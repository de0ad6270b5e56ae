import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { holdLock, type Lock, lockAt } from '../../notes/find/lock.ts';

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'gleaner-lock-'));
  file = join(folder, 'lock.sqlite');
  return () => rmSync(folder, { recursive: true, force: true });
});

function lock(at: string | null = file): Lock {
  const lock = lockAt(at);
  onTestFinished(() => lock.close());
  return lock;
}

/** A process that holds the lock until it is killed. */
async function holder(code = `lockAt('${file}').exclusively(wait)`) {
  const module = new URL('../../notes/find/lock.ts', import.meta.url).href;
  const script = `
    import { writeSync } from 'node:fs';
    import { holdLock, lockAt } from '${module}';
    const wait = () => {
      writeSync(1, 'held');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    };
    ${code};`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the lock', () => {
  test('answers what the work answers, throws what it throws, and can be taken again after both', () => {
    const own = lock();
    expect(own.exclusively(() => 1)).toBe(1);
    expect(() =>
      own.exclusively(() => {
        throw new RangeError('x');
      }),
    ).toThrow(RangeError);
    expect(lock().exclusively(() => 2)).toBe(2);
    expect(readFileSync(file)).toHaveLength(0);
  });

  test('is not given to a second process, and is free as soon as the first was killed', async () => {
    const child = await holder();
    const own = lock();
    let isDone = false;
    const work = (): boolean => (isDone = true);
    expect(() => own.exclusively(work)).toThrow(expect.objectContaining({ code: 'EBUSY' }));
    expect(isDone).toBe(false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(own.exclusively(work)).toBe(true);
  });

  test.each([
    ['no place for one', () => null],
    ['no folder', () => join(file, 'nowhere', 'lock.sqlite')],
    ['a folder in its place', () => (mkdirSync(file), file)],
    ['other bytes in its place', () => (writeFileSync(file, 'x'.repeat(5000)), file)],
  ])('does without where there is %s', (_, at) => {
    expect(lock(at()).exclusively(() => 'done')).toBe('done');
  });
});

describe('the lock for long work', () => {
  test('has one holder at a time, who gives it back', () => {
    const giveBack = holdLock(file);
    expect(giveBack).not.toBeNull();
    expect(holdLock(file)).toBeNull();
    giveBack?.();
    const again = holdLock(file);
    expect(again).not.toBeNull();
    // Given back twice it is not taken from the next holder.
    giveBack?.();
    expect(holdLock(file)).toBeNull();
    again?.();
  });

  test('is given back by the death of its holder', async () => {
    const child = await holder(`holdLock('${file}'); wait()`);
    expect(holdLock(file)).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const giveBack = holdLock(file);
    expect(giveBack).not.toBeNull();
    giveBack?.();
  });
});

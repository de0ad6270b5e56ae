import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type Lock, lockAt } from '../../notes/find/lock.ts';

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
async function holder() {
  const module = new URL('../../notes/find/lock.ts', import.meta.url).href;
  const code = `
    import { writeSync } from 'node:fs';
    import { lockAt } from '${module}';
    lockAt('${file}').exclusively(() => {
      writeSync(1, 'held');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
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

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isTemporaryName } from '../../notes/files/durable.ts';
import { openFolder } from '../../notes/files/folder.ts';
import { removeFolder, temporaryFolder, unless } from '../temporary.ts';
import { codeOf, compared, filesIn, makeFolder, messageOf, put, textOf } from './make.ts';

const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0;
const canMount = isLinuxRoot && triesToMount();
const canTrace = isLinuxRoot && spawnSync('strace', ['-V']).status === 0;
const saveOnce = fileURLToPath(new URL('save-once.ts', import.meta.url));

// What is missing stands in the titles, so that a report that counts what was skipped also says why.
const withMount = unless(canMount, 'Linux, root and the right to mount');
const withRoot = unless(isLinuxRoot, 'Linux and root');
const withTrace = unless(canTrace, 'Linux, root and strace');

describe.skipIf(!canMount)(`on a disk that is full${withMount}`, () => {
  it('a save fails with its reason, and the note and the folder stay as they are', async () => {
    const folder = mounted('size=256k');
    put(folder, '茶.md', 'before\n');
    const notes = openFolder(folder);
    const { version } = notes.read('茶.md');
    const large = 'x'.repeat(1_000_000);
    expect(await messageOf(() => notes.save('茶.md', version, large))).toBe(
      'Could not save 茶.md: the disk is full. Your text is still here.',
    );
    const tries = [
      () => notes.save('茶.md', version, large),
      () => notes.save('new.md', null, large),
      () => notes.create('new.md', large),
      () => notes.keepBoth('茶.md', large),
    ];
    for (const attempt of tries) expect(await codeOf(attempt)).toBe('disk-full');
    expect(filesIn(folder)).toEqual(['茶.md']);
    expect(textOf(folder, '茶.md')).toBe('before\n');
    expect(await notes.save('茶.md', version, 'small\n')).toMatchObject({ kind: 'saved' });
  });

  it('a hard-linked note is as it was after a save failed', async () => {
    const folder = mounted('size=256k');
    put(folder, 'a.md', 'before\n');
    execFileSync('ln', [join(folder, 'a.md'), join(folder, 'b.md')]);
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    expect(await codeOf(() => notes.save('a.md', version, 'x'.repeat(1_000_000)))).toBe('disk-full');
    expect(textOf(folder, 'b.md')).toBe('before\n');
  });

  it('that has no room for one more file is told as full', async () => {
    const folder = mounted('nr_inodes=3');
    put(folder, 'a.md', 'a');
    put(folder, 'b.md', 'b');
    const notes = openFolder(folder);
    expect(await codeOf(() => notes.save('a.md', notes.read('a.md').version, 'x'))).toBe('disk-full');
    expect(textOf(folder, 'a.md')).toBe('a');
  });
});

describe.skipIf(!canMount)(`on a read-only disk${withMount}`, () => {
  it('everything that would write says so', async () => {
    const folder = mounted('size=1m');
    put(folder, 'a.md', 'a');
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const notes = openFolder(folder);
    const tries = [
      () => notes.save('a.md', notes.read('a.md').version, 'x'),
      () => notes.save('b.md', null, 'x'),
      () => notes.create('b.md', 'x'),
      () => notes.rename('a.md', 'b.md'),
      () => notes.trash('a.md'),
      () => notes.duplicate('a.md'),
    ];
    for (const attempt of tries) expect(await codeOf(attempt)).toBe('read-only');
    expect(filesIn(folder)).toEqual(['a.md']);
  });
});

describe.skipIf(!canMount)(`a disk that is taken away${withMount}`, () => {
  it('makes the notebook unavailable, and nothing is written where it was', async () => {
    const folder = mounted('size=1m');
    put(folder, 'a.md', 'a');
    const notes = openFolder(folder);
    const { stamps } = await compared(notes);
    const { version } = notes.read('a.md');
    execFileSync('umount', [folder]);
    expect(await codeOf(() => compared(notes, stamps))).toBe('unavailable');
    expect(await codeOf(() => notes.save('a.md', version, 'x'))).toBe('unavailable');
    expect(await codeOf(() => notes.create('b.md', 'x'))).toBe('unavailable');
    expect(filesIn(folder)).toEqual([]);
  });
});

describe.skipIf(!isLinuxRoot)(`for a person who may not${withRoot}`, () => {
  it('reading and writing are denied, and an unreadable folder hides nothing else and loses nothing', () => {
    const folder = makeFolder({ 'a.md': 'a', 'locked/b.md': 'b', 'secret.md': 's' });
    chmodSync(join(folder, 'secret.md'), 0o600);
    chmodSync(join(folder, 'locked'), 0o700);
    chmodSync(folder, 0o755);
    const told = asNobody('codes', folder);
    expect(told).toEqual({
      changed: ['a.md', 'secret.md'],
      gone: [],
      read: 'denied',
      readLocked: 'denied',
      save: 'denied',
      create: 'denied',
      trash: 'denied',
      open: 'denied',
    });
    expect(filesIn(folder)).toEqual(['a.md', 'locked/b.md', 'secret.md']);
  });

  it('a note that belongs to someone keeps its owner when root saves it', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    chownSync(join(folder, 'a.md'), 65534, 65534);
    chmodSync(join(folder, 'a.md'), 0o640);
    const notes = openFolder(folder);
    await notes.save('a.md', notes.read('a.md').version, 'b');
    const listed = execFileSync('stat', ['-c', '%u:%g %a', join(folder, 'a.md')])
      .toString()
      .trim();
    expect(listed).toBe('65534:65534 640');
  });
});

describe.skipIf(!canTrace)(`when one system call of a save fails${withTrace}`, { timeout: 120_000 }, () => {
  it.each([
    ['openat', 'ENOSPC'],
    ['openat', 'EMFILE'],
    ['openat', 'EIO'],
    ['pwrite64', 'ENOSPC'],
    ['pwrite64', 'EDQUOT'],
    ['pwrite64', 'EIO'],
    ['fsync', 'EIO'],
    ['fsync', 'ENOSPC'],
    ['fchmod', 'EPERM'],
    ['rename,renameat,renameat2', 'EXDEV'],
    ['rename,renameat,renameat2', 'EPERM'],
    ['rename,renameat,renameat2', 'EIO'],
  ])('%s with %s, the note is whole, the answer is honest and the next save works', async (call, fault) => {
    // Until none fails any more: then most calls of this kind have been the one that failed.
    for (let nth = 1, failed = true; failed; nth++) {
      const folder = makeFolder({ 'a.md': '' });
      const answer = await tracedSave(folder, `${call}:error=${fault}:when=${nth}`);
      failed = answer.kind !== 'saved' && nth < 4;
      if (answer.kind !== 'saved') {
        expect(answer.message).toMatch(/^Could not save a\.md: .*\. Your text is still here\.$/);
      }
      expect(answer.again).toBe('saved');
      expect(textOf(folder, 'a.md')).toBe('after\n');
      expect(filesIn(folder)).toEqual(['a.md']);
    }
  });

  it('a write that takes only a part is continued', async () => {
    const folder = makeFolder({ 'a.md': '' });
    // The kernel is told to say 3 without having written: what follows must be written behind that.
    expect((await tracedSave(folder, 'pwrite64:retval=3:when=1')).kind).toBe('saved');
    expect(textOf(folder, 'a.md')).toBe('\0\0\0er\n');
  });

  it('killed just before the rename, Gleaner leaves the old note and one file that is never shown', async () => {
    const folder = makeFolder({ 'a.md': '' });
    expect((await tracedSave(folder, 'rename,renameat,renameat2:signal=SIGKILL:when=1')).kind).toBe('killed');
    expect(textOf(folder, 'a.md')).toBe('warm\n');
    expect(filesIn(folder).map(isTemporaryName)).toEqual([true, false]);
    expect((await compared(openFolder(folder))).changed).toEqual(['a.md']);
  });
});

/** Saves `after` over `warm` in a process in which a system call is made to fail, then without if that failed. */
async function tracedSave(
  folder: string,
  inject: string,
): Promise<{ kind: string; message?: string; again?: string }> {
  const saver = spawn(process.execPath, [saveOnce, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
  });
  const closed = once(saver, 'close');
  await once(saver.stdout, 'data');
  const calls = inject.slice(0, inject.indexOf(':'));
  const options = [
    '-f',
    '-o',
    '/dev/null',
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${inject}`,
    '-p',
    `${saver.pid}`,
  ];
  const tracer = spawn('strace', options, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(tracer, 'close');
  await once(tracer.stderr, 'data');
  let told = '';
  saver.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  saver.stdin.write('go\n');
  await Promise.all([closed, ended]);
  return told === '' ? { kind: 'killed' } : (JSON.parse(told) as { kind: string });
}

function asNobody(mode: string, folder: string): unknown {
  const result = spawnSync(
    'setpriv',
    ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, saveOnce, folder, mode],
    { encoding: 'utf8', cwd: '/' },
  );
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout);
}

function mounted(options: string): string {
  const folder = join(makeFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return folder;
}

function triesToMount(): boolean {
  const folder = temporaryFolder('gleaner-mount-');
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  removeFolder(folder);
  return isMounted;
}

/** Other programs that write an open note, each in its own way; the real ones where this machine has them. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unless } from '../../temporary.ts';
import { closeDesks, desk, openNote, replace, until, untilTrue } from './make.ts';

afterEach(closeDesks);

const before = 'first\n\nsecond\n\nthird\n';
const after = 'first\n\nSECOND\n\nthird\n';

const run = (folder: string, program: string, args: string[]) => {
  const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8', timeout: 10_000 });
  if (done.status !== 0) throw new Error(`${program}: ${String(done.error ?? done.stderr)}`);
};
const has = (program: string, test = '--version') => spawnSync(program, [test]).status === 0;

type Way = [name: string, write: (folder: string) => void, isHere?: boolean];

const ways: Way[] = [
  ['in place', (folder) => writeFileSync(join(folder, 'a.md'), after)],
  [
    'by an atomic rename',
    (folder) => {
      writeFileSync(join(folder, '.a.new'), after);
      renameSync(join(folder, '.a.new'), join(folder, 'a.md'));
    },
  ],
  [
    'with the same size and the same time',
    (folder) => {
      const { atime, mtime } = statSync(join(folder, 'a.md'));
      writeFileSync(join(folder, 'a.md'), after);
      utimesSync(join(folder, 'a.md'), atime, mtime);
    },
  ],
  [
    'with an older time',
    (folder) => {
      writeFileSync(join(folder, 'a.md'), after);
      utimesSync(join(folder, 'a.md'), 1, 1);
    },
  ],
  ['as sed -i does', (folder) => run(folder, 'sed', ['-i', 's/second/SECOND/', 'a.md']), has('sed')],
  ...['auto', 'yes', 'no'].map((backup): Way => [
    `as vim does with backupcopy=${backup}`,
    (folder) => {
      const commands = ['set backup', `set backupcopy=${backup}`, '%s/second/SECOND/', 'wq'];
      run(folder, 'vim', ['-es', '-u', 'NONE', ...commands.flatMap((one) => ['-c', one]), 'a.md']);
    },
    has('vim'),
  ]),
  [
    'as perl -pi does',
    (folder) => run(folder, 'perl', ['-pi', '-e', 's/second/SECOND/', 'a.md']),
    has('perl'),
  ],
  [
    'as perl -pi.bak does',
    (folder) => run(folder, 'perl', ['-pi.bak', '-e', 's/second/SECOND/', 'a.md']),
    has('perl'),
  ],
  [
    'as cp does',
    (folder) => {
      writeFileSync(join(folder, 'new.txt'), after);
      run(folder, 'cp', ['new.txt', 'a.md']);
    },
    has('cp'),
  ],
  [
    'as cp -p does, with an older time',
    (folder) => {
      writeFileSync(join(folder, 'new.txt'), after);
      utimesSync(join(folder, 'new.txt'), 1, 1);
      run(folder, 'cp', ['-p', 'new.txt', 'a.md']);
    },
    has('cp'),
  ],
  [
    'as mv does',
    (folder) => {
      writeFileSync(join(folder, 'new.txt'), after);
      run(folder, 'mv', ['new.txt', 'a.md']);
    },
    has('mv'),
  ],
  ...['--inplace', '--whole-file'].map((way): Way => [
    `as rsync ${way} does`,
    (folder) => {
      writeFileSync(join(folder, 'new.txt'), after);
      run(folder, 'rsync', ['--checksum', way, 'new.txt', 'a.md']);
    },
    has('rsync'),
  ]),
  [
    'as patch does',
    (folder) => {
      writeFileSync(join(folder, 'it.diff'), '--- a.md\n+++ a.md\n@@ -3 +3 @@\n-second\n+SECOND\n');
      run(folder, 'patch', ['-s', 'a.md', 'it.diff']);
    },
    has('patch'),
  ],
  [
    'as git stash pop does',
    (folder) => {
      const git = (...args: string[]) =>
        run(folder, 'git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
      git('init', '-q');
      git('add', 'a.md');
      git('commit', '-qm', 'before');
      writeFileSync(join(folder, 'a.md'), after);
      git('stash', '-q');
      git('stash', 'pop', '-q');
    },
    has('git'),
  ],
  [
    'as git checkout does',
    (folder) => {
      const git = (...args: string[]) =>
        run(folder, 'git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
      git('init', '-q');
      writeFileSync(join(folder, 'a.md'), after);
      git('add', 'a.md');
      git('commit', '-qm', 'after');
      writeFileSync(join(folder, 'a.md'), before);
      git('checkout', '-q', '--', 'a.md');
    },
    has('git'),
  ],
];

const named = ways.map(([name, write, isHere = true]) => ({
  name: `${name}${unless(isHere, 'the program')}`,
  ...{ write, isHere },
}));

describe.each(named)('a note that is written $name', ({ write, isHere }) => {
  it.skipIf(!isHere)('comes into a clean note', async () => {
    const { folder, sessions } = await desk({ 'a.md': before });
    await sessions.open('a.md');
    write(folder);
    await untilTrue(() => sessions.text() === after, 'It has not come.');
    await until('saved');
  });

  it.skipIf(!isHere)('is merged with what is typed, and neither is lost', async () => {
    const { folder, sessions, read } = await desk({ 'a.md': before });
    await sessions.open('a.md');
    replace(sessions, 'third', 'third, mine');
    write(folder);
    await untilTrue(() => read('a.md') === 'first\n\nSECOND\n\nthird, mine\n', 'It is not merged.');
    await until('saved');
  });
});

it('text that is appended to a line being typed is shown beside it, not over it', async () => {
  const { folder, sessions, read } = await desk({ 'a.md': before });
  await sessions.open('a.md');
  replace(sessions, 'third\n', 'third, mine\n');
  appendFileSync(join(folder, 'a.md'), 'appended\n');
  await untilTrue(() => ['conflict', 'saved'].includes(openNote().status.kind), 'It is on its way.');
  const sides = await sessions.bothTexts();
  const both = `${sides?.mine ?? ''}${sides?.theirs ?? ''}${read('a.md')}`;
  expect(both).toContain('third, mine');
  expect(both).toContain('appended');
});

/** what becomes of an open note, clean or dirty, when another program does something to its file. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SaveStatus } from '../../../renderer/store.ts';
import { closeDesks, desk, openNote, quick, typeAtEnd, untilTrue } from './make.ts';

afterEach(closeDesks);

const others = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`other ${i}.md`, `# other ${i}\n`]));
const before = 'first\n\nsecond\n';

/** Another program is quicker than a save. */
const slow = { ...quick, settle: 150, atMost: 300 };

interface Deed {
  name: string;
  does: (folder: string) => void;
  /** What a clean note then is, and what a dirty one. */
  clean: SaveStatus['kind'][];
  dirty: SaveStatus['kind'][];
  /** What must be there afterwards as the other program left it. */
  left: (folder: string) => boolean;
}

const there = (folder: string) => existsSync(join(folder, 'sub/a.md'));
const git = (folder: string, ...args: string[]) =>
  spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });

const deeds: readonly Deed[] = [
  {
    name: 'deleted (rm)',
    does: (folder) => rmSync(join(folder, 'sub/a.md')),
    clean: ['gone'],
    dirty: ['gone'],
    left: (folder) => !there(folder),
  },
  {
    name: 'deleted with its folder',
    does: (folder) => rmSync(join(folder, 'sub'), { recursive: true }),
    clean: ['gone'],
    dirty: ['gone'],
    left: (folder) => !existsSync(join(folder, 'sub')),
  },
  {
    name: 'moved out of the notebook (mv)',
    does: (folder) => renameSync(join(folder, 'sub/a.md'), `${folder}-elsewhere.md`),
    clean: ['gone'],
    dirty: ['gone'],
    left: (folder) => !there(folder) && readFileSync(`${folder}-elsewhere.md`, 'utf8') === before,
  },
  {
    name: 'taken away by git stash',
    does: (folder) => {
      git(folder, 'init', '-q');
      git(folder, 'add', 'other 0.md');
      git(folder, 'commit', '-qm', 'a');
      git(folder, 'add', 'sub/a.md');
      git(folder, 'stash', '-q');
    },
    clean: ['gone'],
    dirty: ['gone'],
    left: (folder) => !there(folder),
  },
  {
    name: 'replaced by a folder',
    does: (folder) => {
      rmSync(join(folder, 'sub/a.md'));
      mkdirSync(join(folder, 'sub/a.md'));
      writeFileSync(join(folder, 'sub/a.md/inside.txt'), 'inside');
    },
    clean: ['gone', 'saved'],
    dirty: ['gone', 'failed'],
    left: (folder) => readFileSync(join(folder, 'sub/a.md/inside.txt'), 'utf8') === 'inside',
  },
  {
    name: 'replaced by a link to a file outside',
    does: (folder) => {
      writeFileSync(`${folder}-outside.md`, 'outside\n');
      rmSync(join(folder, 'sub/a.md'));
      symlinkSync(`${folder}-outside.md`, join(folder, 'sub/a.md'));
    },
    clean: ['gone', 'saved', 'read-only'],
    dirty: ['gone', 'failed', 'conflict', 'read-only'],
    left: (folder) =>
      lstatSync(join(folder, 'sub/a.md')).isSymbolicLink() &&
      readFileSync(`${folder}-outside.md`, 'utf8') === 'outside\n',
  },
  {
    name: 'emptied',
    does: (folder) => writeFileSync(join(folder, 'sub/a.md'), ''),
    clean: ['saved'],
    dirty: ['conflict'],
    left: (folder) => readFileSync(join(folder, 'sub/a.md'), 'utf8') === '',
  },
];

describe.each(deeds)('a note that is $name', ({ does, clean, dirty, left, name }) => {
  it.each(['clean', 'dirty'])('%s: nothing of it is lost, and nothing is written over', async (state) => {
    const journaled: string[] = [];
    const made = await desk({ 'sub/a.md': before, ...others }, slow, (notebook) => ({
      ...notebook,
      listen: (listener) => notebook.listen(listener),
      async journal(args) {
        const done = await notebook.journal(args);
        if (args.text !== null) journaled.push(args.text);
        return done;
      },
    }));
    const { folder, sessions } = made;
    try {
      await sessions.open('sub/a.md');
      if (state === 'dirty') typeAtEnd(sessions, 'typed\n');
      does(folder);
      const kinds = state === 'dirty' ? dirty : clean;
      await untilTrue(
        () =>
          kinds.includes(openNote().status.kind) &&
          (name !== 'emptied' || state === 'dirty' || sessions.text() === ''),
        `It is ${kinds.join(' or ')}.`,
      );
      if (state === 'dirty') {
        expect(sessions.text()).toBe(`${before}typed\n`);
        // Also where saving has stopped, it is on the disk, outside the notebook.
        await untilTrue(() => journaled.includes(`${before}typed\n`), 'It is not kept.');
      } else if (name !== 'emptied') expect(sessions.text()).toBe(before);
      // Longer than a save or its second try would take.
      await new Promise((done) => setTimeout(done, 400));
      expect(left(folder)).toBe(true);
      expect(kinds).toContain(openNote().status.kind);
    } finally {
      rmSync(`${folder}-outside.md`, { force: true });
      rmSync(`${folder}-elsewhere.md`, { force: true });
    }
  });
});

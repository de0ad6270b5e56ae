/** What of a save is seen only when something goes wrong, or when files are odd. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { temporaryFolder, removeFolder, unless } from '../temporary.ts';
import { Subject } from '../faults/subject-process.ts';
import { trace } from '../faults/strace.ts';
import { codeOf, filesIn, makeFolder, pause, textOf } from './make.ts';

const isLinuxRoot = process.platform === 'linux' && process.getuid?.() === 0;
const canTrace = isLinuxRoot && spawnSync('strace', ['-V']).status === 0;

describe.skipIf(!canTrace)(
  `a save in which a call fails${unless(canTrace, 'Linux, root and strace')}`,
  () => {
    /** The answer of a save of `after` over `before` meanwhile, and a way to save again. */
    async function failing(inject: string) {
      const [folder, home] = [makeFolder({ 'a.md': 'before\n' }), makeFolder()];
      const subject = new Subject(folder, home, {});
      onTestFinished(() => subject.kill());
      await subject.ready;
      const { version: base = '' } = await subject.ask({ do: 'read', path: 'a.md' });
      const calls = inject.slice(0, inject.indexOf(':'));
      const tracing = await trace(subject.pid, join(home, 'trace'), calls, inject);
      const save = (text: string) => subject.ask({ do: 'save', path: 'a.md', base, text });
      const { kind } = await save('after\n');
      await tracing.end();
      return { folder, kind, save };
    }

    it('says so when it is the close of the new file, and the note stays as it was', async () => {
      // The first is that of the look at the note.
      const { folder, kind } = await failing('close:error=EIO:when=2');
      expect(kind).toBe('internal');
      expect(textOf(folder, 'a.md')).toBe('before\n');
      expect(filesIn(folder)).toEqual(['a.md']);
    }, 60_000);

    it('is no conflict with the next one, of a later text, when the folder could not be flushed', async () => {
      const { folder, kind, save } = await failing('fsync:error=EIO:when=2');
      expect(kind).toBe('internal');
      expect(textOf(folder, 'a.md')).toBe('after\n');
      expect((await save('after, and more\n')).kind).toBe('saved');
      expect(textOf(folder, 'a.md')).toBe('after, and more\n');
    }, 60_000);

    it('leaves no file for long when its temporary file could not be removed', async () => {
      const { folder, kind, save } = await failing('rename,unlink:error=EIO');
      expect(kind).toBe('internal');
      expect(filesIn(folder)).toHaveLength(2);
      expect((await save('after\n')).kind).toBe('saved');
      expect(filesIn(folder)).toEqual(['a.md']);
    }, 60_000);
  },
);

describe.skipIf(process.platform === 'win32')('what a file is stays as it was', () => {
  it('a private note stays private, and so does its group in a folder that hands its own down', async () => {
    const folder = makeFolder({ 'a.md': 'a', 'g/b.md': 'b' });
    fs.chmodSync(join(folder, 'a.md'), 0o600);
    fs.chmodSync(join(folder, 'g'), 0o2775);
    const before = fs.statSync(join(folder, 'g/b.md'));
    const notes = openFolder(folder);
    for (const path of ['a.md', 'g/b.md']) await notes.save(path, notes.read(path).version, 'c');
    expect(fs.statSync(join(folder, 'a.md')).mode & 0o7777).toBe(0o600);
    const after = fs.statSync(join(folder, 'g/b.md'));
    expect([after.gid, after.uid, after.mode]).toEqual([before.gid, before.uid, before.mode]);
  });
});

describe('saves of one note', () => {
  it('land in the order in which they were asked for, whatever is between them, and an older one never after a newer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 25 }),
        async (delays) => {
          const folder = temporaryFolder('gleaner-order-');
          try {
            const notes = openFolder(folder);
            await notes.create('a.md', 'start\n');
            let base = notes.read('a.md').version;
            const answers: Promise<unknown>[] = [];
            let newest = -1;
            for (const [index, delay] of delays.entries()) {
              // As the UI does: over the version it knows, which may be old by now.
              const saving = notes.save('a.md', base, `text ${index}\n`).then((answer) => {
                if (answer.kind !== 'saved') return;
                expect(index).toBeGreaterThan(newest);
                newest = index;
                base = answer.version;
              });
              answers.push(saving);
              if (delay > 0) await pause(delay);
            }
            await Promise.all(answers);
            expect(textOf(folder, 'a.md')).toBe(`text ${newest}\n`);
            expect(filesIn(folder)).toEqual(['a.md']);
          } finally {
            removeFolder(folder);
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('of a text that somebody else wrote is called saved, and of one that nobody wrote is a conflict', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    const { version } = notes.read('a.md');
    fs.writeFileSync(join(folder, 'a.md'), 'b');
    expect(await codeOf(() => notes.save('a.md', version, 'b'))).toMatchObject({
      answered: { kind: 'saved' },
    });
    expect(await codeOf(() => notes.save('a.md', version, 'c'))).toMatchObject({
      answered: { kind: 'conflict' },
    });
  });
});

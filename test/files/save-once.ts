/**
 * Does what a test can't do in its own process, and prints the outcome as JSON.
 * `node save-once.ts <folder>`: prints `ready`, waits for a line, saves `after` over `a.md`, again if that failed.
 * `node save-once.ts <folder> codes`: tries what a person without rights may not do.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { NotesError } from '../../notes/api.ts';
import { type NoteFolder, openFolder } from '../../notes/files/folder.ts';

const [folder = '', mode = 'save'] = process.argv.slice(2);
const notes = openFolder(folder);
process.stdout.write(JSON.stringify(mode === 'codes' ? await codes(notes) : await saves(notes)) + '\n');
process.exit();

async function saves(notes: NoteFolder) {
  const { version } = notes.read('a.md');
  // Loads everything that a save loads, so that the system calls that follow are those of the save.
  await notes.save('a.md', version, 'warm\n');
  const warm = notes.read('a.md').version;
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  const first = await attempt(notes, warm);
  // strace counts for each thread, and a save uses two.
  let again = first;
  for (let count = 0; count < 2 && again.kind !== 'saved'; count++) again = await attempt(notes, warm);
  return { ...first, again: again.kind };
}

async function attempt(notes: NoteFolder, version: string): Promise<{ kind: string; message?: string }> {
  try {
    const { kind } = await notes.save('a.md', version, 'after\n');
    return { kind };
  } catch (error) {
    if (!(error instanceof NotesError)) throw error;
    return { kind: error.code, message: error.message };
  }
}

async function codes(notes: NoteFolder) {
  const changed: string[] = [];
  const gone: string[] = [];
  const known = new Map([['locked/b.md', 'stamp']]);
  await notes.compare(known, (batch) => {
    changed.push(...batch.changed.map((note) => note.path));
    gone.push(...batch.gone);
  });
  return {
    changed: changed.sort(),
    gone,
    read: await codeOf(() => notes.read('secret.md')),
    readLocked: await codeOf(() => notes.read('locked/b.md')),
    save: await codeOf(() => notes.save('a.md', notes.read('a.md').version, 'x')),
    create: await codeOf(() => notes.create('n.md', 'x')),
    trash: await codeOf(() => notes.trash('a.md')),
    open: await codeOf(() => openFolder(join(folder, 'locked'))),
  };
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    return error instanceof NotesError ? error.code : String(error);
  }
}

/**
 * Opens and closes every note of a folder as a page does, and compares each file with what it was, down to its time: `node
 * untouched.ts FOLDER` (a copy of real notes; nothing should change in it, and that is what is tried).
 */
import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NotePath, NotesError } from '../../notes/api.ts';
import { openNotebook } from '../../notes/notebook.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import type { Outcome } from './method.ts';

/** What a file is: bytes, time, mode, owner, place on the disk. By its path, folders too. */
function factsIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Map(
    paths.map((path) => {
      const stats = lstatSync(join(folder, path), { bigint: true });
      const bytes = stats.isFile() ? hash('sha256', readFileSync(join(folder, path)), 'hex') : '';
      const { mode, uid, gid, ino, nlink, mtimeNs, ctimeNs } = stats;
      return [path, [bytes, mode, uid, gid, ino, nlink, mtimeNs, ctimeNs].join(' ')];
    }),
  );
}

/** `lost`: files that are others now, and notes that could not be opened. */
export async function openAndCloseAll(folder: string): Promise<Outcome> {
  const before = factsIn(folder);
  const lost: string[] = [];
  const notes: NotePath[] = [];
  const counts = new Map<string, number>();
  const notebook = await openNotebook(folder);
  try {
    await notebook.ready;
    for (let offset = 0; ; offset += 1000) {
      const window = { filter: '', sort: 'date', offset, limit: 1000, facets: true } as const;
      const { rows } = await notebook.query(window);
      notes.push(...rows.map(({ path }) => path));
      if (rows.length < 1000) break;
    }
    for (const path of notes) {
      try {
        const { encoding, readOnly, lineEnds } = await notebook.read({ path });
        await notebook.facts({ path });
        await notebook.history({ path, offset: 0, limit: 10 });
        // What a page says when it has nothing unsaved.
        await notebook.journal({ path, base: null, text: null, writer: 'a page' });
        const kind = `${encoding ?? ''} ${lineEnds}${readOnly === null ? '' : ` ${readOnly}`}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof NotesError)) throw error;
        lost.push(`${path} could not be opened: ${error.message}`);
      }
    }
    for (const path of notes.filter((_, index) => index % 50 === 0))
      await notebook.backlinks({ path, offset: 0, limit: 10 });
  } finally {
    await notebook.close();
  }
  const after = factsIn(folder);
  for (const [path, was] of before) if (after.get(path) !== was) lost.push(`${path} is another file now`);
  for (const path of after.keys()) if (!before.has(path)) lost.push(`${path} was made`);
  const remark = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
  return { tried: notes.length, lost, remark };
}

if (import.meta.main) {
  const home = temporaryFolder('gleaner-home-');
  process.env['GLEANER_HOME'] = home;
  const { tried, lost, remark } = await openAndCloseAll(process.argv[2] ?? '.');
  removeFolder(home);
  process.stdout.write(`${tried} notes opened and closed: ${remark ?? ''}\n${lost.length} changed\n`);
  for (const line of lost.slice(0, 50)) process.stdout.write(`  ${line}\n`);
  process.exitCode = lost.length === 0 && tried > 0 ? 0 : 1;
}

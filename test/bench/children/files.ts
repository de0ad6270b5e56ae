/** What the parts below the notebook take by themselves, in a fresh process: argv[2] says what, argv[3] the folder. */
import { readFileSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFolder } from '../../../notes/files/folder.ts';

const [what, root = '.', path = '', times = '0'] = process.argv.slice(2);
const results = what === 'watch' ? await watcherStart(root) : await saves(root, path, Number(times));
writeSync(1, `${JSON.stringify(results)}\n`);

/** Until every folder is watched and every note compared with what was known; ms. */
async function watcherStart(folder: string): Promise<{ ms: number; notes: number }> {
  const notes = openFolder(folder);
  const known = new Map<string, string>();
  await notes.compare(new Map(), ({ changed }) =>
    changed.forEach(({ path, stamp }) => known.set(path, stamp)),
  );
  const started = performance.now();
  const listener = { changes: () => undefined, unavailable: () => undefined, available: () => undefined };
  const watching = notes.watch(known, listener);
  await watching.ready;
  const ms = performance.now() - started;
  watching.close();
  return { ms, notes: known.size };
}

/** A durable save and a plain `writeFile` of the same bytes to another file beside it, in turn; ms each. */
async function saves(
  folder: string,
  note: string,
  rounds: number,
): Promise<{ saved: number[]; written: number[] }> {
  const notes = openFolder(folder);
  const before = notes.read(note);
  const original = readFileSync(join(folder, note));
  const plain = join(folder, `${note}.plain`);
  let { version } = before;
  const saved: number[] = [];
  const written: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const text = `${before.text}\nRound ${round}.\n`;
    const bytes = Buffer.from(text);
    let started = performance.now();
    await writeFile(plain, bytes);
    written.push(performance.now() - started);
    started = performance.now();
    const result = await notes.save(note, version, text);
    saved.push(performance.now() - started);
    if (result.kind !== 'saved') throw new Error(`The note was not saved: ${result.kind}`);
    version = result.version;
  }
  await writeFile(join(folder, note), original);
  return { saved, written };
}

/** Every name that quick open looks through: titles, paths, headings and source titles, kept equal to the catalog. */
import { setImmediate } from 'node:timers/promises';
import type { Database, Row } from '../database.ts';
import { headingsIn } from './headings.ts';
import { type Block, blockOf, joinedBlocks, type Name, nameKinds } from './name-blocks.ts';

/** How long one slice of gathering may keep other calls waiting; and how many notes are read between two looks at the clock. */
const sliceMs = 8;
const notesAtOnce = 50;
/** Small blocks are joined up to so many names. */
const namesPerBlock = 4096;
const yearMs = 365 * 86_400_000;
const nobody: ReadonlySet<number> = new Set();

const changedNotes = `
  SELECT turn, note, lines, title, path, time FROM headings JOIN notes ON notes.id = headings.note
  WHERE turn > ? ORDER BY turn LIMIT ${notesAtOnce}`;

export class Names {
  readonly #database: Database;
  readonly #seen = new Set<number>();
  #blocks: Block[] = [];
  #newness = new Float32Array(1024);
  /** The last change that has been seen. */
  #turn = 0;
  #gathering: Promise<void> | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  /** By note's id, 0 to 60: the newer the note, the more. */
  get newness(): Float32Array {
    return this.#newness;
  }

  /** Reads what changed since the last time, in slices between which other work is done. */
  gather(): Promise<void> {
    return (this.#gathering ??= this.#gather().finally(() => (this.#gathering = null)));
  }

  /** To be called when a note that is not there any more was to be offered: deletions leave no change behind. */
  async forgetGone(): Promise<void> {
    const gone = new Set(this.#seen);
    for (let last = 0; ; await setImmediate()) {
      const sql = 'SELECT note FROM headings WHERE note > ? ORDER BY note LIMIT 5000';
      const rows = this.#database.all(sql, last);
      for (const row of rows) gone.delete((last = Number(row['note'])));
      if (rows.length < 5000) break;
    }
    this.#forget(gone);
  }

  async #gather(): Promise<void> {
    for (let end = performance.now() + sliceMs; ;) {
      const rows = this.#database.all(changedNotes, this.#turn);
      if (rows.length > 0) this.#take(rows);
      if (rows.length < notesAtOnce) return;
      if (performance.now() < end) continue;
      await setImmediate();
      end = performance.now() + sliceMs;
    }
  }

  #take(rows: readonly Row[]): void {
    const ids = rows.map((row) => Number(row['note']));
    const sources = new Map<number, Name[]>(ids.map((id) => [id, []]));
    const mentions = this.#database.all(
      'SELECT note, line, title FROM mentions WHERE note IN (SELECT value FROM json_each(?)) AND bare = 0',
      JSON.stringify(ids),
    );
    for (const row of mentions) {
      const [note, line] = [Number(row['note']), Number(row['line'])];
      sources.get(note)?.push({ note, line, kind: nameKinds.source, text: String(row['title']) });
    }
    const names = rows.flatMap((row): Name[] => {
      const note = Number(row['note']);
      this.#setNewness(note, Number(row['time']));
      return [
        { note, line: 0, kind: nameKinds.title, text: String(row['title']) },
        { note, line: 0, kind: nameKinds.path, text: String(row['path']) },
        ...headingsIn(String(row['lines'])).map((heading) => ({ note, kind: nameKinds.heading, ...heading })),
        ...(sources.get(note) ?? []),
      ];
    });
    this.#forget(new Set(ids.filter((id) => this.#seen.has(id))));
    for (const id of ids) this.#seen.add(id);
    this.#add(blockOf(names));
    this.#turn = Number(rows.at(-1)?.['turn']);
  }

  #setNewness(note: number, time: number): void {
    if (note >= this.#newness.length) {
      const larger = new Float32Array(note * 2);
      larger.set(this.#newness);
      this.#newness = larger;
    }
    this.#newness[note] = 60 / (1 + Math.max(0, Date.now() - time) / yearMs);
  }

  #add(block: Block): void {
    const last = this.#blocks.at(-1);
    if (last && last.notes.length + block.notes.length <= namesPerBlock)
      this.#blocks[this.#blocks.length - 1] = joinedBlocks([last, block], nobody);
    else this.#blocks.push(block);
  }

  #forget(gone: ReadonlySet<number>): void {
    if (gone.size === 0) return;
    for (const note of gone) this.#seen.delete(note);
    this.#blocks = this.#blocks.flatMap((block) => {
      if (!block.notes.some((note) => gone.has(note))) return [block];
      const kept = joinedBlocks([block], gone);
      return kept.notes.length === 0 ? [] : [kept];
    });
  }
}

/**
 * Which versions of which notes are kept: one line each, in the order in which they were kept, which is what counts; a
 * clock may say anything. Lines are only added, by every process that has the notebook open; each has its checksum, and
 * one that is damaged or torn is passed over.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import type { NotePath, Version, VersionMaker, VersionReason } from '../../api.ts';
import { type Exclusively, sync, writeOwnFileNow } from '../durable.ts';
import { isMissing } from '../errors.ts';

export interface KeptVersion {
  /** Grows with each version of the notebook. */
  id: number;
  path: NotePath;
  version: Version;
  /** Of the note, and of what is kept of it on the disk; bytes. */
  size: number;
  stored: number;
  /** When this became the note's text, ms since the epoch, by the clock of that moment. */
  at: number;
  /** When it was kept, where that was another day: a note may be found years after it was written. */
  keptAt?: number;
  by: VersionMaker;
  why: VersionReason;
  /** What a change of many notes made of it. */
  then?: Version;
}

type Move = { from: NotePath; to: NotePath };
type Line = KeptVersion | Move | { log: string };

const chunkBytes = 256 * 1024;
/** The first line, which is another one in every file. */
const headBytes = 64;

export class VersionLog {
  readonly #file: string;
  readonly #exclusively: Exclusively;
  #head = '';
  /** How far the file was read, bytes. */
  #read = 0;
  #lastId = 0;
  #byPath = new Map<NotePath, KeptVersion[]>();

  constructor(file: string, exclusively: Exclusively) {
    this.#file = file;
    this.#exclusively = exclusively;
  }

  /** Reads all of it, letting other work run in between. */
  async load(): Promise<void> {
    while (this.#readSome()) await setImmediate();
  }

  /** Of one note, the oldest first. */
  of(path: NotePath): readonly KeptVersion[] {
    return this.#byPath.get(path) ?? [];
  }

  newest(path: NotePath): KeptVersion | null {
    return this.#byPath.get(path)?.at(-1) ?? null;
  }

  paths(): NotePath[] {
    return [...this.#byPath.keys()];
  }

  /** All of them, in the order in which they were kept. */
  all(): KeptVersion[] {
    return [...this.#byPath.values()].flat().sort((one, other) => one.id - other.id);
  }

  /** Reads what other processes have added. */
  catchUp(): void {
    while (this.#readSome());
  }

  /**
   * Adds a version; `isThere` is asked while nobody can take anything away. `null`: it answered `false`, and nothing was added.
   */
  async add(
    version: Omit<KeptVersion, 'id'>,
    isThere: () => boolean,
    isDurable: boolean,
  ): Promise<KeptVersion | null> {
    return this.#append(isDurable, () => (isThere() ? { id: this.#lastId + 1, ...version } : null));
  }

  async move(from: NotePath, to: NotePath): Promise<void> {
    await this.#append(true, () => ({ from, to }));
  }

  /** Writes the file anew without what `choose` answers, and hands that to `remove` while nobody adds anything. */
  drop(
    choose: (all: KeptVersion[]) => readonly KeptVersion[],
    remove: (gone: readonly KeptVersion[], left: KeptVersion[]) => void,
  ): void {
    this.#exclusively(() => {
      this.catchUp();
      const all = this.all();
      const gone = new Set(choose(all));
      if (gone.size === 0) return;
      const left = all.filter((version) => !gone.has(version));
      const lines = [newHead(), ...left].map(lineOf).join('');
      writeOwnFileNow(this.#file, Buffer.from(lines));
      this.#forget();
      this.catchUp();
      remove([...gone], left);
    });
  }

  async #append<L extends Line>(isDurable: boolean, make: () => L | null): Promise<L | null> {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const file = openSync(this.#file, 'a+', 0o600);
    // Taken over by this process, whatever the file is called by then.
    try {
      const line = this.#exclusively(() => this.#appendNow(file, make));
      if (line !== null && isDurable) await sync(file);
      return line;
    } finally {
      closeSync(file);
    }
  }

  #appendNow<L extends Line>(file: number, make: () => L | null): L | null {
    this.catchUp();
    const line = make();
    if (line === null) return null;
    if (fstatSync(file).nlink === 0) {
      // Somebody has put a new file in its place since it was opened.
      const now = openSync(this.#file, 'a', 0o600);
      try {
        writeLine(now, line, false);
      } finally {
        closeSync(now);
      }
    } else writeLine(file, line, fstatSync(file).size === 0);
    this.catchUp();
    return line;
  }

  #forget(): void {
    this.#head = '';
    this.#read = 0;
    this.#byPath = new Map();
  }

  /** `false`: there is no more. */
  #readSome(): boolean {
    let file: number;
    try {
      file = openSync(this.#file, 'r');
    } catch (error) {
      if (!isMissing(error)) throw error;
      if (this.#read > 0) this.#forget();
      return false;
    }
    try {
      const head = Buffer.alloc(headBytes);
      const first = head.toString('latin1', 0, readSync(file, head, 0, headBytes, 0)).split('\n', 1)[0] ?? '';
      const { size } = fstatSync(file);
      if (first !== this.#head || size < this.#read) this.#forget();
      this.#head = first;
      return this.#readChunk(file, size);
    } finally {
      closeSync(file);
    }
  }

  #readChunk(file: number, size: number): boolean {
    const rest = size - this.#read;
    if (rest <= 0) return false;
    // A line may be longer than a chunk: a path has up to 4,096 characters.
    const chunk = Buffer.alloc(Math.min(rest, chunkBytes));
    const count = readSync(file, chunk, 0, chunk.length, this.#read);
    const end = chunk.subarray(0, count).lastIndexOf(10);
    // Torn, and nobody has added anything since.
    if (end < 0) return false;
    this.#read += end + 1;
    for (const line of chunk.toString('utf8', 0, end).split('\n')) this.#take(lineIn(line));
    return this.#read < size;
  }

  #take(line: Line | null): void {
    if (line === null || 'log' in line) return;
    if ('from' in line) this.#takeMove(line);
    else {
      this.#lastId = Math.max(this.#lastId, line.id);
      const kept = this.#byPath.get(line.path);
      if (kept === undefined) this.#byPath.set(line.path, [line]);
      else kept.push(line);
    }
  }

  #takeMove({ from, to }: Move): void {
    const moved = this.#byPath.get(from);
    if (moved === undefined || from === to) return;
    this.#byPath.delete(from);
    for (const version of moved) version.path = to;
    // Another note may have had this path before.
    const both = [...(this.#byPath.get(to) ?? []), ...moved];
    this.#byPath.set(
      to,
      both.sort((one, other) => one.id - other.id),
    );
  }
}

const newHead = (): { log: string } => ({ log: randomBytes(8).toString('hex') });

function lineOf(line: Line): string {
  const json = JSON.stringify(line);
  return `${sumOf(json)} ${json}\n`;
}

function sumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}

function writeLine(file: number, line: Line, isFirst: boolean): void {
  // A crash may have cut off the line before.
  const text = isFirst ? lineOf(newHead()) + lineOf(line) : `\n${lineOf(line)}`;
  const bytes = Buffer.from(text);
  // At the end, by O_APPEND, and in one piece: where a full disk takes only a part, the line is torn and not one.
  const count = writeSync(file, bytes);
  if (count < bytes.length) throw Object.assign(new Error('written in part'), { code: 'ENOSPC' });
}

function lineIn(text: string): Line | null {
  const json = text.slice(9);
  if (text[8] !== ' ' || sumOf(json) !== text.slice(0, 8)) return null;
  try {
    // The checksum says that these are our own words.
    return JSON.parse(json) as Line;
  } catch {
    return null;
  }
}

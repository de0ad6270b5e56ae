/**
 * What was saved last of each note that is being written, until it is kept as a version: so that it is somewhere when
 * another program writes over it after Gleaner has crashed. One file a note.
 */
import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { NotePath, VersionMaker } from '../../api.ts';
import { putSoon } from './blobs.ts';

export interface Slot {
  path: NotePath;
  by: VersionMaker;
  /** ms since the epoch. */
  at: number;
  bytes: Buffer;
}

const ending = '.last';
const makers: readonly VersionMaker[] = ['you', 'other', 'bulk', 'restore', 'recovered'];

export class Slots {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Not waiting for the disk: a power cut is not what this is for. The system's errors. */
  put({ path, by, at, bytes }: Slot): void {
    const head = Buffer.from(`${JSON.stringify({ path, by, at })}\n`);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    putSoon(this.#fileOf(path), Buffer.concat([head, bytes]));
  }

  drop(path: NotePath): void {
    rmSync(this.#fileOf(path), { force: true });
  }

  /** Those that a crash left, or that another process is using. */
  all(): Slot[] {
    return namesIn(this.#folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => slotIn(join(this.#folder, name)))
      .filter((slot) => slot !== null);
  }

  #fileOf(path: NotePath): string {
    return join(this.#folder, hash('sha256', path, 'hex').slice(0, 32) + ending);
  }
}

function slotIn(file: string): Slot | null {
  try {
    const all = readFileSync(file);
    const end = all.indexOf(10);
    const { path, by, at } = JSON.parse(all.toString('utf8', 0, end)) as Partial<Slot>;
    if (typeof path !== 'string' || typeof at !== 'number') return null;
    return { path, by: makers.find((maker) => maker === by) ?? 'other', at, bytes: all.subarray(end + 1) };
  } catch {
    // Gone meanwhile, or damaged: then it is nobody's text any more.
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

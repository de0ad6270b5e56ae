/**
 * A place to break things in: a temporary folder, disks mounted below it, and processes in it. It runs in a mount namespace
 * of its own, so that nothing stays mounted whatever happens.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporaryName } from '../../notes/files/durable.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { Subject, type SubjectOptions } from './subject-process.ts';

export class Lab {
  /** Whether this is the long form, which takes minutes. */
  readonly isLong: boolean;
  readonly folder = temporaryFolder('gleaner-faults-');
  readonly #undo: (() => void)[] = [];
  #count = 0;

  readonly #end: number;

  /** `minutes`: a method that repeats itself stops after so many, and says how often it did. */
  constructor(isLong: boolean, minutes = 30) {
    this.isLong = isLong;
    this.#end = Date.now() + minutes * 60_000;
  }

  get isOver(): boolean {
    return Date.now() > this.#end;
  }

  /** An empty folder. */
  make(name = `f${++this.#count}`): string {
    const folder = join(this.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  /** `mount` with these arguments at `folder`. */
  mount(folder: string, ...args: string[]): string {
    execFileSync('mount', [...args, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.atEnd(() => void spawnSync('umount', ['-l', folder]));
    return folder;
  }

  /** A new disk image of `megabytes`, sparse, with the file system that `mkfs` makes. */
  image(file: string, megabytes: number, mkfs: readonly string[]): string {
    execFileSync('truncate', ['-s', `${megabytes}M`, file]);
    const [program = '', ...args] = mkfs;
    execFileSync(program, [...args, file], { stdio: ['ignore', 'ignore', 'pipe'] });
    return file;
  }

  subject(folder: string, options: SubjectOptions = {}): Promise<Subject> {
    const subject = new Subject(folder, options.home ?? this.make(), options);
    this.atEnd(() => subject.kill());
    return subject.ready.then(() => subject);
  }

  atEnd(undo: () => void): void {
    this.#undo.push(undo);
  }

  close(): void {
    for (const undo of this.#undo.splice(0).reverse()) undo();
    removeFolder(this.folder);
  }
}

/** Every file below `folder`, hidden ones too, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => lstatSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true)
    .sort();
}

export function temporariesIn(folder: string): string[] {
  return filesIn(folder).filter((path) => isTemporaryName(path.split('/').at(-1) ?? ''));
}

/** `null`: there is no such file. */
export function textIn(folder: string, path: string): string | null {
  try {
    return readFileSync(join(folder, path), 'utf8');
  } catch {
    return null;
  }
}

export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}

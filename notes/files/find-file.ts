/** Finds the pictures and files that notes name, and nothing outside the notebook. */
import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { NotePath } from '../api.ts';
import { folderOf, placesOfTarget, plainTarget } from '../text/file-target.ts';
import { readIgnored } from './ignore.ts';
import { isHiddenFolder, isInside } from './paths.ts';
import { inSlices, pathIn, type Steps } from './walk.ts';

export type FoundFile =
  /** `path`: from the notebook, as the disk spells it. `file`: absolute, all links followed. */
  | { kind: 'found'; path: string; file: string }
  /** A link leads out of the notebook, or to what is hidden in it. */
  | { kind: 'outside'; path: string }
  | { kind: 'missing' };

const missing: FoundFile = { kind: 'missing' };
/** Files that are known by their names alone. */
const mostNamed = 100_000;
/** ms: for so long nobody looks again where a name was not found. */
const namesAgeMs = 3000;

/** Where files are, by what notes call them. One for each notebook. */
export class FileFinder {
  readonly #root: string;
  #names: { at: number; byName: Promise<Map<string, string[]>> } | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** The file at an address of a note; as Obsidian does, a name alone is found in any folder. */
  async find(note: NotePath, written: string): Promise<FoundFile> {
    const found = this.findAt(note, written);
    if (found.kind !== 'missing') return found;
    const name = placesOfTarget(note, written)[0]?.split('/').at(-1);
    if (name === undefined || /[\\/]/.test(plainTarget(written) ?? '/')) return missing;
    const paths = (await this.#byName(name)).get(keyOf(name)) ?? [];
    const near = folderOf(note);
    const [best] = [...paths].sort(
      (a, b) => Number(folderOf(b) === near) - Number(folderOf(a) === near) || a.length - b.length,
    );
    return best === undefined ? missing : lookUp(this.#root, best);
  }

  /** The same without looking into other folders than the address names. */
  findAt(note: NotePath, written: string): FoundFile {
    let outside: FoundFile | null = null;
    for (const path of placesOfTarget(note, written)) {
      const found = lookUp(this.#root, path);
      if (found.kind === 'found') return found;
      if (found.kind === 'outside') outside ??= found;
    }
    return outside ?? missing;
  }

  /** A file was made: it is found by its name at once. */
  forget(): void {
    this.#names = null;
  }

  async #byName(name: string): Promise<Map<string, string[]>> {
    const isFresh = this.#names !== null && Date.now() - this.#names.at < namesAgeMs;
    if (this.#names !== null && (isFresh || (await this.#names.byName).has(keyOf(name))))
      return this.#names.byName;
    const byName = inSlices(namesBelow(this.#root));
    this.#names = { at: Date.now(), byName };
    return byName;
  }
}

/** What is at a path of the notebook, which may be spelled in another Unicode form than the disk's. */
function lookUp(root: string, path: string): FoundFile {
  const spelled = spelledOnDisk(root, path);
  if (spelled === null) return missing;
  try {
    const real = realpathSync.native(join(root, spelled));
    if (!isInside(root, real)) return { kind: 'outside', path: spelled };
    if (!lstatSync(real).isFile()) return missing;
    return { kind: 'found', path: relative(root, join(root, spelled)).split(sep).join('/'), file: real };
  } catch {
    // Gone meanwhile, a link to nowhere or to itself, a folder that may not be entered: nothing that can be shown.
    return missing;
  }
}

function spelledOnDisk(root: string, path: string): string | null {
  let folder = '';
  for (const name of path.split('/')) {
    const exact = pathIn(folder, name);
    if (isThere(join(root, exact))) {
      folder = exact;
      continue;
    }
    // Only a name that has several forms can be there under another one.
    if (/^[\u0000-\u007f]*$/.test(name)) return null;
    const wanted = name.normalize('NFC');
    const twin = namesIn(join(root, folder)).find((one) => one.normalize('NFC') === wanted);
    if (twin === undefined) return null;
    folder = pathIn(folder, twin);
  }
  return folder;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function* namesBelow(root: string): Steps<Map<string, string[]>> {
  const ignored = readIgnored(root);
  const byName = new Map<string, string[]>();
  const open = [''];
  let count = 0;
  for (let folder = open.shift(); folder !== undefined && count < mostNamed; folder = open.shift()) {
    yield undefined;
    let entries;
    try {
      entries = readdirSync(join(root, folder), { withFileTypes: true });
    } catch {
      continue;
    }
    for (const entry of entries) {
      const path = pathIn(folder, entry.name);
      if (isHiddenFolder(entry.name)) continue;
      if (entry.isDirectory()) {
        if (!ignored(`${path}/`)) open.push(path);
      } else if (++count <= mostNamed) {
        const key = keyOf(entry.name);
        byName.set(key, [...(byName.get(key) ?? []), path]);
      }
      if (count % 256 === 255) yield undefined;
    }
  }
  return byName;
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** The kept copies of articles: `.gleaner/copies/` in the notebook, plain files that a person may read, edit and delete. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Copy, type KeptCopy, NotesError } from '../api.ts';
import {
  type CopyHeader,
  type CopyPicture,
  copyText,
  hashOf,
  headerOf,
  longestCopyHeader,
  pictureName,
  readCopy,
  withArticle,
} from './copy-file.ts';
import { isLeft, recover, settle, Unfinished, writeRemoval, writeUnfinished } from './copy-moves.ts';
import {
  beginningOf,
  checkFolder,
  copiesFolder,
  freeName,
  isCopyName,
  makeCopiesFolder,
  namesIn,
} from './copy-places.ts';
import { type Exclusively, replace, writeTemporary } from './durable.ts';
import { isMissing, toNotesError } from './errors.ts';
import { removeIfEmpty } from './paths.ts';
import { Turns } from './turns.ts';

export { copiesFolder } from './copy-places.ts';

/** Bytes. A copy's text; a picture. */
const largestText = 16 * 1024 * 1024;
const largestPicture = 40 * 1024 * 1024;
/** UTF-16 units. Where a page was is not written down where that is longer. */
const longestUrl = 2000;
/** Headers that are read before other work has its turn. */
const headersAtOnce = 50;

/** A copy that is to be kept. */
export interface NewCopy {
  url: string;
  title: string;
  author: string;
  date: string;
  site: string;
  /** Pictures that come with it are named as in `pictures`. */
  markdown: string;
  pictures: CopyPicture[];
}

export interface Copies {
  /** Finishes what a process that was killed had begun. What can't be done now is left for the next time. */
  recover(): void;
  /** All that are there; reads only headers, and those only once while a file stays as it is. */
  list(): Promise<KeptCopy[]>;
  /** `null`: there is none. `broken`: there is, and it can't be read. */
  read(normalised: string): Copy | null;
  picture(normalised: string, name: string): { type: string; bytes: Buffer } | null;
  /**
   * Keeps `made`, whole or not at all, in the place of the copy that is there, which is moved to the notebook's trash
   * with its pictures.
   */
  keep(normalised: string, made: NewCopy): Promise<Copy>;
  /** Moves it to the notebook's trash. `not-found`: there is none. */
  remove(normalised: string): Promise<void>;
  /**
   * Makes the copy at `path` that of another article, which has none: a line of its header. `false`: it is not the copy of
   * `from` any more, `to` has one, or the header does not allow it; then all stays as it is.
   */
  readdress(path: string, from: string, to: string): Promise<boolean>;
}

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

/** `root`: the notebook's folder, its real path. Opening writes nothing. */
export function openCopies(root: string, exclusively: Exclusively = (work) => work()): Copies {
  const folder = join(root, copiesFolder);
  const folders = { root, folder };
  const turns = new Turns();
  const known = new Map<string, { stamp: string; header: CopyHeader | null }>();

  const headerIn = (name: string): CopyHeader | null => {
    const path = join(folder, name);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats?.isFile()) return null;
    const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ino}`;
    const before = known.get(name);
    if (before?.stamp === stamp) return before.header;
    const header = headerOf(beginningOf(path));
    known.set(name, { stamp, header });
    return header;
  };

  const find = (normalised: string): string | null => {
    const names = namesIn(root, folder).filter(isCopyName);
    const mark = markOf(normalised);
    // Where we put it; else wherever a person has.
    const [likely, others] = [
      names.filter((name) => name.includes(mark)),
      names.filter((name) => !name.includes(mark)),
    ];
    return [...likely, ...others].find((name) => headerIn(name)?.normalised === normalised) ?? null;
  };

  /** Ours by its name, and without a header that can be read. */
  const brokenOne = (normalised: string): string | null =>
    namesIn(root, folder).find(
      (name) =>
        isCopyName(name) &&
        name.includes(markOf(normalised)) &&
        headerIn(name) === null &&
        // A link may lead anywhere, and a pipe never ends.
        lstatSync(join(folder, name), { throwIfNoEntry: false })?.isFile() === true,
    ) ?? null;

  const readNamed = (name: string): Copy => {
    const path = `${copiesFolder}/${name}`;
    try {
      if (lstatSync(join(folder, name)).size > largestText)
        throw new NotesError('too-large', `${path} is too large to be shown.`);
      return readCopy(textOf(readFileSync(join(folder, name)), path), path);
    } catch (error) {
      throw toNotesError(error, `read ${path}`);
    }
  };

  const recoverNow = (): void => {
    const names = namesIn(root, folder).filter(isLeft);
    if (names.length > 0) recover(folders, names, exclusively);
  };
  const unfinishedPath = () => join(folder, `.gleaner-${randomBytes(4).toString('hex')}.tmp`);

  const keep = async (normalised: string, made: NewCopy): Promise<Copy> => {
    checkFolder(root);
    recoverNow();
    const name = find(normalised) ?? freeName(folder, made.title, normalised);
    const stem = name.slice(0, -'.md'.length);
    const bytes = Buffer.from(newText(normalised, made, stem));
    const madeFolders = makeCopiesFolder(root);
    const unfinished = unfinishedPath();
    try {
      await writeUnfinished(unfinished, stem, bytes, made.pictures);
      await settle(folders, unfinished, exclusively);
    } catch (error) {
      for (const path of madeFolders) removeIfEmpty(path);
      throw error;
    }
    return readNamed(name);
  };

  const remove = async (name: string): Promise<void> => {
    const unfinished = unfinishedPath();
    try {
      writeRemoval(unfinished, name.slice(0, -'.md'.length));
      await settle(folders, unfinished, exclusively);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      throw error;
    }
  };

  const readdress = async (name: string, to: string): Promise<boolean> => {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size > largestText) return false;
    const before = readFileSync(path);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(before);
    const after = withArticle(text, to);
    if (after === null) return false;
    const temporary = await writeTemporary(folder, Buffer.from(after), stats);
    return replace(temporary, path, () => readFileSync(path).equals(before), exclusively);
  };

  return {
    recover: recoverNow,
    async list() {
      const found: KeptCopy[] = [];
      for (const [index, name] of namesIn(root, folder).filter(isCopyName).entries()) {
        if (index % headersAtOnce === headersAtOnce - 1) await setImmediate();
        const header = headerIn(name);
        if (header === null) continue;
        const fetched = Date.parse(header.fetched);
        const { normalised } = header;
        const path = `${copiesFolder}/${name}`;
        found.push({ normalised, path, fetched: Number.isNaN(fetched) ? null : fetched });
      }
      return found;
    },
    read(normalised) {
      const name = find(normalised) ?? brokenOne(normalised);
      return name === null ? null : readNamed(name);
    },
    picture(normalised, written) {
      const name = find(normalised);
      if (name === null) return null;
      const stem = name.slice(0, -'.md'.length);
      const picture = written.startsWith(`${stem}/`) ? written.slice(stem.length + 1) : written;
      return pictureName.test(picture) ? pictureIn(root, join(folder, stem), picture) : null;
    },
    keep: (normalised, made) =>
      turns.take(folder, async () => {
        try {
          return await keep(normalised, made);
        } catch (error) {
          throw failureOf(error, `keep a copy of “${made.title || made.url}”`);
        }
      }),
    remove: (normalised) =>
      turns.take(folder, async () => {
        checkFolder(root);
        recoverNow();
        const name = find(normalised);
        if (name === null) throw new NotesError('not-found', 'There is no copy of this article any more.');
        try {
          await remove(name);
        } catch (error) {
          throw failureOf(error, `move ${copiesFolder}/${name} to the trash`);
        }
      }),
    readdress: (path, from, to) =>
      turns.take(folder, async () => {
        checkFolder(root);
        recoverNow();
        const name = find(from);
        if (name === null || `${copiesFolder}/${name}` !== path || find(to) !== null) return false;
        try {
          return await readdress(name, to);
        } catch (error) {
          throw toNotesError(error, `write the new address of its article into ${path}`);
        }
      }),
  };
}

/** `too-large`: its address is too long to be found again. */
function newText(normalised: string, made: NewCopy, stem: string): string {
  // It was fetched from where the article's address leads to.
  const url = made.url.length > longestUrl ? normalised : made.url;
  const text = copyText({ ...made, url, normalised, fetched: new Date().toISOString() }, made.markdown, stem);
  const beginning = Buffer.from(text).subarray(0, longestCopyHeader).toString();
  if (headerOf(beginning)?.normalised === normalised) return text;
  throw new NotesError('too-large', 'The address of this article is too long for a copy of it.');
}

function failureOf(error: unknown, action: string): NotesError {
  return error instanceof Unfinished
    ? toNotesError(error.cause, action, 'It is finished the next time that Gleaner looks; nothing is lost.')
    : toNotesError(error, action, 'What was there before is as it was.');
}

/** In the name of the file of an article's copy. */
function markOf(normalised: string): string {
  return `-${hashOf(normalised).slice(0, 8)}`;
}

function textOf(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotesError('broken', `${path} is not UTF-8 text. Mend it, or keep a new copy.`, 1, path);
  }
}

function pictureIn(root: string, folder: string, name: string): { type: string; bytes: Buffer } | null {
  try {
    const path = join(folder, name);
    const stats = lstatSync(path);
    if (!stats.isFile() || stats.size > largestPicture) return null;
    if (!realpathSync.native(path).startsWith(join(root, ...copiesFolder.split('/')) + sep)) return null;
    return { type: types[name.slice(name.lastIndexOf('.') + 1)] ?? '', bytes: readFileSync(path) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw toNotesError(error, `read the picture ${name}`);
  }
}

/** The kept copies of articles: `.gleaner/copies/` in the notebook, plain files that a person may read, edit and delete. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Copy, NotesError } from '../api.ts';
import { type CopyHeader, copyText, hashOf, headerOf, pictureName, readCopy } from './copy-file.ts';
import {
  backFromTrash,
  beginningOf,
  checkFolder,
  copiesFolder,
  type CopyPicture,
  freeName,
  makeCopiesFolder,
  namesIn,
  putInPlace,
  removeIfEmpty,
  removeLeftovers,
  toTrash,
  writePictures,
} from './copy-places.ts';
import { writeTemporary } from './durable.ts';
import { isMissing, toNotesError } from './errors.ts';
import { Turns } from './turns.ts';

export { copiesFolder } from './copy-places.ts';

/** Bytes. A copy's text; a picture. */
const largestText = 16 * 1024 * 1024;
const largestPicture = 40 * 1024 * 1024;

export interface KeptCopy {
  normalised: string;
  /** From the notebook's folder. */
  path: string;
  /** ms since the epoch; `null`: the header does not say. */
  fetched: number | null;
}

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
  /** All that are there; reads only headers, and those only once while a file stays as it is. */
  list(): KeptCopy[];
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
}

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
};

/** `root`: the notebook's folder, its real path. Opening writes nothing. */
export function openCopies(root: string): Copies {
  const folder = join(root, copiesFolder);
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
    const names = namesIn(root, folder);
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

  const keep = async (normalised: string, made: NewCopy): Promise<Copy> => {
    checkFolder(root);
    const before = find(normalised);
    const name = before ?? freeName(folder, made.title, normalised);
    const stem = name.slice(0, -'.md'.length);
    const header = { ...made, normalised, fetched: new Date().toISOString() };
    const bytes = Buffer.from(copyText(header, made.markdown, stem));
    const madeFolders = makeCopiesFolder(root);
    const pictures = join(folder, `.gleaner-${randomBytes(4).toString('hex')}.tmp`);
    let text: string | null = null;
    let trashed: string | null = null;
    try {
      if (made.pictures.length > 0) await writePictures(pictures, made.pictures);
      text = await writeTemporary(folder, bytes, null);
      // Always: a person may have changed its header or its pictures, or put files of his own beside them.
      if (before !== null) trashed = await toTrash(root, folder, before);
      await putInPlace(folder, stem, text, made.pictures.length > 0 ? pictures : null);
    } catch (error) {
      rmSync(pictures, { recursive: true, force: true });
      if (text !== null) rmSync(text, { force: true });
      if (trashed !== null) backFromTrash(root, folder, stem, trashed);
      for (const path of madeFolders) removeIfEmpty(path);
      throw error;
    }
    removeLeftovers(folder);
    return readNamed(name);
  };

  return {
    list: () =>
      namesIn(root, folder).flatMap((name) => {
        const header = headerIn(name);
        if (header === null) return [];
        const fetched = Date.parse(header.fetched);
        const { normalised } = header;
        return [
          { normalised, path: `${copiesFolder}/${name}`, fetched: Number.isNaN(fetched) ? null : fetched },
        ];
      }),
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
          throw toNotesError(
            error,
            `keep a copy of “${made.title || made.url}”`,
            'What was there before is as it was.',
          );
        }
      }),
    remove: (normalised) =>
      turns.take(folder, async () => {
        checkFolder(root);
        const name = find(normalised);
        if (name === null) throw new NotesError('not-found', 'There is no copy of this article any more.');
        try {
          await toTrash(root, folder, name);
        } catch (error) {
          throw toNotesError(error, `move ${copiesFolder}/${name} to the trash`);
        }
      }),
  };
}

/** In the name of the file of an article's copy. */
function markOf(normalised: string): string {
  return `-${hashOf(normalised).slice(0, 8)}`;
}

function textOf(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new NotesError('broken', `${path} is not UTF-8 text. Mend it, or keep a new copy.`, 1);
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

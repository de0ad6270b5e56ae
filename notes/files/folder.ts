/** One notebook's folder on disk: everything that reads or changes a note's bytes goes through here. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type NoteEncoding, type NotePath, NotesError, type SaveResult, type Version } from '../api.ts';
import { converted, decode, type DecodedText, encode, versionOf } from './bytes.ts';
import { compareFolder } from './compare.ts';
import { Unmappable } from './encoders.ts';
import { isMissing, toNotesError } from './errors.ts';
import { contentIfThere, freePath, isTaken, renameNote, restoreNote, writeBeside } from './move.ts';
import { decodeKnown, keepWritten, type KnownEncodings, openKnownEncodings } from './known-encodings.ts';
import { conflictPath } from './names.ts';
import { contentAt, type DecodeAt, readNote } from './read.ts';
import { saveBytes, type SavedAs, saveNote, type SaveOptions, writeNew } from './save.ts';
import type { FileChanges, FileStamp, FileText, Watching, WatchListener } from './stamps.ts';
import { moveToTrash } from './trash.ts';
import { originOf } from './trash-contents.ts';
import { Turns } from './turns.ts';
import { identityOf, hasNotes } from './walk.ts';
import { FolderWatch } from './watch.ts';

export type { FileChanges, FileStamp, FileText, Watching, WatchListener };

export interface NoteFolder {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  readonly name: string;
  /**
   * Compares the disk with what is known; answers in batches and lets other work run at least every 8 ms.
   * `unavailable` when the root is missing or unreadable, or when it lists no note while `known` has some.
   * Notes in folders that can't be read now are neither changed nor gone.
   */
  compare(
    known: ReadonlyMap<NotePath, string>,
    onBatch: (changes: FileChanges) => void,
    progress?: (walked: number) => void,
  ): Promise<void>;
  /** `not-found`, `denied`, `bad-path`. */
  read(path: NotePath): FileText;
  /** As a person chose: remembered. `bad-argument`: the note's bytes are not in this encoding. */
  readAs(path: NotePath, encoding: NoteEncoding): FileText;
  /** The text of a note's bytes, by what is known of their encoding. */
  decode(path: NotePath, bytes: Buffer): DecodedText;
  /** `api.ts`: save. Saves of one file happen one after the other, in the order they were asked for. */
  save(path: NotePath, base: Version | null, text: string, as?: SavedAs): Promise<SaveResult>;
  /** The note as it is on the disk. `read`, and `too-large`. */
  bytes(path: NotePath): Buffer;
  /** Whether there is a file at this path, a note or another one. */
  hasFile(path: string): boolean;
  /** `save` over the version `base`, with these very bytes; a version that is restored also replaces what is no text. */
  putBytes(path: NotePath, base: Version, bytes: Buffer, by?: 'bulk' | 'restore'): Promise<SaveResult>;
  /** Writes these very bytes as a new note, at `path` or beside what is there; answers where. */
  putNew(path: NotePath, bytes: Buffer): Promise<NotePath>;
  /** Makes missing folders. `exists`, also when only the Unicode form of the name differs. */
  create(path: NotePath, text: string): Promise<FileStamp>;
  /** `path`, or the first of `name 2.md`, `name 3.md`… that is free at this moment. */
  freePath(path: NotePath): NotePath;
  /** Never overwrites (`exists`), makes missing folders, and can change letter case only. */
  rename(from: NotePath, to: NotePath): Promise<void>;
  /** A copy, byte for byte, beside the note; answers its path. */
  duplicate(path: NotePath): Promise<NotePath>;
  /** Writes `text` beside the note as `name (conflict YYYY-MM-DD HHmmss).md`; answers its path. */
  keepBoth(path: NotePath, text: string, now?: Date): Promise<NotePath>;
  /** Moves the note to `.trash/` in the notebook; answers its path there, for `restore`. */
  trash(path: NotePath): Promise<string>;
  /** Back to where it was, or beside it when that name is taken; bytes and mtime as they were. Answers the path. */
  restore(trashed: string): Promise<NotePath>;
  /** `known` may be stale: the first thing the watcher does is to compare. */
  watch(known: ReadonlyMap<NotePath, string>, listener: WatchListener): Watching;
}

export interface FolderOptions extends Pick<SaveOptions, 'keepUnsaved' | 'exclusively' | 'patience'> {
  /** Default: those that are met until Gleaner ends. */
  encodings?: KnownEncodings;
}

/** Opens a notebook's folder. Writes nothing. `not-found` and `denied`, with a message that names the folder. */
export function openFolder(folder: string, options: FolderOptions = {}): NoteFolder {
  const root = realRoot(folder);
  const encodings = options.encodings ?? openKnownEncodings();
  const decodeAt: DecodeAt = (path, bytes, version) => decodeKnown(encodings, path, bytes, version);
  const saving: SaveOptions = {
    ...options,
    decodeAt,
    wrote: (path, bytes, encoding) => keepWritten(encodings, path, bytes, encoding),
  };
  const identity = identityOf(root);
  const turns = new Turns();
  const watches = new Set<FolderWatch>();

  const failureOf = (error: unknown, action: string): NotesError => {
    const failure = toNotesError(error, action);
    if (failure.code !== 'not-found' || !hasVanished(root, identity)) return failure;
    return new NotesError('unavailable', `Could not ${action}: the folder ${root} is not there.`);
  };
  /** Changes of one note happen one after the other, whichever spelling of its name they come by. */
  const inTurn = <T>(path: NotePath, action: string, work: () => Promise<T>): Promise<T> =>
    turns.take(path.normalize('NFC').toLowerCase(), async () => {
      try {
        // Or a note would be made in the empty folder that stands where a disk was.
        if (hasVanished(root, identity)) throw new NotesError('not-found', '');
        return await work();
      } catch (error) {
        throw failureOf(error, action);
      }
    });
  const forget = (path: NotePath) => watches.forEach((watch) => watch.forget(path));

  return {
    root,
    name: basename(root) || root,
    compare: (known, onBatch, progress) => compareFolder(root, known, onBatch, progress),
    read(path) {
      try {
        return readNote(root, path, decodeAt);
      } catch (error) {
        throw failureOf(error, `read ${path}`);
      }
    },
    readAs(path, encoding) {
      const file = readNote(root, path, (_path, bytes) => decode(bytes, encoding));
      if (file.encoding !== encoding || file.readOnly !== null)
        throw new NotesError('bad-argument', `${path} has bytes that mean nothing in ${encoding}.`);
      encodings.keep(path, file.version, encoding);
      return file;
    },
    decode: (path, bytes) => decodeAt(path, bytes, versionOf(bytes)),
    save: (path, base, text, as = {}) =>
      inTurn(path, `save ${path}`, async () => {
        const result = await saveNote(root, path, base, text, { ...saving, ...as });
        if (result.kind === 'gone' && hasVanished(root, identity)) {
          throw new NotesError(
            'unavailable',
            `Could not save ${path}: its folder is not there. Your text is still here.`,
          );
        }
        return result;
      }),
    bytes(path) {
      try {
        const { bytes } = contentAt(root, path);
        if (bytes === null) throw new NotesError('too-large', `${path} is too large to be changed.`);
        return bytes;
      } catch (error) {
        throw failureOf(error, `read ${path}`);
      }
    },
    hasFile: (path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true,
    putBytes: (path, base, bytes, by) =>
      inTurn(path, `change ${path}`, () =>
        saveBytes(root, path, base, bytes, { ...saving, isRepair: by === 'restore' }),
      ),
    putNew: (path, bytes) => inTurn(path, `bring ${path} back`, () => writeBeside(root, path, bytes)),
    create: (path, text) =>
      inTurn(path, `create ${path}`, async () => {
        if (isTaken(root, path)) throw new NotesError('exists', `There is a note ${path} already.`);
        await writeNew(root, path, encode(text, null));
        return readNote(root, path).stamp;
      }),
    freePath: (path) => freePath(root, path),
    rename: (from, to) => inTurn(from, `rename ${from}`, () => renameNote(root, from, to)),
    duplicate: (path) =>
      inTurn(path, `duplicate ${path}`, () => {
        const { bytes } = contentAt(root, path);
        if (bytes === null)
          throw new NotesError('too-large', `Could not duplicate ${path}: it is too large.`);
        return writeBeside(root, path, bytes);
      }),
    keepBoth: (path, text, now = new Date()) =>
      inTurn(path, `keep both versions of ${path}`, () => {
        const original = contentIfThere(root, path);
        return writeBeside(root, conflictPath(path, now), besideBytes(path, text, original, decodeAt));
      }),
    trash: (path) =>
      inTurn(path, `move ${path} to the trash`, () => moveToTrash(root, path, () => forget(path))),
    restore: (trashed) =>
      inTurn(trashed, `restore ${trashed}`, () => restoreNote(root, trashed, originOf(root, trashed))),
    watch(known, listener) {
      const watch = new FolderWatch(root, known, listener);
      watches.add(watch);
      return {
        ready: watch.ready,
        check: () => watch.check(),
        accept: () => watch.accept(),
        close: () => {
          watches.delete(watch);
          watch.close();
        },
      };
    },
  };
}

/** The note as it is on the disk; `null`: it can't be read, for whatever reason. */
export function fileAt(folder: NoteFolder, path: NotePath): FileText | null {
  try {
    return folder.read(path);
  } catch (error) {
    if (error instanceof NotesError) return null;
    throw error;
  }
}

/** The text of `fileAt`. */
export function textAt(folder: NoteFolder, path: NotePath): string | null {
  return fileAt(folder, path)?.text ?? null;
}

/** A conflict copy is like the note, also in its encoding, unless that has no such characters. */
function besideBytes(path: NotePath, text: string, original: Buffer | null, decodeAt: DecodeAt): Buffer {
  if (original === null) return encode(text, null);
  const { encoding, readOnly } = decodeAt(path, original, versionOf(original));
  if (readOnly !== null) return encode(text, null);
  try {
    return encode(text, original, encoding);
  } catch (error) {
    if (error instanceof Unmappable) return converted(text, original, encoding, 'utf-8');
    throw error;
  }
}

function realRoot(folder: string): string {
  try {
    const root = realpathSync.native(resolve(folder));
    if (!statSync(root).isDirectory())
      throw new NotesError('not-found', `${folder} is not a folder. Name the folder that holds the notes.`);
    accessSync(root, constants.R_OK | constants.X_OK);
    return root;
  } catch (error) {
    if (isMissing(error)) throw new NotesError('not-found', `There is no folder ${folder}. Check the path.`);
    throw toNotesError(error, `open the folder ${folder}`);
  }
}

/** Whether the folder is gone, or an empty one (an unmounted disk) stands in its place. */
function hasVanished(root: string, identity: string | null): boolean {
  const now = identityOf(root);
  if (now === null || now === identity) return now === null;
  const steps = hasNotes(root, () => false);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return !step.value;
}

import type { NotePath, NoteText } from '../api.ts';

/** What the disk says about one note without reading it. */
export interface FileStamp {
  path: NotePath;
  /** Size, mtime, ctime (ns) and inode. Equal to the stamp of an earlier look: the bytes are the same. */
  stamp: string;
  /** Last change, ms since the epoch. */
  modified: number;
  /** Bytes. */
  size: number;
}

/** The difference between the disk and what is known. A renamed note is one `gone` and one `changed`. */
export interface FileChanges {
  /** New or changed notes. The content may still be the same: compare versions. */
  changed: FileStamp[];
  gone: NotePath[];
}

/** One note's text, and what is needed to write it back as it was. */
export interface FileText extends Pick<
  NoteText,
  'text' | 'version' | 'lineEnds' | 'byteOrderMark' | 'encoding' | 'readOnly'
> {
  stamp: FileStamp;
}

export interface WatchListener {
  /** Never called with nothing in it. */
  changes(changes: FileChanges): void;
  /**
   * The folder vanished or lists no note any more; or so many notes are gone or empty at once (`missing`) that a person has to
   * say whether they are deleted. Nothing is reported as gone. Called again when the number is another one.
   */
  unavailable(missing: number | null): void;
  /** It is back; what changed meanwhile follows as `changes`. */
  available(): void;
  /** The system has no watches left: changes are found by `check` only. */
  degraded?(): void;
}

export interface Watching {
  /** The first comparison is done and every folder is watched. */
  ready: Promise<void>;
  /** Compares the whole folder again, for when the window gets the focus. */
  check(): Promise<void>;
  /** A person says that what is missing was deleted: it is reported as gone. */
  accept(): Promise<void>;
  close(): void;
}

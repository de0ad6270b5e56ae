/** The text of one note, saved and unsaved. */
import type { NoteEncoding } from '../calls.ts';
import type { NotePath, Version } from './note-path.ts';

/** `not-utf8`: it is not, and in which encoding it is can't be told, or some of its bytes are damaged. */
export type ReadOnlyReason = 'not-utf8' | 'too-large' | 'binary';

export interface NoteText {
  path: NotePath;
  version: Version;
  /**
   * Line ends are `\n` and there is no byte order mark, whatever the file has: the notebook keeps the file's own
   * and puts them back when it saves. Empty when `readOnly` is `binary` or `too-large`; of a file that is not UTF-8
   * the first 4 MB.
   */
  text: string;
  /** What the file has, for showing. */
  lineEnds: 'LF' | 'CRLF' | 'CR' | 'mixed';
  byteOrderMark: boolean;
  /** Absent: UTF-8. Where `readOnly` is `not-utf8` it is a guess. */
  encoding?: NoteEncoding;
  /** Why the note can't be edited without damage; `null` when it can. */
  readOnly: ReadOnlyReason | null;
  /** Text that was typed but not saved before Gleaner ended, and the version it was typed on. */
  unsaved: UnsavedNoteText | null;
  modified: number;
}

/** Text that an editor had, and no file has. */
export interface UnsavedNoteText {
  text: string;
  base: Version | null;
  /** What `base` said, where that is known: both texts can be merged then. */
  baseText: string | null;
  at: number;
  /** Who typed it, as `journal` was told; `''`: nobody said. */
  writer: string;
  /** The editor that it was typed in is still there, and will save it. */
  isLive: boolean;
}

/** Text that nobody has on screen any more, and no note: for a list of them. */
export interface LostText {
  path: NotePath;
  writer: string;
  at: number;
  /** UTF-16 units of the text, and how it begins. */
  length: number;
  beginning: string;
  /** Whether there is a note at its path; or the path that the note has now; `null`: it is gone. */
  note: NotePath | null;
}

export type SaveResult =
  /** `inPlace`: the disk refuses to rename over the note, so that a crash during such a save can tear it; the text was kept elsewhere first. */
  | { kind: 'saved'; version: Version; modified: number; inPlace?: true }
  /** The disk holds something newer than `base`, or it is read in another encoding now. Nothing was written; this is what is there. */
  | { kind: 'conflict'; version: Version; text: string; encoding: NoteEncoding }
  /** The file is not there any more. Nothing was written. */
  | { kind: 'gone' }
  /** The file's encoding has no such characters. Nothing was written; at most 100 are named. */
  | { kind: 'unmappable'; characters: string[]; encoding: NoteEncoding };

/** A template of the notebook: its file's name without the ending. */
export interface TemplateName {
  name: string;
}

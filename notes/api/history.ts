/** Earlier versions of notes, and the trash. */
import type { NotePath, Version } from './note-path.ts';

/**
 * Who made a version: the person, here; another program, or somebody else's Gleaner; a change of many notes; the person by
 * putting an earlier version back. `recovered`: text that never reached the file, because Gleaner ended.
 */
export type VersionMaker = 'you' | 'other' | 'bulk' | 'restore' | 'recovered';

/**
 * What it was kept for. `found`: as it was before the first change here. `time`: five minutes of writing. `pause`: the writing
 * ended. `changed`: somebody else was about to write, or had written. The others: what was about to be done to it.
 */
export type VersionReason =
  | 'found'
  | 'time'
  | 'pause'
  | 'changed'
  | 'bulk'
  | 'shrink'
  | 'links'
  | 'trash'
  | 'gone'
  | 'restore'
  | 'discard';

/** An earlier text of a note, kept outside the notebook, byte for byte. */
export interface NoteVersion {
  /** For `historyText` and `restoreVersion`. Grows with time, whatever the clock said. */
  id: number;
  version: Version;
  /** When it became the note's text, ms since the epoch. */
  at: number;
  by: VersionMaker;
  why: VersionReason;
  /** Bytes of the note. */
  size: number;
}

/** A note that is not there any more, and its last version. */
export interface DeletedNote extends NoteVersion {
  path: NotePath;
  title: string;
}

/** A note in the notebook's trash. */
export interface TrashedNote {
  /** Its path there, for `restore`. */
  trashed: string;
  /** Where it was. */
  path: NotePath;
  title: string;
  /** When it was put there, ms since the epoch. */
  at: number;
  /** Bytes. */
  size: number;
}

/** A change of many notes at once. */
import type { BulkChange } from '../calls.ts';
import type { NotePath } from './note-path.ts';

export interface ChangedLines {
  /** 1-based first line, in the note as it is. */
  line: number;
  before: string[];
  after: string[];
}

/** One note that a change of many would change. */
export interface BulkNote {
  path: NotePath;
  title: string;
  changes: ChangedLines[];
}

/** A note that has the tag, or the link, and is left as it is, and why: English for the terminal; the UI translates by `code`. */
export interface SkippedNote {
  path: NotePath;
  code: 'header-broken' | 'read-only' | 'unsaved' | 'refused' | 'changed' | 'gone' | 'failed';
  message: string;
}

export interface BulkPreview {
  /** Names exactly this plan: the notes, their versions and every splice. `bulkApply` refuses another one. */
  plan: string;
  /** Notes that would change, all of them. */
  total: number;
  /** The window that was asked for, by path. */
  notes: BulkNote[];
  /** At most 1,000. */
  skipped: SkippedNote[];
  /** Names of the saved filters that ask for a tag by its old name and would get the new one. Absent: none. */
  filters?: string[];
}

export interface BulkResult {
  /** Give it to `bulkUndo`. */
  batch: string;
  /** Notes changed (for an undo: changed back). */
  changed: number;
  skipped: SkippedNote[];
  /**
   * The saved filters that ask for a renamed tag: by name, those that ask for the new one now (for an undo: for the old
   * one again); or they could not be rewritten. Absent: no saved filter asks for it, or the change was stopped.
   */
  filters?: { kind: 'followed'; names: string[] } | { kind: 'failed' };
  /**
   * Whether copy and read state went with an article to its new address (for an undo: back). `failed`: something of it is
   * where it was. Absent: the change is about tags, or was stopped.
   */
  articles?: 'followed' | 'failed';
  /** Notes that were not come to, because of `bulkCancel`. Absent: it was not stopped. */
  left?: number;
}

/** A batch that was cut off, by a crash or a power cut: every note of it is old or new. */
export interface PendingBulk {
  batch: string;
  change: BulkChange;
  /** Notes that are new already, of `total`. */
  done: number;
  total: number;
  /** When it began, ms since the epoch. */
  at: number;
}

/** A batch that was carried out and can be taken back. */
export type DoneBulk = Pick<PendingBulk, 'batch' | 'change' | 'at'>;

/** Tags that seem to be the same one, written in several ways. */
export interface TagTwins {
  /** Most used first. `category`: the name is a category too, or only one. */
  names: { name: string; count: number; kind: 'tag' | 'category' }[];
  /** Why: letter case, full or half width, white space, hyphens and underscores; another name for the same (`JS`, `JavaScript`); a tag here and a category there. */
  reason: 'case' | 'width' | 'separators' | 'alias' | 'category';
  /** The spelling to keep. */
  suggested: string;
}

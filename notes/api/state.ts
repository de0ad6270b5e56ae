/** The state of a notebook, and its events. */
import type { ErrorCode } from './errors.ts';
import type { FetchReason } from './articles.ts';
import type { NotePath, Version } from './note-path.ts';

export interface NotebookState {
  /** The folder's own name. */
  name: string;
  /** Absolute path, for showing only. */
  folder: string;
  /** `unavailable`: the folder vanished or emptied. Nothing is purged; it comes back by itself. */
  availability: 'ready' | 'unavailable';
  /**
   * Why it is not available: so many notes are gone or empty, at once. They stay listed until they are back, or until a person says
   * that they are deleted (`acceptLoss`). Absent: the folder itself is not there, or it is available.
   */
  missing?: number;
  /** Notes read so far of those to be read, while a scan is under way. */
  scanning: { done: number; total: number } | null;
  /** Notes whose text can be found so far, of all; and how many more each second. `null`: all can. */
  indexing: { done: number; total: number; perSecond: number } | null;
  /** `scan`: this Node has no FTS5, or the index can't be kept; every search reads the notes. Same answers, slower. */
  finding: 'index' | 'scan';
  /** A change of many notes under way. */
  bulk: { done: number; total: number } | null;
  /** Copies or checks that were asked for, under way; `now`: the address being fetched. */
  fetching: {
    kind: 'copies' | 'checks';
    done: number;
    failed: number;
    total: number;
    isPaused: boolean;
    now: string | null;
    /** It paused by itself, because what is left would fail as well: `disk-full`, `offline`. Absent: it did not. */
    reason?: FetchReason;
  } | null;
  total: number;
}

export type NotebookEvent =
  /** At most 200 paths; `more` says that others changed too. `version` is `null` for a note that is gone. */
  | { kind: 'changed'; notes: { path: NotePath; version: Version | null }[]; more: boolean }
  | { kind: 'state'; state: NotebookState }
  /** An earlier version of a note could not be kept. Told once, and again when it could in between. */
  | { kind: 'unkept'; code: ErrorCode }
  /** What was kept of a text that was never saved is damaged. Told once of each. */
  | { kind: 'damaged' }
  /** Notes in the trash were deleted for good; one that comes into it or out of it is `changed`. */
  | { kind: 'trash' }
  /** The saved filters are others now. */
  | { kind: 'filters' }
  /** Cards, copies, read states or links' health are others now; at most 200, `null`: many. */
  | { kind: 'articles'; normalised: string[] | null };

/** Where the person is with a change of tags, from the overview to what was done. It outlives the dialog. */
import { create } from 'zustand';
import type {
  BulkChange,
  BulkNote,
  BulkPreview,
  BulkResult,
  PendingBulk,
  SkippedNote,
  TagChange,
  TagTwins,
} from '../../notes/api.ts';
import { siteOf } from '../../notes/text/urls.ts';

/** How many notes of a preview are asked for at once. */
export const previewSize = 100;

export interface Preview {
  change: BulkChange;
  /** Names what would be done; `bulkApply` takes no other. */
  plan: string;
  total: number;
  skipped: readonly SkippedNote[];
  /** Names of the saved filters that would follow. */
  filters: readonly string[];
  /** By number of the window: window 2 holds the notes 200 to 299. */
  windows: ReadonlyMap<number, readonly BulkNote[]>;
  /** Another preview was here, and notes have changed since. */
  isRenewed: boolean;
}

/** The filter of the list that asked for the old name: what it was, and what it is. */
export interface Followed {
  before: string;
  after: string;
}

/** A batch that was done and can be taken back. */
export interface DoneBatch {
  batch: string;
  change: BulkChange;
  followed: Followed | null;
}

export type TagStep =
  | { kind: 'overview' }
  | { kind: 'form'; change: TagChange }
  | { kind: 'looking'; change: BulkChange }
  | { kind: 'preview'; preview: Preview }
  /** `isStopping`: the person has asked to end it early. */
  | { kind: 'working'; way: 'apply' | 'undo'; change: BulkChange; isStopping: boolean }
  | { kind: 'result'; way: 'apply' | 'undo'; change: BulkChange; result: BulkResult }
  /** `why` is a sentence; `change`: what to look at again, `null` where there is nothing to. */
  | {
      kind: 'failed';
      doing: 'preview' | 'apply' | 'undo' | 'pending';
      why: string;
      change: BulkChange | null;
    };

/** What the dialog was opened for, when it was opened for one tag or article: it asks for nothing else then. */
export interface Subject {
  kind: 'rename' | 'merge' | 'delete' | 'relink' | 'rename-note';
  /** The tag, the article's site, or the note's path. */
  name: string;
}

export interface TagSteps {
  step: TagStep;
  /** Where Back leads from a preview. */
  origin: 'overview' | 'form';
  subject: Subject | null;
  /** `null` until they are known. */
  twins: readonly TagTwins[] | null;
  /** Why they are not known: a sentence. */
  twinsProblem: string | null;
  last: DoneBatch | null;
  /** A batch that a crash cut off. */
  pending: PendingBulk | null;
  isResolving: boolean;
}

export const useTagSteps = create<TagSteps>(() => ({
  step: { kind: 'overview' },
  origin: 'overview',
  subject: null,
  twins: null,
  twinsProblem: null,
  last: null,
  pending: null,
  isResolving: false,
}));

/** A preview with one more window of it; `null` when the window is of another plan. */
export function withWindow(preview: Preview, number: number, page: BulkPreview): Preview | null {
  if (page.plan !== preview.plan) return null;
  return { ...preview, windows: new Map(preview.windows).set(number, page.notes) };
}

export function noteAt({ windows }: Preview, index: number): BulkNote | undefined {
  return windows.get(Math.floor(index / previewSize))?.[index % previewSize];
}

/** Whether there is a form to go back to: a tag to be deleted and an article's new address are known from the start. */
export function hasForm(subject: Subject | null): boolean {
  return subject === null || subject.kind === 'rename' || subject.kind === 'merge';
}

/** `null`: it is about no tag in particular. */
export function subjectOf(change: BulkChange | null): Subject | null {
  if (change?.kind === 'rename-note') return { kind: 'rename-note', name: change.path };
  if (change?.kind === 'relink') return { kind: 'relink', name: siteOf(change.from[0] ?? change.to) };
  if (change?.kind === 'delete' && change.names[0] !== undefined && change.names.length === 1)
    return { kind: 'delete', name: change.names[0] };
  if (change?.kind !== 'rename' || change.from[0] === undefined || change.from.length > 1) return null;
  return { kind: change.to === '' ? 'merge' : 'rename', name: change.from[0] };
}

/** Links to articles and notes are changed in the same steps as tags. */
export function isAboutTags(change: BulkChange): change is TagChange {
  return change.kind !== 'relink' && change.kind !== 'rename-note';
}

/** Whether nothing is left to ask before the change can be looked at. */
export function isWhole(change: BulkChange): boolean {
  if (!isAboutTags(change)) return true;
  if (change.kind === 'delete') return change.names.length > 0;
  if (change.kind === 'add') return change.name !== '';
  return change.to !== '' && change.from.some((name) => name !== change.to);
}

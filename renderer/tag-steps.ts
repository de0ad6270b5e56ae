/** Where the person is with a change of tags, from the overview to what was done. It outlives the dialog. */
import { create } from 'zustand';
import type {
  BulkNote,
  BulkPreview,
  BulkResult,
  PendingBulk,
  SavedFilter,
  SkippedNote,
  TagChange,
  TagTwins,
} from '../notes/api.ts';

/** How many notes of a preview are asked for at once. */
export const previewSize = 100;

export interface Preview {
  change: TagChange;
  /** Names what would be done; `bulkApply` takes no other. */
  plan: string;
  total: number;
  skipped: readonly SkippedNote[];
  /** By number of the window: window 2 holds the notes 200 to 299. */
  windows: ReadonlyMap<number, readonly BulkNote[]>;
  /** Another preview was here, and notes have changed since. */
  isRenewed: boolean;
}

/** What came of filters that asked for the old name. */
export interface Followed {
  /** Of the list: what it was, and what it is; `null` where it stayed. */
  list: { before: string; after: string } | null;
  saved: { name: string; before: string; after: string }[];
  /** The saved filters could not be changed. */
  hasFailed: boolean;
}

export const followedNothing: Followed = { list: null, saved: [], hasFailed: false };

/** A batch that was done and can be taken back. */
export interface DoneBatch {
  batch: string;
  change: TagChange;
  followed: Followed;
}

export type TagStep =
  | { kind: 'overview' }
  | { kind: 'form'; change: TagChange }
  | { kind: 'looking'; change: TagChange }
  | { kind: 'preview'; preview: Preview }
  | { kind: 'working'; way: 'apply' | 'undo' }
  | { kind: 'result'; way: 'apply' | 'undo'; change: TagChange; result: BulkResult; followed: Followed }
  /** `why` is a sentence; `change`: what to look at again, `null` where there is nothing to. */
  | {
      kind: 'failed';
      doing: 'preview' | 'apply' | 'undo' | 'pending';
      why: string;
      change: TagChange | null;
    };

export interface TagSteps {
  step: TagStep;
  /** Where Back leads from a preview. */
  origin: 'overview' | 'form';
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

/** Whether nothing is left to ask before the change can be looked at. */
export function isWhole(change: TagChange): boolean {
  if (change.kind === 'delete') return change.names.length > 0;
  if (change.kind === 'add') return change.name !== '';
  return change.to !== '' && change.from.some((name) => name !== change.to);
}

/** The filters of a notebook after a change, and which of them are others. */
export function followedFilters(
  filters: readonly SavedFilter[],
  follow: (filter: string) => string,
): { filters: SavedFilter[]; changed: Followed['saved'] } {
  const changed: Followed['saved'] = [];
  const next = filters.map((one) => {
    const after = follow(one.filter);
    if (after === one.filter) return one;
    changed.push({ name: one.name, before: one.filter, after });
    return { ...one, filter: after };
  });
  return { filters: next, changed };
}

/** The filters as they were, where nobody has changed them since. */
export function returnedFilters(filters: readonly SavedFilter[], saved: Followed['saved']): SavedFilter[] {
  return filters.map((one) => {
    const was = saved.find(({ name, after }) => name === one.name && after === one.filter);
    return was === undefined ? one : { ...one, filter: was.before };
  });
}

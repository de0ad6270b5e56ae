/**
 * The calls of the contract and their arguments, checked by the host on every call: an unknown key is refused, and a
 * call that is not here cannot be made.
 */
import * as z from 'zod';
import { largestNote } from './text/sizes.ts';

const path = z.string().min(1).max(4096);
const text = z.string().max(largestNote);
const version = z.string().regex(/^[0-9a-f]{64}$/);
const filter = z.string().max(10_000);
const sort = z.enum(['date', 'title', 'modified', 'relevance']);
const limit = z.int().min(0).max(1000);
const offset = z.int().min(0);
const tag = z.string().min(1).max(1000);
const tagChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), from: z.array(tag).min(1).max(1000), to: tag }),
  z.strictObject({ kind: z.literal('delete'), names: z.array(tag).min(1).max(1000) }),
  z.strictObject({ kind: z.literal('add'), name: tag, filter }),
]);
const direction = z.enum(['ascending', 'descending']);
export type Sort = z.infer<typeof sort>;
export type Direction = z.infer<typeof direction>;

/**
 * What is done to tags. `rename` gives all of `from`, and what is below them (`from/x` becomes `to/x`), the name `to`;
 * several `from`, or a `to` that exists, are a merge. `add` puts a tag on every note that matches a filter.
 */
export type TagChange = z.infer<typeof tagChange>;

export const calls = {
  /** The notebook as a whole. */
  state: z.strictObject({}),
  /** One window of the notes that match `filter` (find/results/query.ts; empty: all of them). */
  query: z.strictObject({
    filter,
    sort,
    /** Default: newest first, titles from A, best first. `relevance` without words to find is `date`. */
    direction: direction.optional(),
    offset,
    limit,
    facets: z.boolean(),
  }),
  /**
   * Where the words of `filter` stand in these notes; the first `limit` lines of each, `from` being 0-based.
   * `headings: false`: without the headings above them, several times faster.
   */
  matches: z.strictObject({
    filter,
    paths: z.array(path).max(100),
    from: offset.optional(),
    limit,
    headings: z.boolean().optional(),
  }),
  /**
   * Quick open: notes, headings and sources that fit what was typed, by pinyin too (`sr v8`: 深入 V8). Empty `text`:
   * nothing; recent notes are the UI's own.
   */
  suggest: z.strictObject({ text: z.string().max(1000), limit: z.int().min(1).max(100) }),
  /** `broken`: the file was edited by hand and can't be read; `at` is the line. Saving refuses too, and leaves it alone. */
  savedFilters: z.strictObject({}),
  /** Puts these in the place of all; `base` as for `save`. */
  saveFilters: z.strictObject({
    base: version.nullable(),
    filters: z.array(z.strictObject({ name: z.string().min(1).max(200), filter })).max(500),
  }),
  /**
   * Where in the list of `query` a note stands: the one at `path`, or the first after `from` (wrapping) whose
   * title begins with `prefix`. `null`: none.
   */
  locate: z.strictObject({
    filter,
    sort,
    direction: direction.optional(),
    target: z.union([
      z.strictObject({ path }),
      z.strictObject({ prefix: z.string().min(1).max(200), from: z.int().min(-1) }),
    ]),
  }),
  /** One note's text. `not-found`, `denied`. */
  read: z.strictObject({ path }),
  /** One note's facts, read from the disk. */
  facts: z.strictObject({ path }),
  /**
   * Saves `text` (line ends `\n`) if the file still has version `base`; otherwise leaves the disk alone and says
   * so. `base: null` creates the file, and answers `conflict` where one exists. `disk-full`, `denied`, `read-only`.
   */
  save: z.strictObject({ path, base: version.nullable(), text }),
  /** Keeps text that is not saved yet outside the notebook; `text: null` forgets it. A save forgets it too. */
  journal: z.strictObject({ path, base: version.nullable(), text: text.nullable() }),
  /** Writes `text` beside the note as `name (conflict YYYY-MM-DD HHmmss).md` and answers its path. */
  keepBoth: z.strictObject({ path, text }),
  /** A new note in the notebook's own style (folder, name, header) and answers its path. */
  create: z.strictObject({ title: z.string().max(10_000), tags: z.array(z.string().max(1000)).max(100) }),
  /** Where a note with this title would go; `like` keeps that note's folder and date prefix. Free at this moment. */
  suggestPath: z.strictObject({ title: z.string().max(10_000), like: path.nullable() }),
  /** Never overwrites: `exists`. A change of letter case only is a rename too. */
  rename: z.strictObject({ path, to: path }),
  /** A copy beside the note; answers its path. */
  duplicate: z.strictObject({ path }),
  /** Moves the note to the notebook's trash; `restore` with the answered `trashed` brings it back as it was. */
  trash: z.strictObject({ path }),
  restore: z.strictObject({ trashed: path }),
  /** For each URL (normalised), the notes that cite it. */
  citations: z.strictObject({ normalised: z.array(z.string().max(10_000)).max(2000) }),
  /** The sites of all sources, those of the most articles first; at most 500. */
  sites: z.strictObject({}),
  /** Tags that seem to be the same one. */
  tagTwins: z.strictObject({}),
  /**
   * What `change` would do: one window of the notes, with every line that would be another. Writes nothing. `offset` 0
   * looks at the notes anew, another one is a window of the same plan. `busy`: another preview was asked for meanwhile.
   */
  bulkPreview: z.strictObject({ change: tagChange, offset, limit }),
  /**
   * Does it: `busy` when the plan is not what would be done now (then preview again), and while another change is under
   * way or waits, cut off, for `bulkResolve`. Every note is old or new at any moment.
   */
  bulkApply: z.strictObject({ change: tagChange, plan: version }),
  /**
   * Takes a batch back; a note that was changed since is left as it is and named. `null`: the last one that was not taken
   * back. `not-found`: too long ago.
   */
  bulkUndo: z.strictObject({ batch: z.string().min(1).max(100).nullable() }),
  /**
   * Ends the change under way early: what is done stays, and can be taken back like any other. Answers at once, `false`
   * when nothing is under way that could be stopped (taking back can't). `bulkApply` then answers as usual.
   */
  bulkCancel: z.strictObject({}),
  /** What `bulkUndo` with `null` would take back. */
  bulkLast: z.strictObject({}),
  /** What a crash cut off. */
  bulkPending: z.strictObject({}),
  bulkResolve: z.strictObject({
    batch: z.string().min(1).max(100),
    way: z.enum(['continue', 'roll-back']),
  }),
  /** One window of the sources of the notes that match `filter`, ordered by site and title. */
  sources: z.strictObject({ filter, offset, limit }),
  /** One window of the notes that cite an article, in the order of `Source.notes`. */
  citing: z.strictObject({ normalised: z.string(), offset, limit }),
} as const;

export type CallName = keyof typeof calls;
export type Arguments<N extends CallName> = z.infer<(typeof calls)[N]>;

/** The calls about changes of many notes at once. */
import * as z from 'zod';
import { filter, limit, offset, path, url, version } from './values.ts';

const tag = z.string().min(1).max(1000);
const tagChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), from: z.array(tag).min(1).max(1000), to: tag }),
  z.strictObject({ kind: z.literal('delete'), names: z.array(tag).min(1).max(1000) }),
  z.strictObject({ kind: z.literal('add'), name: tag, filter }),
]);
const bulkChange = z.discriminatedUnion('kind', [
  ...tagChange.options,
  z.strictObject({ kind: z.literal('relink'), from: z.array(url).min(1).max(100), to: url }),
  z.strictObject({ kind: z.literal('rename-note'), path, to: path }),
]);
/**
 * What is done to tags. `rename` gives all of `from`, and what is below them (`from/x` becomes `to/x`), the name `to`;
 * several `from`, or a `to` that exists, are a merge. `add` puts a tag on every note that matches a filter.
 */
export type TagChange = z.infer<typeof tagChange>;

/**
 * What is done to many notes. `relink`: every link to one of the articles `from` (normalised) leads to the address `to`; titles
 * stay, and so does the place in the article that a link names, unless `to` names one. Copy, read state and card of the
 * articles follow to where there are none yet. `rename-note`: the note gets the path `to`, and every link goes on leading to
 * the note that it led to.
 */
export type BulkChange = z.infer<typeof bulkChange>;

export const bulkCalls = {
  /** Tags that seem to be the same one. */
  tagTwins: z.strictObject({}),
  /**
   * What `change` would do: one window of the notes, with every line that would be another. Writes nothing. `offset` 0
   * looks at the notes anew, another one is a window of the same plan. `busy`: another preview was asked for meanwhile.
   */
  bulkPreview: z.strictObject({ change: bulkChange, offset, limit }),
  /**
   * Does it: `busy` when the plan is not what would be done now (then preview again), and while another change is under
   * way or waits, cut off, for `bulkResolve`. Every note is old or new at any moment.
   */
  bulkApply: z.strictObject({ change: bulkChange, plan: version }),
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
};

/** The calls about the notebook as a whole, its lists, and what is found in them. */
import * as z from 'zod';
import { direction, filter, limit, offset, path, sort, url, version } from './values.ts';

export const listCalls = {
  /** The notebook as a whole. */
  state: z.strictObject({}),
  /** Looks at the folder now; what is back is used again. */
  lookAgain: z.strictObject({}),
  /** While the notebook is unavailable and its folder is there: what is missing was deleted, and leaves the lists. */
  acceptLoss: z.strictObject({}),
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
  /** The sites of all sources, those of the most articles first; at most 500. */
  sites: z.strictObject({}),
  /** For each URL (normalised), the notes that cite it. */
  citations: z.strictObject({ normalised: z.array(z.string().max(10_000)).max(2000) }),
  /** One window of the sources of the notes that match `filter`, ordered by site and title. */
  sources: z.strictObject({ filter, offset, limit }),
  /** One window of the notes that cite an article, in the order of `Source.notes`. */
  citing: z.strictObject({ normalised: url, offset, limit }),
  /** The newest of what went wrong, without text, names and addresses of the person's. */
  log: z.strictObject({}),
  /** The page failed: what kind of error, and where in our code. Nothing of an error's message, which may quote a note. */
  pageFailed: z.strictObject({
    name: z.string().regex(/^\w{1,60}$/),
    places: z.array(z.string().regex(/^(?:[\w.$#<>]{1,80} )?\([\w.@-]{1,80}:\d{1,9}:\d{1,9}\)$/)).max(20),
  }),
};

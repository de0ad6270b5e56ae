/**
 * The calls about articles. Only `fetchCard`, `keepCopies`, `compareCopy`, `checkLinks` and `webPicture` use the network, and only when a
 * person asks, or by what `setConsent` was told. What can't be fetched is a value with a reason, never an error.
 */
import * as z from 'zod';
import { direction, filter, limit, offset, path, url } from './values.ts';

const articleSort = z.enum(['site', 'title', 'noted', 'notes', 'excerpt', 'health', 'read']);
export type ArticleSort = z.infer<typeof articleSort>;
export const readState = z.enum(['unread', 'reading', 'read']);
export type ReadState = z.infer<typeof readState>;
/** Some articles, those that a note cites, or those of a filter. */
const articleChoice = z.union([
  z.strictObject({ normalised: z.array(url).min(1).max(1000) }),
  z.strictObject({ path }),
  z.strictObject({ filter }),
]);
export type ArticleChoice = z.infer<typeof articleChoice>;

export const articleCalls = {
  /** What is known about these articles (normalised), in this order; one that no note cites is known by its address alone. */
  articles: z.strictObject({ normalised: z.array(url).max(500) }),
  /**
   * One window of all articles that match `filter`: `site:`, `is:dead|read|unread|reading`, `has:copy`, `title:` and plain
   * words are about the article itself, everything else about a note that cites it. `bad-query`.
   */
  articleList: z.strictObject({ filter, sort: articleSort, direction: direction.optional(), offset, limit }),
  /** For the articles of `filter`: their sites, most articles first, at most 200, and when notes of each were written. */
  articleSites: z.strictObject({ filter }),
  /** Groups of articles that seem to be the same one under several addresses; one window. */
  articleTwins: z.strictObject({ offset, limit }),
  /** Whether the article behind a pasted address is in the notebook, and where. */
  noted: z.strictObject({ url }),
  /**
   * Puts `### [title](url)` into the note at `path` (`null`: into a new note in the notebook's own style, called `noteTitle`),
   * below a heading that collects articles where there is one, with `quote` below it. `title: null`: the bare address.
   * A note that has the article already only gets the quote, if that is new; with `anyway` it gets the article once more.
   * Never fetches.
   */
  addSource: z.strictObject({
    url,
    title: z.string().max(1000).nullable(),
    quote: z.string().max(100_000).nullable(),
    path: path.nullable(),
    noteTitle: z.string().max(1000).nullable(),
    anyway: z.boolean().optional(),
  }),
  /** `from`: only those that have this state now. `bad-argument`: one of them is no address of an article. */
  setRead: z.strictObject({
    normalised: z.array(url).min(1).max(100_000),
    read: readState,
    from: readState.optional(),
  }),
  /** What this notebook may do by itself; kept in the data folder, never in the notebook. Nothing until it is told. */
  consent: z.strictObject({}),
  setConsent: z.strictObject({ previews: z.enum(['off', 'select', 'open']), checks: z.boolean() }),
  /** Fetches the page and keeps its card. `refresh: false`: answers what is kept, if anything is. */
  fetchCard: z.strictObject({ url, refresh: z.boolean() }),
  /** A card's picture by its id. `null`: not there any more. */
  picture: z.strictObject({ id: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Queues copies of articles that have none (`again`: of all). Answers at once; `NotebookState.fetching` tells how far it is. */
  keepCopies: z.strictObject({ of: articleChoice, again: z.boolean() }),
  /** Queues checks of links. */
  checkLinks: z.strictObject({ of: articleChoice }),
  /** Of the queue under way. `cancel` leaves what is done. Answers `false` when there is none. */
  steerFetching: z.strictObject({ to: z.enum(['pause', 'go-on', 'cancel']) }),
  /** The copy of an article, as Markdown. `null`: there is none. `broken`: there is, and it can't be read. */
  copy: z.strictObject({ normalised: url }),
  /** A picture of a copy, by its name there. */
  copyPicture: z.strictObject({ normalised: url, name: z.string().max(300) }),
  /** Makes a copy of a page that a browser saved (`.html`, `.mhtml`, SingleFile); `bytes`: base64, at most 40 MB. */
  importCopy: z.strictObject({
    normalised: url,
    name: z.string().max(300),
    bytes: z.string().max(56_000_000),
  }),
  /** Moves the copy to the notebook's trash. */
  removeCopy: z.strictObject({ normalised: url }),
  /** Fetches the page again and compares it with the copy. Changes nothing. */
  compareCopy: z.strictObject({ normalised: url }),
  /** A picture of the web that a person wants to see in a note: fetched, and kept nowhere. `null`: there is none that can be shown. */
  webPicture: z.strictObject({ url }),
};

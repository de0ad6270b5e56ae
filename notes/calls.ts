/**
 * The calls of the contract and their arguments, checked by the host on every call: an unknown key is refused, and a
 * call that is not here cannot be made.
 */
import * as z from 'zod';
import { largestNote } from './text/sizes.ts';

const path = z.string().min(1).max(4096);
const text = z.string().max(largestNote);
const version = z.string().regex(/^[0-9a-f]{64}$/);
/** An editor's name for itself: nobody else's unsaved text is replaced by its. */
const writer = z.string().max(64);
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
const url = z.string().min(1).max(10_000);
const versionId = z.int().min(1);
const bulkChange = z.discriminatedUnion('kind', [
  ...tagChange.options,
  z.strictObject({ kind: z.literal('relink'), from: z.array(url).min(1).max(100), to: url }),
  z.strictObject({ kind: z.literal('rename-note'), path, to: path }),
]);
/** In which a note's bytes may be; `gbk`: GB18030 without its characters of four bytes. */
const noteEncoding = z.enum([
  ...(['utf-8', 'utf-16le', 'utf-16be', 'gbk', 'gb18030'] as const),
  ...(['big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252'] as const),
]);
export type NoteEncoding = z.infer<typeof noteEncoding>;
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
const direction = z.enum(['ascending', 'descending']);
export type Sort = z.infer<typeof sort>;
export type Direction = z.infer<typeof direction>;

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
   * The file stays in its encoding; `encoding`: from now on it is in this one. `shrunk`: nine tenths of the note would be
   * gone, and the caller does not say by `isMeant` that a person took them away.
   */
  save: z.strictObject({
    path,
    base: version.nullable(),
    text,
    encoding: noteEncoding.optional(),
    isMeant: z.boolean().optional(),
    /** What this editor has journaled is not unsaved any more; what others have stays. */
    writer: writer.optional(),
  }),
  /**
   * The note's text, read in an encoding that a person chose; remembered for these bytes, and for the path as long as they are no UTF-8.
   * `bad-argument`: they are not in it.
   */
  readAs: z.strictObject({ path, encoding: noteEncoding }),
  /**
   * Keeps text that is not saved yet outside the notebook, one for each `writer`; `text: null` forgets it (with `at`: unless
   * it is newer), and what no file has of it goes into the history. A save forgets it too.
   */
  journal: z.strictObject({
    path,
    base: version.nullable(),
    text: text.nullable(),
    writer: writer.optional(),
    at: z.number().optional(),
    /** The editor is closed already; another one hands over what it had. */
    isLeft: z.boolean().optional(),
  }),
  /** Texts that were kept by `journal`, and that no editor has any more; the newest first. */
  unsaved: z.strictObject({}),
  /** One of them. `not-found`. */
  unsavedText: z.strictObject({ path, writer }),
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
  /** Looks at the folder now; what is back is used again. */
  lookAgain: z.strictObject({}),
  /** While the notebook is unavailable and its folder is there: what is missing was deleted, and leaves the lists. */
  acceptLoss: z.strictObject({}),
  /** Moves the note to the notebook's trash; `restore` with the answered `trashed` brings it back as it was. */
  trash: z.strictObject({ path }),
  restore: z.strictObject({ trashed: path }),
  /** The newest of what went wrong, without text, names and addresses of the person's. */
  log: z.strictObject({}),
  /** The page failed: what kind of error, and where in our code. Nothing of an error's message, which may quote a note. */
  pageFailed: z.strictObject({
    name: z.string().regex(/^\w{1,60}$/),
    places: z.array(z.string().regex(/^(?:[\w.$#<>]{1,80} )?\([\w.@-]{1,80}:\d{1,9}:\d{1,9}\)$/)).max(20),
  }),
  /** One window of the trash, what was put there last first. */
  trashed: z.strictObject({ offset, limit }),
  /** The text of a note in the trash. `not-found`. */
  trashedText: z.strictObject({ trashed: path }),
  /** Deletes these from the trash, for good. */
  deleteTrashed: z.strictObject({ trashed: z.array(path).min(1).max(1000) }),
  /** Deletes everything that was in the trash at `until` (`TrashedNote.at`), for good. */
  emptyTrash: z.strictObject({ until: z.number() }),
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
  /** One window of the sources of the notes that match `filter`, ordered by site and title. */
  sources: z.strictObject({ filter, offset, limit }),
  /** One window of the notes that cite an article, in the order of `Source.notes`. */
  citing: z.strictObject({ normalised: url, offset, limit }),

  // ---- articles. Only `fetchCard`, `keepCopies`, `compareCopy` and `checkLinks` use the network, and only when a person asks,
  // or by what `setConsent` was told. What can't be fetched is a value with a reason, never an error.

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

  // ---- links between notes (text/note-link-target.ts says which note one leads to)

  /** One window of the notes that link to this one, the newest first, with the lines where they do. */
  backlinks: z.strictObject({ path, offset, limit: z.int().min(0).max(100) }),
  /** Notes that name this one, by its title or another of its names, without a link. `offset`: 0, or the last answer's `next`. */
  mentions: z.strictObject({ path, offset, limit: z.int().min(1).max(100) }),
  /** What a link in the note at `path` may lead to, by a few letters, pinyin too; without any the notes changed last. */
  linkTargets: z.strictObject({ path, text: z.string().max(1000), limit: z.int().min(1).max(100) }),
  /** The notes that these links in the note at `path` lead to, in this order; `null`: there is none. */
  resolveLinks: z.strictObject({
    path,
    links: z
      .array(z.strictObject({ kind: z.enum(['wiki', 'relative']), target: z.string().max(1000) }))
      .max(500),
  }),

  // ---- pictures and other files of the notebook that are no notes. Nothing outside the notebook, or hidden in it, is ever answered.

  /** The file at an address that the note at `path` has, at most 50 MB. `null`: there is none that can be shown. */
  file: z.strictObject({ path, target: z.string().min(1).max(2000) }),
  /** What is at these addresses, and how this notebook writes the width of a picture. */
  fileFacts: z.strictObject({ path, targets: z.array(z.string().max(2000)).max(200) }),
  /**
   * A part of a file that is stored for the note at `path`, where this notebook keeps such files; `part`: base64 of the bytes from
   * `from` on. The last part, up to `size`, stores it under `name` or one like it, over nothing. `too-large`, `disk-full`, `denied`.
   */
  addFile: z.strictObject({
    path,
    name: z.string().max(1000),
    /** Made up by who sends it, the same for all parts. */
    id: z.string().min(1).max(100),
    size: z.int().min(0),
    from: z.int().min(0),
    part: z.base64().max(6_000_000),
  }),
  /** The rest of it will not come. */
  dropFile: z.strictObject({ id: z.string().min(1).max(100) }),

  // ---- templates: `.gleaner/templates/*.md`

  templates: z.strictObject({}),
  /** The text of one of them, as it is written. `not-found`. */
  template: z.strictObject({ name: z.string().min(1).max(300) }),

  // ---- history: earlier texts of notes, kept outside the notebook

  /** One window of the versions that are kept of a note, the newest first; also of one that is gone. */
  history: z.strictObject({ path, offset, limit }),
  /** The text of one of them. `not-found`: it is not kept any more. */
  historyText: z.strictObject({ path, id: versionId }),
  /** Keeps what the file has as a version, before something is done to it; nothing when that is the newest one already. */
  keepVersion: z.strictObject({ path, why: z.enum(['restore', 'changed']) }),
  /** One window of the notes that are not there any more and have versions, those that went last first. */
  deletedNotes: z.strictObject({ offset, limit: z.int().min(0).max(200) }),
  /**
   * Brings a version back, byte for byte: where the note is gone, at its path or beside what stands there now; else over the note,
   * whose bytes become a version first. Answers where it is. `not-found`, `busy` (the note changed at this moment), `read-only`.
   */
  restoreVersion: z.strictObject({ path, id: versionId }),
} as const;

export type CallName = keyof typeof calls;
export type Arguments<N extends CallName> = z.infer<(typeof calls)[N]>;

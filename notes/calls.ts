/**
 * The calls of the contract and their arguments, checked by the host on every call: an unknown key is refused, and a
 * call that is not here cannot be made. They are written in `calls/`, a file for each matter, and imported from here.
 */
import type * as z from 'zod';
import { articleCalls } from './calls/articles.ts';
import { fileCalls } from './calls/attached-files.ts';
import { bulkCalls } from './calls/bulk.ts';
import { historyCalls } from './calls/history.ts';
import { linkCalls } from './calls/links.ts';
import { listCalls } from './calls/lists.ts';
import { noteTextCalls } from './calls/note-text.ts';

export { type ArticleChoice, type ArticleSort, readState, type ReadState } from './calls/articles.ts';
export type { BulkChange, TagChange } from './calls/bulk.ts';
export type { Direction, NoteEncoding, Sort } from './calls/values.ts';

export const calls = {
  ...listCalls,
  ...noteTextCalls,
  ...historyCalls,
  ...bulkCalls,
  ...articleCalls,
  ...linkCalls,
  ...fileCalls,
} as const;

export type CallName = keyof typeof calls;
export type Arguments<N extends CallName> = z.infer<(typeof calls)[N]>;

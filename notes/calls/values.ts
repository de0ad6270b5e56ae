/** What the arguments of several calls are made of. */
import * as z from 'zod';
import { largestNote } from '../text/sizes.ts';

export const path = z.string().min(1).max(4096);
export const text = z.string().max(largestNote);
export const version = z.string().regex(/^[0-9a-f]{64}$/);
/** An editor's name for itself: nobody else's unsaved text is replaced by its. */
export const writer = z.string().max(64);
export const filter = z.string().max(10_000);
export const sort = z.enum(['date', 'title', 'modified', 'relevance']);
export const limit = z.int().min(0).max(1000);
export const offset = z.int().min(0);
export const url = z.string().min(1).max(10_000);
/** In which a note's bytes may be; `gbk`: GB18030 without its characters of four bytes. */
export const noteEncoding = z.enum([
  ...(['utf-8', 'utf-16le', 'utf-16be', 'gbk', 'gb18030'] as const),
  ...(['big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252'] as const),
]);
export type NoteEncoding = z.infer<typeof noteEncoding>;
export const direction = z.enum(['ascending', 'descending']);
export type Sort = z.infer<typeof sort>;
export type Direction = z.infer<typeof direction>;

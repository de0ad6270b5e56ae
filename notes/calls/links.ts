/** The calls about links between notes; text/note-link-target.ts says which note one leads to. */
import * as z from 'zod';
import { offset, path } from './values.ts';

export const linkCalls = {
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
};

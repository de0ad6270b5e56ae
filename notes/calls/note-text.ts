/** The calls about one note: its text, what is unsaved of it, its name, templates. */
import * as z from 'zod';
import { noteEncoding, path, text, version, writer } from './values.ts';

export const noteTextCalls = {
  /** One note's text. `not-found`, `denied`. */
  read: z.strictObject({ path }),
  /** One note's facts, read from the disk. */
  facts: z.strictObject({ path }),
  /**
   * Saves `text` (line ends `\n`) if the file still has version `base`; otherwise leaves the disk alone and says
   * so. `base: null` creates the file, and answers `conflict` where one exists. `disk-full`, `denied`, `read-only`.
   * The file stays in its encoding; `encoding`: from now on it is in this one. `readIn`: in which `text` was read; a `conflict` where
   * the file is read in another one by now, for the text would be written wrong. `shrunk`: nine tenths of the note would be
   * gone, and the caller does not say by `isMeant` that a person took them away.
   */
  save: z.strictObject({
    path,
    base: version.nullable(),
    text,
    encoding: noteEncoding.optional(),
    readIn: noteEncoding.optional(),
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
  /** `.gleaner/templates/*.md` of the notebook. */
  templates: z.strictObject({}),
  /** The text of one of them, as it is written. `not-found`. */
  template: z.strictObject({ name: z.string().min(1).max(300) }),
};

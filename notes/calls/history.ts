/** The calls about what is kept of notes: the trash of a notebook, and earlier texts, which are outside of it. */
import * as z from 'zod';
import { limit, offset, path } from './values.ts';

const versionId = z.int().min(1);

export const historyCalls = {
  /** Moves the note to the notebook's trash; `restore` with the answered `trashed` brings it back as it was. */
  trash: z.strictObject({ path }),
  restore: z.strictObject({ trashed: path }),
  /** One window of the trash, what was put there last first. */
  trashed: z.strictObject({ offset, limit }),
  /** The text of a note in the trash. `not-found`. */
  trashedText: z.strictObject({ trashed: path }),
  /** Deletes these from the trash, for good. */
  deleteTrashed: z.strictObject({ trashed: z.array(path).min(1).max(1000) }),
  /** Deletes everything that was in the trash at `until` (`TrashedNote.at`), for good. */
  emptyTrash: z.strictObject({ until: z.number() }),
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
};

/** The calls about pictures and other files of the notebook that are no notes. Nothing outside the notebook, or hidden in it, is ever answered. */
import * as z from 'zod';
import { path } from './values.ts';

export const fileCalls = {
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
};

/** A notebook's folder that keeps versions of its notes: the one place where changes of notes and their history meet. */
import type { NotePath, SaveResult, Version } from '../../api.ts';
import type { NoteFolder } from '../folder.ts';
import { Moments, type MomentsOptions } from './moments.ts';

export interface KeepingFolder extends NoteFolder {
  readonly moments: Moments;
  /** As `NoteFolder.putBytes`; `by` says who does so. Default: a change of many notes. */
  putBytes(path: NotePath, base: Version, bytes: Buffer, by?: 'bulk' | 'restore'): Promise<SaveResult>;
}

/** `home`: the folder of the history; `null` where there is no place for one: then nothing is kept. */
export function keepHistory(
  folder: NoteFolder,
  home: string | null,
  options: MomentsOptions = {},
): KeepingFolder {
  const bytesOf = (path: NotePath): Buffer | null => {
    try {
      return folder.bytes(path);
    } catch {
      // Not there, too large, not to be read: whoever changes the note hears of it.
      return null;
    }
  };
  const moments = new Moments(folder.root, bytesOf, home, options);
  return {
    ...folder,
    moments,
    save: (path, base, text, as = {}) =>
      moments.during(path, async () => {
        if (base !== null) await moments.beforeSave(path, base, text.length);
        // Another encoding changes every byte of it.
        if (as.encoding !== undefined) await moments.keepNow(path, 'changed');
        const result = await folder.save(path, base, text, as);
        moments.wasSaved(path, result);
        return result;
      }),
    putBytes: (path, base, bytes, by = 'bulk') =>
      moments.during(path, async () => {
        await moments.beforePut(path, bytes, by);
        const result = await folder.putBytes(path, base, bytes, by);
        if (result.kind === 'saved') moments.wasPut(path, bytes, by);
        return result;
      }),
    rename: (from, to) =>
      moments.during(from, async () => {
        await folder.rename(from, to);
        await moments.moved(from, to);
      }),
    trash: (path) =>
      moments.during(path, async () => {
        await moments.keepNow(path, 'trash');
        const trashed = await folder.trash(path);
        moments.wentToTrash(path);
        return trashed;
      }),
  };
}

import { type NotePath, NotesError } from '../api.ts';
import type { FileChanges, FileStamp } from './stamps.ts';
import { readIgnored } from './ignore.ts';
import { identityOf, inSlices, type Steps, walk } from './walk.ts';

/** `NoteFolder.compare`. */
export async function compareFolder(
  root: string,
  known: ReadonlyMap<NotePath, string>,
  onBatch: (changes: FileChanges) => void,
  progress: (walked: number) => void = () => undefined,
): Promise<void> {
  const identity = identityOf(root);
  if (identity === null) throw unavailable(root);
  const seen = new Set<NotePath>();
  const skipped: string[] = [];
  let changed: FileStamp[] = [];
  const handOver = () => {
    progress(seen.size);
    if (changed.length === 0) return;
    const batch = changed;
    changed = [];
    onBatch({ changed: batch, gone: [] });
  };
  await inSlices(steps(), handOver);

  // Looked at last, because it may have vanished while we walked: then what was not found is not gone.
  if (skipped.includes('') || identityOf(root) !== identity) throw unavailable(root);
  if (seen.size === 0 && known.size > 0) throw unavailable(root);
  handOver();
  const gone = [...known.keys()].filter((path) => !seen.has(path) && !isBelowAny(path, skipped));
  if (gone.length > 0) onBatch({ changed: [], gone });

  function* steps(): Steps<void> {
    for (const found of walk(root, '', readIgnored(root))) {
      if (found && 'skipped' in found) skipped.push(found.skipped);
      if (found && 'notes' in found) {
        for (const note of found.notes) {
          seen.add(note.path);
          if (known.get(note.path) !== note.stamp) changed.push(note);
        }
        for (const path of found.unknown) seen.add(path);
      }
      yield undefined;
    }
  }
}

export function isBelowAny(path: NotePath, folders: string[]): boolean {
  return folders.some((folder) => folder === '' || path.startsWith(folder + '/'));
}

function unavailable(root: string): NotesError {
  return new NotesError(
    'unavailable',
    `The folder ${root} is not there, or has no notes any more. Nothing was removed.`,
  );
}

/** The notebook's own trash: `.trash/<path of the note>`. Not the system's, which can't give a note back. */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type NotePath, NotesError } from '../api.ts';
import { moveToFreeName, syncFolder } from './durable.ts';
import { isMissing, systemCode } from './errors.ts';
import { withSuffix } from './names.ts';
import { makeFolder, makeFolders, placeOf, placeToMoveFrom } from './paths.ts';
import { rememberOrigin, tidyTrash, trashFolder } from './trash-contents.ts';

/**
 * Moves the note into the trash and answers its path there.
 * @param onMoved called in the same turn, before the disk is waited for: who watches the folder sees it go at once
 */
export async function moveToTrash(
  root: string,
  path: NotePath,
  onMoved: () => void = () => undefined,
): Promise<string> {
  // Before a folder is made for it.
  const { entry } = placeToMoveFrom(root, path);
  for (let number = 1; ; number++) {
    const trashed = number === 1 ? path : withSuffix(path, ` ${number}`);
    const target = join(root, trashFolder, trashed);
    makeTrashFolder(root, dirname(target));
    try {
      moveToFreeName(entry, target);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') continue;
      tidyTrash(root, dirname(target));
      throw error;
    }
    onMoved();
    await syncFolder(dirname(target));
    await syncFolder(dirname(entry));
    rememberOrigin(root, trashed, path);
    return trashed;
  }
}

/** Moves the note from the trash to `path`; `EEXIST` when something is there. */
export async function moveFromTrash(root: string, trashed: string, path: NotePath): Promise<void> {
  // The same rules as for a note: a path in the trash is a note's path.
  placeOf(root, trashed, 'any');
  const source = join(root, trashFolder, trashed);
  try {
    assertInTrash(root, dirname(source));
    const kind = lstatSync(source);
    if (!kind.isFile() && !kind.isSymbolicLink()) throw noNote(trashed);
    makeFolders(root, path, 'any');
    const { entry } = placeOf(root, path, 'any');
    moveToFreeName(source, entry);
    await syncFolder(dirname(entry));
  } catch (error) {
    if (isMissing(error)) throw noNote(trashed);
    throw error;
  }
  tidyTrash(root, dirname(source));
}

function noNote(trashed: string): NotesError {
  return new NotesError('not-found', `There is no ${trashed} in the trash any more.`);
}

/** Makes a folder of the trash and those above it. @param folder absolute */
export function makeTrashFolder(root: string, folder: string): void {
  let next = root;
  // One at a time: what is there already may be a link, and nothing is made at the other end of it.
  for (const name of relative(root, folder).split(sep)) {
    next = join(next, name);
    makeFolder(next);
    assertInTrash(root, next);
  }
}

/** A trash that is a link would carry notes out of the notebook. */
function assertInTrash(root: string, folder: string): void {
  const real = realpathSync.native(folder);
  const trash = join(root, trashFolder);
  if (real !== trash && !real.startsWith(trash + sep)) {
    throw new NotesError('denied', `The notebook's ${trashFolder} folder leads out of the notebook.`);
  }
}

/** The calls about earlier versions of notes. */
import {
  type Arguments,
  type DeletedNote,
  type NotePath,
  NotesError,
  type NoteVersion,
  type Results,
  type Version,
} from './api.ts';
import { versionOf } from './files/bytes.ts';
import type { KeepingFolder } from './files/history/folder-history.ts';
import type { History } from './files/history/history.ts';
import type { KeptVersion } from './files/history/version-log.ts';
import { Slices } from './slices.ts';
import { readNote } from './text/facts.ts';

export async function historyOf(
  folder: KeepingFolder,
  { path, offset, limit }: Arguments<'history'>,
): Promise<Results['history']> {
  const kept = distinct((await opened(folder))?.of(path) ?? []);
  const versions = kept.slice(offset, offset + limit).map(shown);
  return { total: kept.length, versions, now: versionAt(folder, path) };
}

export async function historyText(
  folder: KeepingFolder,
  { path, id }: Arguments<'historyText'>,
): Promise<Results['historyText']> {
  const bytes = await bytesOf(folder, path, id);
  const { text, readOnly } = folder.decode(path, bytes);
  return { version: versionOf(bytes), text, readOnly };
}

export async function keepVersion(
  folder: KeepingFolder,
  { path, why }: Arguments<'keepVersion'>,
): Promise<null> {
  await folder.moments.keepNow(path, why);
  return null;
}

export async function deletedNotes(
  folder: KeepingFolder,
  { offset, limit }: Arguments<'deletedNotes'>,
): Promise<Results['deletedNotes']> {
  const history = await opened(folder);
  const gone: KeptVersion[] = [];
  const slices = new Slices();
  for (const kept of history?.newest() ?? []) {
    await slices.rest();
    if (!folder.hasFile(kept.path)) gone.push(kept);
  }
  const notes: DeletedNote[] = [];
  for (const kept of gone.slice(offset, offset + limit)) {
    const bytes = (await history?.bytes(kept)) ?? null;
    const title =
      bytes === null ? kept.path : readNote(kept.path, folder.decode(kept.path, bytes).text).facts.title;
    notes.push({ ...shown(kept), path: kept.path, title });
  }
  return { total: gone.length, notes };
}

export async function restoreVersion(
  folder: KeepingFolder,
  { path, id }: Arguments<'restoreVersion'>,
): Promise<Results['restoreVersion']> {
  const bytes = await bytesOf(folder, path, id);
  const version = versionOf(bytes);
  const now = versionAt(folder, path);
  if (now === null) return { path: await folder.putNew(path, bytes), version };
  if (now === version) return { path, version };
  const result = await folder.putBytes(path, now, bytes, 'restore');
  if (result.kind === 'saved') return { path, version };
  throw new NotesError('busy', `${path} changed at this moment, so it was left as it is. Try again.`);
}

async function bytesOf(folder: KeepingFolder, path: NotePath, id: number): Promise<Buffer> {
  const history = await opened(folder);
  const kept = history?.of(path).find((version) => version.id === id) ?? null;
  const bytes = kept === null ? null : ((await history?.bytes(kept)) ?? null);
  if (bytes === null) throw new NotesError('not-found', `This version of ${path} is not kept any more.`);
  return bytes;
}

async function opened(folder: KeepingFolder): Promise<History | null> {
  return folder.moments.history();
}

/** `null`: the note is not there. */
function versionAt(folder: KeepingFolder, path: NotePath): Version | null {
  try {
    return versionOf(folder.bytes(path));
  } catch (error) {
    if (error instanceof NotesError && (error.code === 'not-found' || error.code === 'too-large'))
      return null;
    throw error;
  }
}

/** Without those that say once more what the one before says. `kept`: the newest first. */
function distinct(kept: readonly KeptVersion[]): KeptVersion[] {
  return kept.filter((one, index) => one.version !== kept[index + 1]?.version);
}

function shown({ id, version, at, by, why, size }: KeptVersion): NoteVersion {
  return { id, version, at, by, why, size };
}

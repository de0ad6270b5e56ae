/** Texts that editors had and no file has: what is said of them, and those whose note is gone or has another name. */
import { type Arguments, type LostText, type NotePath, NotesError, type UnsavedNoteText } from './api.ts';
import { fileAt, type FileText, type NoteFolder, textAt } from './files/folder.ts';
import type { Journal, JournalEntry } from './files/journal.ts';
import { readHeader } from './text/front-matter.ts';

/** UTF-16 units of a text that are shown of it in a list. */
const beginningLength = 200;
/** UTF-16 units: no header is read that is longer. */
const longestHeader = 80_000;

/** `file`: the note as it is on the disk; `null`: it is not there. */
export function shownUnsaved(
  journal: Journal,
  { text, base, at, writer }: JournalEntry,
  live: ReadonlySet<string>,
  file: Pick<FileText, 'version' | 'text'> | null,
): UnsavedNoteText {
  const baseText = base === null ? null : base === file?.version ? file.text : journal.baseText(base);
  return { text, base, baseText, at, writer, isLive: live.has(writer) };
}

/** The texts that no editor has, nor any file; `known`: the notes with their stamps. */
export async function lostTexts(
  folder: NoteFolder,
  journal: Journal,
  live: ReadonlySet<string>,
  known: () => Promise<ReadonlyMap<NotePath, string>>,
): Promise<LostText[]> {
  const lost: LostText[] = [];
  for (const { path, writer, text, at, file } of journal.list()) {
    if (live.has(writer)) continue;
    const there = textAt(folder, path);
    if (there === text) continue;
    const note = there !== null ? path : file === null ? null : pathOf(file, await known());
    const beginning = beginningOf(text);
    lost.push({ path, writer, at, length: text.length, beginning, note });
  }
  return lost.sort((one, other) => other.at - one.at);
}

export function lostText(
  folder: NoteFolder,
  journal: Journal,
  live: ReadonlySet<string>,
  { path, writer }: Arguments<'unsavedText'>,
): UnsavedNoteText {
  const entry = journal.of(path).find((one) => one.writer === writer);
  if (entry === undefined) throw new NotesError('not-found', `No text is kept for ${path} any more.`);
  return shownUnsaved(journal, entry, live, fileAt(folder, path));
}

/** What stays the same of a file when it gets another name, out of its stamp. */
export function fileIdOf(stamp: string): string {
  return stamp.replace(/!$/, '').split('-').at(-1) ?? '';
}

function pathOf(file: string, known: ReadonlyMap<NotePath, string>): NotePath | null {
  for (const [path, stamp] of known) if (fileIdOf(stamp) === file) return path;
  return null;
}

/** Of what was written, not of the header that all notes have; of that where there is nothing else. */
function beginningOf(text: string): string {
  const body = text.slice(readHeader(text.slice(0, longestHeader)).bodyFrom).trimStart();
  return (body === '' ? text : body).slice(0, beginningLength).toWellFormed();
}

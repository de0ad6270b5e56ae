/** What a change of many notes would do to each of them, found out without writing anything. */
import { createHash, hash } from 'node:crypto';
import { diffIndices } from 'node-diff3';
import {
  type BulkChange,
  type ChangedLines,
  type NotePath,
  NotesError,
  type SkippedNote,
  type Version,
} from './api.ts';
import { type DecodedText, versionOf } from './files/bytes.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Journal } from './files/journal.ts';
import { brokenNotes, type NamedNote, notesCiting, notesMatching, notesWithTags } from './find/labelled.ts';
import { DatabaseLost } from './find/database.ts';
import type { Indexing } from './indexing.ts';
import { logFailure } from './log.ts';
import { renamingOf } from './note-renaming.ts';
import { Slices } from './slices.ts';
import { readHeader } from './text/front-matter.ts';
import { addTag, applyChanges, difference, type HeaderEdit } from './text/header-edit.ts';
import { labelName } from './text/labels.ts';
import { plainUrl } from './text/markdown-writing.ts';
import type { TextChange } from './text/open-header.ts';
import { relink } from './text/relink.ts';
import { deleteTags, renameTags } from './text/tag-rename.ts';
import { tagName } from './text/tags.ts';
import { normaliseUrl } from './text/urls.ts';
import { oneLine } from './text/yaml-scalar.ts';

export interface TagPlan {
  /** SHA-256 over the change, every path, version and splice. */
  id: Version;
  change: BulkChange;
  /** By path. */
  notes: PlannedNote[];
  /** By path. */
  skipped: SkippedNote[];
}

export interface PlannedNote extends NamedNote {
  version: Version;
  splice: TextChange;
  /** `ChangedLines[]` as JSON: there may be 100,000 of these. */
  changes: string;
}

/** What a plan is made from. */
export interface Shelf {
  folder: NoteFolder;
  journal: Journal | NotesError;
  indexing: Indexing;
}

/** Lines of one splice up to which it is worth to look for lines that stayed. */
const mostCompared = 500;

/** `check` is asked between two slices, and throws when nobody waits for the plan any more. `bad-query`, `bad-argument`. */
export async function planOf(asked: BulkChange, shelf: Shelf, check: () => void): Promise<TagPlan> {
  const change = cleaned(asked);
  // Notes that nobody has looked at yet would be left out in silence.
  await shelf.indexing.idle();
  const renaming = change.kind === 'rename-note' ? await renamingOf(change, shelf) : null;
  const titles = renaming?.notes ?? (await candidatesOf(change, shelf.indexing));
  const plan: TagPlan = { id: '', change, notes: [], skipped: [] };
  const print = createHash('sha256').update(JSON.stringify(change));
  const slices = new Slices();
  // Without a function that compares, 100,000 paths are sorted in a moment.
  for (const path of [...titles.keys()].sort()) {
    if (await slices.rest()) check();
    const note = { path, title: titles.get(path) ?? '' };
    const outcome =
      renaming === null
        ? outcomeFor(change, note, shelf, (text) => editOf(change, text))
        : await shelf.indexing.ask(({ database }) =>
            outcomeFor(change, note, shelf, (text) => renaming.edit(database, path, text)),
          );
    if (outcome === null) continue;
    if ('code' in outcome) plan.skipped.push(outcome);
    else {
      plan.notes.push(outcome);
      print.update(`\n${JSON.stringify([outcome.path, outcome.version, outcome.splice])}`);
    }
  }
  return { ...plan, id: print.digest('hex') };
}

/** A note's text may be changed by a splice unless it can't be kept, or belongs to somebody who is writing. */
export function objection(
  shelf: Pick<Shelf, 'journal'>,
  path: NotePath,
  { text, readOnly }: Pick<DecodedText, 'text' | 'readOnly'>,
): SkippedNote | null {
  if (readOnly !== null) {
    const why = {
      'not-utf8': 'its encoding is not known for certain',
      'too-large': 'it is too large',
      binary: 'it is not text',
    };
    return { path, code: 'read-only', message: `${path} can't be changed: ${why[readOnly]}.` };
  }
  const unsaved = shelf.journal instanceof NotesError ? [] : shelf.journal.of(path);
  if (unsaved.every((kept) => kept.text === text)) return null;
  const message = `${path} has text that was never saved. Open it in Gleaner first, then try again.`;
  return { path, code: 'unsaved', message };
}

/** As the header will have it; an empty name is none. */
function cleaned(change: BulkChange): BulkChange {
  if (change.kind === 'relink') return cleanedRelink(change);
  if (change.kind === 'rename-note') return change;
  const clean = (name: string): string => {
    const cleanName = tagName(oneLine(name) ?? '');
    if (cleanName !== '') return cleanName;
    throw new NotesError('bad-argument', 'A tag is a word or a few on one line; this one is not.');
  };
  if (change.kind === 'add') return { ...change, name: clean(change.name) };
  if (change.kind === 'delete') return { ...change, names: change.names.map(clean) };
  return { ...change, from: change.from.map(clean), to: clean(change.to) };
}

function cleanedRelink({ from, to }: Extract<BulkChange, { kind: 'relink' }>): BulkChange {
  const articles = [...new Set(from.map(normaliseUrl))].filter((one) => one !== null);
  if (articles.length > 0 && from.every((one) => normaliseUrl(one) !== null) && normaliseUrl(to) !== null)
    return { kind: 'relink', from: articles, to: plainUrl(to) };
  throw new NotesError('bad-argument', 'An article has an address that begins with http:// or https://.');
}

/** The notes to look at, with their titles. */
async function candidatesOf(change: BulkChange, indexing: Indexing): Promise<Map<NotePath, string>> {
  if (change.kind === 'add') {
    const { filter } = change;
    return byPath(await indexing.find(filter, ({ database }) => notesMatching(database, filter)));
  }
  if (change.kind === 'relink') {
    const citing = await indexing.ask(({ database }) =>
      Promise.all(change.from.map((article) => notesCiting(database, article))),
    );
    return byPath(citing.flat());
  }
  if (change.kind === 'rename-note') return new Map();
  const names = change.kind === 'rename' ? change.from : change.names;
  const carriers = await indexing.ask(({ database }) => notesWithTags(database, names));
  const broken = await indexing.ask(({ database }) => brokenNotes(database));
  return byPath([...carriers, ...broken]);
}

function byPath(notes: readonly NamedNote[]): Map<NotePath, string> {
  return new Map(notes.map(({ path, title }) => [path, title]));
}

/** `null`: nothing is to be done to this note. */
function outcomeFor(
  change: BulkChange,
  note: NamedNote,
  shelf: Shelf,
  editIn: (text: string) => HeaderEdit,
): PlannedNote | SkippedNote | null {
  const { path } = note;
  let bytes: Buffer;
  try {
    bytes = shelf.folder.bytes(path);
  } catch (error) {
    if (!(error instanceof NotesError) || error.code === 'unavailable') throw error;
    return error.code === 'not-found' ? null : { path, code: 'failed', message: error.message };
  }
  const file = shelf.folder.decode(path, bytes);
  const { text } = file;
  const edit = triedEdit(path, () => editIn(text));
  if ('code' in edit) return edit;
  if (edit.kind === 'unchanged') return null;
  if (edit.kind === 'refused') {
    const isBroken = !isAboutLinks(change) && readHeader(text).problem !== null;
    if (isBroken && !mayCarry(change, text)) return null;
    const message = `${path}, line ${edit.problem.line}: ${edit.problem.message}`;
    return { path, code: isBroken ? 'header-broken' : 'refused', message };
  }
  const skipped = objection(shelf, path, file);
  if (skipped) return skipped;
  const after = applyChanges(text, edit.changes);
  const splice = difference(text, after);
  const changes = JSON.stringify(changedLines(text, after, splice));
  return { ...note, version: versionOf(bytes), splice, changes };
}

/** One note that can't be taken apart must not keep the others from their change. */
function triedEdit(path: NotePath, edit: () => HeaderEdit): HeaderEdit | SkippedNote {
  try {
    return edit();
  } catch (error) {
    if (error instanceof DatabaseLost) throw error;
    logFailure('a note could not be taken apart', error, path);
    return { path, code: 'failed', message: `${path} could not be taken apart.` };
  }
}

function editOf(change: BulkChange, text: string): HeaderEdit {
  if (change.kind === 'relink') return relink(text, change.from, change.to);
  if (change.kind === 'rename-note') return { kind: 'unchanged' };
  if (change.kind === 'add') return addTag(text, change.name);
  return change.kind === 'delete' ? deleteTags(text, change.names) : renameTags(text, change.from, change.to);
}

/** Of a header that can't be read nobody knows the tags: it is named where one of the names is written in it. */
function mayCarry(change: BulkChange, text: string): boolean {
  if (change.kind === 'add' || isAboutLinks(change)) return true;
  const { from, to } = readHeader(text);
  const header = text.slice(from, to).normalize('NFC');
  return (change.kind === 'rename' ? change.from : change.names).some((name) =>
    header.includes(labelName(name)),
  );
}

function isAboutLinks(change: BulkChange): change is Extract<BulkChange, { kind: 'relink' | 'rename-note' }> {
  return change.kind === 'relink' || change.kind === 'rename-note';
}

function changedLines(before: string, after: string, splice: TextChange): ChangedLines[] {
  const from = before.lastIndexOf('\n', splice.from - 1) + 1;
  const end = before.indexOf('\n', splice.to);
  const to = end < 0 ? before.length : end;
  const old = before.slice(from, to).split('\n');
  const fresh = after.slice(from, to + after.length - before.length).split('\n');
  const first = before.slice(0, from).split('\n').length;
  if (old.length + fresh.length > mostCompared) return [{ line: first, before: old, after: fresh }];
  const hunks = diffIndices(old, fresh) as {
    buffer1: [number, number];
    buffer1Content: string[];
    buffer2Content: string[];
  }[];
  return hunks.map(({ buffer1: [at], buffer1Content, buffer2Content }) => ({
    line: first + at,
    before: buffer1Content,
    after: buffer2Content,
  }));
}

/** A change that asks for the same. */
export function isSameChange(one: BulkChange, other: BulkChange): boolean {
  return hash('sha256', JSON.stringify(cleaned(one))) === hash('sha256', JSON.stringify(cleaned(other)));
}

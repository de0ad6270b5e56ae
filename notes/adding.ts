/** Puts an article into a note, or into a new one. Nothing is fetched. */
import { type Arguments, type NotePath, NotesError, type Results } from './api.ts';
import type { Changing } from './changing.ts';
import type { Indexing } from './indexing.ts';
import { applyChanges } from './text/header-edit.ts';
import { plainLine } from './text/markdown-writing.ts';
import { type NewSource, type PlacedSource, placeSource } from './text/source-place.ts';
import { normaliseUrl, readableUrl } from './text/urls.ts';

type Added = Results['addSource'];

/** Another program may save the note at the same moment: tried so often. */
const mostTries = 5;

/**
 * Calls.ts says where it goes. `bad-argument`: not an address of an article; `read-only`, `not-found`; `busy`: the note has
 * text that was never saved, which a save would forget, or others keep on changing it.
 */
export async function addSource(
  changing: Changing,
  indexing: Indexing,
  args: Arguments<'addSource'>,
): Promise<Added> {
  const { path, noteTitle, ...source } = args;
  if (normaliseUrl(source.url) === null)
    throw new NotesError(
      'bad-argument',
      `${plainLine(source.url).slice(0, 200)} is not the address of an article (http or https).`,
    );
  if (path !== null) return intoNote(changing, source, path);
  const added = await newNote(changing, source, noteTitle);
  await indexing.update([added.path]);
  return added;
}

async function intoNote(changing: Changing, source: NewSource, path: NotePath): Promise<Added> {
  for (let tries = 0; tries < mostTries; tries++) {
    const note = changing.read(path);
    if (note.readOnly !== null) throw new NotesError('read-only', `${path} can't be changed.`);
    if (note.unsaved !== null) {
      const message = `${path} has text that was never saved. Open it in Gleaner first, then try again.`;
      throw new NotesError('busy', message);
    }
    const { kind, changes, line } = placeSource(note.text, source);
    if (changes.length === 0) return { kind, path, line };
    const text = applyChanges(note.text, changes);
    const saved = await changing.save({ path, base: note.version, text });
    if (saved.kind === 'saved') return { kind, path, line };
    if (saved.kind === 'gone') throw new NotesError('not-found', `${path} is not there any more.`);
    if (saved.kind === 'unmappable') {
      const message = `${path} is in ${saved.encoding}, which has no ${saved.characters.join(' ')}. Convert it to UTF-8 first.`;
      throw new NotesError('bad-argument', message);
    }
  }
  throw new NotesError('busy', `Another program keeps changing ${path}. Try again in a moment.`);
}

async function newNote(changing: Changing, source: NewSource, noteTitle: string | null): Promise<Added> {
  const named = [noteTitle, source.title]
    .map((title) => plainLine(title ?? ''))
    .find((title) => title !== '');
  const title = named ?? readableUrl(source.url.trim()).replace(/^https?:\/\/(?:www\.)?|[/?#]+$/gi, '');
  let placed: PlacedSource | null = null;
  const path = await changing.create({ title, tags: [] }, (text) => {
    placed = placeSource(text, source);
    return applyChanges(text, placed.changes);
  });
  return { kind: 'added', path, line: (placed as PlacedSource | null)?.line ?? 1 };
}

/** From the notes of a search to the places where its words stand, and from note to note. */
import type { NotePath } from '../../notes/api.ts';
import { openNote, rows, sessions, setFilter } from '../actions.ts';
import { openBeside } from '../beside/open-beside.ts';
import type { Step } from '../editor/found.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { currentFold, focusPane } from '../panes.ts';
import { useStore } from '../store.ts';
import { useRows } from './shown-rows.ts';

/**
 * Opens a note of the list: at its first match or at the one in `line`, as long as words are searched for. `isBeside`:
 * beside the open one.
 */
export async function openFound(
  path: NotePath,
  { line, isBeside = false, ...at }: { line?: number; focus?: boolean; isBeside?: boolean } = {},
): Promise<void> {
  const { words } = useRows.getState();
  if (isBeside) {
    if (words.length > 0) sessions().mark(words);
    return openBeside(path, { ...at, ...(line !== undefined && { line }) });
  }
  if (words.length === 0) return openNote(path, at);
  sessions().mark(words);
  await openNote(path, { ...at, match: line === undefined ? 'first' : { line } });
}

/** Opens the first note of what is searched for, as soon as it is known; the focus is in the list, on that note. */
export async function openFirst(): Promise<void> {
  const { filter } = useStore.getState().listing;
  focusPane('list');
  await listShown();
  const path = useStore.getState().listing.filter !== filter ? null : await pathAt(0);
  // Who has gone on meanwhile is not called back.
  if (path === null || document.activeElement?.closest('[role="listbox"]') == null) return;
  useRows.setState({ reveal: { index: 0, path } });
  // Where the note takes the place of the list, it has the focus too.
  await openFound(path, { focus: currentFold() === 'pages' });
}

/** Resolves when the list is that of the filter. */
function listShown(): Promise<void> {
  return new Promise((done) => {
    if (!useRows.getState().isLoading) return done();
    const unsubscribe = useRows.subscribe(({ isLoading }) => {
      if (isLoading) return;
      unsubscribe();
      done();
    });
  });
}

const pathAt = (place: number) =>
  rows()
    .pathAt(place)
    .catch(() => null);

/**
 * Goes to the next match of the open note, or the one before; after the last one to the next note of the list, and
 * from the last note to the first.
 */
export async function walkMatches(direction: 1 | -1): Promise<void> {
  const { words } = useRows.getState();
  if (words.length === 0) return;
  sessions().mark(words);
  if (sessions().goToMatch(direction === 1 ? 'next' : 'previous')) return;
  await openNeighbour(direction);
}

async function openNeighbour(direction: 1 | -1): Promise<void> {
  const total = useRows.getState().total ?? 0;
  const path = useStore.getState().note?.path;
  if (total === 0) return;
  const at =
    path === undefined
      ? null
      : await rows()
          .locate({ path })
          .catch(() => null);
  const next = at === null ? 0 : at + direction;
  const isWrapped = next < 0 || next >= total;
  const place = (next + total) % total;
  const neighbour = await pathAt(place);
  if (neighbour === null) return;
  const match: Step = direction === 1 ? 'first' : 'last';
  const hasFocus = document.activeElement?.closest('[data-pane="editor"]') != null;
  await openNote(neighbour, { match, focus: hasFocus });
  useRows.setState({ reveal: { index: place, path: neighbour } });
  if (isWrapped) notify(t(direction === 1 ? 'finding.fromTop' : 'finding.fromEnd'));
}

/** Marks what is searched for in the open note from now on, and says once when every search has to read all notes. */
export function watchSearch(): void {
  useRows.subscribe(({ words }, before) => {
    if (words !== before.words) sessions().mark(words);
  });
  const unsubscribe = useStore.subscribe(({ notebook }) => {
    if (notebook?.finding !== 'scan') return;
    unsubscribe();
    notify(t('finding.scan'), { stays: true });
  });
}

/** First the marks go, then the filter. `false`: there is neither. */
export function endSearch(): boolean {
  if (sessions().unmark()) return true;
  const { search, listing } = useStore.getState();
  if (search.text === '' && listing.filter === '') return false;
  setFilter('');
  return true;
}

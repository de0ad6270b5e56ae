/** The filter as text: applied when the typing rests; the last one that could be read stays until then. */
import { FilterError, parseFilter } from '../../notes/text/filter.ts';
import { useStore } from '../store.ts';
import { rememberSearch } from './recent-searches.ts';

/** A rest in the typing after which the list follows, ms. */
const restMs = 30;
/** Nobody wants to hear that `tag:` lacks a name while typing it: a longer rest, ms. */
const patienceMs = 700;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the notes of `filter`, which is also the text of the box from now on. */
export function setFilter(filter: string): void {
  clearTimeout(timer);
  if (filter === '') rememberCleared();
  useStore.setState({ search: { text: filter, problem: null } });
  show(filter);
}

/** The person typed: `text` is what the box has now. While an input method composes, nothing follows from it. */
export function typeSearch(text: string, isComposing = false): void {
  clearTimeout(timer);
  // Not what is left when a search is taken away letter by letter.
  if (text === '' && useStore.getState().search.text.length > 1) rememberCleared();
  const problem = problemIn(text);
  const isShown = useStore.getState().search.problem !== null;
  useStore.setState({ search: { text, problem: isShown ? problem : null } });
  if (!isComposing) timer = setTimeout(applySearch, problem === null ? restMs : patienceMs);
}

/** Does at once what the typing leads to. */
export function applySearch(): void {
  clearTimeout(timer);
  const { text } = useStore.getState().search;
  const problem = problemIn(text);
  useStore.setState({ search: { text, problem } });
  if (problem === null) show(text.trim());
}

/** What is cleared can be had again: it comes first among the recent searches. */
function rememberCleared(): void {
  const { search, listing, notebook } = useStore.getState();
  rememberSearch(notebook?.folder ?? '', problemIn(search.text) === null ? search.text : listing.filter);
}

function show(filter: string): void {
  if (filter === useStore.getState().listing.filter) return;
  useStore.setState(({ listing }) => ({ listing: { ...listing, filter } }));
}

/** The most that the contract takes. Not cut off in the box: a part of a pasted text would be searched for in silence. */
const longestFilter = 10_000;

function problemIn(text: string): FilterError | null {
  if (text.length > longestFilter)
    return new FilterError('filter-long', `A filter has at most ${longestFilter} characters.`, longestFilter);
  try {
    parseFilter(text);
    return null;
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

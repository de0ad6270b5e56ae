/** Which other notes cite the sources of the open note: kept in the store, asked again when notes change. */
import type { Notebook } from '../../notes/api.ts';
import { useStore } from '../store.ts';

/** Typing and bursts of changes cost one question each this many ms. */
const settleMs = 250;
/** While many notes change at once. */
const settleBusyMs = 1000;
/** The most that one call takes (notes/api.ts). */
const mostAsked = 2000;

export function watchCitations(notebook: Notebook): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const ask = async () => {
    timer = undefined;
    const normalised = citedNow().slice(0, mostAsked);
    const mine = ++turn;
    if (normalised.length === 0) {
      useStore.setState({ citations: {} });
      return;
    }
    try {
      const sources = await notebook.citations({ normalised });
      if (mine !== turn) return;
      useStore.setState({ citations: Object.fromEntries(sources.map((one) => [one.normalised, one])) });
    } catch {
      // The cards do without "also in" until the next change; the connection's state is shown elsewhere.
    }
  };
  const isBusy = () => useStore.getState().notebook?.bulk != null;
  const askSoon = () => (timer ??= setTimeout(() => void ask(), isBusy() ? settleBusyMs : settleMs));

  notebook.listen((event) => {
    if (event.kind !== 'changed' || citedNow().length === 0) return;
    // What the open note itself cites is on screen; a save of it says nothing about other notes.
    const openPath = useStore.getState().note?.path;
    if (event.more || event.notes.some((note) => note.path !== openPath)) askSoon();
  });
  useStore.subscribe((now, before) => {
    const cameBack = now.connection === 'online' && before.connection !== 'online';
    const isOther = now.note?.path !== before.note?.path;
    if (isOther || cameBack || key(now.note) !== key(before.note)) askSoon();
  });
}

type Note = ReturnType<typeof useStore.getState>['note'];

const citedOf = (note: Note) => note?.facts.sources.map((source) => source.normalised) ?? [];
const citedNow = () => citedOf(useStore.getState().note);

let lastFacts: unknown;
let lastKey = '';
/** Compared on every change of the store: worked out once for each set of facts. */
function key(note: Note): string {
  if (note?.facts === lastFacts) return lastKey;
  const made = citedOf(note).join('\n');
  if (note === useStore.getState().note) {
    lastFacts = note?.facts;
    lastKey = made;
  }
  return made;
}

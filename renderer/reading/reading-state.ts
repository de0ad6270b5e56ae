/** Which copy is being read, and where. */
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import { keepFocus } from '../keep-focus.ts';
import { type UiState, useStore } from '../store.ts';

export interface Reading {
  /** The article's normalised address. */
  normalised: string;
  /** Alone in the window; otherwise in the sources pane. */
  isFull: boolean;
  /** Where it was opened, and where closing it leads back to: a card of the open note, or the list of all articles. */
  from: 'card' | 'list';
  /** Words of the reader: the first of them that stand in the copy are shown once it is there. */
  wanted: readonly string[];
  /** Another number each time that a copy is opened. */
  opening: number;
}

export const useReading = create<{ reading: Reading | null }>(() => ({ reading: null }));

let openings = 0;

/** Shows the copy of an article: in the sources pane, from the list of all articles full width; and `wanted` in it. */
export function openReading(
  normalised: string,
  { from = 'card', wanted = [] }: { from?: Reading['from']; wanted?: readonly string[] } = {},
): void {
  const { reading } = useReading.getState();
  const isSame = reading?.normalised === normalised;
  const isFull = from === 'list' || (isSame && reading.isFull);
  show({ normalised, isFull, from: isSame ? reading.from : from, wanted, opening: ++openings });
}

/** One step back: from full width to the place beside the note where it stood before, and from there out of the copy. */
export function leaveReading(): void {
  const { reading } = useReading.getState();
  if (reading?.isFull === true && reading.from === 'card') setFullReading(false);
  else closeReading();
}

/** Leaves the copy; the focus goes to what it was opened with. */
export function closeReading(): void {
  const { reading } = useReading.getState();
  if (reading === null) return;
  flushSync(() => useReading.setState({ reading: null }));
  flushSync(() => useStore.setState(reading.from === 'list' ? { page: 'list' } : beside));
  if (reading.from === 'list') {
    document.querySelector<HTMLElement>('[data-pane="list"] [data-pane-focus]')?.focus();
    return;
  }
  const card = [...document.querySelectorAll<HTMLElement>('article[data-source]')].find(
    (one) => one.dataset['source'] === reading.normalised,
  );
  const opener = card?.querySelector<HTMLElement>('[data-reads]') ?? card?.querySelector('button');
  (opener ?? document.querySelector<HTMLElement>('[data-pane="sources"]'))?.focus();
  keepFocus();
}

export function setFullReading(isFull: boolean): void {
  const { reading } = useReading.getState();
  if (reading !== null && reading.isFull !== isFull) show({ ...reading, isFull });
}

/** What was wanted is shown. */
export function reached(): void {
  const { reading } = useReading.getState();
  if (reading !== null && reading.wanted.length > 0)
    useReading.setState({ reading: { ...reading, wanted: [] } });
}

/** The note is to be seen or written in: a copy that stands in its place gives way. */
export function uncoverNote(): void {
  const { reading } = useReading.getState();
  if (reading?.isFull !== true) return;
  // At once: an editor that is hidden takes no focus.
  flushSync(() => useReading.setState({ reading: { ...reading, isFull: false } }));
}

/** Keeps what is read true to the rest of the window, from now on. */
export function followWindow(): void {
  useStore.subscribe((now, before) => {
    const { reading } = useReading.getState();
    if (reading === null) return;
    if (now.note?.id !== before.note?.id) followNote(reading, now);
    else if (reading.isFull && isElsewhere(now, before)) giveWay(reading, now);
  });
}

/**
 * A note that does not cite the article shows its own sources instead. How far the copy was read is remembered, and is
 * where it is opened again.
 */
function followNote({ normalised }: Reading, { note }: UiState): void {
  if (note?.facts.sources.some((source) => source.normalised === normalised) === true) return;
  useReading.setState({ reading: null });
  // What had the focus in the copy has gone with it.
  requestAnimationFrame(() => keepFocus(document.querySelector('[data-pane="sources"]')));
}

/** Another pane is wanted than the one that a copy covers all others with. */
function isElsewhere(now: UiState, before: UiState): boolean {
  const isOther = (['view', 'sidebarOpen', 'sourcesOpen', 'drawerOpen'] as const).some(
    (name) => now[name] !== before[name],
  );
  return isOther || (now.page !== before.page && now.page !== 'editor');
}

function giveWay(reading: Reading, { page }: UiState): void {
  const isLeft = reading.from === 'list' && page !== 'sources';
  useReading.setState({ reading: isLeft ? null : { ...reading, isFull: false } });
}

const beside = { page: 'sources', sourcesOpen: true, drawerOpen: true } as const;

function show(reading: Reading): void {
  flushSync(() => {
    // Before the panes: a copy that covers them gives way when another one is wanted.
    useReading.setState({ reading: { ...reading, isFull: false } });
    useStore.setState(reading.isFull ? { page: 'editor', drawerOpen: false } : beside);
    useReading.setState({ reading });
  });
}

/** Which copy is being read, and where. */
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import { keepFocus } from '../keep-focus.ts';
import { useStore } from '../store.ts';

export interface Reading {
  /** The article's normalised address. */
  normalised: string;
  /** In place of the editor; otherwise in the sources pane. */
  isFull: boolean;
  /** Words of the reader's excerpt to be shown once the copy is there. */
  wanted: string | null;
}

export const useReading = create<{ reading: Reading | null }>(() => ({ reading: null }));

let before: Element | null = null;

/** Shows the copy of an article in the sources pane, or full width; `quote`: and this excerpt of the reader in it. */
export function openReading(normalised: string, how: { isFull?: boolean; quote?: string } = {}): void {
  const { reading } = useReading.getState();
  if (reading === null) before = document.activeElement;
  const isFull = how.isFull ?? (reading?.isFull === true && reading.normalised === normalised);
  show({ normalised, isFull, wanted: how.quote ?? null });
}

/** Leaves the copy; the focus goes to what it was opened with. */
export function closeReading(): void {
  const { reading } = useReading.getState();
  if (reading === null) return;
  flushSync(() => useReading.setState({ reading: null }));
  const openers = [...document.querySelectorAll<HTMLElement>('[data-reads]')];
  const opener = openers.find((one) => one.dataset['reads'] === reading.normalised);
  (opener ?? document.querySelector<HTMLElement>('[data-pane="sources"]'))?.focus();
  keepFocus(before);
}

export function setFullReading(isFull: boolean): void {
  const { reading } = useReading.getState();
  if (reading !== null && reading.isFull !== isFull) show({ ...reading, isFull });
}

/** What was wanted is shown. */
export function reached(): void {
  const { reading } = useReading.getState();
  if (reading?.wanted != null) useReading.setState({ reading: { ...reading, wanted: null } });
}

/** The note is to be seen or written in: a copy that stands in its place gives way. */
export function uncoverNote(): void {
  const { reading } = useReading.getState();
  if (reading?.isFull !== true) return;
  // At once: an editor that is hidden takes no focus.
  flushSync(() => useReading.setState({ reading: { ...reading, isFull: false } }));
}

function show(reading: Reading): void {
  const places = reading.isFull
    ? ({ page: 'editor', drawerOpen: false } as const)
    : ({ page: 'sources', sourcesOpen: true, drawerOpen: true } as const);
  flushSync(() => {
    useStore.setState(places);
    useReading.setState({ reading });
  });
}

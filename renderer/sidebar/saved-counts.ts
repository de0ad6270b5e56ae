/** How many notes each saved filter has: asked for those that are seen, one after the other, after everything else. */
import { create } from 'zustand';
import { type Notebook, NotesError } from '../../notes/api.ts';
import { useStore } from '../store.ts';

/** Bursts of changes cost one look this many ms later. */
const settleMs = 1000;

/** By the filter's text; `null`: it can't be read. Absent: not asked yet. */
export const useSavedCounts = create<{ counts: Readonly<Record<string, number | null>> }>(() => ({
  counts: {},
}));

let notebook: Notebook | null = null;
/** Filters on screen, and how many places show each. */
const seen = new Map<string, number>();
const stale = new Set<string>();
let isAsking = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Counts in this notebook from now on, again whenever its notes are others. */
export function watchCounts(shown: Notebook): void {
  notebook = shown;
  useSavedCounts.setState({ counts: {} });
  shown.listen((event) => {
    const isOther =
      event.kind === 'changed' ||
      (event.kind === 'state' && event.state.total !== useStore.getState().notebook?.total);
    if (isOther) askAllSoon();
  });
  // Many notes at once: counted when all are changed.
  useStore.subscribe((now, before) => {
    if (now.notebook?.bulk === null && before.notebook?.bulk != null && stale.size > 0) void askNext();
  });
  useStore.subscribe((now, before) => {
    if (now.connection === 'online' && before.connection !== 'online') askAllSoon();
    // Words are found in more and more notes while the index is made.
    if (now.notebook?.indexing === null && before.notebook?.indexing != null) askAllSoon();
  });
}

/** This filter is on screen, until the returned function is called. */
export function seeCount(filter: string): () => void {
  seen.set(filter, (seen.get(filter) ?? 0) + 1);
  if (useSavedCounts.getState().counts[filter] === undefined) {
    stale.add(filter);
    void askNext();
  }
  return () => {
    const left = (seen.get(filter) ?? 1) - 1;
    if (left > 0) seen.set(filter, left);
    else seen.delete(filter);
  };
}

function askAllSoon(): void {
  // What is not on screen is asked when it comes there.
  const { counts } = useSavedCounts.getState();
  const kept = Object.entries(counts).filter(([filter]) => seen.has(filter));
  if (kept.length < Object.keys(counts).length) useSavedCounts.setState({ counts: Object.fromEntries(kept) });
  for (const filter of seen.keys()) stale.add(filter);
  timer ??= setTimeout(() => {
    timer = undefined;
    void askNext();
  }, settleMs);
}

async function askNext(): Promise<void> {
  if (isAsking || notebook === null || useStore.getState().notebook?.bulk != null) return;
  isAsking = true;
  try {
    for (let [filter] = stale; filter !== undefined; [filter] = stale) {
      stale.delete(filter);
      if (!seen.has(filter)) continue;
      const count = await countOf(notebook, filter);
      if (count === undefined) continue;
      useSavedCounts.setState(({ counts }) => ({ counts: { ...counts, [filter]: count } }));
    }
  } finally {
    isAsking = false;
  }
}

/** `undefined`: nobody could say; the next change asks again. */
async function countOf(from: Notebook, filter: string): Promise<number | null | undefined> {
  try {
    return (await from.query({ filter, sort: 'date', offset: 0, limit: 0, facets: false })).total;
  } catch (error) {
    return error instanceof NotesError && error.code === 'bad-query' ? null : undefined;
  }
}

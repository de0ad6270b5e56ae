/** Back and forward: the notes that this window has shown, and where each was left. */
import { create } from 'zustand';
import type { NotePath } from '../notes/api.ts';
import { openNote, sessions } from './actions.ts';
import { noteOn, type OpenNote, type Side, useStore } from './store.ts';

interface Place {
  path: NotePath;
  /** Of the session: a note that is still kept remembers its place by itself. */
  id: number;
  /** 1-based, of the cursor. */
  line: number;
}

interface Ways {
  /** The last one is the nearest. */
  back: readonly Place[];
  forward: readonly Place[];
}

const none: Ways = { back: [], forward: [] };

/** Of each side: two notes beside each other have ways of their own. */
export const useHistory = create<Record<Side, Ways>>(() => ({ one: none, two: none }));

/** Of the side that had the focus last, or of another one. */
export const waysOf = (side: Side = useStore.getState().side): Ways => useHistory.getState()[side];

function setWays(side: Side, ways: Partial<Ways>): void {
  useHistory.setState((all) => ({ [side]: { ...all[side], ...ways } }));
}

const most = 100;
/** Where the person is going by back or forward: no new step. */
let goingTo: NotePath | null = null;

/** Remembers from now on; the returned function ends that. */
export function keepHistory(): () => void {
  return useStore.subscribe((now, before) => {
    for (const side of before.sides) {
      if (now.sides.includes(side)) follow(side, noteOn(now, side), noteOn(before, side));
      else setWays(side, none);
    }
  });
}

function follow(side: Side, note: OpenNote | null, before: OpenNote | null): void {
  if (note === null || before === null) {
    if (before !== null) left(side, before);
    return;
  }
  if (note.path === before.path) return;
  if (note.id === before.id) renamed(before.path, note.path);
  else if (note.path !== goingTo) left(side, before);
}

function left(side: Side, { path, id, line }: OpenNote): void {
  const { back } = waysOf(side);
  const others = back.filter((place) => place !== back.at(-1) || place.path !== path);
  setWays(side, { back: [...others, { path, id, line }].slice(-most), forward: [] });
}

function renamed(from: NotePath, to: NotePath): void {
  const follow = (places: readonly Place[]) =>
    places.map((place) => (place.path === from ? { ...place, path: to } : place));
  for (const side of ['one', 'two'] as const) {
    const { back, forward } = waysOf(side);
    setWays(side, { back: follow(back), forward: follow(forward) });
  }
}

/** Steps are taken one after the other: pressed twice at once is two steps. */
let steps: Promise<void> = Promise.resolve();

/** Opens the note before (-1) or after (1) this one. A note that is not there any more is left out. */
export function goThrough(step: 1 | -1): Promise<void> {
  const taken = steps.then(() => go(step));
  steps = taken.catch(() => undefined);
  return taken;
}

async function go(step: 1 | -1): Promise<void> {
  const { note, side } = useStore.getState();
  const { back, forward } = waysOf(side);
  const from = step < 0 ? back : forward;
  const place = from.at(-1);
  if (place === undefined) return;
  const rest = from.slice(0, -1);
  // Deleted notes and renames may leave the open note next to itself.
  if (place.path === note?.path) {
    setWays(side, step < 0 ? { back: rest } : { forward: rest });
    return go(step);
  }
  goingTo = place.path;
  try {
    await openNote(place.path);
  } finally {
    goingTo = null;
  }
  const now = noteOn(useStore.getState(), side);
  // Gone, or on screen on the other side.
  if (now?.path !== place.path) {
    setWays(side, step < 0 ? { back: rest } : { forward: rest });
    return;
  }
  const here = note === null ? [] : [{ path: note.path, id: note.id, line: note.line }];
  setWays(
    side,
    step < 0 ? { back: rest, forward: [...forward, ...here] } : { back: [...back, ...here], forward: rest },
  );
  if (now.id !== place.id && place.line > 1) sessions().goToLine(place.line);
  else sessions().focus();
}

/** The side buttons of a mouse. */
export function watchMouseButtons(): void {
  const steps: Record<number, 1 | -1 | undefined> = { 3: -1, 4: 1 };
  for (const kind of ['mousedown', 'mouseup'] as const) {
    window.addEventListener(kind, (event) => {
      const step = steps[event.button];
      if (step === undefined) return;
      // The browser would leave the page.
      event.preventDefault();
      if (kind === 'mouseup' && useStore.getState().dialog === null) void goThrough(step);
    });
  }
}

/** Back and forward: the notes that this window has shown, and where each was left. */
import { create } from 'zustand';
import type { NotePath } from '../notes/api.ts';
import { openNote, sessions } from './actions.ts';
import { type OpenNote, useStore } from './store.ts';

interface Place {
  path: NotePath;
  /** Of the session: a note that is still kept remembers its place by itself. */
  id: number;
  /** 1-based, of the cursor. */
  line: number;
}

interface History {
  /** The last one is the nearest. */
  back: readonly Place[];
  forward: readonly Place[];
}

export const useHistory = create<History>(() => ({ back: [], forward: [] }));

const most = 100;
/** Where the person is going by back or forward: no new step. */
let goingTo: NotePath | null = null;

/** Remembers from now on; the returned function ends that. */
export function keepHistory(): () => void {
  return useStore.subscribe(({ note }, { note: before }) => {
    if (note === null || before === null) {
      if (before !== null) left(before);
      return;
    }
    if (note.path === before.path) return;
    if (note.id === before.id) renamed(before.path, note.path);
    else if (note.path !== goingTo) left(before);
  });
}

function left({ path, id, line }: OpenNote): void {
  useHistory.setState(({ back }) => ({
    back: [...back.filter((place) => place !== back.at(-1) || place.path !== path), { path, id, line }].slice(
      -most,
    ),
    forward: [],
  }));
}

function renamed(from: NotePath, to: NotePath): void {
  const follow = (places: readonly Place[]) =>
    places.map((place) => (place.path === from ? { ...place, path: to } : place));
  useHistory.setState(({ back, forward }) => ({ back: follow(back), forward: follow(forward) }));
}

/** Opens the note before (-1) or after (1) this one. A note that is not there any more is left out. */
export async function goThrough(step: 1 | -1): Promise<void> {
  if (goingTo !== null) return;
  const { note } = useStore.getState();
  const { back, forward } = useHistory.getState();
  const from = step < 0 ? back : forward;
  const place = from.at(-1);
  if (place === undefined) return;
  const rest = from.slice(0, -1);
  // Deleted notes and renames may leave the open note next to itself.
  if (place.path === note?.path) {
    useHistory.setState(step < 0 ? { back: rest } : { forward: rest });
    return goThrough(step);
  }
  goingTo = place.path;
  try {
    await openNote(place.path);
  } finally {
    goingTo = null;
  }
  const now = useStore.getState().note;
  if (now?.path !== place.path) {
    useHistory.setState(step < 0 ? { back: rest } : { forward: rest });
    return;
  }
  const here = note === null ? [] : [{ path: note.path, id: note.id, line: note.line }];
  useHistory.setState(
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

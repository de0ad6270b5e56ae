/** What links to the open note, in windows, kept as it is while notes change. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LinkingNote, NotePath } from '../../notes/api.ts';
import { notebook } from '../actions.ts';

export const windowSize = 50;
/** After news of changed notes, ms: a burst is one question. */
const pauseMs = 300;

export interface Backlinks {
  total: number;
  /** By place in the list. */
  notes: ReadonlyMap<number, LinkingNote>;
  isFailed: boolean;
  /** Another one when notes have changed: then all that is on screen is wanted anew. */
  turn: number;
  /** The note at this place is on screen. */
  want: (index: number) => void;
  again: () => void;
}

interface Known {
  path: NotePath | null;
  total: number;
  notes: ReadonlyMap<number, LinkingNote>;
  isFailed: boolean;
}

const none: ReadonlyMap<number, LinkingNote> = new Map();

/** `isWhole: false`: only how many there are. */
export function useBacklinks(path: NotePath | null, isWhole: boolean): Backlinks {
  const [known, setKnown] = useState<Known>({ path: null, total: 0, notes: none, isFailed: false });
  const [turn, setTurn] = useState(0);
  /** Windows of this turn. */
  const asked = useRef(new Set<number>());

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const leave = notebook().listen((event) => {
      if (event.kind !== 'changed') return;
      timer ??= setTimeout(() => {
        timer = undefined;
        setTurn((before) => before + 1);
      }, pauseMs);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);

  const ask = useCallback(
    async (number: number, isCurrent: () => boolean) => {
      if (path === null || asked.current.has(number)) return;
      asked.current.add(number);
      const limit = isWhole ? windowSize : 0;
      try {
        const { total, notes } = await notebook().backlinks({ path, offset: number * windowSize, limit });
        if (!isCurrent()) return;
        setKnown((before) => {
          const all = new Map(before.path === path ? before.notes : none);
          notes.forEach((note, at) => all.set(number * windowSize + at, note));
          return { path, total, notes: all, isFailed: false };
        });
      } catch {
        if (isCurrent()) setKnown({ path, total: 0, notes: none, isFailed: true });
      }
    },
    [path, isWhole],
  );
  const now = useRef(0);
  useEffect(() => {
    const mine = ++now.current;
    asked.current = new Set();
    void ask(0, () => mine === now.current);
  }, [ask, turn]);

  const isKnown = known.path === path;
  return {
    total: isKnown ? known.total : 0,
    notes: isKnown ? known.notes : none,
    isFailed: isKnown && known.isFailed,
    turn,
    want: (index) => {
      const mine = now.current;
      void ask(Math.floor(index / windowSize), () => mine === now.current);
    },
    again: () => setTurn((before) => before + 1),
  };
}

/** The lines with matches under the rows on screen: asked for when looked at, one call at a time, kept fresh. */
import { create } from 'zustand';
import type { MatchLine, Notebook, NoteMatches, NotePath } from '../../notes/api.ts';
import { spansIn, type Word } from '../../notes/text/match.ts';

/** Lines that a row has room for. */
export const linesOfRow = 3;
/** What one call may ask for. */
const mostPaths = 100;

interface RowMatchesState {
  /** A note that is not in here has not been looked at yet. */
  byPath: ReadonlyMap<NotePath, NoteMatches>;
}

export const useRowMatches = create<RowMatchesState>(() => ({ byPath: new Map() }));

export interface RowMatches {
  /** These notes of the list of `filter` are on screen. Without `words` there is nothing to find. */
  want(filter: string, words: readonly Word[], paths: readonly NotePath[]): void;
  /** These notes changed, or all may have (`null`). */
  changed(paths: readonly NotePath[] | null): void;
}

export function createRowMatches(notebook: Pick<Notebook, 'matches'>): RowMatches {
  let now: { filter: string; words: readonly Word[] } = { filter: '', words: [] };
  let wanted: readonly NotePath[] = [];
  let isAsking = false;
  /** Answered for the filter of now, and not changed since. */
  const fresh = new Set<NotePath>();
  useRowMatches.setState({ byPath: new Map() });

  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      for (;;) {
        const { filter, words } = now;
        const paths = wanted.filter((path) => !fresh.has(path)).slice(0, mostPaths);
        if (words.length === 0 || paths.length === 0) return;
        paths.forEach((path) => fresh.add(path));
        const answer = await notebook.matches({ filter, paths, limit: linesOfRow });
        if (filter === now.filter) keep(answer);
      }
    } catch {
      // The rows show their excerpts; the next look at them asks again.
      fresh.clear();
    } finally {
      isAsking = false;
    }
  };

  /** Rows far from the screen are forgotten, or a long way through a large notebook would keep all of it. */
  const keep = (answer: readonly NoteMatches[]) => {
    const near = new Set([...wanted, ...answer.map(({ path }) => path)]);
    const byPath = new Map([...useRowMatches.getState().byPath].filter(([path]) => near.has(path)));
    for (const one of answer) byPath.set(one.path, one);
    for (const path of [...fresh]) if (!near.has(path)) fresh.delete(path);
    useRowMatches.setState({ byPath });
  };

  return {
    want(filter, words, paths) {
      wanted = paths;
      if (filter !== now.filter) {
        now = { filter, words };
        fresh.clear();
        useRowMatches.setState({ byPath: carriedOver(useRowMatches.getState().byPath, words, paths) });
      }
      void ask();
    },
    changed(paths) {
      if (paths === null) fresh.clear();
      else paths.forEach((path) => fresh.delete(path));
      void ask();
    },
  };
}

/** What is known of these notes already, until their answers are here: lines that have the new words, too. */
function carriedOver(
  byPath: ReadonlyMap<NotePath, NoteMatches>,
  words: readonly Word[],
  paths: readonly NotePath[],
): ReadonlyMap<NotePath, NoteMatches> {
  const inText = words.filter(({ key }) => key === 'text');
  const carried = new Map<NotePath, NoteMatches>();
  for (const path of paths) {
    const lines = (byPath.get(path)?.lines ?? []).flatMap((line): MatchLine[] => {
      const spans = spansIn(line.text, inText);
      return spans.length === 0 ? [] : [{ ...line, spans }];
    });
    if (lines.length > 0) carried.set(path, { path, total: lines.length, lines });
  }
  return carried;
}

import { useEffect, useState } from 'react';
import type { Copy } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { reasonFor } from '../notices.ts';

export type LoadedCopy =
  { kind: 'loading' } | { kind: 'copy'; copy: Copy } | { kind: 'none' } | { kind: 'failed'; why: string };

/** The copy of an article, read again when the notebook says that it is another one. */
export function useCopy(normalised: string): LoadedCopy {
  const [loaded, setLoaded] = useState<LoadedCopy>({ kind: 'loading' });
  useEffect(() => {
    let turn = 0;
    const load = async () => {
      const mine = ++turn;
      const next = await notebook()
        .copy({ normalised })
        .then(
          (copy): LoadedCopy => (copy === null ? { kind: 'none' } : { kind: 'copy', copy }),
          (error: unknown): LoadedCopy => ({ kind: 'failed', why: reasonFor(error) }),
        );
      if (mine === turn) setLoaded((before) => (isSame(before, next) ? before : next));
    };
    void load();
    const unlisten = notebook().listen((event) => {
      if (event.kind !== 'articles') return;
      if (event.normalised === null || event.normalised.includes(normalised)) void load();
    });
    return () => {
      turn = NaN;
      unlisten();
    };
  }, [normalised]);
  return loaded;
}

/** The same copy keeps its page, and the reader's place in it. */
function isSame(a: LoadedCopy, b: LoadedCopy): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** How many articles the notebook has, for the view's entry in the sidebar. */
import { useEffect, useState } from 'react';
import { notebook } from '../actions.ts';
import { useRows } from '../lists/shown-rows.ts';
import { useArticles } from './article-rows.ts';

/** Asked for when the first notes are on screen, and again when articles have changed. `null`: not known yet. */
export function useArticleTotal(): number | null {
  const hasRows = useRows(({ total }) => total !== null);
  const revision = useArticles((state) => state.revision);
  // The list's own number where it shows all: two numbers side by side must not differ for a moment.
  const inList = useArticles(({ filter, total }) => (filter === '' ? total : null));
  const [counted, setCounted] = useState<number | null>(null);
  useEffect(() => {
    if (!hasRows) return undefined;
    let isWanted = true;
    notebook()
      .articleList({ filter: '', sort: 'title', offset: 0, limit: 0 })
      .then(
        ({ total }) => isWanted && setCounted(total),
        // The connection is away, which is told elsewhere.
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [hasRows, revision]);
  return inList ?? counted;
}

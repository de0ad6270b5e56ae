/** The copy on screen, what is selected in it, and which of the reader's excerpts were found there. */
import { create } from 'zustand';
import type { Copy, NotePath, Span } from '../../notes/api.ts';
import type { Located } from '../../notes/text/quotes.ts';
import type { Article } from './article.ts';

export interface Shown {
  normalised: string;
  copy: Copy;
  article: Article;
}

interface ShownState {
  shown: Shown | null;
  /** In `shown.article.text`; never empty. */
  selected: Span | null;
  /** The article's own heading is scrolled away. */
  isPastTitle: boolean;
  /** What the open note, at `path`, took from the article, in the note's order. */
  excerpts: { path: NotePath; located: readonly Located[] };
}

export const noExcerpts: ShownState['excerpts'] = { path: '', located: [] };

/** Nothing on screen. */
export const nothing: ShownState = { shown: null, selected: null, isPastTitle: false, excerpts: noExcerpts };

export const useShown = create<ShownState>(() => nothing);

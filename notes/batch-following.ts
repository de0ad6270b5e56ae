/** What goes along with a change of many notes, and comes back with it: saved filters, articles, a note's path. */
import type { ArticleFollowing } from './article-following.ts';
import type { BulkChange, NotePath, Results } from './api.ts';
import type { Batch, FollowedArticle } from './files/batches.ts';
import type { NoteFolder } from './files/folder.ts';
import type { SavedFilters } from './files/saved-filters.ts';
import { followFilters, returnFilters } from './following.ts';
import type { Moving } from './note-renaming.ts';

export interface FollowShelf {
  folder: NoteFolder;
  saved: SavedFilters;
  following: () => Promise<ArticleFollowing>;
  /** Gives a note another path, and the catalog the news. */
  rename: (from: NotePath, to: NotePath) => Promise<unknown>;
}

export type Followed = Pick<Results['bulkApply'], 'filters' | 'articles'>;

/** Saved filters and articles, when all notes of the batch are done. */
export async function followBatch(
  shelf: FollowShelf,
  { change, filters: written, article }: Batch,
  way: 'forward' | 'back',
): Promise<Followed> {
  const followed: Followed = {};
  const { saved } = shelf;
  const filters = await (way === 'forward' ? followFilters(saved, change) : returnFilters(saved, written));
  if (filters !== null) followed.filters = filters;
  if (change.kind === 'relink' && article !== null) {
    const following = await shelf.following();
    followed.articles = await (way === 'forward'
      ? following.follow(change, article)
      : following.goBack(change, article));
  }
  return followed;
}

/** The note that gets another path by this change, and how far that is. */
export async function movingOf(shelf: FollowShelf, change: BulkChange): Promise<Moving | null> {
  if (change.kind !== 'rename-note') return null;
  const { movingOf: movingNote } = await import('./note-renaming.ts');
  return movingNote(change, shelf.folder, shelf.rename);
}

/** What would go from one article to another by this change. */
export async function articleOf(shelf: FollowShelf, change: BulkChange): Promise<FollowedArticle | null> {
  return change.kind === 'relink' ? (await shelf.following()).plan(change) : null;
}

/** One article, however many notes cite it. */
import type { NotePath, NoteSource, Source } from '../api.ts';

/** One note's link to an article. */
export interface Mention extends Pick<NoteSource, 'url' | 'normalised' | 'site' | 'title' | 'line'> {
  path: NotePath;
  noteTitle: string;
}

/**
 * The articles of these mentions, in the order of each article's first mention. That first mention also gives the
 * article its address, site and title, so the caller puts the best one first; the notes keep the order they come in.
 */
export function groupByArticle(mentions: readonly Mention[]): Source[] {
  const articles = new Map<string, Source>();
  for (const { url, normalised, site, title, path, noteTitle, line } of mentions) {
    const known = articles.get(normalised);
    const article = known ?? { url, normalised, site, title, notes: [] };
    if (!known) articles.set(normalised, article);
    article.notes.push({ path, title: noteTitle, line });
  }
  return [...articles.values()];
}

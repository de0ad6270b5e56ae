/** What lists of articles must answer, by looking at every article and note: for tests of whatever answers faster. */
import type { Card, NoteSource } from '../notes/api.ts';
import { type ArticleState, articleTest } from '../notes/text/article-state.ts';
import { isAtSite } from '../notes/text/filter-sites.ts';
import { type Filter, parseFilter } from '../notes/text/filter.ts';
import { fold } from '../notes/text/fold.ts';
import { matcherOf, occursAt, type Searched, spellingsOf } from '../notes/text/match.ts';
import { readableUrl, siteOf } from '../notes/text/urls.ts';

export interface KnownArticle extends ArticleState {
  card: Pick<Card, 'title'> | null;
}

export interface OracleArticle {
  normalised: string;
  known: KnownArticle;
  /** The first mention in each note that cites it, and that note. */
  mentions: { note: Searched; source: NoteSource }[];
  /** The address as the best mention writes it. */
  url: string;
}

/** The articles that match, by their normalised addresses, sorted. Throws `FilterError`. */
export function bruteForceArticles(articles: readonly OracleArticle[], filter: string, now: Date): string[] {
  const read = parseFilter(filter);
  return articles
    .filter((article) => article.mentions.some(({ note }) => holds(read, article, note, now)))
    .map(({ normalised }) => normalised)
    .sort();
}

function holds(filter: Filter, article: OracleArticle, note: Searched, now: Date): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => holds(part, article, note, now));
    case 'or':
      return filter.parts.some((part) => holds(part, article, note, now));
    case 'not':
      return !holds(filter.part, article, note, now);
    case 'term': {
      const ofArticle = articleTest(filter);
      if (ofArticle !== null) return ofArticle(article.known);
      if (filter.key === 'site') return article.mentions.some(({ source }) => isAtSite(source, filter.value));
      if (filter.key !== 'text' && filter.key !== 'title') return matcherOf(filter, now)(note);
      const words = spellingsOf(filter);
      const titles = article.mentions.map(({ source }) => source.title);
      if (article.known.card) titles.push(article.known.card.title);
      const others = filter.key === 'title' ? [] : [siteOf(article.url), readableUrl(article.normalised)];
      const fields = [...titles, ...others].map(fold);
      return words.length === 0 || fields.some((field) => words.some((word) => occursAt(field, word) >= 0));
    }
  }
}

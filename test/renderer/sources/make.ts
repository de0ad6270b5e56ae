import type { Article, Card, FetchFailure, FetchReason } from '../../../notes/api.ts';

/** An article of which nothing is known but its address. */
export function article(normalised: string, part: Partial<Article> = {}): Article {
  return {
    url: `https://${normalised}`,
    normalised,
    site: 'example.org',
    title: normalised,
    notes: [],
    noted: 0,
    firstNoted: null,
    excerptLength: 0,
    read: 'unread',
    copy: null,
    card: null,
    health: null,
    ...part,
  };
}

export function card(url: string, part: Partial<Card> = {}): Card {
  return {
    kind: 'card',
    title: 'A page',
    site: 'Example',
    description: '',
    author: '',
    published: '',
    picture: null,
    minutes: null,
    language: 'en',
    url,
    fetched: 0,
    ...part,
  };
}

export function failure(reason: FetchReason, status: number | null = null): FetchFailure {
  return { kind: 'failed', reason, status, message: '' };
}

/** Articles with all that is known about them. */
import type { Article, Card, FetchFailure, LinkHealth } from '../../api.ts';
import { readableUrl, siteOf } from '../../text/urls.ts';
import type { Database, Row } from '../database.ts';
import { hashOf, sourceOf } from '../mentions.ts';
import { readRank, readStateOf } from './ranks.ts';

const kept = (address: string): string => `
  (SELECT rank FROM attached.reads WHERE attached.reads.address = ${address}) AS read_rank,
  (SELECT card FROM attached.cards WHERE attached.cards.address = ${address}) AS card,
  (SELECT health FROM attached.links WHERE attached.links.address = ${address}) AS link_health,
  (SELECT failure FROM attached.failures WHERE attached.failures.address = ${address}) AS failure,
  (SELECT json_array(path, fetched) FROM attached.copies WHERE attached.copies.address = ${address}) AS copy`;

/** In this order; one that no note cites is known by its address alone, and whatever is kept about it. */
export function articlesOf(database: Database, normalised: readonly string[]): Article[] {
  const rows = database.all(
    `SELECT asked.value ->> 1 AS normalised, articles.id, noted, excerpt,
       (SELECT date FROM notes WHERE notes.id = articles.first_note) AS first_date, ${kept('asked.value ->> 1')}
     FROM json_each(?) AS asked
     LEFT JOIN articles ON articles.hash = asked.value ->> 0 AND articles.normalised = asked.value ->> 1
     ORDER BY asked.key`,
    JSON.stringify(normalised.map((address) => [hashOf(address), address])),
  );
  return rows.map((row) => articleOf(database, row));
}

/** By the ids of their rows, in this order. */
export function articlesById(database: Database, ids: readonly number[]): Article[] {
  const rows = database.all(
    `SELECT normalised, articles.id, noted, excerpt,
       (SELECT date FROM notes WHERE notes.id = articles.first_note) AS first_date, ${kept('articles.normalised')}
     FROM json_each(?) AS asked CROSS JOIN articles ON articles.id = asked.value ORDER BY asked.key`,
    JSON.stringify(ids),
  );
  return rows.map((row) => articleOf(database, row));
}

function articleOf(database: Database, row: Row): Article {
  const { id = null, normalised, noted, excerpt, first_date, read_rank, card, link_health } = row;
  const address = String(normalised);
  const source =
    id === null
      ? {
          url: address,
          normalised: address,
          site: siteOf(address),
          title: readableUrl(address),
          notes: [],
          noted: 0,
        }
      : sourceOf(database, { id, normalised: address, noted: Number(noted) });
  return {
    ...source,
    firstNoted: first_date == null ? null : String(first_date),
    excerptLength: Number(excerpt ?? 0),
    read: readStateOf(Number(read_rank ?? readRank('unread'))),
    copy: copyOf(row),
    card: parsed(card) as Card | null,
    health: parsed(link_health) as LinkHealth | null,
  };
}

function copyOf({ copy, failure }: Row): Article['copy'] {
  const there = parsed(copy) as [path: string, fetched: number | null] | null;
  if (there !== null) return { kind: 'kept', path: there[0], fetched: there[1] };
  return parsed(failure) as FetchFailure | null;
}

function parsed(json: Row[string] | undefined): unknown {
  return json == null ? null : JSON.parse(String(json));
}

/** What a link may lead to, by a few letters: as quick open finds it, and by other names of notes. */
import type { LinkTargetOffer } from '../../api.ts';
import { wikiLinkTo } from '../../text/note-link-mentions.ts';
import { shortestTarget } from '../../text/note-link-target.ts';
import type { Catalog } from '../catalog.ts';
import type { Database } from '../database.ts';
import { suggestionsFor } from '../names/suggestions.ts';
import { pageOf } from '../results/pages.ts';
import { namesIn } from './names.ts';

/** Suggestions are also headings and articles: so many more are asked for. */
const moreSuggestions = 3;

type Found = Pick<LinkTargetOffer, 'path' | 'title' | 'text' | 'spans' | 'date'>;

/** `api.ts`: linkTargets. Without text those that were changed last. */
export async function targetsFor(
  catalog: Catalog,
  { path, text, limit }: { path: string; text: string; limit: number },
): Promise<LinkTargetOffer[]> {
  const { database } = catalog;
  const found = text.trim() === '' ? newest(database, limit) : await byLetters(catalog, text, limit);
  const names = namesIn(database);
  const seen = new Set<string>();
  return found
    .filter(
      (one) =>
        one.path !== path && !seen.has(`${one.path}\n${one.text}`) && seen.add(`${one.path}\n${one.text}`),
    )
    .slice(0, limit)
    .map((one) => {
      const target = shortestTarget('wiki', one.path, path, names);
      const shown = one.text === one.path ? one.title : one.text;
      return { ...one, target, link: wikiLinkTo(target, shown) };
    });
}

async function byLetters(catalog: Catalog, text: string, limit: number): Promise<Found[]> {
  const most = Math.min(100, limit * moreSuggestions);
  const suggested = await suggestionsFor(catalog, { text, limit: most });
  const notes = suggested
    .filter(({ kind }) => kind === 'note')
    .map(({ path, title, text: shown, spans, date }) => ({ path, title, text: shown, spans, date }));
  return [...byAlias(catalog.database, text, limit), ...notes];
}

function byAlias(database: Database, text: string, limit: number): Found[] {
  const rows = database.all(
    `SELECT path, title, date, alias FROM note_names CROSS JOIN notes ON notes.id = note_names.note
     WHERE way = 2 AND instr(lower(alias), lower(?)) > 0 ORDER BY length(alias) LIMIT ?`,
    ...[text.trim(), limit],
  );
  return rows.map((row) => {
    const alias = String(row['alias']);
    const at = alias.toLowerCase().indexOf(text.trim().toLowerCase());
    const date = row['date'] === null ? null : String(row['date']);
    return {
      ...{ path: String(row['path']), title: String(row['title']), text: alias, date },
      spans: at < 0 ? [] : [[at, at + text.trim().length] as [number, number]],
    };
  });
}

function newest(database: Database, limit: number): Found[] {
  const { rows } = pageOf(database, { filter: '', sort: 'modified', offset: 0, limit: limit + 1 });
  return rows.map(({ path, title, date }) => ({ path, title, text: title, spans: [], date }));
}

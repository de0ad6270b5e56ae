/** Articles that seem to be the same one under several addresses. */
import type { Arguments, Results } from '../../api.ts';
import { fold } from '../../text/fold.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../mentions.ts';
import { articlesOf } from './rows.ts';

/** UTF-16 units of a folded title. Shorter ones are names of many things. */
const shortestTitle = 8;
/** More articles of one title, or that lead to one page, are none: a front page, or "page not found". */
const mostAlike = 6;

/** Titles of many pages of one site. Folded. */
const generic = new Set(
  [
    ...['introduction', 'documentation', 'getting started', 'get started', 'quick start', 'quickstart'],
    ...['installation', 'overview', 'tutorial', 'tutorials', 'changelog', 'release notes', 'releases'],
    ...['reference', 'api reference', 'homepage', 'home page', 'read more', 'original', 'original article'],
    ...['not found', '404 not found', 'page not found', 'untitled', 'download', 'downloads', 'repository'],
    ...[
      'source code',
      'github repository',
      'official website',
      'wikipedia',
      'stack overflow',
      'just a moment...',
    ],
  ].map(fold),
);

interface Kept {
  changes: string;
  groups: string[][];
}

const kept = new WeakMap<Database, Kept>();

/** `api.ts`: articleTwins. Groups and what is in them are in the order of their addresses. */
export function articleTwinsIn(
  database: Database,
  { offset, limit }: Arguments<'articleTwins'>,
): Results['articleTwins'] {
  const changes = database.changes();
  let known = kept.get(database);
  if (known?.changes !== changes) {
    known = { changes, groups: joinedGroups([...byTitle(database), ...byCard(database)]) };
    kept.set(database, known);
  }
  const groups = known.groups.slice(offset, offset + limit).map((group) => articlesOf(database, group));
  return { total: known.groups.length, groups };
}

/** The same title on the same site, `m.` and the like of it included. */
function byTitle(database: Database): string[][] {
  const rows = database.all(
    `SELECT articles.normalised, articles.site, mentions.title FROM articles
     CROSS JOIN mentions ON mentions.article = articles.id AND mentions.note = articles.best
     WHERE mentions.bare = 0 AND articles.title_key IN
       (SELECT title_key FROM articles GROUP BY title_key HAVING count(*) > 1)`,
  );
  const groups = new Map<string, string[]>();
  for (const { normalised, site, title } of rows) {
    const folded = fold(String(title)).trim();
    if (folded.length < shortestTitle || generic.has(folded)) continue;
    const key = `${siteFamily(String(site))}\n${folded}`;
    const group = groups.get(key);
    if (group) group.push(String(normalised));
    else groups.set(key, [String(normalised)]);
  }
  return [...groups.values()];
}

/** A site without what only says for which device it is. */
function siteFamily(site: string): string {
  return site
    .replace(/^(?:(?:www|m|wap|mobile|amp|touch|3g)\.)+(?=[^.]+\.[^.])/, '')
    .replace(/:(?:80|443)$/, '');
}

/** Pages that lead to the same one, and that one itself. */
function byCard(database: Database): string[][] {
  const rows = database.all(
    `SELECT leads_to, address FROM attached.cards AS cards
     CROSS JOIN articles ON articles.hash = cards.hash AND articles.normalised = cards.address
     WHERE leads_to IS NOT NULL`,
  );
  const groups = new Map<string, string[]>();
  for (const row of rows) {
    const target = String(row['leads_to']);
    if (isAnywhere(target)) continue;
    const group = groups.get(target);
    if (group) group.push(String(row['address']));
    else groups.set(target, [String(row['address'])]);
  }
  const cited = citedOf(database, [...groups.keys()]);
  return [...groups].map(([target, group]) => (cited.has(target) ? [...group, target] : group));
}

/** A front page, or one that asks who is there: what is gone often leads to them. */
function isAnywhere(address: string): boolean {
  const { pathname, search } = new URL(address);
  return (
    (pathname === '/' && search === '') ||
    /\b(?:log-?in|sign-?in|404|error|passport|captcha)\b/i.test(pathname)
  );
}

/** Those of these addresses that a note cites. */
function citedOf(database: Database, addresses: readonly string[]): Set<string> {
  const rows = database.all(
    `SELECT normalised FROM json_each(?) AS asked
     CROSS JOIN articles ON articles.hash = asked.value ->> 0 AND articles.normalised = asked.value ->> 1`,
    JSON.stringify(addresses.map((address) => [hashOf(address), address])),
  );
  return new Set(rows.map((row) => String(row['normalised'])));
}

/** Groups that share an article are one. */
function joinedGroups(groups: readonly string[][]): string[][] {
  const leaders = new Map<string, string>();
  const leaderOf = (address: string): string => {
    let leader = address;
    for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader))
      leader = next;
    leaders.set(address, leader);
    return leader;
  };
  for (const group of groups) {
    if (group.length < 2 || group.length > mostAlike) continue;
    const [first = ''] = group;
    for (const address of group) leaders.set(leaderOf(address), leaderOf(first));
  }
  const joined = new Map<string, string[]>();
  for (const address of [...leaders.keys()].sort()) {
    const leader = leaderOf(address);
    joined.set(leader, [...(joined.get(leader) ?? []), address]);
  }
  return [...joined.values()].filter((group) => group.length > 1);
}

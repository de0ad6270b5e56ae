/** What is kept about articles beyond the notes that cite them: cards, links' health, failures, copies, read states. */
import type { Card, FetchFailure, KeptCopy, LinkHealth, ReadState } from '../../api.ts';
import { fold } from '../../text/fold.ts';
import { normaliseUrl } from '../../text/urls.ts';
import type { Database, Value } from '../database.ts';
import { hashOf } from '../mentions.ts';
import { healthRank, readRank } from './ranks.ts';

/** Articles are named by their normalised addresses, whether a note cites them or not. */
export interface KeptArticles {
  cardOf(normalised: string): Card | null;
  /** `canonical`: the address that the page names as its own. */
  putCard(normalised: string, card: Card, canonical?: string | null): void;
  /** Gives the article `to` the newest card of `from`, if it has none. */
  carryCard(from: readonly string[], to: string): void;
  healthOf(normalised: string): LinkHealth | null;
  putHealth(normalised: string, health: LinkHealth): void;
  failureOf(normalised: string): FetchFailure | null;
  /** Why there is no copy; `null`: nothing failed, or not any more. */
  putFailure(normalised: string, failure: FetchFailure | null): void;
  /** All copies there are. Answers the articles whose copy is another one now. */
  setCopies(all: readonly KeptCopy[]): string[];
  /** The read states of all articles that are not unread. Answers those that are others now. */
  setReads(all: ReadonlyMap<string, ReadState>): string[];
}

/** `unseal`: called before anything is written to the catalog itself. */
export function keptArticles(database: Database, unseal: () => void): KeptArticles {
  const parsed = (sql: string, address: string): unknown => {
    const json = database.get(sql, address)?.['json'];
    return typeof json === 'string' ? JSON.parse(json) : null;
  };
  const write = <T>(work: () => T): T => {
    unseal();
    return database.transaction(work);
  };
  const setRank = (column: 'health' | 'read' | 'copied', ranks: readonly (readonly [string, number])[]) => {
    if (ranks.length === 0) return;
    database.run(
      `UPDATE articles SET ${column} = asked.value ->> 2 FROM json_each(?) AS asked
       WHERE articles.hash = asked.value ->> 0 AND articles.normalised = asked.value ->> 1`,
      JSON.stringify(ranks.map(([address, rank]) => [hashOf(address), address, rank])),
    );
  };

  return {
    cardOf: (address) =>
      parsed('SELECT card AS json FROM attached.cards WHERE address = ?', address) as Card | null,
    putCard(address, card, canonical = null) {
      const leadsTo = [canonical, card.url].map((url) => (url === null ? null : normaliseUrl(url)));
      const other = leadsTo.find((one) => one !== null && one !== address) ?? null;
      const sql =
        'INSERT OR REPLACE INTO attached.cards (address, hash, folded, leads_to, card) VALUES (?, ?, ?, ?, ?)';
      database.run(sql, address, hashOf(address), fold(card.title), other, JSON.stringify(card));
    },
    carryCard(from, to) {
      const cards = from.map((address) => this.cardOf(address)).filter((card) => card !== null);
      const [newest] = cards.sort((a, b) => b.fetched - a.fetched);
      if (newest !== undefined && this.cardOf(to) === null) this.putCard(to, newest);
    },
    healthOf: (address) =>
      parsed('SELECT health AS json FROM attached.links WHERE address = ?', address) as LinkHealth | null,
    putHealth(address, health) {
      const rank = healthRank(health.state);
      write(() => {
        const sql =
          'INSERT OR REPLACE INTO attached.links (address, hash, rank, checked, health) VALUES (?, ?, ?, ?, ?)';
        const tried = health.lastTry?.at ?? health.checked;
        database.run(sql, address, hashOf(address), rank, tried, JSON.stringify(health));
        setRank('health', [[address, rank]]);
      });
    },
    failureOf: (address) =>
      parsed(
        'SELECT failure AS json FROM attached.failures WHERE address = ?',
        address,
      ) as FetchFailure | null,
    putFailure(address, failure) {
      if (failure === null) database.run('DELETE FROM attached.failures WHERE address = ?', address);
      else
        database.run(
          'INSERT OR REPLACE INTO attached.failures (address, failure) VALUES (?, ?)',
          ...[address, JSON.stringify(failure)],
        );
    },
    setCopies(all) {
      const before = rowsOf(database, 'SELECT address, path, fetched FROM attached.copies');
      const now = new Map(all.map(({ normalised, path, fetched }) => [normalised, [path, fetched]]));
      const { changed, gone } = difference(before, now);
      if (changed.length + gone.length === 0) return [];
      write(() => {
        remove(database, 'copies', gone);
        database.run(
          `INSERT OR REPLACE INTO attached.copies (address, path, fetched)
           SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
          JSON.stringify(changed),
        );
        setRank('copied', [
          ...gone.map((address) => [address, 0] as const),
          ...changed.map(([address]) => [address, 1] as const),
        ]);
      });
      return [...changed.map(([address]) => address), ...gone];
    },
    setReads(all) {
      const before = rowsOf(database, 'SELECT address, rank FROM attached.reads');
      const now = new Map([...all].filter(([, state]) => state !== 'unread').map(rankOfRead));
      const { changed, gone } = difference(before, now);
      if (changed.length + gone.length === 0) return [];
      write(() => {
        remove(database, 'reads', gone);
        database.run(
          `INSERT OR REPLACE INTO attached.reads (address, rank) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
          JSON.stringify(changed),
        );
        setRank('read', [
          ...gone.map((address) => [address, 0] as const),
          ...changed.map(([address, rank]) => [address, Number(rank)] as const),
        ]);
      });
      return [...changed.map(([address]) => address), ...gone];
    },
  };
}

const rankOfRead = ([address, state]: readonly [string, ReadState]): [string, Value[]] => [
  address,
  [readRank(state)],
];

function rowsOf(database: Database, sql: string): Map<string, Value[]> {
  return new Map(
    database.all(sql).map(({ address = null, ...values }) => [String(address), Object.values(values)]),
  );
}

type Changed = [address: string, ...values: Value[]];

function difference(
  before: ReadonlyMap<string, Value[]>,
  now: ReadonlyMap<string, Value[]>,
): { changed: Changed[]; gone: string[] } {
  const changed: Changed[] = [];
  for (const [address, values] of now) {
    const old = before.get(address);
    if (!old || values.some((value, at) => value !== old[at])) changed.push([address, ...values]);
  }
  return { changed, gone: [...before.keys()].filter((address) => !now.has(address)) };
}

function remove(database: Database, table: 'copies' | 'reads', gone: readonly string[]): void {
  if (gone.length === 0) return;
  const sql = `DELETE FROM attached.${table} WHERE address IN (SELECT value FROM json_each(?))`;
  database.run(sql, JSON.stringify(gone));
}

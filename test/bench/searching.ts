/** T1 to T3: how fast a search answers, and whether it is right. */
import { NotebookProcess } from './processes.ts';
import { queriesOf, type Query } from './queries.ts';
import { compared, type Row } from './report.ts';
import { largest, median, quantile } from './samples.ts';
import { ripgrep, type Setting } from './setting.ts';
import { truthOf } from './truth.ts';

/** Searches a round; of so many the reference does one. */
const perRound = 40;
const sharedBy = 4;

interface Search {
  query: Query;
  ms: number;
  total: number;
}

/** The newest 50 of different searches, with `rg` for the same words in between. */
export async function searches(
  setting: Setting,
  what: 'newest' | 'all',
): Promise<{ ours: Search[]; rg: { query: Query; ms: number }[] }> {
  const { corpus, built, rounds, seed, hasRipgrep } = setting;
  const limit = what === 'newest' ? 50 : 1000;
  const queries = queriesOf(corpus, what === 'newest' ? seed : seed + 1, perRound * rounds);
  const ours: Search[] = [];
  const rg: { query: Query; ms: number }[] = [];
  const home = await setting.indexedHome();
  for (let round = 0; round < rounds; round++) {
    const notebook = new NotebookProcess(built, corpus.folder, home);
    await notebook.indexed();
    // Compiled code and the disk's cache are those of a notebook in use.
    for (const { filter } of queriesOf(corpus, seed + 1000 + round, 20)) {
      await notebook.call('query', { filter, sort: 'date', offset: 0, limit, facets: false });
    }
    for (const [index, query] of queries.slice(round * perRound, (round + 1) * perRound).entries()) {
      const args = { filter: query.filter, sort: 'date', offset: 0, limit, facets: false } as const;
      const { ms, value } = await notebook.call('query', args);
      ours.push({ query, ms, total: value.total });
      // With two words rg looks for the longer one only, which is less than it would have to do.
      const [longest = ''] = query.words.toSorted((a, b) => b.length - a.length);
      if (hasRipgrep && index % sharedBy === round % sharedBy)
        rg.push({ query, ...(await ripgrep(corpus.folder, longest)) });
    }
    await notebook.close();
  }
  return { ours, rg };
}

/** T1 and T2. */
export async function searchTimes(setting: Setting): Promise<Row[]> {
  const newest = await searches(setting, 'newest');
  const all = await searches(setting, 'all');
  const { notes } = setting.corpus;
  const most = (small: number, large: number): number | null =>
    notes >= 100_000 ? large : notes >= 10_000 ? small : null;
  const rgOf = ({ rg }: typeof newest) =>
    rg.length === 0 ? null : { name: 'rg -l', values: rg.map(({ ms }) => ms) };
  const times = ({ ours }: typeof newest): number[] => ours.map(({ ms }) => ms);
  return [
    compared({
      row: 'T1',
      what: `search, newest 50 and the total, ${newest.ours.length} searches`,
      measured: times(newest),
      reference: rgOf(newest),
      most: most(1 / 50, 1 / 100),
      by: { name: 'p50', of: median },
      raw: slowest(newest.ours),
    }),
    compared({
      row: 'T1',
      what: 'the same, the slowest of a hundred',
      measured: times(newest),
      reference: rgOf(newest),
      most: 1,
      by: { name: 'p99', of: (values) => quantile(values, 0.99) },
    }),
    compared({
      row: 'T2',
      what: `search, exact total and a whole window (1,000 rows), ${all.ours.length} searches`,
      measured: times(all),
      reference: rgOf(all),
      most: most(1 / 3, 1 / 5),
      by: { name: 'p50', of: median },
      raw: slowest(all.ours),
    }),
  ];
}

function slowest(ours: readonly Search[]): object {
  const kinds = [...new Set(ours.map(({ query }) => query.kind))];
  const ofKind = (kind: string): number[] =>
    ours.filter(({ query }) => query.kind === kind).map(({ ms }) => ms);
  return {
    p50: Object.fromEntries(kinds.map((kind) => [kind, median(ofKind(kind))])),
    worst: Object.fromEntries(kinds.map((kind) => [kind, largest(ofKind(kind))])),
    slowest: ours
      .toSorted((a, b) => b.ms - a.ms)
      .slice(0, 10)
      .map(({ query, ms, total }) => ({ filter: query.filter, ms, total })),
  };
}

const mostRows = 1000;

/** T3: every hit of 240 searches, against every note looked through. */
export async function searchTruth(setting: Setting): Promise<Row[]> {
  const { corpus, built, seed } = setting;
  const queries = queriesOf(corpus, seed + 2, 240);
  setting.say(`T3: looking through ${corpus.notes} notes for ${queries.length} searches`);
  const truth = truthOf(corpus, queries);
  const notebook = new NotebookProcess(built, corpus.folder, await setting.indexedHome());
  await notebook.indexed();
  let right = 0;
  let found = 0;
  let wanted = 0;
  const wrong: object[] = [];
  for (const [index, query] of queries.entries()) {
    const paths = new Set<string>();
    let total = 0;
    for (let offset = 0; offset === 0 || offset < total; offset += mostRows) {
      const args = { filter: query.filter, sort: 'date', offset, limit: mostRows, facets: false } as const;
      const { value } = await notebook.call('query', args);
      total = value.total;
      for (const { path } of value.rows) paths.add(path);
    }
    const expected = truth[index] ?? new Set<string>();
    const missing = [...expected].filter((path) => !paths.has(path));
    const surplus = [...paths].filter((path) => !expected.has(path));
    const both = paths.size - surplus.length;
    right += both;
    found += paths.size;
    wanted += expected.size;
    if (missing.length + surplus.length > 0 || total !== expected.size) {
      wrong.push({
        ...query,
        expected: expected.size,
        found: paths.size,
        total,
        missing: missing.slice(0, 3),
        surplus: surplus.slice(0, 3),
      });
    }
  }
  await notebook.close();
  const precision = found === 0 ? 1 : right / found;
  const recall = wanted === 0 ? 1 : right / wanted;
  return [
    {
      row: 'T3',
      what: `${queries.length} searches against every note looked through (${wanted} hits)`,
      measured: `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, ${wrong.length} searches wrong`,
      reference: 'brute force',
      ratio: null,
      target: '1.000, 1.000, 0',
      verdict: wrong.length === 0 ? 'met' : 'short',
      raw: { precision, recall, wrong: wrong.slice(0, 40) },
    },
  ];
}

/** The benchmark itself: the same notes for the same seed, and numbers that say what they should. */
import { spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readFacts } from '../notes/text/facts.ts';
import { type Corpus, corpusOf, lent } from './bench/corpus.ts';
import { noteMaker } from './bench/corpus-note.ts';
import { queriesOf } from './bench/queries.ts';
import {
  compared,
  exitCodeOf,
  limited,
  markdownOf,
  shownMs,
  shownRatio,
  tableOf,
  unmeasured,
} from './bench/report.ts';
import { median, quantile } from './bench/samples.ts';
import { truthOf } from './bench/truth.ts';
import { removeFolder, temporaryFolder } from './temporary.ts';

const root = resolve(import.meta.dirname, '..');

function makeCorpus(notes: number, seed: number): Corpus {
  const parent = temporaryFolder('gleaner-corpus-');
  onTestFinished(() => removeFolder(parent));
  return corpusOf(notes, seed, parent);
}

const hashOf = (corpus: Corpus): string =>
  hash(
    'sha256',
    corpus.paths.map((path) => path + readFileSync(join(corpus.folder, path), 'utf8')).join('\0'),
  );

describe('the corpus', () => {
  test('is the same for a seed and another one for another seed', () => {
    const first = makeCorpus(40, 7);
    expect(hashOf(makeCorpus(40, 7))).toBe(hashOf(first));
    expect(hashOf(makeCorpus(40, 8))).not.toBe(hashOf(first));
  });

  test('makes a note alike whichever notes were made before', () => {
    const make = noteMaker(3);
    make(1);
    make(2);
    expect(make(12)).toEqual(noteMaker(3)(12));
  });

  test('has notes of about 6 KB, most of them Chinese, with headers that Gleaner reads', () => {
    const corpus = makeCorpus(300, 1);
    expect(corpus.bytes / corpus.notes).toBeGreaterThan(5_000);
    expect(corpus.bytes / corpus.notes).toBeLessThan(7_500);
    const facts = corpus.paths.map((path) =>
      readFacts(path, readFileSync(join(corpus.folder, path), 'utf8')),
    );
    expect(facts.filter(({ problem }) => problem !== null)).toEqual([]);
    expect(facts.every(({ sources }) => sources.length >= 3 && sources.length <= 8)).toBe(true);
    expect(facts.some(({ date }) => date === null)).toBe(true);
    expect(facts.some(({ tags }) => tags.some((tag) => tag.includes('/')))).toBe(true);
    expect(facts.some(({ unpublished }) => unpublished)).toBe(true);
    expect(facts.some(({ questions }) => questions > 0)).toBe(true);
    const text = corpus.paths.map((path) => readFileSync(join(corpus.folder, path), 'utf8')).join('');
    expect((text.match(/\p{Script=Han}/gu) ?? []).length / text.length).toBeGreaterThan(0.5);
  });

  test('is used again when it is whole, and made anew when something was cut off in the middle of changing it', async () => {
    const parent = temporaryFolder('gleaner-corpus-');
    onTestFinished(() => removeFolder(parent));
    const corpus = corpusOf(5, 1, parent);
    const [path = ''] = corpus.paths;
    rmSync(join(corpus.folder, path));
    expect(existsSync(join(corpusOf(5, 1, parent).folder, path))).toBe(false);
    await expect(lent(corpus, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    expect(existsSync(join(corpusOf(5, 1, parent).folder, path))).toBe(true);
  });
});

describe('the searches', () => {
  test('are different ones of every kind, the same for a seed', () => {
    const corpus = makeCorpus(60, 1);
    const queries = queriesOf(corpus, 5, 100);
    expect(new Set(queries.map(({ filter }) => filter)).size).toBe(100);
    expect(new Set(queries.map(({ kind }) => kind)).size).toBe(10);
    expect(queriesOf(corpus, 5, 100)).toEqual(queries);
    expect(queriesOf(corpus, 6, 100)).not.toEqual(queries);
  });

  test('find what they were taken from, and nothing for what is nowhere', () => {
    const corpus = makeCorpus(60, 1);
    const queries = queriesOf(corpus, 5, 100);
    const found = truthOf(corpus, queries);
    queries.forEach(({ kind, filter }, index) => {
      const count = found[index]?.size ?? 0;
      expect([filter, kind === 'absent' ? count === 0 : count > 0]).toEqual([filter, true]);
    });
  });

  test('hold a word that begins in the middle of another one for absent', () => {
    const corpus = makeCorpus(30, 1);
    const whole = queriesOf(corpus, 5, 200).filter(
      ({ kind, words }) => kind === 'word' && (words[0] ?? '').length > 6,
    );
    expect(whole.length).toBeGreaterThan(3);
    const inside = whole.map(({ words }) => (words[0] ?? '').slice(2));
    const asked = inside.map((word) => ({ kind: 'word' as const, filter: word, words: [word] }));
    truthOf(corpus, asked).forEach((paths, index) => {
      const word = new RegExp(`(?<![A-Za-z0-9_])${inside[index] ?? ''}`, 'i');
      for (const path of paths) expect(readFileSync(join(corpus.folder, path), 'utf8')).toMatch(word);
    });
  });
});

describe('the report', () => {
  test('takes the middle and the slowest of many', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([quantile(hundred, 0.99), quantile(hundred, 0.5), quantile(hundred, 1)]).toEqual([99, 50, 100]);
  });

  const row = { row: 'T1', what: 'search', measured: [1, 2, 3] };

  test('compares medians, and says met up to the target', () => {
    const rg = { name: 'rg', values: [90, 100, 500] };
    expect(compared({ ...row, reference: rg, most: 1 / 50 })).toMatchObject({
      ratio: 0.02,
      verdict: 'met',
      target: '<= 1/50',
    });
    expect(compared({ ...row, reference: rg, most: 1 / 51 })).toMatchObject({ verdict: 'short' });
    expect(compared({ ...row, reference: rg, most: null })).toMatchObject({
      verdict: 'no target',
      ratio: 0.02,
    });
    expect(compared({ ...row, reference: null, most: 1 })).toMatchObject({
      verdict: 'no reference',
      ratio: null,
    });
  });

  test('shows times and ratios with the digits that matter', () => {
    expect([0.123, 12.34, 123.4, 12_345].map(shownMs)).toEqual(['0.12 ms', '12.3 ms', '123 ms', '12.3 s']);
    expect([0.02, 1 / 3, 1, 1.6, 2, 60].map(shownRatio)).toEqual([
      '1/50',
      '1/3.0',
      '1.00 x',
      '1.60 x',
      '2.0 x',
      '60 x',
    ]);
  });

  test('fails for a row that did not run, and not for a target that was missed', () => {
    const short = limited({ row: 'T8', what: 'own edit', raw: null }, 60, 50, shownMs);
    expect(short.verdict).toBe('short');
    expect(exitCodeOf([short, unmeasured('T11', 'typing', 'not measured', 'no browser')])).toBe(0);
    expect(exitCodeOf([short, unmeasured('T5', 'first open', 'failed', 'it broke')])).toBe(1);
  });

  test('is a table for a terminal and one for a document', () => {
    const rows = [limited({ row: 'T8', what: 'a | b', raw: null }, 60, 50, shownMs)];
    expect(tableOf(rows).split('\n')[1]).toBe('T8   a | b  60.0 ms                     <= 50.0 ms  short');
    expect(markdownOf(rows).split('\n')[2]).toBe('| T8 | a \\| b | 60.0 ms |  |  | <= 50.0 ms | short |');
  });
});

describe('npm run bench', () => {
  const bench = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'test/bench/bench.ts'), ...args], { encoding: 'utf8' });

  test('measures a small notebook, prints the table and writes every number', { timeout: 120_000 }, () => {
    const folder = temporaryFolder('gleaner-results-');
    onTestFinished(() => removeFolder(folder));
    const out = join(folder, 'results.json');
    const { status, stdout, stderr } = bench(
      '--notes',
      '50',
      '--rounds',
      '1',
      '--only',
      'T3,T4,T6,T10',
      '--out',
      out,
    );
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('cold open with an index');
    const results = JSON.parse(readFileSync(out, 'utf8')) as {
      machine: { node: string };
      notes: number;
      rows: { row: string; raw: unknown }[];
    };
    expect(results.machine.node).toBe(process.versions.node);
    expect(results.notes).toBe(50);
    expect([...new Set(results.rows.map(({ row }) => row))]).toEqual(['T3', 'T4', 'T6', 'T10']);
    expect(results.rows.find(({ row }) => row === 'T3')).toMatchObject({ verdict: 'met' });
  });

  test('says how it is used when it is asked for what it does not know', () => {
    for (const args of [['--notes', '7'], ['--only', 'T99'], ['--rounds', '0'], ['--what']]) {
      const { status, stderr } = bench(...args);
      expect(status).toBe(2);
      expect(stderr).toContain('Usage: npm run bench');
    }
  });
});

/** What is searched for: words and pieces of the corpus as a person would type them, and some that it does not have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Corpus } from './corpus.ts';
import { type Random, randomFrom } from './random.ts';

export type QueryKind =
  'han-1' | 'han-2' | 'han-3' | 'han-4' | 'mixed' | 'word' | 'prefix' | 'rare' | 'absent' | 'two-words';

export interface Query {
  kind: QueryKind;
  /** As typed into the search box. */
  filter: string;
  /** The words that a note must hold, as written. */
  words: string[];
}

/** How many of each kind in a round of twenty. */
const mix: [QueryKind, number][] = [
  ['han-1', 1],
  ['han-2', 5],
  ['han-3', 2],
  ['han-4', 3],
  ['mixed', 2],
  ['word', 2],
  ['prefix', 1],
  ['rare', 1],
  ['absent', 1],
  ['two-words', 2],
];

/** `count` different queries, the kinds in turn; the same for the same corpus and seed. */
export function queriesOf(corpus: Corpus, seed: number, count: number): Query[] {
  const random = randomFrom(seed * 31 + 7);
  const kinds = mix.flatMap(([kind, share]) => Array.from({ length: share }, () => kind));
  const queries = new Map<string, Query>();
  // A small corpus may not have so many different ones.
  for (let attempt = 0; queries.size < count && attempt < count * 50; attempt++) {
    const kind = kinds[(queries.size + (attempt % 3 === 2 ? attempt : 0)) % kinds.length] ?? 'han-2';
    const words = wordsOf(kind, corpus, random);
    if (words === null) continue;
    const filter = words.map((word) => (word.includes(' ') ? `"${word}"` : word)).join(' ');
    queries.set(filter, { kind, filter, words });
  }
  return [...queries.values()];
}

function wordsOf(kind: QueryKind, corpus: Corpus, random: Random): string[] | null {
  const body = bodyOf(corpus, random);
  const one = (word: string | null): string[] | null => (word === null ? null : [word]);
  switch (kind) {
    case 'han-1':
    case 'han-2':
    case 'han-3':
    case 'han-4':
      return one(han(body, Number(kind.slice(4)), random));
    case 'mixed':
      return one(
        piece(
          body,
          /\p{Script=Han}{1,3} ?[A-Za-z]{2,12}|(?<!\w)[A-Za-z]{2,12} ?\p{Script=Han}{1,3}/gu,
          random,
        ),
      );
    case 'word':
      return one(piece(body, /(?<![\w-])[a-z]{3,14}(?![\w-])/g, random));
    case 'prefix':
      return one(
        piece(body, /(?<![\w-])[a-z]{7,14}(?![\w-])/g, random)?.slice(0, random.between(3, 5)) ?? null,
      );
    case 'rare':
      return one(piece(body, /(?<=issue )[0-9a-z]+/g, random));
    case 'absent':
      return [`龘靐齉${random.below(1000)}`];
    case 'two-words': {
      const pair = [han(body, 2, random), han(body, 2, random)];
      return pair[0] != null && pair[1] != null && pair[0] !== pair[1] ? [pair[0], pair[1]] : null;
    }
  }
}

function bodyOf(corpus: Corpus, random: Random): string {
  const text = readFileSync(join(corpus.folder, random.pick(corpus.paths)), 'utf8');
  return text.slice(Math.max(0, text.indexOf('\n## ')));
}

function han(text: string, length: number, random: Random): string | null {
  const run = piece(text, new RegExp(`\\p{Script=Han}{${length},}`, 'gu'), random);
  if (run === null) return null;
  const from = random.below(run.length - length + 1);
  return run.slice(from, from + length);
}

function piece(text: string, pattern: RegExp, random: Random): string | null {
  const found = text.match(pattern);
  return found === null ? null : random.pick(found);
}

/** What a search must find: every note read and looked through, with a matcher of the benchmark's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFacts } from '../../notes/text/facts.ts';
import type { Corpus } from './corpus.ts';
import type { Query } from './queries.ts';

/** The paths that each query must find. */
export function truthOf(corpus: Corpus, queries: readonly Query[]): Set<string>[] {
  const wanted = queries.map(({ words }) => words.map(folded));
  const found = queries.map(() => new Set<string>());
  for (const path of corpus.paths) {
    const fields = fieldsOf(corpus, path);
    wanted.forEach((words, index) => {
      if (words.every((word) => isIn(fields, word))) found[index]?.add(path);
    });
  }
  return found;
}

/** Title, tags, categories, excerpt and body, folded; no word reaches from one into the next. */
function fieldsOf(corpus: Corpus, path: string): string {
  const text = readFileSync(join(corpus.folder, path), 'utf8');
  const { title, tags, categories, excerpt } = readFacts(path, text);
  const body = text.replace(/^---\r?\n[^]*?\r?\n---\r?\n/, '');
  return [title, ...tags, ...categories, excerpt, body].map(folded).join('\0');
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');
}

/** Chinese anywhere; what begins with a Latin letter or digit only where a word begins. */
function isIn(fields: string, word: string): boolean {
  if (!/^[a-z0-9]/.test(word)) return fields.includes(word);
  for (let at = fields.indexOf(word); at >= 0; at = fields.indexOf(word, at + 1)) {
    if (at === 0 || !/[a-z0-9_]/.test(fields.charAt(at - 1))) return true;
  }
  return false;
}

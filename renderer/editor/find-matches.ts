/** Finding and replacing in a text: what matches, and what stands there afterwards. Pure, for the page and for its worker. */

export interface FindQuery {
  words: string;
  matchCase: boolean;
  wholeWord: boolean;
  isRegexp: boolean;
  /** Of a regular expression: with `$1`, `$<name>`, `$&`, `\n` and `\t`. */
  replacement: string;
}

/** Offsets in UTF-16 units, and what the replacement makes of it. A regular expression may match nothing at a place. */
export interface Match {
  from: number;
  to: number;
  insert: string;
}

export type Findings =
  /** `isCut`: there are more than are kept. */
  | { kind: 'found'; matches: readonly Match[]; isCut: boolean }
  /** The expression can't be read; the message is the browser's. */
  | { kind: 'wrong'; message: string }
  /** It took too long. */
  | { kind: 'slow' };

/** More matches than this are not kept. */
export const mostMatches = 100_000;

/** May take forever for a regular expression: run those in the worker. */
export function findMatches(text: string, query: FindQuery): Findings {
  if (query.words === '') return { kind: 'found', matches: [], isCut: false };
  let pattern: RegExp;
  try {
    pattern = patternOf(query);
  } catch (error) {
    return { kind: 'wrong', message: reasonOf(error) };
  }
  const { isRegexp, replacement, wholeWord } = query;
  const matches: Match[] = [];
  for (const match of text.matchAll(pattern)) {
    const from = match.index;
    const to = from + match[0].length;
    if (wholeWord && !(isWordEdge(text, from) && isWordEdge(text, to))) continue;
    if (matches.length === mostMatches) return { kind: 'found', matches, isCut: true };
    matches.push({ from, to, insert: isRegexp ? expanded(replacement, match) : replacement });
  }
  return { kind: 'found', matches, isCut: false };
}

function patternOf({ words, matchCase, isRegexp }: FindQuery): RegExp {
  const flags = `gm${matchCase ? '' : 'i'}`;
  const source = isRegexp ? words : words.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => `\\x${hex(sign)}`);
  try {
    return new RegExp(source, `${flags}u`);
  } catch (error) {
    // With `u` every needless backslash is a mistake; without it people's habits are understood.
    try {
      return new RegExp(source, flags);
    } catch {
      throw error;
    }
  }
}

const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(2, '0');

/** `Invalid regular expression: /(/gmu: Unterminated group` says its end. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /\/[a-z]*: (.+)$/s.exec(message)?.[1] ?? message;
}

function expanded(replacement: string, match: RegExpMatchArray): string {
  return replacement.replace(
    /\$(?:(\d{1,2})|<([^>]*)>|([$&]))|\\([nt\\])/g,
    (
      whole,
      number: string | undefined,
      name: string | undefined,
      sign: string | undefined,
      escape: string,
    ) => {
      if (sign !== undefined) return sign === '$' ? '$' : match[0];
      if (name !== undefined) return match.groups?.[name] ?? '';
      if (number === undefined) return { n: '\n', t: '\t' }[escape] ?? '\\';
      const [group, rest] = groupOf(number, match.length - 1);
      return group === null ? whole : (match[group] ?? '') + rest;
    },
  );
}

/** `$12` is the twelfth group where there are so many, else the first one and a 2. */
function groupOf(digits: string, groups: number): [group: number | null, rest: string] {
  const both = Number(digits);
  if (both >= 1 && both <= groups) return [both, ''];
  const first = Number(digits[0]);
  return digits.length === 2 && first >= 1 && first <= groups ? [first, digits.slice(1)] : [null, ''];
}

const wordSign = /[\p{L}\p{N}\p{M}_]/u;
const han = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
/** Characters around an edge that are segmented. */
const around = 40;

/** Whether a word may begin or end at `at`: Latin ones by their letters, Chinese ones as Intl.Segmenter has them. */
function isWordEdge(text: string, at: number): boolean {
  const before = /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
  const after = /^./su.exec(text.slice(at, at + 2))?.[0] ?? '';
  if (!wordSign.test(before) || !wordSign.test(after)) return true;
  const isHan = han.test(before);
  if (isHan !== han.test(after)) return true;
  if (!isHan) return false;
  const from = Math.max(0, at - around);
  return segmenter.segment(text.slice(from, at + around)).containing(at - from)?.index === at - from;
}

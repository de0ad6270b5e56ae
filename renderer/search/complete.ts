/** What the search box offers while it is written: keys, and what may follow them. Pure. */
import type { Facet } from '../../notes/api.ts';
import { type FilterKey, filterKeys } from '../../notes/text/filter.ts';
import { formatTerm } from '../../notes/text/filter-text.ts';
import { fold } from '../../notes/text/fold.ts';

export interface Completion {
  /** What is written in the place of `from` to `to`, UTF-16 offsets in the text. */
  text: string;
  from: number;
  to: number;
  /** Notes that have it, for a tag or category. */
  count: number | null;
}

/** What a notebook has to offer. */
export interface Known {
  tags: readonly Facet[];
  categories: readonly Facet[];
  sites: readonly string[];
  /** Whether typed letters are the beginning of how a name is read in pinyin. */
  soundsLike: (name: string, typed: string) => boolean;
}

const most = 8;
/** Fewer letters of a key are a word like any other. */
const fewestOfKey = 2;

/** What `is:` and `has:` know; dates and ages are examples of their forms. */
const fixed: Partial<Record<FilterKey, (now: Date) => readonly string[]>> = {
  is: () => ['untagged', 'unread', 'reading', 'read', 'dead', 'moved', 'unpublished', 'broken'],
  has: () => ['source', 'copy', 'question', 'highlight'],
  date: (now) => [`${now.getFullYear()}`, monthOf(now), `>=${now.getFullYear() - 1}`, '<1y', '>1y'],
  modified: () => ['<1d', '<7d', '<1m', '>1y'],
};

/** For the term that ends at the cursor; none where the cursor stands inside of one. Best first, at most 8. */
export function completionsAt(text: string, cursor: number, known: Known, now: Date): Completion[] {
  const word = wordBefore(text, cursor);
  if (word === null) return [];
  const place = { from: word.start, to: cursor };
  const written = text.slice(word.start, cursor);
  const [, name, quote = '', typed = ''] =
    /^([a-z]+)[:：]["“”＂]?(?<=(["“”＂]?))(.*)$/isu.exec(written) ?? [];
  if (name === undefined) {
    const begun = written.toLowerCase();
    if (!/^[a-z]+$/.test(begun) || begun.length < fewestOfKey) return [];
    const keys = filterKeys.filter((key) => key.startsWith(begun));
    return keys.map((key) => ({ text: `${key}:`, ...place, count: null }));
  }
  const key = filterKeys.find((one) => one === name.toLowerCase());
  if (key === undefined) return [];
  const values = valuesOf(key, quote === '' ? typed : typed.replaceAll('\\', ''), known, now);
  const offers = values.map(({ value, count }) => ({ text: formatTerm(key, value), ...place, count }));
  // A name that is there as it is written needs nothing more; a date may be meant to become a narrower one.
  if (key !== 'date' && offers.some((one) => one.text === written)) return [];
  return offers.filter((one) => one.text !== written);
}

function valuesOf(
  key: FilterKey,
  typed: string,
  known: Known,
  now: Date,
): { value: string; count: number | null }[] {
  if (key === 'tag' || key === 'category') {
    const facets = key === 'tag' ? known.tags : known.categories;
    return bestOf(facets, typed, known.soundsLike).map(({ name, within }) => ({
      value: name,
      count: within,
    }));
  }
  const values = key === 'site' ? known.sites : (fixed[key]?.(now) ?? []);
  const begun = fold(typed);
  const fits = (value: string) => value.startsWith(begun) || (key === 'site' && value.includes(`.${begun}`));
  return values
    .filter(fits)
    .slice(0, most)
    .map((value) => ({ value, count: null }));
}

/** Names that begin with what is typed come first, then those with a part that does, then by sound; the most used first. */
function bestOf(facets: readonly Facet[], typed: string, soundsLike: Known['soundsLike']): Facet[] {
  const begun = fold(typed);
  const isLetters = /^[a-z]+$/.test(begun);
  const names = foldedNames(facets);
  const ranked = facets.flatMap((facet, at) => {
    const name = names[at] ?? '';
    const isPart = () => name.includes(`/${begun}`) || (begun.length > 1 && name.includes(begun));
    const rank = name.startsWith(begun)
      ? 0
      : isPart()
        ? 1
        : isLetters && soundsLike(facet.name, begun)
          ? 2
          : null;
    return rank === null ? [] : [{ facet, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank || b.facet.within - a.facet.within);
  return ranked.slice(0, most).map(({ facet }) => facet);
}

const folded = new WeakMap<readonly Facet[], readonly string[]>();

/** Worked out once: 20,000 names take 50 ms, too long for every key. */
function foldedNames(facets: readonly Facet[]): readonly string[] {
  const known = folded.get(facets);
  if (known !== undefined) return known;
  const names = facets.map(({ name }) => fold(name));
  folded.set(facets, names);
  return names;
}

/** The term that ends at the cursor, after its `-` and parentheses. */
function wordBefore(text: string, cursor: number): { start: number } | null {
  if (cursor < text.length && !/[\s)）]/u.test(text.charAt(cursor))) return null;
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < cursor; at++) {
    const character = text.charAt(at);
    if (isQuoted && character === '\\') at++;
    else if (/["“”＂]/.test(character)) isQuoted = !isQuoted;
    else if (!isQuoted && /\s/u.test(character)) start = at + 1;
    else if (!isQuoted && at === start && /[-－(（~～]/.test(character)) start = at + 1;
  }
  return start < cursor ? { start } : null;
}

function monthOf(now: Date): string {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
}

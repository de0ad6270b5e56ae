/**
 * Which Chinese, Japanese or Korean encoding bytes look like: by where in its table each character stands, because the
 * frequent half of each table comes first. That tells after a few words.
 */
import { decodedAs } from './encodings.ts';

interface Table {
  encoding: string;
  /** How many bytes a character has that begins with these two. */
  width: (first: number, second: number) => number;
  /** Whether a character of two bytes is among the frequent half, or a sign of this language. */
  isFrequent: (first: number, second: number) => boolean;
  /** Characters without which it is not this language, and how large a part of all they are. */
  needs?: { test: (first: number) => boolean; least: number; most: number };
}

const between = (byte: number, least: number, most: number): boolean => byte >= least && byte <= most;
const pair = (): number => 2;

const tables: readonly Table[] = [
  {
    encoding: 'gb18030',
    width: (_first, second) => (between(second, 0x30, 0x39) ? 4 : 2),
    // GB 2312's first level, sorted by sound, and punctuation.
    isFrequent: (first, second) =>
      second >= 0xa1 && (between(first, 0xb0, 0xd7) || first === 0xa1 || first === 0xa3),
  },
  {
    encoding: 'euc-kr',
    width: pair,
    isFrequent: (first, second) => second >= 0xa1 && between(first, 0xb0, 0xc8),
  },
  {
    encoding: 'big5',
    width: pair,
    isFrequent: (first) => first === 0xa1 || between(first, 0xa4, 0xc6),
    // Where EUC-JP has its kana Big5 has characters of few strokes: some, never most.
    needs: { test: (first) => first === 0xa4 || first === 0xa5, least: 0, most: 0.6 },
  },
  {
    encoding: 'euc-jp',
    width: (first) => (first === 0x8f ? 3 : 2),
    isFrequent: (first) => between(first, 0xa1, 0xa5) || between(first, 0xb0, 0xcf),
    needs: { test: (first) => first === 0xa4 || first === 0xa5, least: 0.1, most: 1 },
  },
  {
    encoding: 'shift_jis',
    // Katakana of half width stand alone.
    width: (first) => (between(first, 0xa0, 0xdf) ? 1 : 2),
    isFrequent: (first) => between(first, 0x81, 0x83) || between(first, 0x88, 0x97),
  },
];

/** As `TextDecoder` names them. */
export const asianEncodings: readonly string[] = tables.map(({ encoding }) => encoding);

/**
 * The likeliest of them; `null`: these bytes are hardly any of them. `likelierBy`: what else speaks for one, 0 to 1.
 * `least`: how likely it must be, 0 to 1 and what speaks for it besides.
 */
export function likeliestAsian(
  sample: Uint8Array,
  least: number,
  likelierBy: (encoding: string) => number = () => 0,
): string | null {
  const likely = tables
    .map((table) => ({
      encoding: table.encoding,
      likelihood: likelihoodOf(sample, table) + likelierBy(table.encoding),
    }))
    .filter(({ encoding, likelihood }) => likelihood > least && isReadable(sample, encoding))
    .sort((one, other) => other.likelihood - one.likelihood);
  return likely[0]?.encoding ?? null;
}

const fewCharacters = 6;

/** 0 to 1: the part of the characters that are frequent in this language. */
function likelihoodOf(sample: Uint8Array, { encoding, width, isFrequent, needs }: Table): number {
  let all = 0;
  let frequent = 0;
  let needed = 0;
  const distinct = new Set<number>();
  for (let at = 0; at < sample.length;) {
    const first = sample[at] ?? 0;
    const second = sample[at + 1] ?? 0;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = width(first, second);
    all++;
    if (distinct.size < fewCharacters) distinct.add(first * 256 + second);
    if (length === 2 && isFrequent(first, second)) frequent++;
    if (needs?.test(first) === true) needed++;
    at += length;
  }
  if (all === 0) return 0;
  if (needs && needed < all * needs.least) return 0;
  if (needs && all >= 12 && needed > all * needs.most) return 0;
  // Korean syllables fill the first half of what Chinese uses: six different characters in it are hardly Chinese by chance.
  const preferred = distinct.size < fewCharacters ? 'gb18030' : 'euc-kr';
  return frequent / all + (encoding === preferred ? 0.03 : 0);
}

function isReadable(sample: Uint8Array, encoding: string): boolean {
  const text = decodedAs(sample, encoding);
  let foreign = 0;
  let broken = 0;
  for (const character of text) {
    if (character > '\x7f') foreign++;
    if (character === '\ufffd') broken++;
  }
  return broken * 20 <= foreign;
}

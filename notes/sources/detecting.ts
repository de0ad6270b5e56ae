/**
 * Which encoding bytes look like, when nothing says so. `chardet` knows frequent characters, and needs some sentences of
 * them; here we also look at where in its table each character stands, which tells after a few words: the frequent half
 * of each table comes first.
 */
import { analyse } from 'chardet';
import { decodedAs, encodingOf } from './encodings.ts';

/** Enough to judge by, bytes. */
const sampleBytes = 128 * 1024;

/** As `TextDecoder` names it; for bytes that are not UTF-8. */
export function detectedEncoding(bytes: Buffer): string {
  const sample = withoutMarkup(bytes);
  const wide = looksWide(bytes);
  if (wide !== null) return wide;
  const single = analyse(sample)
    .map(({ name }) => encodingOf(name))
    .find((one) => one !== null && one !== 'utf-8' && !tables.some(({ encoding }) => encoding === one));
  return asianIn(sample) ?? single ?? 'windows-1252';
}

/** Of bytes that can only be Chinese, Japanese or Korean. */
export function asianEncoding(bytes: Buffer): string | null {
  return asianIn(withoutMarkup(bytes));
}

function asianIn(sample: Buffer): string | null {
  const known = analyse(sample).map(({ name, confidence }) => ({ encoding: encodingOf(name), confidence }));
  const confidenceIn = (encoding: string): number =>
    known.find((one) => one.encoding === encoding)?.confidence ?? 0;
  const likely = tables
    .map((table) => ({
      encoding: table.encoding,
      likelihood: likelihoodOf(sample, table) + confidenceIn(table.encoding) / 100,
    }))
    .filter(({ encoding, likelihood }) => likelihood > 0.75 && isReadable(sample, encoding))
    .sort((one, other) => other.likelihood - one.likelihood);
  return likely[0]?.encoding ?? null;
}

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

const tables: Table[] = [
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

/** 0 to 1: the part of the characters that are frequent in this language. */
function likelihoodOf(sample: Buffer, { encoding, width, isFrequent, needs }: Table): number {
  let all = 0;
  let frequent = 0;
  let needed = 0;
  for (let at = 0; at < sample.length;) {
    const first = sample[at] ?? 0;
    const second = sample[at + 1] ?? 0;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = width(first, second);
    all++;
    if (length === 2 && isFrequent(first, second)) frequent++;
    if (needs?.test(first) === true) needed++;
    at += length;
  }
  if (all === 0) return 0;
  if (needs && needed < all * needs.least) return 0;
  if (needs && all >= 12 && needed > all * needs.most) return 0;
  // Korean syllables fill the first half of what Chinese uses: six characters in it are hardly Chinese by chance.
  const preferred = all < 6 ? 'gb18030' : 'euc-kr';
  return frequent / all + (encoding === preferred ? 0.03 : 0);
}

function isReadable(sample: Buffer, encoding: string): boolean {
  const text = decodedAs(sample, encoding);
  let foreign = 0;
  let broken = 0;
  for (const character of text) {
    if (character > '\x7f') foreign++;
    if (character === '\ufffd') broken++;
  }
  return broken * 20 <= foreign;
}

/** Text between tags: their names, and programs, would be taken for Latin words. */
function withoutMarkup(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1', 0, sampleBytes);
  let plain = '';
  let isProgram = false;
  // Every second part is a tag.
  text.split(/(<[^<>]*>)/).forEach((part, index) => {
    if (index % 2 === 1)
      isProgram = isProgram ? !/^<\/(?:script|style)/i.test(part) : /^<(?:script|style)\b/i.test(part);
    else if (!isProgram) plain += `${part} `;
  });
  return Buffer.from(/[\x80-\xff]/.test(plain) ? plain : text, 'latin1');
}

/** UTF-16 without a mark: every second byte of the markup is zero. */
function looksWide(bytes: Buffer): string | null {
  const start = bytes.subarray(0, 256);
  const zeros = [0, 1].map((odd) => start.filter((byte, at) => at % 2 === odd && byte === 0).length * 2);
  if ((zeros[1] ?? 0) > start.length * 0.6) return 'utf-16le';
  return (zeros[0] ?? 0) > start.length * 0.6 ? 'utf-16be' : null;
}

/** Encodings by the names that pages use, and their bytes as text. */

/** Names outside the WHATWG's table that Windows programs wrote into pages. */
const others: Record<string, string> = {
  ...{ cp936: 'gb18030', ms936: 'gb18030', 'windows-936': 'gb18030', cp950: 'big5', ms950: 'big5' },
  ...{ cp949: 'euc-kr', ms949: 'euc-kr', cp932: 'shift_jis', utf8mb4: 'utf-8', utf_8: 'utf-8' },
};

/** As `TextDecoder` names it. `null`: no such encoding. GBK and GB2312 are parts of GB18030, and pages go beyond them. */
export function encodingOf(name: string): string | null {
  const label = name.trim().toLowerCase();
  const known = others[label];
  if (known !== undefined) return known;
  try {
    const { encoding } = new TextDecoder(label);
    if (encoding === 'gbk') return 'gb18030';
    // A decoder for bytes that are none: the standard reads such pages as this.
    return encoding === 'x-user-defined' ? 'windows-1252' : encoding;
  } catch {
    return null;
  }
}

/**
 * Where the bytes mean nothing there stands U+FFFD; if `isStrict` it throws then, but not for a character that the end
 * cuts in two: that is left out. A byte order mark is text here.
 */
export function decodedAs(bytes: Uint8Array, encoding: string, isStrict = false): string {
  if (encoding === 'euc-kr') return koreanText(bytes, isStrict);
  return new TextDecoder(encoding, { fatal: isStrict, ignoreBOM: true }).decode(bytes, { stream: isStrict });
}

/**
 * Node's `euc-kr` is KS X 1001 alone; the standard's, and Windows', has the other 8,822 syllables too (똠, 펲), in the
 * order of Unicode, in the pairs of bytes that KS X 1001 left free.
 */
function koreanText(bytes: Uint8Array, isStrict: boolean): string {
  const decoder = isStrict ? new TextDecoder('euc-kr', { fatal: true }) : lenientKorean;
  let text = '';
  let from = 0;
  for (let at = 0; at < bytes.length - 1; at++) {
    const first = bytes[at] ?? 0;
    if (first < 0x81) continue;
    const second = bytes[at + 1] ?? 0;
    const isFree = first <= 0xc6 && isTrail(second) && (first < 0xa1 || second < 0xa1);
    const syllable = isFree ? moreSyllables().get(first * 256 + second) : undefined;
    if (syllable !== undefined) {
      text += decoder.decode(bytes.subarray(from, at)) + syllable;
      from = at + 2;
    }
    if (second >= 0x41) at++;
  }
  return text + decoder.decode(bytes.subarray(from), isStrict ? { stream: true } : {});
}

const lenientKorean = new TextDecoder('euc-kr');

let syllables: Map<number, string> | null = null;

function moreSyllables(): Map<number, string> {
  if (syllables) return syllables;
  const decoder = new TextDecoder('euc-kr');
  const inStandard = new Set<string>();
  for (let first = 0xb0; first <= 0xc8; first++) {
    for (let second = 0xa1; second <= 0xfe; second++) {
      inStandard.add(decoder.decode(Uint8Array.of(first, second)));
    }
  }
  syllables = new Map();
  let next = 0xac00;
  for (let first = 0x81; first <= 0xc6; first++) {
    for (let second = 0x41; second <= 0xfe; second++) {
      if (!isTrail(second) || (first >= 0xa1 && second >= 0xa1)) continue;
      while (next <= 0xd7a3 && inStandard.has(String.fromCharCode(next))) next++;
      if (next > 0xd7a3) return syllables;
      syllables.set(first * 256 + second, String.fromCharCode(next++));
    }
  }
  return syllables;
}

function isTrail(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x81 && byte <= 0xfe);
}

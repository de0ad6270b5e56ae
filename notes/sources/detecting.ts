/**
 * Which encoding a page's bytes look like, when nothing says so. `chardet` knows frequent characters, and needs some
 * sentences of them; where in its table each character stands (`text/asian-encodings.ts`) tells after a few words.
 */
import { analyse } from 'chardet';
import { asianEncodings, likeliestAsian } from '../text/asian-encodings.ts';
import { encodingOf } from '../text/encodings.ts';

/** Enough to judge by, bytes. */
const sampleBytes = 128 * 1024;

/** As `TextDecoder` names it; for bytes that are not UTF-8. */
export function detectedEncoding(bytes: Buffer): string {
  const sample = withoutMarkup(bytes);
  const wide = looksWide(bytes);
  if (wide !== null) return wide;
  const single = analyse(sample)
    .map(({ name }) => encodingOf(name))
    .find((one) => one !== null && one !== 'utf-8' && !asianEncodings.includes(one));
  return asianIn(sample) ?? single ?? 'windows-1252';
}

/** Of bytes that can only be Chinese, Japanese or Korean. */
export function asianEncoding(bytes: Buffer): string | null {
  return asianIn(withoutMarkup(bytes));
}

function asianIn(sample: Buffer): string | null {
  const known = analyse(sample).map(({ name, confidence }) => ({ encoding: encodingOf(name), confidence }));
  return likeliestAsian(
    sample,
    0.75,
    (encoding) => (known.find((one) => one.encoding === encoding)?.confidence ?? 0) / 100,
  );
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

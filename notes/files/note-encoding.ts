/** In which encoding a note's bytes are. */
import { isUtf8 } from 'node:buffer';
import type { NoteEncoding } from '../api.ts';
import { likeliestAsian } from '../text/asian-encodings.ts';
import { decodedAs } from '../text/encodings.ts';

/** Enough to judge by, bytes. */
const sampleBytes = 64 * 1024;
/** As for pages, without a second opinion: every character must be where this encoding has its characters. */
const leastLikely = 0.6;

export interface FoundEncoding {
  encoding: NoteEncoding;
  /** Bytes of the byte order mark. */
  mark: number;
  /** `false`: it is only the best guess, for showing. */
  isSure: boolean;
}

/**
 * A byte order mark, strict UTF-8, UTF-16 without a mark, and what the bytes look like, in this order. `null`: it is not
 * text. A Latin encoding is never sure: any bytes fit it.
 */
export function encodingOfNote(bytes: Buffer): FoundEncoding | null {
  const marked = markIn(bytes);
  if (marked !== null) return marked;
  if (bytes.includes(0)) {
    const wide = wideEncoding(bytes);
    return wide === null ? null : { encoding: wide, mark: 0, isSure: true };
  }
  if (isUtf8(bytes)) return { encoding: 'utf-8', mark: 0, isSure: true };
  const sample = foreignPart(bytes);
  if (isDamagedUtf8(sample)) return { encoding: 'utf-8', mark: 0, isSure: false };
  const likeliest = likeliestAsian(sample, leastLikely) as NoteEncoding | null;
  if (likeliest === null) return { encoding: 'windows-1252', mark: 0, isSure: false };
  return { encoding: likeliest === 'gb18030' ? chinese(bytes) : likeliest, mark: 0, isSure: true };
}

/** The byte order mark of `encoding` that `bytes` begin with: its length. */
export function markLength(bytes: Buffer, encoding: NoteEncoding): number {
  const marked = markIn(bytes);
  return marked?.encoding === encoding ? marked.mark : 0;
}

/** What a file in `encoding` begins with, if it has a mark. */
export const marks: Partial<Record<NoteEncoding, readonly number[]>> = {
  'utf-8': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};

function markIn(bytes: Buffer): FoundEncoding | null {
  for (const [name, mark] of Object.entries(marks)) {
    if (!mark.every((byte, at) => bytes[at] === byte)) continue;
    const encoding = name as NoteEncoding;
    if (encoding === 'utf-8') return bytes.includes(0) ? null : { encoding, mark: 3, isSure: isUtf8(bytes) };
    // UTF-32 begins like this too.
    if (encoding === 'utf-16le' && bytes.length >= 4 && bytes[2] === 0 && bytes[3] === 0) return null;
    return { encoding, mark: 2, isSure: true };
  }
  return null;
}

/** UTF-16 without a mark, by text that makes sense in one order of the bytes and has signs of ASCII in it. */
function wideEncoding(bytes: Buffer): NoteEncoding | null {
  if (bytes.length % 2 === 1) return null;
  const sample = bytes.subarray(0, sampleBytes);
  const [little, big] = [wideLikelihood(sample, 'utf-16le'), wideLikelihood(sample, 'utf-16be')];
  if (Math.max(little, big) < 0.9) return null;
  return little >= big ? 'utf-16le' : 'utf-16be';
}

const usual =
  /[\t\n\r\x20-\x7e\u00a1-\u024f\u2010-\u203b\u2190-\u21ff\u2500-\u25ff\u3000-\u30ff\u3105-\u312f\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f]/gu;
const senseless = /[\0-\x08\x0e-\x1f\x7f\u0080-\u009f]|\p{Cn}|\p{Co}/u;

/** The part of the characters that notes are usually written in. */
function wideLikelihood(sample: Buffer, encoding: string): number {
  let text;
  try {
    // A pair of surrogates may be cut by the end of the sample.
    text = new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
  } catch {
    return 0;
  }
  // Any two bytes are some Chinese character: no person writes a note without a space, a digit or a line end.
  if (!/[\n\x20-\x7e]/.test(text) || senseless.test(text)) return 0;
  return (text.match(usual)?.length ?? 0) / text.length;
}

/** The first part that has characters beyond ASCII. */
function foreignPart(bytes: Buffer): Buffer {
  const start = Math.max(
    0,
    bytes.findIndex((byte) => byte > 0x7f),
  );
  return bytes.subarray(start, start + sampleBytes);
}

/** A few bad bytes in a UTF-8 file, not another encoding. */
function isDamagedUtf8(sample: Buffer): boolean {
  let foreign = 0;
  let broken = 0;
  for (const character of decodedAs(sample, 'utf-8')) {
    if (character > '\x7f') foreign++;
    if (character === '\ufffd') broken++;
  }
  return broken * 10 < foreign;
}

/** GBK as long as it has no character of four bytes: programs that know only GBK go on reading it. */
function chinese(bytes: Buffer): NoteEncoding {
  for (let at = 0; at < bytes.length - 1; at++) {
    if ((bytes[at] ?? 0) < 0x81) continue;
    const second = bytes[++at] ?? 0;
    if (second >= 0x30 && second <= 0x39) return 'gb18030';
  }
  return 'gbk';
}

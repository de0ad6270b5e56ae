/** Bytes to text and back, without changing a byte that was not edited. */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { diffIndices } from 'node-diff3';
import type { NoteText, ReadOnlyReason, Version } from '../api.ts';
import { largestNote } from '../text/sizes.ts';

export type DecodedText = Pick<NoteText, 'text' | 'lineEnds' | 'byteOrderMark' | 'readOnly'>;

type LineEnd = '\n' | '\r\n' | '\r';

const mark = '\ufeff';
/** Lines in a changed part up to which it is worth to look for lines that stayed. */
const mostCompared = 4000;
/** How much is shown of a file that can't be edited, and how much of it tells its encoding. Bytes. */
const mostGuessed = 4 * 1024 * 1024;
const sampleBytes = 64 * 1024;

export function versionOf(bytes: Buffer): Version {
  return hash('sha256', bytes, 'hex');
}

/** The text as the editor gets it: `\n` only, no byte order mark. Read-only where saving it would do damage. */
export function decode(bytes: Buffer): DecodedText {
  const byteOrderMark = hasMark(bytes);
  const described = (text: string, readOnly: ReadOnlyReason | null): DecodedText => ({
    text: text.replace(/\r\n?/g, '\n'),
    lineEnds: lineEndsOf(text),
    byteOrderMark,
    readOnly,
  });
  if (bytes.length > largestNote) return described('', 'too-large');
  if (bytes.includes(0) && utf16Of(bytes) === null) return described('', 'binary');
  if (!isUtf8(bytes)) return described(guess(bytes), 'not-utf8');
  // Not TextDecoder: it is three times slower, and isUtf8 has been as strict as its `fatal`.
  return described(bytes.toString('utf8', byteOrderMark ? 3 : 0), null);
}

/**
 * The bytes to write for the editor's `text`. Each line that stayed keeps the line end it has in `original`, so that
 * only edited lines change; new lines get the most frequent one. `original` is what is on the disk, `null` for a new file.
 */
export function encode(text: string, original: Buffer | null): Buffer {
  const plain = text.replace(/\r\n?/g, '\n');
  if (original === null) return Buffer.from(plain);
  const byteOrderMark = hasMark(original);
  const before = original.toString('utf8', byteOrderMark ? 3 : 0);
  const start = byteOrderMark ? mark : '';
  const ends = before.match(/\r\n?|\n/g) ?? [];
  const usual = mostFrequent(ends);
  if (ends.every((end) => end === usual)) return Buffer.from(start + plain.replaceAll('\n', usual));
  return Buffer.from(start + joined(plain.split('\n'), before.split(/\r\n?|\n/), ends, usual));
}

function joined(lines: string[], before: string[], ends: string[], usual: LineEnd): string {
  const partners = partnersOf(lines, before);
  let text = '';
  let endBefore = '';
  lines.forEach((line, index) => {
    text += line;
    if (index === lines.length - 1) return;
    const partner = partners[index] ?? -1;
    let end = ends[partner] ?? usual;
    // `\r`, an empty line and `\n` would melt into the one line end `\r\n`.
    if (line === '' && endBefore === '\r' && end === '\n') end = '\r';
    text += end;
    endBefore = end;
  });
  return text;
}

/** For each line the index of the line before the edit that it continues; -1 for a new line. */
function partnersOf(lines: string[], before: string[]): number[] {
  const partners = new Array<number>(lines.length).fill(-1);
  const shorter = Math.min(lines.length, before.length);
  let head = 0;
  while (head < shorter && lines[head] === before[head]) partners[head] = head++;
  let tail = 0;
  while (tail < shorter - head && lines[lines.length - 1 - tail] === before[before.length - 1 - tail]) {
    tail++;
    partners[lines.length - tail] = before.length - tail;
  }
  const inside = lines.slice(head, lines.length - tail);
  const insideBefore = before.slice(head, before.length - tail);
  // A changed line keeps its own line end: within a change, lines pair up in order.
  const pair = (at: number, atBefore: number, count: number) => {
    for (let step = 0; step < count; step++) partners[head + at + step] = head + atBefore + step;
  };
  if (inside.length + insideBefore.length > mostCompared) {
    pair(0, 0, Math.min(inside.length, insideBefore.length));
    return partners;
  }
  let at = 0;
  let atBefore = 0;
  for (const change of changesBetween(insideBefore, inside)) {
    pair(at, atBefore, change.at - at);
    pair(change.at, change.atBefore, Math.min(change.length, change.lengthBefore));
    at = change.at + change.length;
    atBefore = change.atBefore + change.lengthBefore;
  }
  pair(at, atBefore, inside.length - at);
  return partners;
}

interface LineChange {
  at: number;
  length: number;
  atBefore: number;
  lengthBefore: number;
}

function changesBetween(before: string[], lines: string[]): LineChange[] {
  const changes = diffIndices(before, lines) as { buffer1: [number, number]; buffer2: [number, number] }[];
  return changes.map(({ buffer1, buffer2 }) => ({
    atBefore: buffer1[0],
    lengthBefore: buffer1[1],
    at: buffer2[0],
    length: buffer2[1],
  }));
}

function lineEndsOf(text: string): NoteText['lineEnds'] {
  const hasCrLf = text.includes('\r\n');
  const hasCr = /\r(?!\n)/.test(text);
  const hasLf = /(?<!\r)\n/.test(text);
  if (Number(hasCrLf) + Number(hasCr) + Number(hasLf) > 1) return 'mixed';
  return hasCrLf ? 'CRLF' : hasCr ? 'CR' : 'LF';
}

function mostFrequent(ends: string[]): LineEnd {
  const count = (wanted: LineEnd) => ends.filter((end) => end === wanted).length;
  const counts: [LineEnd, number][] = [
    ['\n', count('\n')],
    ['\r\n', count('\r\n')],
    ['\r', count('\r')],
  ];
  return counts.reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** Something readable for a file that is not UTF-8: its first 4 MB. For showing only: it is never saved. */
function guess(bytes: Buffer): string {
  const shown = bytes.subarray(0, mostGuessed);
  // The character that the end cuts in two is left out.
  const read = (encoding: string, part: Buffer): string =>
    new TextDecoder(encoding).decode(part, { stream: part.length < bytes.length });
  const utf16 = utf16Of(bytes);
  if (utf16 !== null) return read(utf16, shown);
  const start = Math.max(
    0,
    shown.findIndex((byte) => byte > 0x7f),
  );
  let foreign = 0;
  let broken = 0;
  for (const character of read('utf-8', shown.subarray(start, start + sampleBytes))) {
    if (character > '\x7f') foreign++;
    if (character === '\ufffd') broken++;
  }
  // A few bad bytes in a UTF-8 file, or another encoding; of those GB18030 is by far the most frequent here.
  return read(broken * 10 < foreign ? 'utf-8' : 'gb18030', shown);
}

function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

function hasMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

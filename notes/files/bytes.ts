/** Bytes to text and back, without changing a byte that was not edited. */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { type NoteEncoding, NotesError, type NoteText, type ReadOnlyReason, type Version } from '../api.ts';
import { decodedAs } from '../text/encodings.ts';
import { largestNote } from '../text/sizes.ts';
import { encodedAs } from './encoders.ts';
import { endsOf, type LaidLine, laidLines, lineEndsOf, linesOf } from './line-ends.ts';
import { encodingOfNote, markLength, marks } from './note-encoding.ts';

export type DecodedText = Pick<NoteText, 'text' | 'lineEnds' | 'byteOrderMark' | 'readOnly'> & {
  encoding: NoteEncoding;
};

/** How much is shown of a file that can't be edited. Bytes. */
const mostGuessed = 4 * 1024 * 1024;

export function versionOf(bytes: Buffer): Version {
  return hash('sha256', bytes, 'hex');
}

/**
 * The text as the editor gets it: `\n` only, no byte order mark. Read-only where saving it would do damage. `known`: the
 * encoding, by a person's word or because the bytes were written here; it is passed over where the bytes are not in it.
 */
export function decode(bytes: Buffer, known: NoteEncoding | null = null): DecodedText {
  if (bytes.length > largestNote) return described('', 'utf-8', false, 'too-large');
  if (known !== null) {
    const mark = markLength(bytes, known);
    const text = known !== 'utf-8' || isUtf8(bytes) ? wholeText(bytes, known, mark) : null;
    if (text !== null) return described(text, known, mark > 0, null);
  }
  const found = encodingOfNote(bytes);
  if (found === null) return described('', 'utf-8', false, 'binary');
  const { encoding, mark, isSure } = found;
  const text = isSure ? wholeText(bytes, encoding, mark) : null;
  if (text !== null) return described(text, encoding, mark > 0, null);
  return described(guess(bytes, encoding, mark), encoding, mark > 0, 'not-utf8');
}

function described(
  text: string,
  encoding: NoteEncoding,
  byteOrderMark: boolean,
  readOnly: ReadOnlyReason | null,
): DecodedText {
  const lineEnds = lineEndsOf(text);
  return { text: text.replace(/\r\n?/g, '\n'), lineEnds, byteOrderMark, readOnly, encoding };
}

/** `null`: some bytes mean nothing in this encoding, or would not come back as they are. Of UTF-8 the caller has seen to that. */
function wholeText(bytes: Buffer, encoding: NoteEncoding, mark: number): string | null {
  // Not TextDecoder: it is three times slower, and isUtf8 has been as strict as its `fatal`.
  if (encoding === 'utf-8') return bytes.toString('utf8', mark);
  try {
    const text = decodedAs(bytes.subarray(mark), encoding, true);
    return encode(text, bytes, encoding).equals(bytes) ? text : null;
  } catch {
    return null;
  }
}

/** Something readable for a file that can't be edited: its first 4 MB. For showing only: it is never saved. */
function guess(bytes: Buffer, encoding: NoteEncoding, mark: number): string {
  const shown = bytes.subarray(mark, mostGuessed);
  // The character that the end cuts in two is left out.
  const stream = shown.length + mark < bytes.length;
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(shown, { stream });
}

/**
 * The bytes to write for the editor's `text`. Each line that stayed keeps its bytes and the line end it has in `original`, so
 * that only edited lines change; new lines get the most frequent line end. `original` is what is on the disk in `encoding`;
 * `null` for a new file, which is UTF-8. Throws `Unmappable`.
 */
export function encode(text: string, original: Buffer | null, encoding: NoteEncoding = 'utf-8'): Buffer {
  const plain = text.replace(/\r\n?/g, '\n');
  if (original === null) return Buffer.from(plain);
  const mark = original.subarray(0, markLength(original, encoding));
  const rest = original.subarray(mark.length);
  const before = encoding === 'utf-8' ? rest.toString('utf8') : decodedAs(rest, encoding);
  if (encoding === 'utf-8') return Buffer.concat([mark, Buffer.from(withEndsOf(plain, before))]);
  const { lines, ends } = linesOf(before);
  const laid = laidLines(plain.split('\n'), lines, ends);
  return Buffer.concat([mark, ...bytesOf(laid, lines, byteLines(rest, encoding), encoding)]);
}

/**
 * The bytes for `text` in another encoding than the file has, with the file's line ends. Throws `Unmappable`.
 * @param from the encoding of `original`
 */
export function converted(text: string, original: Buffer, from: NoteEncoding, to: NoteEncoding): Buffer {
  const before = decodedAs(original.subarray(markLength(original, from)), from);
  const body = encodedAs(withEndsOf(text.replace(/\r\n?/g, '\n'), before), to);
  // UTF-16 without a mark is a riddle; UTF-8 with one is a nuisance.
  return Buffer.concat([Buffer.from(to === 'utf-8' ? [] : (marks[to] ?? [])), body]);
}

/** `plain`, where each line has the end that it has in `before`. */
function withEndsOf(plain: string, before: string): string {
  const ends = endsOf(before);
  const [usual = '\n'] = ends;
  if (ends.every((end) => end === usual)) return usual === '\n' ? plain : plain.replaceAll('\n', usual);
  const { lines } = linesOf(before);
  return laidLines(plain.split('\n'), lines, ends)
    .map(({ text, end }) => text + end)
    .join('');
}

/** Lines that stayed as they are, and the others written anew: in some encodings one character can be written in two ways. */
function bytesOf(
  laid: readonly LaidLine[],
  before: readonly string[],
  beforeBytes: readonly Buffer[],
  encoding: NoteEncoding,
): Buffer[] {
  const isKept = ({ text, partner }: LaidLine): boolean => before[partner] === text;
  const edited = laid.filter((line) => !isKept(line)).map(({ text }) => text);
  // All at once, so that whoever is asked hears of all characters.
  const check = encodedAs(edited.join('\n'), encoding);
  if (decodedAs(check, encoding) !== edited.join('\n'))
    throw new NotesError('internal', `What was typed can't be written in ${encoding} without damage.`);
  const parts: Buffer[] = [];
  for (const line of laid) {
    const kept = isKept(line) ? beforeBytes[line.partner] : undefined;
    parts.push(kept ?? encodedAs(line.text, encoding));
    if (line.end !== '') parts.push(encodedAs(line.end, encoding));
  }
  return parts;
}

/** The lines of `bytes` without their ends. No encoding that is read here has the bytes of a line end in another character. */
function byteLines(bytes: Buffer, encoding: NoteEncoding): Buffer[] {
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const step = isWide ? 2 : 1;
  const unitAt = (at: number): number => {
    if (!isWide) return bytes[at] ?? -1;
    const [high = 0, low = 0] =
      encoding === 'utf-16be' ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    return at + 1 < bytes.length ? high * 256 + low : -1;
  };
  const lines: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at += step) {
    const unit = unitAt(at);
    if (unit !== 10 && unit !== 13) continue;
    lines.push(bytes.subarray(from, at));
    if (unit === 13 && unitAt(at + step) === 10) at += step;
    from = at + step;
  }
  lines.push(bytes.subarray(from));
  return lines;
}

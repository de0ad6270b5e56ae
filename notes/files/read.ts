import { type BigIntStats, closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { type NotePath, NotesError, type Version } from '../api.ts';
import { decode, type DecodedText, versionOf } from './bytes.ts';
import { isMissing, toNotesError } from './errors.ts';
import type { FileStamp, FileText } from './stamps.ts';
import { placeOf } from './paths.ts';
import { largestNote } from '../text/sizes.ts';

/** A change so recent that the next one could carry the same times (a kernel's clock ticks every 1 to 10 ms). */
const tickMs = 12;

export function readNote(
  root: string,
  path: NotePath,
  decodeAt: DecodeAt = (_path, bytes) => decode(bytes),
): FileText {
  const { bytes, stats } = contentAt(root, path);
  const stamp = stampOf(path, stats);
  if (bytes === null) {
    // Reading it all to name its version would take seconds; it is never saved, so any change of it will do.
    return {
      ...decode(Buffer.alloc(0)),
      readOnly: 'too-large',
      version: hash('sha256', stamp.stamp, 'hex'),
      stamp,
    };
  }
  const version = versionOf(bytes);
  return { ...decodeAt(path, bytes, version), version, stamp };
}

/** Bytes as text, by what is known of the encoding of these bytes, or of the note. */
export type DecodeAt = (path: NotePath, bytes: Buffer, version: Version) => DecodedText;

/** A note's bytes; `null` instead of more than a note may have. */
export function contentAt(root: string, path: NotePath): { bytes: Buffer | null; stats: BigIntStats } {
  const { file } = placeOf(root, path);
  try {
    return contentOf(file);
  } catch (error) {
    if (isMissing(error)) throw new NotesError('not-found', `There is no note ${path}.`);
    throw toNotesError(error, `read ${path}`);
  }
}

/** A file's bytes as they were at one moment; `null` for more than `most` of them. The system's errors. */
export function contentOf(
  file: string,
  most = largestNote,
  patience = 3,
): { bytes: Buffer | null; stats: BigIntStats } {
  // Not following: the place was checked, and must not have become a link since. Not blocking: it may be a pipe.
  const flags = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const descriptor = openSync(file, constants.O_RDONLY | flags);
  try {
    const stats = fstatSync(descriptor, { bigint: true });
    if (!stats.isFile()) throw Object.assign(new Error('not a file'), { code: 'ENOENT' });
    if (stats.size > most) return { bytes: null, stats };
    const bytes = readFileSync(descriptor);
    const after = fstatSync(descriptor, { bigint: true });
    if (stamped(after) === stamped(stats) || patience === 0) return { bytes, stats: after };
  } finally {
    closeSync(descriptor);
  }
  // Someone is writing in place: once more, so that stamp and bytes belong together.
  return contentOf(file, most, patience - 1);
}

export function stampOf(path: NotePath, stats: BigIntStats): FileStamp {
  // Marked: never equal to the stamp of a later look, so that a change within the same tick is not missed.
  const isFresh = Math.abs(Date.now() - Number(stats.ctimeMs)) < tickMs;
  const stamp = stamped(stats) + (isFresh ? '!' : '');
  return { path, stamp, modified: Number(stats.mtimeMs), size: Number(stats.size) };
}

function stamped(stats: BigIntStats): string {
  return `${stats.size}-${stats.mtimeNs}-${stats.ctimeNs}-${stats.ino}`;
}

/**
 * Encodings that bytes do not tell by themselves: chosen by a person, or of a text that was saved here and looks like another
 * one since. Kept outside the notebook, with the version of the bytes: what somebody else wrote is read as it looks.
 */
import { readFileSync, statSync } from 'node:fs';
import type { NoteEncoding, NotePath, Version } from '../api.ts';
import { decode, type DecodedText, versionOf } from './bytes.ts';
import { writeOwnFileNow } from './durable.ts';
import { encodingOfNote } from './note-encoding.ts';

export interface KnownEncodings {
  /** Of these very bytes, at this path or at another one. */
  of(version: Version): NoteEncoding | null;
  /** Of the note, when its bytes were others: where they are no UTF-8, it is likely the same. */
  before(path: NotePath): NoteEncoding | null;
  /** `null`: the bytes tell by themselves. */
  keep(path: NotePath, version: Version, encoding: NoteEncoding | null): void;
}

interface Entry {
  version: Version;
  encoding: NoteEncoding;
}

/** The oldest are forgotten first; then such a note is read as it looks. */
const mostKept = 5000;

/** `place`: of their file; `null` where there is none for it: then they are known until Gleaner ends. Asked at the first note. */
export function openKnownEncodings(
  place: () => string | null = () => null,
  complain: (what: string, error: unknown) => void = () => undefined,
): KnownEncodings {
  let entries = new Map<NotePath, Entry>();
  let byVersion = new Map<Version, NoteEncoding>();
  let seen = '';

  /** Another process may have written. */
  function look(): void {
    const file = place();
    const stamp = file === null ? '' : stampOf(file);
    if (file === null || stamp === seen) return;
    seen = stamp;
    entries = entriesIn(file);
    byVersion = versionsOf(entries);
  }

  return {
    of(version) {
      look();
      return byVersion.get(version) ?? null;
    },
    before(path) {
      look();
      return entries.get(path)?.encoding ?? null;
    },
    keep(path, version, encoding) {
      look();
      const known = entries.get(path);
      if (encoding === null ? known === undefined : known?.version === version && known.encoding === encoding)
        return;
      entries.delete(path);
      if (encoding !== null) entries.set(path, { version, encoding });
      entries = new Map([...entries].slice(-mostKept));
      byVersion = versionsOf(entries);
      const file = place();
      if (file === null) return;
      try {
        writeOwnFileNow(file, Buffer.from(JSON.stringify(Object.fromEntries(entries))));
        seen = stampOf(file);
      } catch (error) {
        complain('the encoding of a note could not be remembered', error);
      }
    },
  };
}

/** Bytes as text: by what is known of these bytes, else, where they are no UTF-8, of the note as it was. */
export function decodeKnown(
  encodings: KnownEncodings,
  path: NotePath,
  bytes: Buffer,
  version: Version,
): DecodedText {
  const known = encodings.of(version);
  if (known !== null) return decode(bytes, known);
  const seen = decode(bytes);
  if (seen.encoding === 'utf-8' && seen.readOnly === null) return seen;
  const before = encodings.before(path);
  return before === null || before === seen.encoding ? seen : decode(bytes, before);
}

/** Bytes that were written in an encoding and look like another one are known by their version from now on. */
export function keepWritten(
  encodings: KnownEncodings,
  path: NotePath,
  bytes: Buffer,
  encoding: NoteEncoding,
): void {
  const found = encodingOfNote(bytes);
  const tells = found?.encoding === encoding && found.isSure;
  encodings.keep(path, versionOf(bytes), tells ? null : encoding);
}

function versionsOf(entries: ReadonlyMap<NotePath, Entry>): Map<Version, NoteEncoding> {
  return new Map([...entries.values()].map(({ version, encoding }) => [version, encoding]));
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? '' : `${stats.size}-${stats.mtimeNs}-${stats.ino}`;
}

/** A file that can't be read costs a person one choice more, never a byte. */
function entriesIn(file: string): Map<NotePath, Entry> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null) return new Map();
    return new Map(Object.entries(read).filter((pair): pair is [NotePath, Entry] => isEntry(pair[1])));
  } catch {
    return new Map();
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { version, encoding } = value as Partial<Record<keyof Entry, unknown>>;
  return typeof version === 'string' && typeof encoding === 'string' && names.has(encoding);
}

const names: ReadonlySet<string> = new Set<NoteEncoding>([
  ...(['utf-8', 'utf-16le', 'utf-16be', 'gbk', 'gb18030'] as const),
  ...(['big5', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1252'] as const),
]);

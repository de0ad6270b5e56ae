/** The pictures of cards, by their content: `pictures/` in the notebook's folder among the user's data. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwnFile } from './durable.ts';
import { isMissing, toNotesError } from './errors.ts';

/** Bytes that all of them may take; the ones that were kept or shown longest ago go. */
const mostBytes = 200 * 1024 * 1024;

export interface Pictures {
  /** Keeps a picture whose bytes were looked at (`sniffPicture`) and answers its id, a SHA-256 in hexadecimal. */
  keep(bytes: Buffer): Promise<string>;
  /** `null`: it is not there any more. */
  read(id: string): { type: string; bytes: Buffer } | null;
}

/** `home`: the notebook's folder among the user's data. Opening writes nothing. */
export function openPictures(home: string, most = mostBytes): Pictures {
  const folder = join(home, 'pictures');
  return {
    async keep(bytes) {
      const id = createHash('sha256').update(bytes).digest('hex');
      const path = join(folder, id);
      try {
        if (lstatSync(path, { throwIfNoEntry: false })?.size === bytes.length) touch(path);
        else {
          mkdirSync(folder, { recursive: true });
          await writeOwnFile(path, bytes);
          makeRoom(folder, most, id);
        }
        return id;
      } catch (error) {
        throw toNotesError(error, 'keep the picture of an article');
      }
    },
    read(id) {
      if (!/^[0-9a-f]{64}$/.test(id)) return null;
      const path = join(folder, id);
      try {
        const bytes = readFileSync(path);
        // A damaged file is no picture of anything.
        if (createHash('sha256').update(bytes).digest('hex') !== id) {
          rmSync(path, { force: true });
          return null;
        }
        touch(path);
        return { type: typeOf(bytes), bytes };
      } catch (error) {
        if (isMissing(error)) return null;
        throw toNotesError(error, 'read the picture of an article');
      }
    },
  };
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // It only says which ones may go first.
  }
}

function makeRoom(folder: string, most: number, kept: string): void {
  const files = readdirSync(folder)
    .filter((name) => name !== kept)
    .flatMap((name) => {
      const stats = lstatSync(join(folder, name), { throwIfNoEntry: false });
      return stats?.isFile() ? [{ name, size: stats.size, used: stats.mtimeMs }] : [];
    })
    .sort((a, b) => b.used - a.used);
  let room = most - lstatSync(join(folder, kept)).size;
  for (const { name, size } of files) {
    room -= size;
    if (room < 0) rmSync(join(folder, name), { force: true });
  }
}

/** Only pictures of these kinds are kept. */
function typeOf(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 12);
  if (start.startsWith('\x89PNG')) return 'image/png';
  if (start.startsWith('\xff\xd8')) return 'image/jpeg';
  if (start.startsWith('GIF8')) return 'image/gif';
  return start.startsWith('RIFF') ? 'image/webp' : 'image/avif';
}

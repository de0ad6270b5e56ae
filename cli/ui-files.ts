/** The files of the built UI, and no other file of this machine. */
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface UiFile {
  bytes: Buffer;
  type: string;
  /** Whether the name holds a hash of the content, so that a browser may keep it. */
  isHashed: boolean;
}

/** What a built UI consists of. A file of another kind is not served. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.webmanifest': 'application/manifest+json',
};

/** The file in `folder` that a request's target (`/assets/main-1a2b3c4d.js?v=1`) asks for; `null`: there is none. */
export async function uiFile(folder: string, target: string): Promise<UiFile | null> {
  const path = pathOf(target);
  const type = path === null ? undefined : types[extname(path).toLowerCase()];
  if (path === null || type === undefined) return null;
  try {
    const root = await realpath(folder);
    const real = await realpath(join(root, path));
    if (!real.startsWith(root + sep)) return null;
    const file = await open(real, constants.O_RDONLY);
    try {
      if (!(await file.stat()).isFile()) return null;
      const bytes = await file.readFile();
      return { bytes, type, isHashed: /^assets\/.*-[\w-]{8,}\.\w+$/.test(path) };
    } finally {
      await file.close();
    }
  } catch {
    // Missing, a folder, not readable: for a browser all of it means that there is no such file.
    return null;
  }
}

/** The relative path that a target names; `null` when it is anything but a plain path below `/`. */
export function pathOf(target: string): string | null {
  const encoded = /^\/([^?#]*)/.exec(target)?.[1];
  // What is still encoded after decoding once, or decodes to a separator or NUL, is an attempt to leave the folder.
  if (encoded === undefined || /%(25|2f|5c|00)/i.test(encoded)) return null;
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  if (path === '') return 'index.html';
  if (/[\u0000-\u001f\u007f\\:]/.test(path)) return null;
  // Empty segments, `.`, `..` and hidden files; Windows drops dots and spaces at the end of a name.
  return path.split('/').every((name) => name !== '' && !/^\.|[. ]$/.test(name)) ? path : null;
}

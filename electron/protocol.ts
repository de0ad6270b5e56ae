/** The app's own scheme: `gleaner://app/…` is the built UI, read-only, and nothing else. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol } from 'electron';

export const appOrigin = 'gleaner://app';

/**
 * Sent with every answer, errors too. `style-src` allows inline styles because the editor and the virtual list
 * set them; nothing inline may run.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Call before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'gleaner',
      // corsEnabled belongs to supportFetchAPI: without it other origins could read what fetch() answers
      // (CVE-2026-70604).
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
}

/** Serves the files below `root` (absolute), and no others. Call when the app is ready. */
export function serveUi(root: string): void {
  protocol.handle('gleaner', (request) => answer(root, request));
}

export async function answer(root: string, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return reply(405, 'Only GET and HEAD.', { allow: 'GET, HEAD' });
  }
  const path = pathInside(request.url);
  const type = path === null ? undefined : types[extname(path).toLowerCase()];
  const bytes = path === null || type === undefined ? null : await bytesOf(root, path);
  if (path === null || type === undefined || bytes === null) return reply(404, 'Not found.');
  return reply(200, request.method === 'HEAD' ? null : bytes, {
    'content-type': type,
    // Built files carry a hash of their content in their names.
    'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}

/**
 * The path that `url` names below the root, `/`-separated and decoded once; `null` for whatever is not plainly
 * a file of ours. The URL's text is read as it came: a URL parser would resolve `..` before it could be refused.
 */
export function pathInside(url: string): string | null {
  if (!url.startsWith(`${appOrigin}/`)) return null;
  const raw = url.slice(appOrigin.length + 1).replace(/[?#].*$/s, '');
  // An encoded slash, backslash or percent sign is never in a name of ours; refusing it leaves nothing to decode twice.
  if (/%(?:2f|5c|25|00)/i.test(raw)) return null;
  let path: string;
  try {
    path = decodeURIComponent(raw);
  } catch {
    return null;
  }
  if (path === '') return 'index.html';
  // NUL and its kin end a name early in some system calls; a colon names a drive or a stream on Windows.
  if (/[\u0000-\u001f\\:]/.test(path)) return null;
  const parts = path.split('/');
  return parts.some((part) => part === '' || part.startsWith('.')) ? null : path;
}

async function bytesOf(root: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const base = await realpath(root);
    const file = await realpath(join(base, path));
    if (!file.startsWith(base + sep)) return null;
    return new Uint8Array(await readFile(file));
  } catch {
    // Whatever the reason, the page learns only that there is no such file.
    return null;
  }
}

function reply(
  status: number,
  body: Uint8Array<ArrayBuffer> | string | null,
  headers: Record<string, string> = {},
) {
  return new Response(body, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
  });
}

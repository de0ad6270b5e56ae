/** The built UI as both hosts serve it: the files of one folder, no other file of this machine, one policy. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface UiFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** For `Content-Type`. */
  type: string;
  /** For `Cache-Control`. */
  cache: string;
  /** Its own `Content-Security-Policy`, in place of the one that everything else has; `null`: it has none. */
  policy: string | null;
}

export interface Ui {
  /**
   * The file that a request's target (`/assets/main-1a2b3c4d.js?v=1`, as it came, not yet decoded) asks for;
   * `null`: there is none, whatever the reason.
   */
  resolve(target: string): Promise<UiFile | null>;
}

/** What a built UI consists of. A file of another kind is not served. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** The files below `root`, an absolute path that need not be there yet. */
export function openUi(root: string): Ui {
  return {
    async resolve(target) {
      const path = pathOf(target);
      const type = path === null ? undefined : types[extname(path).toLowerCase()];
      if (path === null || type === undefined) return null;
      const bytes = await bytesOf(root, path);
      if (bytes === null) return null;
      const policy = path === diagramPage ? policyOfDiagrams(bytes) : null;
      return { bytes, type, cache: cacheOf(path), policy };
    },
  };
}

/** The path below the root that a target names, decoded once; `null` when it is anything but a plain one below `/`. */
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
  // NUL and its kin end a name early in some system calls; a colon names a drive or a stream on Windows.
  if (/[\u0000-\u001f\u007f\\:]/.test(path)) return null;
  // Empty segments, `.`, `..` and hidden files; Windows drops dots and spaces at the end of a name.
  return path.split('/').every((name) => name !== '' && !/^\.|[. ]$/.test(name)) ? path : null;
}

async function bytesOf(root: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const base = await realpath(root);
    const real = await realpath(join(base, path));
    if (!real.startsWith(base + sep)) return null;
    const file = await open(real, constants.O_RDONLY);
    try {
      return (await file.stat()).isFile() ? new Uint8Array(await file.readFile()) : null;
    } finally {
      await file.close();
    }
  } catch {
    // Missing, a folder, not readable: for the page all of it means that there is no such file.
    return null;
  }
}

/** A name with a hash of the content in it never means other bytes. */
function cacheOf(path: string): string {
  return /^assets\/.*-[\w-]{8,}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-store';
}

/** Where Mermaid runs, which builds pages out of text: renderer/note-view/diagrams.ts. */
const diagramPage = 'diagram.html';

/**
 * That page has no origin, whoever opens it: nothing of the app or of a notebook is in its reach. It asks for nothing, and no script
 * runs in it but the one that it was built with.
 */
function policyOfDiagrams(page: Uint8Array): string {
  const script = /<script>([\s\S]*)<\/script>/.exec(Buffer.from(page).toString('utf8'))?.[1] ?? '';
  const hash = createHash('sha256').update(script).digest('base64');
  return [
    'sandbox allow-scripts',
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

/** What every answer of a host carries, errors too. `connectTo`: where the page may connect besides its own origin. */
export function uiHeaders(connectTo: readonly string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    // Notes are rendered in one: renderer/note-view/render-worker.ts.
    "worker-src 'self'",
    // Diagrams are drawn in a page without an origin, which this keeps from going anywhere else.
    "frame-src 'self'",
    // The editor and the virtual list set styles; nothing inline may run.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    ["connect-src 'self'", ...connectTo].join(' '),
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    // Text becomes HTML in one file of the page (renderer/reading/sanitize.ts), which has this policy.
    "require-trusted-types-for 'script'",
    'trusted-types gleaner-copy',
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

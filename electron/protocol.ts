/** The app's own scheme: `gleaner://app/…` is the built UI, read-only, and nothing else. */
import { protocol } from 'electron';
import { openUi, type Ui, uiHeaders } from '../notes/files/ui-files.ts';

export const appOrigin = 'gleaner://app';

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
  const ui = openUi(root);
  protocol.handle('gleaner', (request) => answer(ui, request));
}

async function answer(ui: Ui, request: { method: string; url: string }): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return reply(405, 'Only GET and HEAD.', { Allow: 'GET, HEAD' });
  }
  const target = targetOf(request.url);
  const file = target === null ? null : await ui.resolve(target);
  if (file === null) return reply(404, 'Not found.');
  return reply(200, request.method === 'HEAD' ? null : file.bytes, {
    'Content-Type': file.type,
    'Cache-Control': file.cache,
    ...(file.policy !== null && { 'Content-Security-Policy': file.policy }),
  });
}

/**
 * What `url` asks for, beginning with `/`; `null` when it names another host. Cut off, not parsed: a URL parser
 * would resolve `..` before it could be refused.
 */
function targetOf(url: string): string | null {
  return url.startsWith(`${appOrigin}/`) ? url.slice(appOrigin.length) : null;
}

function reply(
  status: number,
  body: Uint8Array<ArrayBuffer> | string | null,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...uiHeaders(), ...headers },
  });
}

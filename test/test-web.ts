/**
 * A web of its own for tests: a plain HTTP server on 127.0.0.1. Its address is private, so what fetches from it must
 * be allowed to (`--allow-address 127.0.0.1:PORT`, `openNotebook(folder, { allowedAddresses })`).
 *
 * | path | answer |
 * |---|---|
 * | `/ok` `/plain.txt` `/xhtml` `/no-type` `/empty` `/many/:n` | good pages; `/many/:n` is another article for every n |
 * | `/article/1` … `/article/4` | articles (zh-CN, zh-CN, zh-TW, en): Open Graph, JSON-LD, byline, date, pictures |
 * | `/drifts/1` … `/drifts/4` | the same; after `edition = 2` (or a GET of `/edition/2`) two or three blocks differ |
 * | `/redirect/:status?to=URL` | to `/ok` unless `to` says otherwise |
 * | `/redirects/:n` `/redirect-loop` | n hops to `/ok`; never ends |
 * | `/home-instead` `/needs-login` | redirected to `/` (a soft 404) and to `/login` |
 * | `/status/:code` `/refused` | that status; 403 |
 * | `/soft-404` `/soft-404-en` `/login` | 200, and yet there is nothing |
 * | `/retry-after?s=1&times=1` | 429 with Retry-After, `times` times for each query; then 200 |
 * | `/no-head` | HEAD is refused with 405, GET is answered; `/head-404` says 404 to HEAD only |
 * | `/charset/:encoding?by=` | header, meta, http-equiv, bom, none, wrong; `/gbk` `/big5` … are short for `by=header` |
 * | `/no-title` `/long-title` `/scripts` `/nested` `/attributes` `/payloads` `/yaml-breaker` | odd and hostile pages |
 * | `/picture.png` `/picture.jpg` `/picture.svg` `/svg-as.png` `/script.gif` `/enormous.png` `/large.png` `/png-as.jpg` `/page-as.png` | pictures |
 * | `/private-picture` `/metadata-picture` `/svg-picture` `/private-redirect-picture` | pages whose og:image must not be had |
 * | `/pdf` `/unlabelled.pdf` `/json` `/cookies` | other kinds; a page that sets a cookie |
 * | `/slow?ms=` `/slow-headers` `/slow-body` `/stalled-body` `/huge` `/huge-length` `/endless` | too slow, too large |
 * | `/bomb/:encoding` `/compressed/:encoding` `/damaged-gzip` `/odd-encoding` | gzip, deflate, br, zstd |
 * | `/wrong-length/long` `/wrong-length/short` `/big-headers` `/many-headers` `/not-http` `/drop` | broken HTTP |
 * | `/robots.txt` | `robots`: its text, a status, or `null` for 404 (as it begins) |
 * | others | 404 |
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { testCertificate, testKey } from './web/certificate.ts';
import { page, pageAt, textsOfEncodings, type WebPage } from './web/pages.ts';
import { trouble } from './web/trouble.ts';

export interface TestWeb {
  /** `http://127.0.0.1:PORT`; `https:` of a secure one. */
  origin: string;
  port: number;
  /** `127.0.0.1:PORT`, as it is allowed. */
  address: string;
  /** Every request, in order. `url`: path and query. */
  log: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** Pages of a test's own, by path; they come before all others. */
  pages: Map<string, WebPage | (() => WebPage)>;
  robots: string | number | null;
  /** Of `/drifts/:n`. */
  edition: 1 | 2;
  /** Connections that are open now. */
  open(): number;
  /** Since the start. */
  connections(): number;
  close(): Promise<void>;
}

/** `host`: another loopback address, such as `::1`. `isSecure`: https, with a certificate that no machine trusts. */
export async function startTestWeb(host = '127.0.0.1', isSecure = false): Promise<TestWeb> {
  const sockets = new Set<Socket>();
  const refusals = new Map<string, number>();
  let connections = 0;
  const listener: RequestListener = (request, response) => answer(web, refusals, request, response);
  const server = isSecure
    ? createSecureServer({ key: testKey, cert: testCertificate }, listener)
    : createServer(listener);
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever hangs up on a bomb hangs up in the middle.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  const where = server.address();
  const port = typeof where === 'object' && where ? where.port : 0;
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const web: TestWeb = {
    origin: `${isSecure ? 'https' : 'http'}://${address}`,
    port,
    address,
    log: [],
    pages: new Map(),
    robots: null,
    edition: 1,
    open: () => sockets.size,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return web;
}

function answer(
  web: TestWeb,
  refusals: Map<string, number>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', web.origin);
  web.log.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
  const own = web.pages.get(url.pathname);
  const [, first = '', second = ''] = url.pathname.split('/');
  const found =
    (typeof own === 'function' ? own() : own) ??
    switched(web, url, first, second) ??
    repeated(refusals, request, url, first) ??
    redirected(web, url, first, second) ??
    pageAt(url, web.edition);
  if (found) send(response, found, request.method === 'HEAD');
  else if (!trouble(url, response))
    send(response, { status: 404, body: page('Not found', 'Nothing.') }, false);
}

function send(response: ServerResponse, found: WebPage, isHead: boolean): void {
  const headers: Record<string, string> = { 'content-type': 'text/html; charset=utf-8', ...found.headers };
  if (headers['content-type'] === '') delete headers['content-type'];
  headers['content-length'] = String(Buffer.byteLength(found.body));
  response.writeHead(found.status ?? 200, headers).end(isHead ? undefined : found.body);
}

function switched(web: TestWeb, url: URL, first: string, second: string): WebPage | null {
  if (first === 'edition') {
    web.edition = second === '2' ? 2 : 1;
    return { body: page('The edition', second) };
  }
  if (url.pathname === '/robots.txt') {
    if (typeof web.robots === 'number') return { status: web.robots, body: '' };
    if (web.robots === null) return { status: 404, body: 'none' };
    return { headers: { 'content-type': 'text/plain' }, body: web.robots };
  }
  const encoding = first === 'shift-jis' ? 'shift_jis' : first;
  if (second === '' && encoding in textsOfEncodings) {
    return pageAt(new URL(`/charset/${encoding}`, web.origin), web.edition);
  }
  return null;
}

function repeated(
  refusals: Map<string, number>,
  request: IncomingMessage,
  url: URL,
  first: string,
): WebPage | null {
  const good: WebPage = { body: page('At last', 'The text of the page. '.repeat(20)) };
  const isHead = request.method === 'HEAD';
  if (first === 'no-head') return isHead ? { status: 405, headers: { allow: 'GET' }, body: '' } : good;
  if (first === 'head-404') return isHead ? { status: 404, body: '' } : good;
  if (first !== 'retry-after') return null;
  const key = url.search;
  const count = refusals.get(key) ?? 0;
  if (count >= Number(url.searchParams.get('times') ?? 1)) return good;
  refusals.set(key, count + 1);
  const wait = url.searchParams.get('s') ?? '1';
  return { status: 429, headers: { 'retry-after': wait }, body: page('Too many requests', 'Later.') };
}

function redirected(web: TestWeb, url: URL, first: string, second: string): WebPage | null {
  const to = (location: string, status = 302): WebPage => ({
    status,
    // Not every site encodes what it writes there; Node sends each character as one byte.
    headers: { location: Buffer.from(location).toString('latin1') },
    body: '',
  });
  const hops = Number(second);
  if (first === 'redirect') return to(url.searchParams.get('to') ?? `${web.origin}/ok`, hops);
  if (first === 'redirects') return to(hops > 1 ? `/redirects/${hops - 1}` : '/ok');
  if (first === 'redirect-loop') return to('/redirect-loop');
  if (first === 'home-instead') return to('/', 301);
  return first === 'needs-login' ? to('/login?next=%2Fneeds-login') : null;
}

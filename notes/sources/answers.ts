/** One request and its answer: the few headers that are sent, and what is taken of the body. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { connectTo } from './connecting.ts';
import type { Destination } from './destinations.ts';
import { retryAfterMs } from './politeness.ts';
import { shown, Unfetched, unfetched } from './unfetched.ts';
import { acceptedEncodings, tooLarge, unpacked } from './unpacking.ts';

export type Kind = 'page' | 'picture' | 'robots' | 'check';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  type: string;
  charset: string | null;
  bytes: Buffer;
}

const kibi = 1024;
/** After unpacking. Bytes. */
const mostBytes: Record<Kind, number> = {
  page: 2 * kibi * kibi,
  picture: 5 * kibi * kibi,
  robots: 512 * kibi,
  check: 64 * kibi,
};
const mostHeaderBytes = 64 * kibi;

const accepted: Record<Kind, string> = {
  page: 'text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1',
  picture: 'image/avif, image/webp, image/png, image/jpeg, image/gif, */*;q=0.1',
  robots: 'text/plain, */*;q=0.1',
  check: 'text/html, application/xhtml+xml, */*;q=0.8',
};
const pageTypes = ['text/html', 'application/xhtml+xml', 'text/plain'];

/** Sends the request and reads the answer over a connection of its own. Throws `Unfetched` or what the network threw. */
export async function answerOf(
  destination: Destination,
  what: Kind,
  method: 'GET' | 'HEAD',
  signal: AbortSignal,
  hasBegun: () => void,
): Promise<Answer> {
  const { Client } = await import('undici');
  const socket = await connectTo(destination, signal);
  const { url } = destination;
  let isUsed = false;
  const client = new Client(url.origin, {
    // One judged connection, for one request: what it was judged for can't change, and nothing stays open.
    connect: (_options, done) => {
      const usable = isUsed || socket.destroyed ? null : socket;
      isUsed = true;
      // Not at once: undici is still setting itself up.
      queueMicrotask(() => (usable ? done(null, usable) : done(brokenOff(), null)));
    },
    pipelining: 0,
    maxHeaderSize: mostHeaderBytes,
    // The door has its own.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  try {
    const sent = await client.request({
      method,
      path: url.pathname + url.search,
      // No cookies, no Referer, no language: nothing that tells one reader from another.
      headers: {
        'user-agent': 'Mozilla/5.0 (compatible; Gleaner)',
        accept: accepted[what],
        'accept-encoding': acceptedEncodings,
      },
      signal,
    });
    hasBegun();
    return await taken(sent, what, method, url);
  } finally {
    await client.destroy();
    socket.destroy();
  }
}

/** Of other answers `Location` says nothing that is followed. */
export function isRedirect({ status, headers }: Answer): boolean {
  return [301, 302, 303, 307, 308].includes(status) && (headers['location'] ?? '') !== '';
}

async function taken(
  { statusCode: status, headers: received, body }: Dispatcher.ResponseData,
  what: Kind,
  method: 'GET' | 'HEAD',
  url: URL,
): Promise<Answer> {
  const headers = plainHeaders(received);
  const { type, charset } = contentType(headers['content-type'] ?? '');
  const answer: Answer = { status, headers, type, charset, bytes: Buffer.alloc(0) };
  if (isRedirect(answer)) return left(body, answer);
  if (what !== 'check' && (status < 200 || status > 299)) {
    left(body, answer);
    const wait = retryAfterMs(headers['retry-after']);
    const message = `${shown(url)} answered ${status}${meanings[status] ?? ''}.`;
    throw new Unfetched({
      kind: 'failed',
      reason: 'status',
      status,
      message,
      ...(wait === null ? {} : { retryAfterMs: wait }),
    });
  }
  const otherKind = (found: string) =>
    unfetched('other-kind', `${shown(url)} is ${found}, not a page that can be read.`, status);
  if (what === 'page' && type !== '' && !pageTypes.includes(type)) {
    left(body, answer);
    throw otherKind(type);
  }
  if (method === 'HEAD') return left(body, answer);
  const bytes = await read(body, headers, what, url);
  if (what !== 'page' || type !== '') return { ...answer, bytes };
  const sniffed = sniffedPage(bytes);
  if (sniffed === null) throw otherKind('not text');
  return { ...answer, type: sniffed, bytes };
}

async function read(body: Readable, headers: Record<string, string>, what: Kind, url: URL): Promise<Buffer> {
  // A longer robots.txt counts as far as it is read (RFC 9309, 2.5).
  const isCut = what === 'check' || what === 'robots';
  const limit = { bytes: mostBytes[what], isCut, address: shown(url) };
  if (!isCut && Number(headers['content-length']) > limit.bytes) {
    left(body, null);
    throw tooLarge(limit.address, limit.bytes);
  }
  return await unpacked(body, (headers['content-encoding'] ?? '').trim().toLowerCase(), limit);
}

function brokenOff(): Error {
  return Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' });
}

/** Nothing more of `body` is wanted. */
function left<Value>(body: Readable, value: Value): Value {
  // Destroying it early is an error to undici, and to nobody else.
  body.on('error', () => undefined);
  body.destroy();
  return value;
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'set-cookie') continue;
    // Of headers that should be there once, browsers take the first `Location` and the last type; `join` suits lists.
    plain[name] =
      typeof value === 'string' ? value : name === 'location' ? (value[0] ?? '') : value.join(', ');
  }
  return plain;
}

function contentType(value: string): { type: string; charset: string | null } {
  const type = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?:;|,|$)/.exec(value)?.[1]?.toLowerCase() ?? '';
  const charset = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))/i.exec(value);
  const name = (charset?.[1] ?? charset?.[2] ?? charset?.[3] ?? '').trim().toLowerCase();
  // What mimesniff counts as "not said".
  const isSaid = !['unknown/unknown', 'application/unknown'].includes(type);
  return { type: isSaid ? type : '', charset: name === '' ? null : name };
}

/** By the first kilobyte, after mimesniff: HTML by its tags, else text without control characters. `null`: neither. */
function sniffedPage(bytes: Buffer): string | null {
  const start = bytes.toString('latin1', 0, kibi).replace(/^\xef\xbb\xbf/, '');
  // UTF-16, which is full of zeros.
  if (/^(?:\xff\xfe|\xfe\xff)/.test(start) || tags.test(start)) return 'text/html';
  return start.startsWith('%PDF-') || /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(start) ? null : 'text/plain';
}

const tags =
  /^\s*(?:<\?xml|<!doctype html|<!--|<(?:html|head|body|title|meta|script|style|div|p|h1|table|a|b|br|font|iframe)[\s>/])/i;

const meanings: Record<number, string> = {
  401: ': it wants a login',
  403: ': it does not let Gleaner in; it may still open in the browser',
  404: ': there is no such page',
  410: ': the page was taken down',
  429: ': it was asked too often; try again later',
  451: ': the page is withheld for legal reasons',
  500: ': the server has a fault; try again later',
  502: ': the server has a fault; try again later',
  503: ': the server is busy; try again later',
  504: ': the server is too slow; try again later',
};

/**
 * Who may talk to `gleaner serve`. Any page in any browser on this machine can reach 127.0.0.1, and so can any
 * other user's program: every request passes `refusalOf` before anything else looks at it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { uiHeaders } from '../notes/files/ui-files.ts';

export interface Refusal {
  status: 403 | 421;
  /** For a person; empty where nothing may be said. */
  message: string;
}

/** Why a request is turned away before it is routed; `null` when it may go on. It is not signed in by that. */
export function refusalOf(request: IncomingMessage, port: number): Refusal | null {
  const host = hostOf(request, port);
  // A foreign name that resolves to 127.0.0.1 (DNS rebinding) arrives with its own Host.
  if (host === null || !request.url?.startsWith('/')) return { status: 421, message: '' };
  const origin = request.headers.origin;
  const mustHaveOrigin =
    !['GET', 'HEAD'].includes(request.method ?? '') || request.headers.upgrade !== undefined;
  if (origin === undefined ? mustHaveOrigin : origin !== `http://${host}`) {
    return { status: 403, message: 'Gleaner answers its own page only.' };
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return {
      status: 403,
      message: 'Gleaner cannot be opened from another page. Paste its address into the address bar.',
    };
  }
  return null;
}

/** The one Host that a request names, when it is a name of this server; otherwise `null`. */
export function hostOf(request: IncomingMessage, port: number): string | null {
  // headers.host is only the first of several.
  const hosts = request.rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === 'host');
  const host = hosts[0];
  if (hosts.length !== 1 || host === undefined) return null;
  // Browsers leave out the port that the scheme implies.
  const suffix = port === 80 ? /^(:80)?$/ : new RegExp(`^:${port}$`);
  const name = ['127.0.0.1', 'localhost', '[::1]'].find((name) => host.startsWith(name));
  return name !== undefined && suffix.test(host.slice(name.length)) ? host : null;
}

export type SignIn = 'already' | 'accepted' | 'refused' | 'too-many';

/** Failed sign-ins in `failureWindowMs` after which all further ones fail. */
const failuresAllowed = 10;
const failureWindowMs = 60_000;

/**
 * Signing in to one start of the server: the token, printed once, is exchanged once, for a cookie and a key. What
 * reads notes needs both, for browsers send a cookie to every port of this machine, and SameSite does not tell
 * ports apart: a server of somebody else needs one click to have it. The key is kept by the page, in storage that
 * belongs to the port, and sent by no browser of its own accord. All three end with the process.
 */
export class Session {
  /** 256 bits, base64url: goes into the fragment of the printed address, which browsers never send. */
  readonly token = randomBytes(32).toString('base64url');
  /** Like the token. Answered once, to who brought the token; written nowhere. */
  readonly key = randomBytes(32).toString('base64url');
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #now: () => number;
  #spent = false;
  #failures: number[] = [];

  /** `now`: milliseconds of a clock that does not jump. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** `token` and `key` as the page sent them, empty where it has none. */
  signIn(request: IncomingMessage, port: number, token: string, key: string): SignIn {
    if (this.knows(request, port, key)) return 'already';
    // A page that lost its key and asks again is not guessing.
    if (token === '' && key === '') return 'refused';
    if (this.isLocked()) return 'too-many';
    if (this.#spent || !sameSecret(token, this.token)) return this.#fail();
    this.#spent = true;
    return 'accepted';
  }

  /** Whether the request carries this session's cookie, and `key` is this session's key. */
  knows(request: IncomingMessage, port: number, key: string): boolean {
    const hasKey = sameSecret(key, this.key);
    return this.#hasCookie(request, port) && hasKey;
  }

  #hasCookie(request: IncomingMessage, port: number): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const name = `${cookieName(port)}=`;
    // Another server on this machine can add a cookie of the same name: any that fits is enough.
    return cookies.some(
      (cookie) => cookie.startsWith(name) && sameSecret(cookie.slice(name.length), this.#secret),
    );
  }

  /** For `Set-Cookie`. The port is in the name because cookies are shared between the ports of a host. */
  cookie(port: number): string {
    return `${cookieName(port)}=${this.#secret}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Whether there were too many failures in the last minute. */
  isLocked(): boolean {
    const since = this.#now() - failureWindowMs;
    this.#failures = this.#failures.filter((at) => at > since);
    return this.#failures.length >= failuresAllowed;
  }

  /** Counts a failure that was found elsewhere: a socket without the cookie or the key. */
  failed(): void {
    if (!this.isLocked()) this.#fail();
  }

  #fail(): 'refused' {
    this.#failures.push(this.#now());
    return 'refused';
  }
}

/** What a page offers for its socket: this protocol, and beside it, as a second one that is never chosen, the key. */
export const socketProtocol = 'gleaner';

/** The key among the subprotocols of a WebSocket's handshake, the only header that a page can set there; else empty. */
export function keyOfSocket(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => name.startsWith('key.'))?.slice('key.'.length) ?? '';
}

function cookieName(port: number): string {
  return `gleaner-${port}`;
}

/** Takes the same time whatever differs, the length included. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** What every response carries, errors too. `host` is the name that the browser used. */
export function securityHeaders(host: string): Record<string, string> {
  return {
    ...uiHeaders([`ws://${host}`]),
    // Other sites run in the same browser.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}

/** Why nothing was fetched, as a value: what happened, to which address, and what to do. */
import type { FetchFailure, FetchReason } from '../api.ts';
import { readableUrl } from '../text/urls.ts';

/** Of an answer that is not there. Its waiting time is what the server asked for with `Retry-After`, ms. */
export interface DoorFailure extends FetchFailure {
  retryAfterMs?: number;
  /** Nothing listens there: its server is down, or gone. */
  isDown?: true;
  /** Its server was not asked: it wants to be left alone for a while. */
  isUnasked?: true;
}

/** Carries a failure up to the door, which answers it as a value. */
export class Unfetched extends Error {
  readonly failure: DoorFailure;

  constructor(failure: DoorFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

export function unfetched(reason: FetchReason, message: string, status: number | null = null): Unfetched {
  return new Unfetched({ kind: 'failed', reason, status, message });
}

/** An address for a message: without its query, which may hold somebody's key, decoded, and not too long. */
export function shown(url: URL): string {
  const text = readableUrl(`${url.protocol}//${url.host}${url.pathname}`);
  const characters = Array.from(text);
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : text;
}

/** What an error of the system, of TLS or of HTTP means. `isOnline`: this machine has a network. */
export function reasonOf(error: unknown, url: URL, isOnline: boolean): Unfetched {
  if (error instanceof Unfetched) return error;
  const codes = codesOf(error);
  const has = (pattern: RegExp): boolean => codes.some((code) => pattern.test(code));
  const host = url.host;
  if (has(/^ENOTFOUND$|^ENODATA$|^EAI_NONAME$/) && isOnline) {
    return unfetched(
      'name-unknown',
      `There is no server named ${url.hostname}. Look for a typing error in the address.`,
    );
  }
  if (has(/^EAI_/) && isOnline) {
    return unfetched(
      'offline',
      `No name server says where ${url.hostname} is. The network may be down; try again later.`,
    );
  }
  if (
    has(/^ENOTFOUND$|^EAI_|^ENODATA$|^ENETUNREACH$|^ENETDOWN$|^EADDRNOTAVAIL$/) ||
    (has(/^EHOSTUNREACH$/) && !isOnline)
  ) {
    return unfetched(
      'offline',
      `${host} can't be reached: this machine seems to be offline. Try again when it is connected.`,
    );
  }
  if (has(/CERT|SELF_SIGNED|ISSUER|VERIFY|UNTRUSTED|CRL/)) {
    return unfetched(
      'certificate',
      `${host} can't prove that it is ${url.hostname}: its certificate is not valid (${codes.join(', ')}). Nothing was fetched.`,
    );
  }
  if (has(/^ECONNREFUSED$/)) {
    return new Unfetched({
      kind: 'failed',
      reason: 'failed',
      status: null,
      message: `${host} refuses connections. Its server may be down; try again later.`,
      isDown: true,
    });
  }
  if (has(/^ETIMEDOUT$|TIMEOUT/)) {
    return unfetched('too-slow', `${host} did not answer in time. Try again later.`);
  }
  if (has(/HEADERS_OVERFLOW/)) {
    return unfetched('too-large', `${shown(url)} answers with more than 64 KB of headers. It was left.`);
  }
  if (has(/^HPE_|PARSER|SOCKET|ECONNRESET|EPIPE|CLOSED|DESTROYED/)) {
    return unfetched(
      'failed',
      `${shown(url)} broke off in the middle, or does not speak HTTP (${codes.join(', ')}). Try again later.`,
    );
  }
  const said = error instanceof Error ? error.message : 'no reason is known';
  return unfetched('failed', `${shown(url)} can't be fetched: ${said}.`);
}

/** The codes of an error and of those inside it: several addresses were tried, or one led to the other. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 3) return [];
  const { code, name, cause, errors } = error as Partial<
    Record<'code' | 'name' | 'cause' | 'errors', unknown>
  >;
  const inside = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return [
    ...new Set([
      ...(typeof code === 'string' ? [code] : name === 'HTTPParserError' ? ['HPE_INVALID'] : []),
      ...inside.flatMap((one) => codesOf(one, depth + 1)),
    ]),
  ];
}

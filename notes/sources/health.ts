/** How a link is: asked politely, and judged by what the page says, not by its status alone. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FetchReason, LinkHealth, LinkState } from '../api.ts';
import { normaliseUrl } from '../text/urls.ts';
import type { Door, Fetched } from './fetch.ts';
import { askedForRest } from './paced-door.ts';
import { mostPatienceMs, type Pacing } from './pacing.ts';
import { retryAfterMs } from './politeness.ts';
import type { Robots } from './robots.ts';
import type { DoorFailure } from './unfetched.ts';
import { isHomeInstead, isLoginForm, isLoginInstead, isSamePage, judgePage } from './soft-404.ts';

/** `isDown`: nothing listens where the link leads, which says nothing about this machine's network. */
export interface CheckedLink extends LinkHealth {
  isDown?: true;
}

export interface CheckOptions {
  signal?: AbortSignal;
  /** Knows which hosts want to be left alone, and is told of others. */
  pacing?: Pick<Pacing, 'leaveAlone' | 'restOf'>;
  /** Before the second try where a host asks for patience (429, 503) without saying how long, ms. */
  backOffMs?: number;
  /** A page's bytes as text. */
  decode?: (bytes: Buffer, charset: string | null) => string;
}

const mostTries = 3;

/** What befell the asking for what a site allows would befall the page as well. */
const tellsAll: readonly FetchReason[] = [
  ...([
    'bad-address',
    'private-address',
    'port',
    'offline',
    'name-unknown',
    'certificate',
    'status',
  ] as const),
];

type Answer = Fetched | DoorFailure;

/** Asks for the head of `url`, for the page where that does not tell, and for another address where the page does not either. */
export async function checkLink(
  door: Pick<Door, 'fetch'>,
  url: string,
  robots: Robots,
  options: CheckOptions = {},
): Promise<CheckedLink> {
  // What was asked for while it was cancelled says nothing about the link.
  const found = await checked(door, url, robots, options);
  options.signal?.throwIfAborted();
  return found;
}

async function checked(
  door: Pick<Door, 'fetch'>,
  url: string,
  robots: Robots,
  options: CheckOptions,
): Promise<CheckedLink> {
  const allowed = await robots.ask(url, options.signal);
  if (allowed === 'refused') return health('refused', null);
  if (allowed !== 'allowed' && tellsAll.includes(allowed.reason)) return failed(allowed);
  const head = await ask(door, url, 'HEAD', options);
  if (isFinal(url, head)) return judge(url, head);
  const page = await ask(door, url, 'GET', options);
  if (page.kind === 'failed' || page.status >= 400 || !isHtml(page)) return judge(url, page);
  if (isElsewhere(url, page)) return judge(url, page);
  const text = textOf(page, options);
  const verdict = judgePage(text);
  if (verdict === 'missing') return health('soft-404', page.status);
  if (verdict === 'login') return health('needs-login', page.status);
  if (verdict === 'unsure' && (await answersAnything(door, page.url, text, robots, options)))
    return health('soft-404', page.status);
  return judge(url, page);
}

/** What came of fetching a page for something else, as the health of its link. `null`: it does not say. */
export function healthOfFailure(failure: DoorFailure): CheckedLink | null {
  const others: readonly FetchReason[] = [
    'disk-full',
    'needs-browser',
    'other-kind',
    'too-large',
    'bad-address',
  ];
  if (failure.reason === 'missing') return health('soft-404', failure.status);
  if (failure.reason === 'needs-login') return health('needs-login', failure.status);
  return others.includes(failure.reason) ? null : failed(failure);
}

/** What is to be remembered of a link: what was learned once is not forgotten for a try that tells nothing. */
export function healthToKeep(before: LinkHealth | null, { isDown, ...found }: CheckedLink): LinkHealth {
  if (before === null || before.state === 'offline' || before.state === 'unknown') return found;
  const isDead = before.state === 'moved' || before.state === 'gone' || before.state === 'soft-404';
  // A server that is down is news of a link that was well.
  const tellsNothing =
    (found.state === 'offline' && (isDown !== true || isDead)) ||
    found.state === 'unknown' ||
    found.status === 429;
  if (!tellsNothing) return found;
  const { status, checked: at } = found;
  return { ...before, lastTry: { state: found.state === 'offline' ? 'offline' : 'unknown', status, at } };
}

function health(state: LinkState, status: number | null, movedTo: string | null = null): LinkHealth {
  return { state, status, movedTo, checked: Date.now() };
}

/** Whether the head says all there is to know. Servers lie about heads, so most bad news is heard twice. */
function isFinal(url: string, head: Answer): boolean {
  if (head.kind === 'failed') return head.isDown === true || !['failed', 'too-slow'].includes(head.reason);
  if ([401, 410, 429, 503].includes(head.status)) return true;
  return head.status < 300 && (isElsewhere(url, head) || !isHtml(head));
}

/** Whether a redirect took us to where the article is not. */
function isElsewhere(url: string, answer: Fetched): boolean {
  return isLoginInstead(url, answer.url) || isHomeInstead(url, answer.url);
}

function judge(url: string, answer: Answer): CheckedLink {
  if (answer.kind === 'failed') return failed(answer);
  const { status } = answer;
  if (status >= 400)
    return ofStatus(status, isHtml(answer) && isLoginForm(answer.bytes.toString('utf8')), url, answer.url);
  if (isLoginInstead(url, answer.url)) return health('needs-login', status);
  if (isHomeInstead(url, answer.url)) return health('soft-404', status);
  const movedTo = newAddress(url, answer);
  return health(movedTo === null ? 'ok' : 'moved', status, movedTo);
}

function ofStatus(status: number, hasLoginForm: boolean, from: string, to: string): LinkHealth {
  if (status === 404 || status === 410) return health('gone', status);
  if (status === 401 || status === 402 || status === 407) return health('needs-login', status);
  if (status === 403)
    return health(hasLoginForm || isLoginInstead(from, to) ? 'needs-login' : 'refused', status);
  if (status === 429 || status === 451) return health('refused', status);
  return health('unknown', status);
}

function failed({ reason, status, isDown, isUnasked }: DoorFailure): CheckedLink {
  if (isUnasked === true) return health('unknown', status);
  if (reason === 'status' && status !== null) return ofStatus(status, false, '', '');
  // A name that nobody knows: the site is no more. Where nothing can be resolved the reason is `offline`.
  if (reason === 'name-unknown') return health('gone', null);
  if (reason === 'offline') return health('offline', null);
  if (isDown === true) return { ...health('offline', null), isDown };
  const isRefused =
    reason === 'private-address' || reason === 'port' || reason === 'robots' || reason === 'bad-address';
  return health(isRefused ? 'refused' : 'unknown', status);
}

/**
 * Where the article lives now: the end of the permanent redirects (301, 308) that it begins with, if that is another
 * article by its address. `null`: where it was.
 */
function newAddress(url: string, { hops }: Fetched): string | null {
  let address = url;
  for (const { from, to, status } of hops) {
    if (status !== 301 && status !== 308) break;
    if (isLoginInstead(from, to)) break;
    address = to;
  }
  if (normaliseUrl(address) === null || normaliseUrl(address) === normaliseUrl(url)) return null;
  // Nobody is offered a connection that others can read and change for one that they can't.
  if (url.startsWith('https:') && !address.startsWith('https:')) return null;
  return address;
}

async function ask(
  door: Pick<Door, 'fetch'>,
  url: string,
  method: 'HEAD' | 'GET',
  { signal, pacing, backOffMs = 5000 }: CheckOptions,
): Promise<Answer> {
  const rest = pacing?.restOf(url) ?? null;
  if (rest !== null) return askedForRest(url, rest.status);
  for (let tries = 1; ; tries++) {
    const answer = await door.fetch(url, { what: 'check', method, ...(signal && { signal }) });
    if (answer.kind === 'failed' || (answer.status !== 429 && answer.status !== 503)) return answer;
    const asked = retryAfterMs(answer.headers['retry-after']);
    const waitMs = asked ?? backOffMs;
    pacing?.leaveAlone(url, waitMs, answer.status);
    // Who does not say when to come back is asked once more.
    if (tries === (asked === null ? 2 : mostTries) || waitMs > mostPatienceMs) return answer;
    await pause(waitMs, undefined, signal && { signal });
  }
}

/** Whether the site has the same page for an address beside this one that can't exist. */
async function answersAnything(
  door: Pick<Door, 'fetch'>,
  url: string,
  text: string,
  robots: Robots,
  options: CheckOptions,
): Promise<boolean> {
  const beside = new URL(url);
  beside.pathname = beside.pathname.replace(/[^/]*\/?$/, `gleaner-${randomBytes(6).toString('hex')}`);
  beside.search = '';
  beside.hash = '';
  if ((await robots.ask(beside.href, options.signal)) !== 'allowed') return false;
  const other = await ask(door, beside.href, 'GET', options);
  if (other.kind === 'failed' || other.status >= 400 || !isHtml(other)) return false;
  return other.url === url || isSamePage(text, textOf(other, options));
}

function textOf({ bytes, charset }: Fetched, { decode }: CheckOptions): string {
  return decode === undefined ? bytes.toString('utf8') : decode(bytes, charset);
}

function isHtml({ type }: Fetched): boolean {
  return type === '' || type === 'text/html' || type === 'application/xhtml+xml';
}

/** Where a URL leads, and whether Gleaner goes there: only public addresses, but for those that a person allowed. */
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { readableUrl } from '../text/urls.ts';
import { type AddressKind, kindOfAddress } from './addresses.ts';
import { reasonOf, shown, unfetched } from './unfetched.ts';

export interface Destination {
  url: URL;
  /** For TLS and `Host`; an IP literal without brackets. */
  host: string;
  port: number;
  /** The name was resolved once, and these were judged: a connection goes to one of them and to no other. */
  addresses: { address: string; family: number }[];
}

const publicPorts = [80, 443];

/**
 * `text` as an address of the web, or a thrown `Unfetched`. WHATWG's parser reads it, as it will be written into the
 * request: `127.1`, `0x7f000001` and full-width digits all come out as `127.0.0.1`.
 */
export function webAddress(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  // For a terminal too: nothing in it may be seen as anything but text.
  const written = readableUrl(text.slice(0, 200));
  if (!url) throw unfetched('bad-address', `“${written}” is not an address of the web.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw unfetched('bad-address', `Only http and https addresses are fetched, not ${url.protocol}`);
  }
  if (url.username !== '' || url.password !== '') {
    throw unfetched(
      'bad-address',
      `${shown(url)} has a name or a password in its address. Gleaner sends neither; take them out.`,
    );
  }
  if (url.hostname === '') throw unfetched('bad-address', `“${written}” names no server.`);
  return url;
}

/**
 * Looks the name up, once, and judges every answer. `allowed`: as `hostPortOf` writes them. Throws `Unfetched`; `signal`
 * only ends the waiting.
 */
export async function destinationOf(
  url: URL,
  allowed: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Destination> {
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const named = `${url.hostname}:${port}`;
  const isAllowed = allowed.has(named);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const refused = (address: string, kind: AddressKind) =>
    unfetched(
      'private-address',
      `${shown(url)} leads to ${address}, ${places[kind]}, not to a public server. If you know it and want it, allow it with --allow-address ${named}.`,
    );
  const literal = kindOfAddress(host);
  // RFC 6761: these names are this machine, whatever a name server says.
  const isThisMachine = /(?:^|\.)localhost\.?$/.test(host);
  if (!isAllowed) {
    if (isThisMachine) throw refused(host, 'loopback');
    if (literal !== 'none' && literal !== 'public') throw refused(host, literal);
    if (!publicPorts.includes(port)) {
      throw unfetched(
        'port',
        `${shown(url)} is at port ${port}; only 80 and 443 are fetched from. If you know the server, allow it with --allow-address ${named}.`,
      );
    }
  }
  if (literal !== 'none') {
    return { url, host, port, addresses: [{ address: host, family: host.includes(':') ? 6 : 4 }] };
  }
  const found = await addressesOf(url, host, signal);
  const judged = found.map((one) => ({ ...one, kind: kindOfAddress(one.address) }));
  const may = (kind: AddressKind): boolean => kind === 'public' || (isAllowed && ofAtHome.includes(kind));
  const good = judged.filter(({ kind }) => may(kind));
  const bad = judged.find(({ kind }) => !may(kind));
  // One private answer among public ones is an attack or a mistake; both can wait. Of a server at home the
  // link-local addresses, which need a zone, are passed over.
  if (bad && (!isAllowed || good.length === 0)) throw refused(bad.address, bad.kind);
  return { url, host, port, addresses: good.map(({ address, family }) => ({ address, family })) };
}

/** What the name of an allowed server may lead to. An allowed number may be any. */
const ofAtHome: AddressKind[] = ['loopback', 'private'];

const places: Record<AddressKind, string> = {
  public: 'a public address',
  loopback: 'this machine',
  private: 'an address of a private network',
  'link-local': 'an address of the local network',
  metadata: 'where data centres keep keys',
  reserved: 'a reserved address',
  none: 'no address',
};

async function addressesOf(
  url: URL,
  host: string,
  signal: AbortSignal,
): Promise<{ address: string; family: number }[]> {
  // The system's resolver can't be interrupted; its answer is just not waited for.
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    const found = await Promise.race([lookup(host, { all: true }), stopped.promise]);
    if (found.length === 0) throw unfetched('name-unknown', `There is no server named ${host}.`);
    return found;
  } catch (error) {
    throw reasonOf(error, url, isOnline());
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Whether this machine has an address that others could reach. */
export function isOnline(): boolean {
  try {
    return Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal));
  } catch {
    // Some systems keep it to themselves.
    return true;
  }
}

/**
 * Which addresses belong to the public network. Judged by their bytes, never by how they are spelled: an IPv4 address
 * can stand inside an IPv6 one in six ways. Sources: IANA's special-purpose registries (RFC 6890), safety S-04 and 4.1.
 */
import ipaddr from 'ipaddr.js';

export type AddressKind =
  | 'public'
  /** This machine. */
  | 'loopback'
  /** Of a home or an office: 10/8, 172.16/12, 192.168/16, fc00::/7, and 100.64/10 between a provider and its customers. */
  | 'private'
  | 'link-local'
  /** Where a data centre keeps a machine's keys. */
  | 'metadata'
  /** Every other one that no public server has. */
  | 'reserved'
  /** Not an address. */
  | 'none';

type Bytes = readonly number[];

/** All addresses that begin like this one: `10.0.0.0/8`. */
interface Block {
  bytes: Bytes;
  bits: number;
  kind: Exclude<AddressKind, 'public' | 'none'>;
}

// The first that fits decides: metadata addresses stand inside other blocks.
const blocks4 = table({
  metadata: [
    // AWS and most others, AWS's container tasks, Oracle, Alibaba; Azure's has a public number and never leaves the host.
    ...['169.254.169.254/32', '169.254.170.2/32', '192.0.0.192/32', '100.100.100.200/32', '168.63.129.16/32'],
  ],
  loopback: ['127.0.0.0/8'],
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'],
  'link-local': ['169.254.0.0/16'],
  reserved: [
    ...['0.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.18.0.0/15', '198.51.100.0/24'],
    ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ],
});

const blocks6 = table({
  // AWS, Google.
  metadata: ['fd00:ec2::254/128', 'fd20:ce::254/128'],
  loopback: ['::1/128'],
  private: ['fc00::/7'],
  'link-local': ['fe80::/10', 'fec0::/10'],
  // Protocols' own, with Teredo and ORCHID; documentation; 6bone; NAT64 for local use; AS112, which answers questions about
  // private names. What lies outside 2000::/3 is reserved anyway.
  reserved: [
    ...['2001::/23', '2001:db8::/32', '3fff::/20', '3ffe::/16', '64:ff9b:1::/48', '2620:4f:8000::/48'],
  ],
});

/**
 * IPv6 blocks whose addresses mean the IPv4 address that begins at a byte of theirs. `isUsed`: a public address in it
 * leads to that address; the others have been given up, and nothing public answers there.
 */
const embeddings = [
  // Mapped (RFC 4291): the first. NAT64 (RFC 6052): how a phone's network without IPv4 names every old server.
  { prefix: block('::ffff:0:0/96'), at: 12, isUsed: true },
  { prefix: block('64:ff9b::/96'), at: 12, isUsed: true },
  // Translated (RFC 2765), compatible (RFC 4291), 6to4 (RFC 7526).
  { prefix: block('::ffff:0:0:0/96'), at: 12, isUsed: false },
  { prefix: block('::/96'), at: 12, isUsed: false },
  { prefix: block('2002::/16'), at: 2, isUsed: false },
];

const globalUnicast = block('2000::/3');
/** ISATAP (RFC 5214) works behind any prefix: these bytes from the eighth on, and then the IPv4 address. */
const isatap = [
  [0x00, 0x00, 0x5e, 0xfe],
  [0x02, 0x00, 0x5e, 0xfe],
];

/** Of an IPv4 address of four decimal parts, or an IPv6 address without brackets. One with a zone is `link-local`. */
export function kindOfAddress(address: string): AddressKind {
  if (address.includes('%')) return 'link-local';
  const bytes = bytesOf(address);
  if (bytes === null) return 'none';
  return bytes.length === 4 ? kindOf4(bytes) : kindOf6(bytes);
}

/** Whether both are one address, however they are spelled. */
export function isSameAddress(one: string, other: string): boolean {
  const bytes = bytesOf(one);
  const others = bytesOf(other);
  return bytes !== null && others !== null && unmapped(bytes).join() === unmapped(others).join();
}

function kindOf4(bytes: Bytes): AddressKind {
  return blocks4.find((one) => fits(bytes, one))?.kind ?? 'public';
}

function kindOf6(bytes: Bytes): AddressKind {
  const special = blocks6.find((one) => fits(bytes, one))?.kind;
  if (special !== undefined) return special;
  const found = embeddings.find(({ prefix }) => fits(bytes, prefix));
  if (found) {
    const inside = kindOf4(bytes.slice(found.at, found.at + 4));
    return inside === 'public' && !found.isUsed ? 'reserved' : inside;
  }
  if (!fits(bytes, globalUnicast)) return 'reserved';
  const isIsatap = isatap.some((mark) => mark.every((byte, index) => bytes[8 + index] === byte));
  return isIsatap ? kindOf4(bytes.slice(12)) : 'public';
}

// The system writes the IPv4 address of a socket for both families as `::ffff:1.2.3.4`.
function unmapped(bytes: Bytes): Bytes {
  const mapped = embeddings[0];
  return mapped && fits(bytes, mapped.prefix) ? bytes.slice(12) : bytes;
}

function bytesOf(address: string): Bytes | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return ipaddr.IPv4.parse(address).toByteArray();
  if (!address.includes(':')) return null;
  // ipaddr.js takes `::1.2.3.4` for `::ffff:1.2.3.4`; the system does not. In groups both agree.
  const grouped = address.replace(/[^:]*\.[^:]*$/, (dotted) => {
    if (!ipaddr.IPv4.isValidFourPartDecimal(dotted)) return 'none';
    const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(dotted).toByteArray();
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  return ipaddr.IPv6.isValid(grouped) ? ipaddr.IPv6.parse(grouped).toByteArray() : null;
}

function fits(bytes: Bytes, { bytes: wanted, bits }: Block): boolean {
  if (bytes.length !== wanted.length) return false;
  return wanted.every((byte, index) => {
    const counted = Math.min(8, Math.max(0, bits - index * 8));
    return (byte ^ (bytes[index] ?? 0)) >> (8 - counted) === 0;
  });
}

function table(kinds: Record<Block['kind'], readonly string[]>): Block[] {
  const all = Object.entries(kinds) as [Block['kind'], readonly string[]][];
  return all.flatMap(([kind, texts]) => texts.map((text) => block(text, kind)));
}

function block(text: string, kind: Block['kind'] = 'reserved'): Block {
  const [address = '', bits] = text.split('/');
  return { bytes: bytesOf(address) ?? [], bits: Number(bits), kind };
}

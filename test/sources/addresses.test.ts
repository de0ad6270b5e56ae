import { describe, expect, test } from 'vitest';
import { isSameAddress, kindOfAddress } from '../../notes/sources/addresses.ts';

/** Blocks of IPv4 that are not of the public network: the first and the last address, and one between. */
const closed4 = [
  ['0.0.0.0', '0.1.2.3', '0.255.255.255'],
  ['10.0.0.0', '10.1.2.3', '10.255.255.255'],
  ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  ['127.0.0.0', '127.0.0.1', '127.255.255.255'],
  ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
  ['172.16.0.0', '172.20.1.1', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.192', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.77', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.1', '192.88.99.255'],
  ['192.168.0.0', '192.168.1.1', '192.168.255.255'],
  ['198.18.0.0', '198.19.0.1', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.7', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.9', '203.0.113.255'],
  ['224.0.0.0', '233.252.0.1', '239.255.255.255'],
  ['240.0.0.0', '250.1.2.3', '255.255.255.255'],
  ['168.63.129.16', '169.254.170.2', '192.0.0.192'],
].flat();

const open4 = [
  ...['1.0.0.0', '1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0'],
  ...['126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0'],
  ...['191.255.255.255', '192.0.1.0', '192.0.3.0', '192.88.98.255', '192.88.100.0', '192.167.255.255'],
  ...['192.169.0.0', '198.17.255.255', '198.20.0.0', '198.51.99.255', '203.0.114.0', '223.255.255.255'],
  ...['168.63.129.15', '168.63.129.17', '114.114.114.114', '223.5.5.5'],
];

const hex = (address: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
};

/** Ways in which an IPv4 address stands inside an IPv6 one, dotted and in groups. */
const embeddings: [string, (address: string) => string][] = [
  ['mapped, dotted', (a) => `::ffff:${a}`],
  ['mapped', (a) => `::ffff:${hex(a)}`],
  ['mapped, in full', (a) => `0:0:0:0:0:FFFF:${hex(a)}`],
  ['compatible, dotted', (a) => `::${a}`],
  ['compatible', (a) => `0:0:0:0:0:0:${hex(a)}`],
  ['translated, dotted', (a) => `::ffff:0:${a}`],
  ['translated', (a) => `::ffff:0:${hex(a)}`],
  ['NAT64, dotted', (a) => `64:ff9b::${a}`],
  ['NAT64', (a) => `64:ff9b::${hex(a)}`],
  ['NAT64 for local use', (a) => `64:ff9b:1::${hex(a)}`],
  ['NAT64 for local use, at 48 bits', (a) => `64:ff9b:1:${hex(a)}::`],
  ['6to4', (a) => `2002:${hex(a)}::`],
  ['6to4, of a host', (a) => `2002:${hex(a)}::1`],
  ['ISATAP', (a) => `2606:4700:1:2:0:5efe:${hex(a)}`],
  ['ISATAP, global', (a) => `2606:4700:1:2:200:5efe:${hex(a)}`],
  ['ISATAP, link-local', (a) => `fe80::5efe:${hex(a)}`],
  ['Teredo, of the server', (a) => `2001:0:${hex(a)}::1`],
  ['Teredo, of the client', (a) => `2001:0:808:808::${hex(a)}`],
];

describe('an address of the public network', () => {
  test.each(open4)('%s is one', (address) => {
    expect(kindOfAddress(address)).toBe('public');
  });

  test.each(closed4)('%s is none', (address) => {
    expect(kindOfAddress(address)).not.toBe('public');
  });

  test.each(embeddings)('no private IPv4 address becomes one inside IPv6: %s', (_name, embed) => {
    expect(closed4.filter((address) => kindOfAddress(embed(address)) === 'public')).toEqual([]);
  });

  test.each(embeddings)('for all of a private block inside IPv6: %s', (_name, embed) => {
    const blocks = ['10', '127', '0', '169.254', '172.16', '172.31', '192.168', '100.64', '100.127', '255'];
    let seed = 11;
    const byte = () => (seed = (seed * 1103515245 + 12345) % 2147483648) % 256;
    for (let round = 0; round < 500; round++) {
      const start = (blocks[round % blocks.length] ?? '').split('.');
      const address = [...start, byte(), byte(), byte()].slice(0, 4).join('.');
      expect(kindOfAddress(embed(address)), embed(address)).not.toBe('public');
    }
  });

  test.each([
    ...['2606:4700::1', '2400:3200::1', '2001:4860:4860::8888', '2a00:1450:4001:80e::200e', '2408:8000::1'],
    // A phone whose network has no IPv4 reaches every old server like this.
    ...['64:ff9b::8.8.8.8', '::ffff:8.8.8.8', '2606:4700:1:2:0:5efe:808:808'],
  ])('%s is one, in IPv6', (address) => {
    expect(kindOfAddress(address)).toBe('public');
  });

  test.each([
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::', 'reserved'],
    ['fe80::1', 'link-local'],
    ['febf:ffff::1', 'link-local'],
    ['fec0::1', 'link-local'],
    ['fc00::1', 'private'],
    ['fd00::1', 'private'],
    ['fdff:ffff::1', 'private'],
    ['fd00:ec2::254', 'metadata'],
    ['ff02::1', 'reserved'],
    ['ff0e::1', 'reserved'],
    ['100::1', 'reserved'],
    ['2001::1', 'reserved'],
    ['2001:1ff::1', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['2620:4f:8000::1', 'reserved'],
    ['2620:4f:8001::1', 'public'],
    ['3fff::1', 'reserved'],
    ['2002:808:808::', 'reserved'],
    ['::8.8.8.8', 'reserved'],
    ['64:ff9b:1::808:808', 'reserved'],
    ['5f00::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['1fff::1', 'reserved'],
    ['169.254.169.254', 'metadata'],
    ['192.168.1.1', 'private'],
    ['::ffff:127.0.0.1', 'loopback'],
  ])('%s is %s', (address, kind) => {
    expect(kindOfAddress(address)).toBe(kind);
  });

  test.each(['fe80::1%eth0', 'fe80::1%25eth0', '2606:4700::1%1', '::1%lo'])(
    '%s has a zone and is none',
    (address) => {
      expect(kindOfAddress(address)).toBe('link-local');
    },
  );

  test.each([
    '',
    'a',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '[::1]',
    ':::',
    'wiki.home',
  ])('“%s” is no address: a URL parser writes addresses out before they come here', (text) => {
    expect(kindOfAddress(text)).toBe('none');
  });
});

test('addresses are compared by what they are', () => {
  expect(isSameAddress('::ffff:1.2.3.4', '1.2.3.4')).toBe(true);
  expect(isSameAddress('2606:4700:0:0::1', '2606:4700::1')).toBe(true);
  expect(isSameAddress('1.2.3.4', '1.2.3.5')).toBe(false);
  expect(isSameAddress('::1.2.3.4', '1.2.3.4')).toBe(false);
  expect(isSameAddress('', '')).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { openDoor } from '../../notes/sources/fetch.ts';
import { startTestWeb } from '../test-web.ts';
import { doorAtWeb, reasonIn } from './door.ts';

const at = doorAtWeb();
const reason = async (address: string, what: 'page' | 'picture' | 'robots' | 'check' = 'page') =>
  reasonIn(await at.door.fetch(address, { what }));

/** Spellings of this machine and of other closed places, in the port of a server that listens there. */
// prettier-ignore
const spellings = [
  '127.0.0.1', '127.1', '127.0.1', '0x7f000001', '0x7f.1', '0x7F.0x0.0x0.0x1', '2130706433', '017700000001', '0177.0.0.1', '0177.0.0.01',
  '0', '0.0.0.0', '0x0', '127.255.255.254', '127.0.0.2', 'localhost', 'LOCALHOST', 'localhost.', 'x.localhost', 'a.b.localhost.', 'LocalHost',
  '１２７.０.０.１', '127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '①②⑦.⓪.⓪.①', 'local\u00adhost', 'ｌｏｃａｌｈｏｓｔ', '%6c%6f%63%61%6c%68%6f%73%74', '127.0.0.%31', '%31%32%37.1',
  '[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000:0000:0000:0000:0000:0000:0000:0001]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:7F00:0001]', '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::ffff:0:7f00:1]', '[::ffff:0:127.0.0.1]', '[::127.0.0.1]', '[::7f00:1]', '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2002:7f00:0001::1]',
  '[2001:0:7f00:1::]', '[2001:0:808:808::80ff:fffe]', '[fe80::1]', '[fe80::5efe:7f00:1]', '[fe80::1%25lo]', '[fc00::1]', '[fd00::1]', '[ff02::1]', '[fec0::1]', '[fd00:ec2::254]', '[100::1]', '[2001:db8::1]',
  '10.0.0.1', '10.255.255.255', '100.64.0.1', '169.254.169.254', '169.254.1.1', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.0.192', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.51.100.1',
  '203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '100.100.100.200', '168.63.129.16', '0xA9FEA9FE', '2852039166', '0251.0376.0251.0376', '0xa.1', '3232235777', '[::ffff:a9fe:a9fe]', '[::ffff:10.1.2.3]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]', '[2606:4700::5efe:a00:1]',
];

describe('private addresses stay closed', () => {
  test('there are more than eighty spellings to try', () => {
    expect(new Set(spellings).size).toBeGreaterThan(80);
  });

  // One that is not in a URL at all is as good as one that is refused.
  const refusals = ['private-address', 'bad-address'];

  test.each(spellings)('%s, asked for', async (host) => {
    for (const what of ['page', 'picture', 'robots', 'check'] as const) {
      expect(refusals).toContain(await reason(`http://${host}:${at.secret.port}/secret`, what));
    }
    for (const scheme of ['http', 'https'])
      expect(refusals).toContain(await reason(`${scheme}://${host}/secret`));
  });

  test.each(spellings)('%s, by a redirect', async (host) => {
    for (const what of ['page', 'picture'] as const) {
      for (const to of [`http://${host}:${at.secret.port}/secret`, `//${host}/secret`]) {
        expect(refusals).toContain(await at.reason(`/redirect/302?to=${encodeURIComponent(to)}`, what));
      }
    }
  });

  test.each([
    ...[
      'http://a@127.0.0.1/',
      'http:127.0.0.1',
      'http:///127.0.0.1',
      'http:/127.0.0.1',
      'http:\\\\127.0.0.1\\',
    ],
    ...['http://127.0.0.1#@example.com/', 'http://127.0.0.1:80:80/', '//127.0.0.1', 'http://127.0\t.0.1/'],
    ...[
      'ht\ntp://127.0.0.1/',
      ' http://127.0.0.1/',
      '\u0001http://127.0.0.1',
      'http://example.com:80@127.0.0.1/',
    ],
    ...[
      'gopher://127.0.0.1/',
      'file:///etc/passwd',
      'dict://127.0.0.1/',
      'ftp://127.0.0.1/',
      'jar:http://127.0.0.1!/',
    ],
    ...[
      'data:text/html,x',
      'blob:http://127.0.0.1/1',
      'view-source:http://127.0.0.1/',
      '',
      'http://',
      'https://[::1',
      'ws://127.0.0.1/',
    ],
  ])('“%s” deceives nobody', async (address) => {
    expect(refusals).toContain(await reason(address));
  });

  test('ports other than 80 and 443 stay closed at public addresses too, and nothing is looked up', async () => {
    expect(await reason('http://93.184.216.34:8080/')).toBe('port');
    expect(await reason('http://93.184.216.34:0/')).toBe('port');
    expect(await reason('https://no-such-name.invalid:22/')).toBe('port');
  });
});

describe('an address that a person allowed', () => {
  const through = async (allowed: string[], address: string): Promise<string> => {
    const own = openDoor({ allowed });
    const result = await own.fetch(address, { what: 'page' });
    await own.close();
    return result.kind === 'failed' ? result.reason : `fetched ${result.status}`;
  };

  test('is allowed as the host and the port that it names', async () => {
    const { port, address } = at.web;
    expect(await through([address], `${at.web.origin}/ok`)).toBe('fetched 200');
    expect(await through([address], `http://127.1:${port}/ok`)).toBe('fetched 200');
    expect(await through([address], `http://localhost:${port}/ok`)).toBe('private-address');
    expect(await through([`localhost:${port}`], `http://localhost:${port}/ok`)).toBe('fetched 200');
    expect(await through([`LOCALHOST:${port}`], `http://localhost:${port}/ok`)).toBe('fetched 200');
    expect(await through([`localhost:${port}`], `${at.web.origin}/ok`)).toBe('private-address');
    expect(await through([`127.0.0.1:${port + 1}`], `${at.web.origin}/ok`)).toBe('private-address');
  });

  test('is nothing else that looks like one', async () => {
    const { port } = at.web;
    const bad = [
      '127.0.0.1',
      '',
      '*',
      `*:${port}`,
      `127.0.0.1:${port}/ok`,
      `u:p@127.0.0.1:${port}`,
      `127.0.0.1:`,
      '127.0.0.1:99999',
    ];
    expect(await through(bad, `${at.web.origin}/ok`)).toBe('private-address');
  });

  test('may be an IPv6 one, in brackets', async () => {
    const six = await startTestWeb('::1');
    expect(await through([six.address], `${six.origin}/ok`)).toBe('fetched 200');
    expect(await through([`[0:0:0:0:0:0:0:1]:${six.port}`], `${six.origin}/ok`)).toBe('fetched 200');
    await six.close();
  });
});

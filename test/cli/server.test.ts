import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  exchange,
  fetching,
  opening,
  type Pass,
  request,
  served,
  type Served,
  signIn,
  signInRequest,
  upgradeRequest,
} from './served.ts';

let host: Served;
let pass: Pass;

beforeAll(async () => {
  host = await served();
  pass = await signIn(host);
});
afterAll(() => host.stop());

const own = () => `127.0.0.1:${host.port}`;
const get = (target: string, headers: Record<string, string | null> = {}): Promise<Answer> =>
  exchange(host.port, request('GET', target, { Host: own(), ...headers }));

describe('the address', () => {
  test.runIf(process.platform === 'linux')('only the loopback address listens', () => {
    const port = host.port.toString(16).toUpperCase().padStart(4, '0');
    const tables = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) =>
      readFileSync(path, 'utf8').split('\n'),
    );
    const listening = tables
      .map((line) => line.trim().split(/\s+/))
      .filter((c) => c[1]?.endsWith(`:${port}`) && c[3] === '0A');
    expect(listening.map((columns) => columns[1])).toEqual([`0100007F:${port}`]);
  });

  const outer = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter((one) => !one.internal && one.family === 'IPv4');

  test.skipIf(outer.length === 0)('the addresses of this machine in the network do not answer', async () => {
    for (const { address } of outer) {
      const refused = await new Promise((done) => {
        connect(host.port, address)
          .on('connect', () => done(false))
          .on('error', () => done(true));
      });
      expect([address, refused]).toEqual([address, true]);
    }
  });
});

describe('the Host header', () => {
  const port = () => String(host.port);
  const wrong: [string, (port: string) => string][] = [
    ['another name', (port) => `Host: evil.test:${port}\r\n`],
    ['another name without a port', () => 'Host: evil.test\r\n'],
    ['a name that begins like ours', (port) => `Host: 127.0.0.1.evil.test:${port}\r\n`],
    ['a name that ends like ours', (port) => `Host: evil-127.0.0.1:${port}\r\n`],
    ['localhost with a dot', (port) => `Host: localhost.:${port}\r\n`],
    ['a name below localhost', (port) => `Host: a.localhost:${port}\r\n`],
    ['no port', () => 'Host: 127.0.0.1\r\n'],
    ['another port', () => 'Host: 127.0.0.1:1\r\n'],
    ['our port and more', (port) => `Host: 127.0.0.1:${port}0\r\n`],
    ['a user name', (port) => `Host: 127.0.0.1:${port}@evil.test\r\n`],
    ['every address', (port) => `Host: 0.0.0.0:${port}\r\n`],
    ['a number', (port) => `Host: 2130706433:${port}\r\n`],
    ['nothing', () => 'Host:\r\n'],
    ['no header', () => ''],
    ['two headers, ours first', (port) => `Host: 127.0.0.1:${port}\r\nHost: evil.test\r\n`],
    ['two headers, ours last', (port) => `Host: evil.test\r\nHost: 127.0.0.1:${port}\r\n`],
    ['a list', (port) => `Host: 127.0.0.1:${port}, evil.test\r\n`],
  ];

  test.each(wrong)('%s is turned away without a word, on HTTP and on the upgrade', async (_what, lines) => {
    const plain = await exchange(host.port, `GET / HTTP/1.1\r\n${lines(port())}Connection: close\r\n\r\n`);
    expect([plain.status, plain.body]).toEqual([421, '']);
    const head = upgradeRequest(host.port, { ...opening(pass), Host: null }).replace(
      '\r\n',
      `\r\n${lines(port())}`,
    );
    const upgrade = await exchange(host.port, head);
    expect([upgrade.status, upgrade.body]).toEqual([421, '']);
  });

  test('an address in place of a path is turned away', async () => {
    for (const target of [`http://${own()}/`, 'http://evil.test/', '*']) {
      expect((await get(target)).status).toBe(421);
    }
  });

  test.each(['127.0.0.1', 'localhost', '[::1]'])('%s is our name', async (name) => {
    expect((await get('/', { Host: `${name}:${port()}` })).status).toBe(200);
  });
});

describe('requests of other pages', () => {
  const strangers = (): Record<string, string>[] => [
    { Origin: 'http://evil.test' },
    { Origin: 'null' },
    { Origin: `https://${own()}` },
    { Origin: 'http://127.0.0.1:1' },
    { Origin: `http://localhost:${host.port}` },
    { Origin: `http://${own()}.evil.test` },
    { Origin: 'chrome-extension://abcdefghijklmnop' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
  ];

  test('are refused whatever they ask for, and get no permission to read', async () => {
    for (const stranger of strangers()) {
      for (const target of ['/', '/assets/main-1a2b3c4d.js', '/session', '/notebook']) {
        const answer = await get(target, { ...stranger, ...opening(pass), ...fetching(pass) });
        expect([stranger, target, answer.status]).toEqual([stranger, target, 403]);
        expect(answer.raw).not.toMatch(/access-control|Gleaner<\/title>/i);
      }
      const post = await exchange(
        host.port,
        signInRequest(host.port, '', { ...stranger, ...fetching(pass) }),
      );
      expect(post.status).toBe(403);
      const preflight = await exchange(
        host.port,
        request('OPTIONS', '/session', { Host: own(), 'Access-Control-Request-Method': 'POST', ...stranger }),
      );
      expect(preflight.status).toBe(403);
      expect(preflight.raw).not.toMatch(/access-control/i);
    }
  });

  test('a POST that does not say where it comes from is refused', async () => {
    const answer = await exchange(
      host.port,
      signInRequest(host.port, '', { ...fetching(pass), Origin: null }),
    );
    expect(answer.status).toBe(403);
  });

  test('a POST as a form can send it is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', null]) {
      const answer = await exchange(
        host.port,
        signInRequest(host.port, '', { ...fetching(pass), 'Content-Type': type }),
      );
      expect(answer.status).toBe(415);
    }
    const plain = await exchange(
      host.port,
      signInRequest(host.port, '', { ...fetching(pass), 'X-Gleaner': null }),
    );
    expect(plain.status).toBe(403);
  });
});

describe('the socket', () => {
  const upgrade = (headers: Record<string, string | null>, target?: string) =>
    exchange(host.port, upgradeRequest(host.port, headers, target));

  test('opens for the signed-in page', async () => {
    const { cookie } = pass;
    expect((await upgrade(opening(pass))).status).toBe(101);
    const tossed = `a=b; ${cookie.split('=')[0] ?? ''}=tossed; ${cookie}`;
    expect((await upgrade({ ...opening(pass), Cookie: tossed })).status).toBe(101);
  });

  test('stays shut without Origin, for another Origin, from another site, and at another path', async () => {
    const own = opening(pass);
    expect((await upgrade({ ...own, Origin: null })).status).toBe(403);
    expect((await upgrade({ ...own, Origin: 'http://evil.test' })).status).toBe(403);
    expect((await upgrade({ ...own, Origin: `http://localhost:${host.port}` })).status).toBe(403);
    expect((await upgrade({ ...own, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await upgrade(own, '/')).status).toBe(404);
    expect((await upgrade(own, '/notebook/../notebook')).status).toBe(404);
  });

  test('stays shut without the cookie of this start and this port', async () => {
    const { cookie } = pass;
    const value = cookie.split('=')[1] ?? '';
    for (const wrong of [
      null,
      '',
      'gleaner-1=x',
      `gleaner-1=${value}`,
      `gleaner=${value}`,
      `${cookie}x`,
      cookie.slice(0, -1),
    ]) {
      expect((await upgrade({ ...opening(pass), Cookie: wrong })).status).toBe(401);
    }
  });

  test('a handshake that is none gets an answer', async () => {
    expect((await upgrade({ ...opening(pass), 'Sec-WebSocket-Version': '7' })).status).toBe(400);
    expect((await upgrade({ ...opening(pass), 'Sec-WebSocket-Key': 'short' })).status).toBe(400);
  });
});

describe('every answer', () => {
  const policy = (name: string) =>
    "default-src 'none'; script-src 'self'; worker-src 'self'; frame-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
    `connect-src 'self' ws://${name}; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
    "require-trusted-types-for 'script'; trusted-types gleaner-copy";

  const asked = (): [number, string][] => [
    [200, request('GET', '/', { Host: own() })],
    [200, request('HEAD', '/', { Host: own() })],
    [200, request('GET', '/assets/main-1a2b3c4d.js', { Host: own() })],
    [404, request('GET', '/nothing.js', { Host: own() })],
    [404, request('GET', '/../secret.html', { Host: own() })],
    [405, request('DELETE', '/', { Host: own(), Origin: `http://${own()}` })],
    [405, request('GET', '/session', { Host: own() })],
    [426, request('GET', '/notebook', { Host: own() })],
    [403, request('POST', '/', { Host: own(), Origin: 'http://evil.test' })],
    [421, request('GET', '/', { Host: 'evil.test' })],
    [400, 'nonsense\r\n\r\n'],
    [400, `GET / HTTP/1.1\r\nHost: ${own()}\r\nContent-Length: x\r\n\r\n`],
    [431, request('GET', '/', { Host: own(), 'X-Long': 'x'.repeat(40_000) })],
    [200, request('GET', '/', { Host: own(), Expect: 'everything' })],
    [204, signInRequest(host.port, '', fetching(pass))],
    [415, signInRequest(host.port, '', { 'Content-Type': 'text/plain' })],
    [413, signInRequest(host.port, 'x'.repeat(70_000))],
    [400, signInRequest(host.port, 'x'.repeat(2_000))],
    [101, upgradeRequest(host.port, opening(pass))],
    [400, upgradeRequest(host.port, { ...opening(pass), 'Sec-WebSocket-Key': 'short' })],
    [401, upgradeRequest(host.port, {})],
    [403, upgradeRequest(host.port, { Origin: 'http://evil.test' })],
    [404, upgradeRequest(host.port, opening(pass), '/')],
    [421, upgradeRequest(host.port, { Host: 'evil.test' })],
  ];

  test('carries the same protections, errors too', async () => {
    for (const [status, text] of asked()) {
      const { headers, ...answer } = await exchange(host.port, text);
      const about = text.slice(0, 80);
      expect([about, answer.status]).toEqual([about, status]);
      expect([about, headers['content-security-policy']]).toEqual([about, policy(own())]);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      const isAsset = status === 200 && about.includes('/assets/');
      expect(headers['cache-control']).toBe(isAsset ? 'public, max-age=31536000, immutable' : 'no-store');
      expect(answer.raw).not.toMatch(/access-control|x-powered-by|set-cookie/i);
      expect(answer.raw).not.toContain(host.token);
      expect(answer.raw).not.toContain(pass.key);
      expect(answer.raw).not.toContain(host.folder);
    }
  });

  test('names the spelling of the address that the browser used', async () => {
    const answer = await get('/', { Host: `localhost:${host.port}` });
    expect(answer.headers['content-security-policy']).toBe(policy(`localhost:${host.port}`));
  });

  test('to HEAD has no body', async () => {
    const answer = await exchange(host.port, request('HEAD', '/', { Host: own() }));
    expect(answer.body).toBe('');
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(0);
  });
});

test('the page and its files are answered by type', async () => {
  const page = await get('/?lang=zh');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(page.body).toContain('<title>Gleaner</title>');
  const script = await get('/assets/main-1a2b3c4d.js');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.body).toBe('export {};');
});

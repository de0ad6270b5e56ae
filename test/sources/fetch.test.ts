import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Fetched, openDoor } from '../../notes/sources/fetch.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { testCertificate } from '../web/certificate.ts';
import { doorAtWeb } from './door.ts';

const at = doorAtWeb();

describe('what is sent', () => {
  test('says that it is Gleaner, and nothing about the reader', async () => {
    await at.good('/redirect/302?to=/cookies');
    await at.good('/cookies');
    expect(at.web.log).toHaveLength(3);
    for (const { headers } of at.web.log) {
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ]);
      expect(headers['user-agent']).toBe('Mozilla/5.0 (compatible; Gleaner)');
      expect(headers.host).toBe(at.web.address);
    }
  });

  test('no proxy of the environment sees it', async () => {
    const names = ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const before = names.map((name) => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : at.secret.origin;
    await at.good('/ok');
    names.forEach((name, index) => {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    });
    expect(at.web.log).toHaveLength(1);
  });

  test('HEAD is sent when asked for, and has no body', async () => {
    const head = await at.door.fetch(`${at.web.origin}/ok`, { what: 'check', method: 'HEAD' });
    expect(head).toMatchObject({ kind: 'fetched', status: 200, type: 'text/html' });
    expect(head.kind === 'fetched' && head.bytes.length).toBe(0);
    expect(at.web.log[0]?.method).toBe('HEAD');
  });

  test('nothing is asked for before somebody asks', () => {
    openDoor({ allowed: [at.web.address] });
    expect(at.web.log).toEqual([]);
  });
});

describe('what comes back', () => {
  test('a page with its type, charset, headers and bytes', async () => {
    const page = await at.good('/gbk#part');
    expect(page).toMatchObject({
      status: 200,
      type: 'text/html',
      charset: 'gbk',
      hops: [],
      isDowngraded: false,
    });
    expect(page.url).toBe(`${at.web.origin}/gbk#part`);
    expect(page.headers['content-length']).toBe(String(page.bytes.length));
    expect(new TextDecoder('gbk').decode(page.bytes)).toContain('看了文章就忘');
    expect((await at.good('/cookies')).headers).not.toHaveProperty('set-cookie');
  });

  test.each(['gzip', 'deflate', 'br', 'zstd'])('what is packed as %s comes unpacked', async (encoding) => {
    expect((await at.good(`/compressed/${encoding}`)).bytes.toString()).toContain(
      'The text of a compressed page.',
    );
  });

  test('a page may be HTML, XHTML or plain text, and nothing else', async () => {
    expect((await at.good('/xhtml')).type).toBe('application/xhtml+xml');
    expect((await at.good('/plain.txt')).type).toBe('text/plain');
    for (const path of ['/pdf', '/json', '/picture.png', '/unlabelled.pdf']) {
      expect(await at.reason(path), path).toBe('other-kind');
    }
    expect((await at.good('/pdf', 'check')).type).toBe('application/pdf');
    expect((await at.good('/picture.png', 'picture')).type).toBe('image/png');
  });

  test('a page that says no type is told by its bytes', async () => {
    expect((await at.good('/no-type')).type).toBe('text/html');
    at.web.pages.set('/untyped.txt', { headers: { 'content-type': '' }, body: 'Only text, 只有文字。' });
    expect((await at.good('/untyped.txt')).type).toBe('text/plain');
  });

  test('a status is a failure with that status, but for a check', async () => {
    for (const status of [401, 403, 404, 410, 500, 503]) {
      expect(await at.get(`/status/${status}`)).toMatchObject({ kind: 'failed', reason: 'status', status });
      expect(await at.get(`/status/${status}`, 'check')).toMatchObject({ kind: 'fetched', status });
    }
    expect(await at.get('/status/304', 'check')).toMatchObject({ kind: 'fetched', status: 304 });
  });

  test('how long a server wants to be left alone is told', async () => {
    expect(await at.get('/retry-after?s=7')).toMatchObject({
      reason: 'status',
      status: 429,
      retryAfterMs: 7000,
    });
    expect(await at.get('/status/429')).not.toHaveProperty('retryAfterMs');
  });

  test('a message names the address without its query, and what can be done', async () => {
    const failed = await at.get('/status/404?token=hidden');
    expect(failed).toMatchObject({
      message: `${at.web.origin}/status/404 answered 404: there is no such page.`,
    });
    const closed = await at.door.fetch(`${at.secret.origin}/%E8%8C%B6?token=hidden`, { what: 'page' });
    expect(closed).toMatchObject({ reason: 'private-address' });
    expect(closed).toMatchObject({
      message: expect.stringMatching(
        /\/茶 leads to 127\.0\.0\.1, this machine.*--allow-address 127\.0\.0\.1:\d+\.$/,
      ) as unknown,
    });
    expect(JSON.stringify(closed)).not.toContain('hidden');
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is followed and told', async (status) => {
    const page = await at.good(`/redirect/${status}#part`);
    expect(page.url).toBe(`${at.web.origin}/ok#part`);
    const from = `${at.web.origin}/redirect/${status}#part`;
    expect(page.hops).toEqual([{ from, to: `${at.web.origin}/ok#part`, status }]);
  });

  test('five are followed, a sixth and a loop are not', async () => {
    expect((await at.good('/redirects/5')).hops).toHaveLength(5);
    expect(await at.reason('/redirects/6')).toBe('redirects');
    at.web.log.length = 0;
    expect(await at.reason('/redirect-loop', 'check')).toBe('redirects');
    expect(at.web.log).toHaveLength(6);
  });

  test('an address that was not encoded is, byte by byte', async () => {
    expect((await at.get('/redirect/302?to=/没有', 'check')) as Fetched).toMatchObject({
      url: `${at.web.origin}/%E6%B2%A1%E6%9C%89`,
    });
  });

  test.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'gopher://127.0.0.1/',
  ])('none leads to %s', async (to) => {
    expect(await at.reason(`/redirect/302?to=${encodeURIComponent(to)}`, 'check')).toBe('bad-address');
  });

  test('none carries a name or a password', async () => {
    const to = `http://user:password@${at.web.address}/ok`;
    expect(await at.reason(`/redirect/302?to=${encodeURIComponent(to)}`)).toBe('bad-address');
  });

  test('none leads from an allowed address to another private one', async () => {
    for (const to of [
      at.secret.origin,
      `http://localhost:${at.web.port}/`,
      'http://10.0.0.1/',
      'http://[::1]/',
    ]) {
      expect(await at.reason(`/redirect/307?to=${encodeURIComponent(to)}`), to).toBe('private-address');
    }
  });

  test('one without an address is an answer like others', async () => {
    expect(await at.get('/status/302', 'check')).toMatchObject({ kind: 'fetched', status: 302 });
    expect(await at.get('/status/302')).toMatchObject({ reason: 'status', status: 302 });
  });

  test('one of a kind that nobody follows is a status', async () => {
    for (const status of [300, 304, 305]) {
      expect(await at.get(`/redirect/${status}`), String(status)).toMatchObject({ reason: 'status', status });
    }
  });

  test('a check that leads to another host takes nothing along', async () => {
    const other = await startTestWeb();
    const both = openDoor({ allowed: [at.web.address, other.address] });
    const to = encodeURIComponent(`${other.origin}/ok`);
    expect(await both.fetch(`${at.web.origin}/redirect/302?to=${to}`, { what: 'page' })).toMatchObject({
      status: 200,
    });
    expect(other.log[0]?.headers).not.toHaveProperty('referer');
    await both.close();
    await other.close();
  });
});

describe('https', () => {
  const before = getCACertificates();
  let secure: TestWeb;
  beforeAll(async () => {
    secure = await startTestWeb('127.0.0.1', true);
  });
  afterAll(async () => {
    setDefaultCACertificates(before);
    await secure.close();
  });

  test('a certificate that is not trusted is refused, whatever the environment says', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const own = openDoor({ allowed: [secure.address] });
    expect(await own.fetch(`${secure.origin}/ok`, { what: 'page' })).toMatchObject({ reason: 'certificate' });
    Reflect.deleteProperty(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED');
    await own.close();
    expect(secure.log).toEqual([]);
  });

  test('the certificate must name the host, and leaving https is told', async () => {
    setDefaultCACertificates([...before, testCertificate]);
    const { port } = secure;
    const own = openDoor({
      allowed: [
        secure.address,
        at.web.address,
        `localhost:${port}`,
        `localhost.:${port}`,
        `127.0.0.2:${port}`,
      ],
    });
    const fetched = (address: string) => own.fetch(address, { what: 'page' });
    expect(await fetched(`${secure.origin}/ok`)).toMatchObject({ status: 200, isDowngraded: false });
    expect(await fetched(`https://localhost:${port}/ok`)).toMatchObject({ status: 200 });
    const to = encodeURIComponent(`${at.web.origin}/ok`);
    expect(await fetched(`${secure.origin}/redirect/302?to=${to}`)).toMatchObject({
      status: 200,
      isDowngraded: true,
    });
    const back = encodeURIComponent(`${secure.origin}/redirect/302?to=${to}`);
    expect(await fetched(`${at.web.origin}/redirect/302?to=${back}`)).toMatchObject({ isDowngraded: true });
    const upgraded = encodeURIComponent(`${secure.origin}/ok`);
    expect(await fetched(`${at.web.origin}/redirect/302?to=${upgraded}`)).toMatchObject({
      isDowngraded: false,
    });
    await own.close();
  });

  test('a server that speaks no TLS is not spoken to', async () => {
    const own = openDoor({ allowed: [at.web.address] });
    const plain = await own.fetch(`https://${at.web.address}/ok`, { what: 'page' });
    expect(plain).toMatchObject({ kind: 'failed', reason: 'failed' });
    await own.close();
  });
});

import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Session } from '../../cli/guard.ts';
import {
  exchange,
  fetching,
  opening,
  request,
  served,
  type Served,
  signIn,
  signInRequest,
  upgradeRequest,
} from './served.ts';

let host: Served;

beforeEach(async () => {
  host = await served();
});
afterEach(() => host.stop());

const send = (token: string, headers: Record<string, string | null> = {}) =>
  exchange(host.port, signInRequest(host.port, token, headers));
const upgrade = (headers: Record<string, string | null>) =>
  exchange(host.port, upgradeRequest(host.port, headers));

describe('signing in', () => {
  test('exchanges the token for a key, and a cookie that scripts and other sites cannot use', async () => {
    const answer = await send(host.token);
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'application/json; charset=utf-8',
      'no-store',
    ]);
    const { key, ...more } = JSON.parse(answer.body) as { key: string };
    expect([more, Buffer.from(key, 'base64url').length]).toEqual([{}, 32]);
    const [pair = '', ...flags] = (answer.headers['set-cookie'] ?? '').split('; ');
    expect(pair).toMatch(new RegExp(`^gleaner-${host.port}=[\\w-]{43}$`));
    expect(flags.toSorted()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(pair).not.toContain(host.token);
    expect(answer.headers['set-cookie']).not.toContain(key);
    expect(key).not.toBe(host.token);
  });

  test('is not done by a GET, whatever it carries: the token is good afterwards', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const asked = signInRequest(host.port, host.token).replace('POST', method);
      const answer = await exchange(host.port, asked);
      expect([method, answer.status, answer.headers['set-cookie']]).toEqual([method, 405, undefined]);
    }
    expect((await send(host.token)).status).toBe(200);
  });

  test('works once for a token, and says what to do when it is tried again', async () => {
    await signIn(host);
    const replayed = await send(host.token);
    expect(replayed.status).toBe(403);
    expect(replayed.body).toContain('run it again');
    expect(replayed.headers['set-cookie']).toBeUndefined();
  });

  test('a page that has cookie and key may come back, with the used address or without', async () => {
    const pass = await signIn(host);
    for (const token of [host.token, '']) {
      const again = await send(token, fetching(pass));
      expect([again.status, again.body, again.headers['set-cookie']]).toEqual([204, '', undefined]);
    }
  });

  test('the cookie alone, which every port of this machine is sent, opens nothing and learns no key', async () => {
    const { cookie, key } = await signIn(host);
    for (const token of [host.token, '']) {
      const answer = await send(token, { Cookie: cookie });
      expect(answer.status).toBe(403);
      expect(answer.raw).not.toContain(key);
    }
    for (const offered of [null, 'gleaner', 'gleaner, key.', `gleaner, ${key}`, 'key', ',']) {
      const answer = await upgrade({ Cookie: cookie, 'Sec-WebSocket-Protocol': offered });
      expect([offered, answer.status]).toEqual([offered, 401]);
      expect(answer.raw).not.toContain(key);
    }
  });

  test('a wrong key, or the key without the cookie, opens nothing', async () => {
    const { cookie, key } = await signIn(host);
    const [, value = ''] = cookie.split('=');
    for (const wrong of [`${key}x`, key.slice(0, -1), value, host.token]) {
      expect((await upgrade(opening({ cookie, key: wrong }))).status).toBe(401);
    }
    expect((await upgrade({ ...opening({ cookie, key }), Cookie: null })).status).toBe(401);
    expect((await send('', fetching({ cookie, key: `${key}x` }))).status).toBe(403);
    expect((await send('', { 'X-Gleaner-Key': key })).status).toBe(403);
  });

  test('cookie and key open the socket, whose answer does not repeat the key', async () => {
    const pass = await signIn(host);
    const answer = await upgrade(opening(pass));
    expect([answer.status, answer.headers['sec-websocket-protocol']]).toEqual([101, 'gleaner']);
    expect(answer.raw).not.toContain(pass.key);
    const turned = await upgrade({ ...opening(pass), 'Sec-WebSocket-Protocol': `key.${pass.key},gleaner` });
    expect(turned.headers['sec-websocket-protocol']).toBe('gleaner');
  });

  test('refuses every other token and every other body', async () => {
    expect((await send('')).status).toBe(403);
    expect((await send(host.token.slice(0, -1))).status).toBe(403);
    expect((await send(`${host.token}x`)).status).toBe(403);
    const headers = {
      Host: `127.0.0.1:${host.port}`,
      Origin: `http://127.0.0.1:${host.port}`,
      'Content-Type': 'application/json',
      'X-Gleaner': '1',
    };
    for (const body of ['{', '[]', 'null', '"x"', '{"token":1}', '{"token":["x"]}', ' ']) {
      expect((await exchange(host.port, request('POST', '/session', headers, body))).status).toBe(400);
    }
    expect((await send(host.token)).status).toBe(200);
  });

  test('the token in the query signs nobody in', async () => {
    const answer = await exchange(
      host.port,
      request('GET', `/?token=${host.token}`, { Host: `127.0.0.1:${host.port}` }),
    );
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await upgrade({ Authorization: `Bearer ${host.token}` })).status).toBe(401);
  });

  test('cookie and key of another start of the server are worth nothing', async () => {
    const own = await signIn(host);
    const other = await served();
    const { cookie, key } = await signIn(other);
    await other.stop();
    const [, value = ''] = cookie.split('=');
    for (const port of [host.port, other.port]) {
      expect((await upgrade(opening({ cookie: `gleaner-${port}=${value}`, key }))).status).toBe(401);
      expect((await upgrade(opening({ cookie: `gleaner-${port}=${value}`, key: own.key }))).status).toBe(401);
    }
    expect((await upgrade(opening({ ...own, key }))).status).toBe(401);
  });

  test('an endless body is cut off', async () => {
    const head =
      signInRequest(host.port, '', { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }).split(
        '\r\n\r\n',
      )[0] ?? '';
    const chunk = `${(1000).toString(16)}\r\n${'x'.repeat(1000)}\r\n`;
    const answer = await exchange(host.port, `${head}\r\n\r\n${chunk.repeat(100)}`);
    expect(answer.status).toBe(413);
  });
});

describe('guessing', () => {
  test('ends after ten tries, for the right token too, and never for who is signed in', async () => {
    const pass = await signIn(host);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await send(`guess ${i}`)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429, 429]);
    expect((await upgrade({})).status).toBe(429);
    expect((await send('', fetching({ ...pass, key: 'guess' }))).status).toBe(429);
    expect((await send(host.token, fetching(pass))).status).toBe(204);
    expect((await upgrade(opening(pass))).status).toBe(101);
  });

  test('is something else than coming back with nothing', async () => {
    for (let i = 0; i < 15; i++) expect((await send('')).status).toBe(403);
    expect((await send(host.token)).status).toBe(200);
  });

  test('through the socket counts too', async () => {
    for (let i = 0; i < 10; i++)
      expect((await upgrade({ Cookie: `gleaner-${host.port}=${i}` })).status).toBe(401);
    expect((await upgrade({})).status).toBe(429);
    expect((await send(host.token)).status).toBe(429);
  });

  test('by other pages locks nobody out', async () => {
    for (let i = 0; i < 15; i++) {
      await send('guess', { Origin: 'http://evil.test' });
      await upgrade({ Origin: 'http://evil.test' });
    }
    expect((await send(host.token)).status).toBe(200);
  });

  test('may go on a minute later', () => {
    let now = 0;
    const session = new Session(() => now);
    const bare = new IncomingMessage(new Socket());
    for (let i = 0; i < 10; i++) expect(session.signIn(bare, 1, 'guess', '')).toBe('refused');
    now = 59_999;
    expect(session.signIn(bare, 1, session.token, '')).toBe('too-many');
    now = 60_001;
    expect(session.signIn(bare, 1, session.token, '')).toBe('accepted');
  });
});

test('every start has a token and a key of 256 bits of its own', () => {
  const tokens = Array.from({ length: 50 }, () => new Session()).flatMap(({ token, key }) => [token, key]);
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) expect(Buffer.from(token, 'base64url')).toHaveLength(32);
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  answer,
  contentSecurityPolicy,
  pathInside,
  registerScheme,
  serveUi,
} from '../../electron/protocol.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const canary = 'CANARY-outside';
let base = '';
let ui = '';

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'gleaner-protocol-'));
  ui = join(base, 'ui');
  mkdirSync(join(ui, 'assets'), { recursive: true });
  mkdirSync(join(base, 'ui-old'));
  writeFileSync(join(ui, 'index.html'), '<!doctype html><title>Gleaner</title>');
  writeFileSync(join(ui, 'assets/main-1a2b.js'), 'export {};');
  writeFileSync(join(ui, 'assets/拾穗.css'), 'a{}');
  writeFileSync(join(ui, 'notes.exe'), 'MZ');
  writeFileSync(join(ui, '.hidden.js'), canary);
  writeFileSync(join(base, 'secret.js'), canary);
  writeFileSync(join(base, 'ui-old/secret.js'), canary);
  symlinkSync(join(base, 'secret.js'), join(ui, 'link.js'));
  symlinkSync(join(base, 'ui-old'), join(ui, 'old'));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => standIn.reset());

const get = (url: string, method = 'GET') => answer(ui, { method, url });

describe('the app’s own scheme', () => {
  test('is registered standard and secure, with fetch and CORS together', () => {
    registerScheme();
    expect(standIn.protocol.schemes).toEqual([
      {
        scheme: 'gleaner',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
      },
    ]);
  });

  test('answers with the built files', async () => {
    standIn.app.becomeReady();
    serveUi(ui);
    const handler = standIn.protocol.handlers.get('gleaner');
    const response = await handler?.({ method: 'GET', url: 'gleaner://app/' });
    expect(response?.status).toBe(200);
    expect(await response?.text()).toContain('<title>Gleaner</title>');
  });
});

describe('an answer', () => {
  test.each([
    ['gleaner://app/', 'text/html; charset=utf-8', 'no-cache'],
    ['gleaner://app/index.html?lang=zh#top', 'text/html; charset=utf-8', 'no-cache'],
    [
      'gleaner://app/assets/main-1a2b.js',
      'text/javascript; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
    [
      'gleaner://app/assets/%E6%8B%BE%E7%A9%97.css',
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ],
  ])('to %s has the type of the file’s name', async (url, type, cache) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('cache-control')).toBe(cache);
  });

  test('to HEAD has no body', async () => {
    const response = await get('gleaner://app/', 'HEAD');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'get', ''])(
    'to the method "%s" is 405',
    async (method) => {
      const response = await get('gleaner://app/', method);
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD');
    },
  );

  test.each([
    ['a file', 'GET', 'gleaner://app/assets/main-1a2b.js'],
    ['the page', 'GET', 'gleaner://app/'],
    ['no file', 'GET', 'gleaner://app/none.js'],
    ['a refused path', 'GET', 'gleaner://app/%2e%2e/secret.js'],
    ['another host', 'GET', 'gleaner://evil/index.html'],
    ['a refused method', 'POST', 'gleaner://app/'],
  ])('for %s carries the policy and the other headers', async (_what, method, url) => {
    const { headers } = await get(url, method);
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).not.toBeNull();
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('has a policy that lets nothing inline run and nothing out', () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    );
  });
});

describe('nothing outside the folder is served', () => {
  const refused = [
    '../secret.js',
    '..%2fsecret.js',
    '..%5csecret.js',
    '..\\secret.js',
    '%2e%2e/secret.js',
    '%2e%2e%2fsecret.js',
    '%252e%252e/secret.js',
    '%252e%252e%252fsecret.js',
    '%25%32%65%25%32%65/secret.js',
    '..%c0%afsecret.js',
    '..%e0%80%afsecret.js',
    '%c0%ae%c0%ae/secret.js',
    'assets%2fmain-1a2b.js',
    'assets%5Cmain-1a2b.js',
    './secret.js',
    'assets/../../secret.js',
    'assets/%2e%2e/%2e%2e/secret.js',
    'assets/./main-1a2b.js',
    'assets//main-1a2b.js',
    '/secret.js',
    '//etc/passwd.js',
    'C:/secret.js',
    'c:%5csecret.js',
    'secret.js%00',
    'index.html%00.js',
    'assets/main-1a2b.js%0a',
    '.hidden.js',
    '.%2ehidden.js',
    'link.js',
    'old/secret.js',
    'ui-old/secret.js',
    '../ui-old/secret.js',
    'notes.exe',
    'assets',
    'assets/',
    'index.html/',
    'index.html::$DATA',
    '%',
    '%zz.js',
    '%ff.js',
    'a'.repeat(5000) + '.js',
  ];

  test.each(refused)('gleaner://app/%s', async (path) => {
    const response = await get(`gleaner://app/${path}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain(canary);
  });

  test.each([
    'gleaner://evil/index.html',
    'gleaner://app.evil/index.html',
    'gleaner://app@evil/index.html',
    'gleaner://app:80/index.html',
    'gleaner:index.html',
    'gleaner:///index.html',
    'file:///etc/passwd',
    'https://app/index.html',
    '',
  ])('%s', (url) => {
    expect(pathInside(url)).toBeNull();
  });
});

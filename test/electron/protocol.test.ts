import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerScheme, serveUi } from '../../electron/protocol.ts';
import { uiHeaders } from '../../notes/files/ui-files.ts';
import { canLink, linkFolder, linkNeeds, removeFolder, temporaryFolder, unless } from '../temporary.ts';
import * as standIn from './stand-in.ts';

vi.mock('electron', () => import('./stand-in.ts'));

const canary = 'CANARY-outside';
let base = '';
let ui = '';

beforeAll(() => {
  base = temporaryFolder('gleaner-protocol-');
  ui = join(base, 'ui');
  mkdirSync(join(ui, 'assets'), { recursive: true });
  mkdirSync(join(base, 'ui-old'));
  writeFileSync(join(ui, 'index.html'), '<!doctype html><title>Gleaner</title>');
  writeFileSync(join(ui, 'assets/main-1a2b3c4d.js'), 'export {};');
  writeFileSync(join(ui, 'assets/plain.js'), 'export {};');
  writeFileSync(join(ui, 'assets/拾穗.css'), 'a{}');
  writeFileSync(join(ui, 'notes.exe'), 'MZ');
  writeFileSync(join(ui, '.hidden.js'), canary);
  writeFileSync(join(base, 'secret.js'), canary);
  writeFileSync(join(base, 'ui-old/secret.js'), canary);
  if (canLink) symlinkSync(join(base, 'secret.js'), join(ui, 'link.js'), 'file');
  linkFolder(join(base, 'ui-old'), join(ui, 'old'));
});
afterAll(() => removeFolder(base));
beforeEach(() => {
  standIn.reset();
  standIn.app.becomeReady();
  serveUi(ui);
});

async function get(url: string, method = 'GET'): Promise<Response> {
  const handler = standIn.protocol.handlers.get('gleaner');
  if (handler === undefined) throw new Error('the scheme has no handler');
  return handler({ method, url });
}

describe('the app’s own scheme', () => {
  test('is registered standard and secure, with fetch and CORS together', () => {
    standIn.reset();
    registerScheme();
    expect(standIn.protocol.schemes).toEqual([
      {
        scheme: 'gleaner',
        privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
      },
    ]);
  });

  test('answers with the built files', async () => {
    const response = await get('gleaner://app/');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Gleaner</title>');
  });
});

describe('an answer', () => {
  test.each([
    ['gleaner://app/', 'text/html; charset=utf-8', 'no-store'],
    ['gleaner://app/index.html?lang=zh#top', 'text/html; charset=utf-8', 'no-store'],
    ['gleaner://app/assets/plain.js', 'text/javascript; charset=utf-8', 'no-store'],
    ['gleaner://app/assets/%E6%8B%BE%E7%A9%97.css', 'text/css; charset=utf-8', 'no-store'],
    [
      'gleaner://app/assets/main-1a2b3c4d.js',
      'text/javascript; charset=utf-8',
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
    ['a file', 'GET', 'gleaner://app/assets/main-1a2b3c4d.js'],
    ['the page', 'GET', 'gleaner://app/'],
    ['no file', 'GET', 'gleaner://app/none.js'],
    ['a refused path', 'GET', 'gleaner://app/%2e%2e/secret.js'],
    ['another host', 'GET', 'gleaner://evil/index.html'],
    ['a refused method', 'POST', 'gleaner://app/'],
  ])('for %s carries the policy and the other headers', async (_what, method, url) => {
    const { headers } = await get(url, method);
    expect(headers.get('content-security-policy')).toBe(uiHeaders()['Content-Security-Policy']);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).not.toBeNull();
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('lets the page connect to its own origin only', async () => {
    const { headers } = await get('gleaner://app/');
    expect(headers.get('content-security-policy')).toContain("; connect-src 'self';");
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
    'assets%2fmain-1a2b3c4d.js',
    'assets%5Cmain-1a2b3c4d.js',
    './secret.js',
    'assets/../../secret.js',
    'assets/%2e%2e/%2e%2e/secret.js',
    'assets/./main-1a2b3c4d.js',
    'assets//main-1a2b3c4d.js',
    '/secret.js',
    '//etc/passwd.js',
    'C:/secret.js',
    'c:%5csecret.js',
    'secret.js%00',
    'index.html%00.js',
    'assets/main-1a2b3c4d.js%0a',
    '.hidden.js',
    '.%2ehidden.js',
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

  test.skipIf(!canLink)(`through a link${unless(canLink, linkNeeds)}`, async () => {
    const response = await get('gleaner://app/link.js');
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
  ])('%s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });
});

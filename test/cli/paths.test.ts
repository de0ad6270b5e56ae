import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pathOf } from '../../cli/ui-files.ts';
import { canary, exchange, request, served, type Served } from './served.ts';

let host: Served;

beforeAll(async () => {
  host = await served();
  symlinkSync(join(host.place, 'secret.html'), join(host.place, 'ui/link.html'));
  symlinkSync(join(host.place, 'ui-twin/secret.js'), join(host.place, 'ui/twin.js'));
  symlinkSync(host.place, join(host.place, 'ui/up'));
  symlinkSync('../secret.js', join(host.place, 'ui/assets/link-1a2b3c4d.js'));
});
afterAll(() => host.stop());

/** Ways to write `..` and `/`, and where they lead. */
const dots = [
  '..',
  '%2e%2e',
  '.%2e',
  '%2E.',
  '%252e%252e',
  '%25252e%25252e',
  '..%00',
  '.%00.',
  '%c0%ae%c0%ae',
  '%uff0e%uff0e',
  '....',
  '..;',
  '．．',
];
const slashes = ['/', '%2f', '%252f', '\\', '%5c', '%255c', '//', '/./', '%c0%af', '∕'];
const combined = dots.flatMap((dot) => slashes.map((slash) => `/${dot}${slash}secret.html`));

const attacks = [
  ...combined,
  ...combined.slice(0, 40).map((attack) => `/assets${attack.replace(/^\/(.*?)secret/, '/$1$1secret')}`),
  '/secret.html',
  '//secret.html',
  '///secret.html',
  '/ui/../secret.html',
  '/assets/../../secret.html',
  '/assets/../../../../../../../../etc/passwd',
  '/../ui-twin/secret.js',
  '/..%2fui-twin%2fsecret.js',
  '/.secret.js',
  '/%2esecret.js',
  '/.git/config.js',
  '/%2egit/config.js',
  '/assets/.%2fmain-1a2b3c4d.js',
  '/secret.txt',
  '/secret.txt%00.html',
  '/secret.txt%00',
  '/secret.txt#.html',
  '/secret.txt?.html',
  '/secret.txt%3f.html',
  '/secret.txt%23.html',
  '/secret.txt::$DATA',
  '/secret.txt.',
  '/secret.txt%20',
  '/assets/main-1a2b3c4d.js.map',
  '/link.html',
  '/twin.js',
  '/assets/link-1a2b3c4d.js',
  '/up/secret.html',
  '/up/secret.js',
  '/up/ui/../secret.html',
  '/up/home',
  '/up/notebook/a.md',
  '/C:/secret.html',
  '/c%3a/secret.html',
  '/C:%5csecret.html',
  '/file:///etc/passwd',
  '/etc/passwd',
  '//etc/passwd',
  '/\\\\127.0.0.1\\share\\secret.html',
  '/proc/self/environ',
  '/~root/secret.html',
  '/%',
  '/%f',
  '/%ff%fe',
  '/%0d%0aX-Injected:%20yes',
  '/index.html%0d%0aX-Injected:%20yes',
  '/CON.html',
  '/assets',
  '/assets/',
  '/notebook/a.md',
  '/a.md',
];

test('no way to write a path leads out of the folder of the UI', async () => {
  expect(attacks.length).toBeGreaterThan(200);
  const leaks: string[] = [];
  for (const attack of attacks) {
    for (const method of ['GET', 'HEAD']) {
      const text = request(method, attack, { Host: `127.0.0.1:${host.port}` });
      const answer = await exchange(host.port, Buffer.from(text));
      const isRefused = answer.status === 404 || answer.status === 400;
      if (!isRefused || answer.raw.includes(canary) || 'x-injected' in answer.headers)
        leaks.push(`${attack} ${answer.status}`);
    }
  }
  expect(leaks).toEqual([]);
});

test.each([
  ['/', 'index.html'],
  ['/index.html', 'index.html'],
  ['/?lang=zh', 'index.html'],
  ['/assets/main-1a2b3c4d.js?v=../..', 'assets/main-1a2b3c4d.js'],
  ['/%69ndex.html', 'index.html'],
  ['/%E6%8B%BE%E7%A9%97.svg', '拾穗.svg'],
])('%s is a plain path', (target, path) => {
  expect(pathOf(target)).toBe(path);
});

test.each([
  '',
  'index.html',
  '/..',
  '/a/../b',
  '/a//b',
  '/a/',
  '/.a',
  '/a.',
  '/a ',
  '/a\\b',
  '/a:b',
  '/%2e%2e/a',
  '/a%2fb',
  '/a%252fb',
  '/%00',
  '/%7f',
  '/%',
])('"%s" is no path', (target) => {
  expect(pathOf(target)).toBeNull();
});

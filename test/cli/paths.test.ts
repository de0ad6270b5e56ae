import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canLink, linkFolder, linkNeeds, unless } from '../temporary.ts';
import { canary, exchange, request, served, type Served } from './served.ts';

let host: Served;

beforeAll(async () => {
  host = await served();
  linkFolder(host.place, join(host.place, 'ui/up'));
  if (!canLink) return;
  symlinkSync(join(host.place, 'secret.html'), join(host.place, 'ui/link.html'));
  symlinkSync(join(host.place, 'ui-twin/secret.js'), join(host.place, 'ui/twin.js'));
  symlinkSync('../../secret.js', join(host.place, 'ui/assets/link-1a2b3c4d.js'));
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

const links = ['/link.html', '/twin.js', '/assets/link-1a2b3c4d.js'];

test('no way to write a path leads out of the folder of the UI', async () => {
  expect(attacks.length).toBeGreaterThan(200);
  expect(await leaksOf(attacks)).toEqual([]);
});

test.skipIf(!canLink)(`no link leads out of the folder of the UI${unless(canLink, linkNeeds)}`, async () => {
  expect(await leaksOf(links)).toEqual([]);
});

/** The targets that were answered with anything but a refusal. */
async function leaksOf(targets: string[]): Promise<string[]> {
  const leaks: string[] = [];
  for (const attack of targets) {
    for (const method of ['GET', 'HEAD']) {
      const text = request(method, attack, { Host: `127.0.0.1:${host.port}` });
      const answer = await exchange(host.port, Buffer.from(text));
      const isRefused = answer.status === 404 || answer.status === 400;
      if (!isRefused || answer.raw.includes(canary) || 'x-injected' in answer.headers)
        leaks.push(`${attack} ${answer.status}`);
    }
  }
  return leaks;
}

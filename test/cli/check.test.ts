import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { eventually } from '../contract-make.ts';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { ended, workshop, type Workshop } from './run.ts';

const states = ['ok', 'moved', 'soft-404', 'gone', 'needs-login', 'refused', 'offline', 'unknown'] as const;
const shape = z.strictObject({
  problems: z.array(z.strictObject({ path: z.string(), line: z.int().min(1), message: z.string().min(1) })),
  links: z.array(
    z.strictObject({
      url: z.string(),
      state: z.enum(states),
      status: z.int().nullable(),
      movedTo: z.string().nullable(),
    }),
  ),
});

let web: TestWeb;
let desk: Workshop;

const cites = (...paths: string[]) =>
  paths.map((path) => `### [A](${web.origin}${path})\n\nText\n`).join('\n');

beforeEach(async () => {
  web = await startTestWeb();
  desk = workshop({ 'broken.md': '---\ntitle: [x\ntags: [y]\n---\n\nText\n', 'good.md': '# Good\n' });
});
afterEach(async () => {
  desk.remove();
  await web.close();
});

async function checked(...more: string[]): Promise<z.infer<typeof shape>> {
  const { code, stdout, stderr } = await desk.gleaner('check', 'notes', '--json', ...more);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return shape.parse(JSON.parse(stdout));
}

describe('gleaner check', () => {
  test('names the notes that have a problem, with its line, and asks no network', async () => {
    desk.put('links.md', cites('/ok'));
    const { problems, links } = await checked('--allow-address', web.address);
    expect(problems).toEqual([
      { path: 'broken.md', line: expect.any(Number) as number, message: expect.any(String) as string },
    ]);
    expect(links).toEqual([]);
    expect(web.connections()).toBe(0);
    const { stdout } = await desk.gleaner('check', 'notes');
    expect(stdout).toMatch(/^broken\.md:\d+: .+\n1 problem\n$/);
  });

  test('checks every link once, says how it is, and ends well although some are dead', async () => {
    desk.put('a.md', cites('/ok', '/redirect/301', '/status/404', '/soft-404', '/needs-login'));
    desk.put('b.md', cites('/ok?utm_source=b', '/refused'));
    const { links } = await checked('--links', '--allow-address', web.address);
    expect(Object.fromEntries(links.map(({ url, state }) => [url.slice(web.origin.length), state]))).toEqual({
      ...{ '/ok': 'ok', '/redirect/301': 'moved', '/status/404': 'gone', '/soft-404': 'soft-404' },
      ...{ '/needs-login': 'needs-login', '/refused': 'refused' },
    });
    expect(links.find(({ state }) => state === 'moved')?.movedTo).toBe(`${web.origin}/ok`);
    expect(web.log.filter(({ url }) => url === '/robots.txt')).toHaveLength(1);
    expect(web.log.filter(({ url, method }) => url === '/ok' && method === 'HEAD')).toHaveLength(1 + 1);
    const { sources } = JSON.parse((await desk.gleaner('sources', 'notes', '--json')).stdout) as {
      sources: { url: string; health: string; copy: null }[];
    };
    expect(sources.find(({ url }) => url.endsWith('/status/404'))).toMatchObject({
      health: 'gone',
      copy: null,
    });
  });

  test('checks the others although some hosts can’t be found, and tells no link to be offline for it', async () => {
    desk.put('a.md', [1, 2, 3, 4, 5].map((n) => `### [A](http://gleaner-${n}.invalid/)\n`).join('\n'));
    desk.put('b.md', cites('/ok', '/status/404'));
    const { links } = await checked('--links', '--allow-address', web.address);
    const at = Object.fromEntries(links.map(({ url, state }) => [url.replace(web.origin, ''), state]));
    expect(at).toMatchObject({ '/ok': 'ok', '/status/404': 'gone' });
    expect(links).toHaveLength(7);
  });

  test('tells what it found this time, also where more is known from another', async () => {
    desk.put('a.md', cites('/redirect/301', '/ok'));
    const first = await checked('--links', '--allow-address', web.address);
    expect(first.links.map(({ state }) => state).sort()).toEqual(['moved', 'ok']);
    web.pages.set('/redirect/301', { status: 500, body: '' });
    const { links } = await checked('--links', '--allow-address', web.address);
    expect(links.find(({ url }) => url.endsWith('301'))).toEqual({
      ...{ url: `${web.origin}/redirect/301`, state: 'unknown', status: 500, movedTo: null },
    });
    const { stdout } = await desk.gleaner('check', 'notes', '--links', '--allow-address', web.address);
    expect(stdout).toMatch(/\n1 problem, 2 links checked, 1 not ok\n$/);
  });

  test('lists the links that are not ok in words', async () => {
    desk.put('a.md', cites('/ok', '/redirect/308', '/status/410'));
    const { code, stdout } = await desk.gleaner('check', 'notes', '--links', '--allow-address', web.address);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`moved +200 +${web.origin}/redirect/308 +${web.origin}/ok\n`));
    expect(stdout).toMatch(new RegExp(`gone +410 +${web.origin}/status/410\n`));
    expect(stdout).toMatch(/\n1 problem, 3 links checked, 2 not ok\n$/);
  });

  test('asks no private address that was not allowed', async () => {
    desk.put('a.md', cites('/ok'));
    const { links } = await checked('--links');
    expect(links).toMatchObject([{ state: 'refused', status: null }]);
    expect(web.connections()).toBe(0);
  });

  test('ends with what was found when it is interrupted', async () => {
    desk.put('a.md', cites(...Array.from({ length: 200 }, (_, n) => `/many/${n}`)));
    const child = desk.start(['check', 'notes', '--links', '--json', '--allow-address', web.address]);
    const all = ended(child);
    await eventually(
      () => expect(web.log.filter(({ method }) => method === 'GET').length).toBeGreaterThan(4),
      30_000,
    );
    child.kill('SIGINT');
    const { code, stdout } = await all;
    expect(code).toBe(0);
    const { links } = shape.parse(JSON.parse(stdout));
    expect(links.length).toBeGreaterThan(0);
    expect(links.length).toBeLessThan(200);
    expect(links.every(({ state }) => state === 'ok')).toBe(true);
  });

  test.each(['127.0.0.1', '127.0.0.1:0', 'http://127.0.0.1:80', '*:80', ''])(
    'takes %j for no address that can be allowed',
    async (address) => {
      const { code, stderr } = await desk.gleaner('check', 'notes', '--allow-address', address);
      expect(code).toBe(2);
      expect(stderr).toContain('127.0.0.1:8080');
    },
  );
});

import { describe, expect, onTestFinished, test } from 'vitest';
import { openDoor } from '../../notes/sources/fetch.ts';
import { openRobots } from '../../notes/sources/robots.ts';
import { startTestWeb } from '../test-web.ts';

async function lab(now?: () => number) {
  const web = await startTestWeb();
  const door = openDoor({ allowed: [web.address] });
  onTestFinished(async () => {
    await door.close();
    await web.close();
  });
  const robots = openRobots(door, now);
  return {
    web,
    door,
    ask: (path: string, signal?: AbortSignal) => robots.ask(`${web.origin}${path}`, signal),
  };
}

describe('robots.txt', () => {
  test('refuses what it disallows for all, or for Gleaner, and nothing else', async () => {
    const { web, ask } = await lab();
    web.robots =
      'User-agent: *\nDisallow: /private\nAllow: /private/open\n\nUser-agent: Gleaner\nDisallow: /drafts\nAllow: /\n';
    expect(await ask('/drafts/1')).toBe('refused');
    // The group that names us is the one that counts (RFC 9309 2.2.1).
    expect(await ask('/private/1')).toBe('allowed');
    web.robots = 'User-agent: *\nDisallow: /';
    expect(await ask('/anything')).toBe('allowed');
  });

  test('of a site without one, or with nonsense in its place, allows everything', async () => {
    for (const robots of [null, 403, 410, '<!doctype html><title>A page</title>', '', '\0\u202e: x']) {
      const { web, ask } = await lab();
      web.robots = robots;
      expect(await ask('/x'), String(robots)).toBe('allowed');
    }
  });

  test('of a site in trouble is not known', async () => {
    const { web, ask } = await lab();
    web.robots = 503;
    expect(await ask('/x')).toMatchObject({ kind: 'failed', reason: 'status', status: 503 });
  });

  test('is fetched once for many addresses, and again after a day', async () => {
    let now = 1_000_000;
    const { web, ask } = await lab(() => now);
    web.robots = 'User-agent: *\nDisallow: /private';
    const answers = await Promise.all([ask('/private/1'), ask('/2'), ask('/private/3')]);
    expect(answers).toEqual(['refused', 'allowed', 'refused']);
    now += 23 * 60 * 60 * 1000;
    web.robots = null;
    expect(await ask('/private/1')).toBe('refused');
    expect(web.log).toHaveLength(1);
    now += 2 * 60 * 60 * 1000;
    expect(await ask('/private/1')).toBe('allowed');
    expect(web.log).toHaveLength(2);
  });

  test('that could not be had is asked for again after a minute', async () => {
    let now = 1_000_000;
    const { web, ask } = await lab(() => now);
    web.robots = 500;
    await ask('/x');
    web.robots = null;
    expect(await ask('/x')).toMatchObject({ kind: 'failed' });
    now += 61_000;
    expect(await ask('/x')).toBe('allowed');
  });

  test('that could not be had without a network is asked for again at once', async () => {
    let reason: 'offline' | 'too-slow' = 'offline';
    let asked = 0;
    const fetch = () => {
      asked++;
      return Promise.resolve({ kind: 'failed' as const, reason, status: null, message: '' });
    };
    const robots = openRobots({ fetch });
    await robots.ask('https://example.com/1');
    await robots.ask('https://example.com/2');
    expect(asked).toBe(2);
    reason = 'too-slow';
    await robots.ask('https://example.com/3');
    await robots.ask('https://example.com/4');
    expect(asked).toBe(3);
  });

  test('is asked for anew by the next one when it was cancelled', async () => {
    const { web, ask } = await lab();
    expect(await ask('/x', AbortSignal.abort())).toMatchObject({ kind: 'failed' });
    web.robots = 'User-agent: *\nDisallow: /x';
    expect(await ask('/x')).toBe('refused');
  });

  test('that one asker gave up on is still had by the others, with one request', async () => {
    const { web, ask } = await lab();
    web.robots = 'User-agent: *\nDisallow: /x';
    const stop = new AbortController();
    const first = ask('/x', stop.signal);
    const second = ask('/x', new AbortController().signal);
    stop.abort();
    expect(await first).toMatchObject({ kind: 'failed' });
    expect(await second).toBe('refused');
    expect(web.log).toHaveLength(1);
  });

  test('takes little time, whatever rules and addresses are', async () => {
    const address = `/${'a'.repeat(9000)}`;
    const wild = (stars: number) => `Disallow: /${'*a'.repeat(stars)}b$\n`;
    for (const rules of [
      wild(10_000),
      wild(200_000),
      wild(20).repeat(1500),
      `Disallow: /${'a'.repeat(400_000)}`,
    ]) {
      const { web, ask } = await lab();
      web.robots = `User-agent: *\nDisallow: /private\n${rules}`;
      await ask('/ok');
      const began = performance.now();
      expect(await ask(address)).toBe('allowed');
      expect(performance.now() - began).toBeLessThan(1000);
      expect(await ask('/private/1')).toBe('refused');
    }
  });

  test('means its wildcards', async () => {
    const { web, ask } = await lab();
    web.robots = 'User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/print/';
    expect(await ask('/a/b.pdf')).toBe('refused');
    expect(await ask('/a/print/1')).toBe('refused');
    expect(await ask('/a/b.html')).toBe('allowed');
  });
});

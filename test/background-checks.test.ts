import { describe, expect, onTestFinished, test } from 'vitest';
import { BackgroundChecks } from '../notes/background-checks.ts';
import type { Indexing } from '../notes/indexing.ts';
import type { CheckedLink } from '../notes/sources/health.ts';
import { eventually } from './contract-make.ts';
import { catalogOf, makeNote, makeSource } from './find/make.ts';

/** Background checks of these links, newest first, in a real catalog; `check` stands for the network. */
function lab(urls: readonly string[], check: (url: string) => Partial<CheckedLink>) {
  const catalog = catalogOf(
    ...urls.map((url, n) =>
      makeNote(`${n}.md`, { instant: urls.length - n, date: '2020', sources: [makeSource(url)] }),
    ),
  );
  const asked: string[] = [];
  const checks = new BackgroundChecks({
    indexing: { ask: (work) => Promise.resolve(work(catalog as never)) } as Pick<Indexing, 'ask'> as Indexing,
    isAllowed: () => true,
    isBusy: () => false,
    check: (url) => {
      asked.push(url);
      const found: CheckedLink = {
        ...{ state: 'ok', status: 200, movedTo: null, checked: Date.now() },
        ...check(url),
      };
      // As the notebook does.
      const { isDown, ...health } = found;
      if (found.state !== 'offline' || isDown === true) catalog.articles.putHealth(url, health);
      return Promise.resolve(found);
    },
    restMs: 5,
  });
  onTestFinished(() => checks.stop());
  checks.follow();
  return { asked, checks };
}

const offline = { state: 'offline', status: null } as const;

describe('checks in the background', () => {
  test('go past a link whose host can’t be reached', async () => {
    const good = ['https://good.example/1', 'https://good.example/2'];
    const { asked } = lab(['https://servfail.example/a', ...good], (url) =>
      url.includes('servfail') ? offline : {},
    );
    await eventually(() => expect(asked).toEqual(expect.arrayContaining(good)));
  });

  test('go past a host that can’t be reached although it has the first hundred links', async () => {
    const dead = Array.from({ length: 100 }, (_, n) => `https://dead.example/${n}`);
    const { asked } = lab([...dead, 'https://good.example/1'], (url) =>
      url.includes('dead') ? offline : {},
    );
    await eventually(() => expect(asked).toContain('https://good.example/1'));
    // It is one link that told, not a hundred.
    expect(asked.filter((url) => url.includes('dead')).length).toBeLessThan(4);
  });

  test('come to a host that can be reached behind four that can’t', async () => {
    const dead = ['a.com', 'b.net', 'c.org', 'd.cn'].map((host) => `https://${host}/`);
    const { asked } = lab([...dead, 'https://good.example/1'], (url) =>
      url.includes('good') ? {} : offline,
    );
    await eventually(() => expect(asked).toContain('https://good.example/1'));
  });

  test('rest, and longer each time, where nobody can be reached', async () => {
    const { asked } = lab(
      Array.from({ length: 30 }, (_, n) => `https://host${n}.com/`),
      () => offline,
    );
    await eventually(() => expect(asked.length).toBeGreaterThanOrEqual(12));
    // Four hosts are enough to know, and after the rest others are asked.
    expect(new Set(asked.slice(0, 8)).size).toBe(8);
    const before = asked.length;
    await new Promise((done) => setTimeout(done, 60));
    expect(asked.length).toBeLessThan(before + 12);
  });

  test('take a server that is down for what it is', async () => {
    const all = Array.from({ length: 6 }, (_, n) => `https://host${n}.com/`);
    const { asked } = lab(all, () => ({ ...offline, isDown: true }));
    await eventually(() => expect(asked).toEqual(all));
  });
});

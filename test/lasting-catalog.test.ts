import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Card } from '../notes/api.ts';
import type { Catalog } from '../notes/find/catalog.ts';
import { articlesOf } from '../notes/find/articles/rows.ts';
import { DatabaseLost } from '../notes/find/database.ts';
import { LastingCatalog } from '../notes/lasting-catalog.ts';
import { removeFolder, temporaryFolder } from './temporary.ts';

/** A question that takes a while and finds `lost` damaged. */
async function answer(catalog: Catalog, lost: Catalog): Promise<Catalog> {
  await setImmediate();
  if (catalog === lost) throw new DatabaseLost(new Error('database disk image is malformed'), false);
  return catalog;
}

test('a catalog that several questions find damaged is replaced once, and all get their answer', async () => {
  let losses = 0;
  const lasting = new LastingCatalog(null, () => losses++);
  await lasting.checked;
  const first = await lasting.insist((catalog) => catalog);
  const answers = await Promise.all(
    Array.from({ length: 9 }, () => lasting.insist((catalog) => answer(catalog, first))),
  );
  expect(losses).toBe(1);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).not.toBe(first);
  await lasting.close();
});

test('what is kept about articles is still there after one catalog was lost, and after so many that the next is in memory', async () => {
  const folder = temporaryFolder('gleaner-test-');
  onTestFinished(() => removeFolder(folder));
  const lasting = new LastingCatalog(join(folder, 'catalog.sqlite'), () => undefined);
  await lasting.checked;
  const address = 'https://a.example/1';
  const card: Card = {
    ...{ kind: 'card', title: '冷启动', site: '', description: '', author: '', published: '', picture: null },
    ...{ minutes: null, language: '', url: address, fetched: 1 },
  };
  await lasting.insist(({ articles }) => {
    articles.putCard(address, card);
    articles.setReads(new Map([[address, 'read']]));
  });
  for (let losses = 0; losses < 5; losses++) {
    const lost = await lasting.insist((catalog) => catalog);
    await lasting.insist((catalog) => answer(catalog, lost));
    expect(await lasting.insist(({ articles }) => articles.cardOf(address))).toEqual(card);
    const states = await lasting.insist(({ database }) => articlesOf(database, [address]));
    expect(states).toMatchObject([{ read: 'read' }]);
  }
  await lasting.close();
});

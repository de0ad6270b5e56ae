import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Catalog } from '../notes/find/catalog.ts';
import { DatabaseLost } from '../notes/find/database.ts';
import { LastingCatalog } from '../notes/lasting-catalog.ts';

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

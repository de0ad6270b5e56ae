/** A change of many notes leaves other calls their turn, also where there is little to do. */
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { notebookFolder } from '../notes/files/home.ts';
import { change, openWith, renaming } from './bulk-make.ts';
import { withOwnHome } from './contract-make.ts';

withOwnHome();

const count = 200;
const files = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [`${index}.md`, '---\ntags: [old]\n---\n']),
);

/** As a crash right before the end leaves it. */
function cutOff(folder: string): void {
  const batches = join(notebookFolder(folder), 'batches');
  for (const name of readdirSync(batches))
    renameSync(join(batches, name), join(batches, name.replace('.done.', '.pending.')));
}

test('other calls are answered while notes are looked at that are changed already', async () => {
  const { notebook, folder } = await openWith(files);
  const { batch } = await change(notebook, renaming('new', 'old'));
  cutOff(folder);
  // Every look at the clock finds that a slice is over.
  let now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
  const seen = new Set<number | undefined>();
  let handle = setImmediate(function ask() {
    void notebook.state({}).then(({ bulk }) => seen.add(bulk?.done));
    handle = setImmediate(ask);
  });
  try {
    const done = await notebook.bulkResolve({ batch, way: 'continue' });
    expect(done).toMatchObject({ changed: count, skipped: [] });
  } finally {
    clearImmediate(handle);
    clock.mockRestore();
  }
  expect(seen.size).toBeGreaterThan(count / 10);
});

test('several that look for what was cut off, and one that ends it, do not take each other for another process', async () => {
  const { notebook, folder } = await openWith(files);
  const { batch } = await change(notebook, renaming('new', 'old'));
  cutOff(folder);
  const [one, other, resolved] = await Promise.all([
    notebook.bulkPending({}),
    notebook.bulkPending({}),
    notebook.bulkResolve({ batch, way: 'roll-back' }),
  ]);
  expect([one?.batch, other?.batch]).toEqual([batch, batch]);
  expect(resolved).toMatchObject({ changed: count });
});

import { expect, test, vi } from 'vitest';
import type { Notebook } from '../../../notes/api.ts';
import { knownNow, prepareKnown } from '../../../renderer/search/search-known.ts';

test('sites are asked for once somebody types a site, and offered the most used first', async () => {
  let asked = 0;
  const notebook = {
    sites() {
      asked += 1;
      if (asked === 1) return Promise.reject(new Error('offline'));
      return Promise.resolve(['zhihu.example', 'a.example'].map((name) => ({ name, count: 1 })));
    },
  } as unknown as Notebook;
  const ready = vi.fn();
  prepareKnown(notebook, 'word tag:x', ready);
  expect(asked).toBe(0);
  prepareKnown(notebook, 'site:', ready);
  await vi.waitFor(() => {
    prepareKnown(notebook, 'site：z', ready);
    expect(ready).toHaveBeenCalled();
  });
  expect(knownNow().sites).toEqual(['zhihu.example', 'a.example']);
  prepareKnown(notebook, 'site:zh', ready);
  expect(asked).toBe(2);
});

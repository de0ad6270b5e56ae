import { expect, test } from 'vitest';
import { overdueIn } from '../../../notes/find/articles/overdue.ts';
import { catalogOf, makeNote, makeSource } from '../make.ts';

const at = (name: string): string => `https://${name}.example/`;

test('links that nobody checked come first, those of new notes before others, then those checked longest ago', () => {
  const { database, articles } = catalogOf(
    makeNote('old.md', {
      instant: 1,
      date: '2020',
      sources: ['a', 'b', 'c', 'd'].map((name) => makeSource(at(name))),
    }),
    makeNote('new.md', { instant: 2, date: '2021', sources: [makeSource(at('e'))] }),
  );
  const checked = (name: string, when: number): void =>
    articles.putHealth(at(name), { state: 'ok', status: 200, movedTo: null, checked: when });
  checked('a', 50);
  checked('b', 20);
  checked('c', 900);
  checked('nobody', 1);
  expect(overdueIn(database, 100, 10).map(({ normalised }) => normalised)).toEqual(
    ['e', 'd', 'b', 'a'].map(at),
  );
  expect(overdueIn(database, 100, 3).map(({ normalised }) => normalised)).toEqual(['e', 'd', 'b'].map(at));
  expect(overdueIn(database, 10, 10).map(({ normalised }) => normalised)).toEqual(['e', 'd'].map(at));
  const without = overdueIn(database, 100, 10, ['e.example', 'a.example']);
  expect(without).toEqual(['d', 'b'].map((name) => ({ normalised: at(name), site: `${name}.example` })));
});

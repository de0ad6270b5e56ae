import { describe, expect, test } from 'vitest';
import { openCatalog } from '../../../notes/find/catalog.ts';
import { pageOf } from '../../../notes/find/results/pages.ts';
import { catalogOf, discard, makeNote } from '../make.ts';

const notes = [
  makeNote('body.md', { instant: 9, title: 'Other' }, { body: 'cold start' }),
  makeNote('label.md', { instant: 8, title: 'Another', tags: ['cold'], excerpt: 'a start' }, { body: 'x' }),
  makeNote('title-new.md', { instant: 7, title: 'On the cold start' }),
  makeNote('title-old.md', { instant: 6, title: 'Start when cold' }),
  makeNote('whole.md', { instant: 1, title: 'Cold Start' }),
  makeNote('nothing.md', { instant: 10, title: 'Cold' }, { body: 'star' }),
];
type Database = ReturnType<typeof catalogOf>['database'];
const ranked = (database: Database, filter: string, limit = 100) =>
  pageOf(database, { filter, sort: 'relevance', offset: 0, limit }).rows.map(({ path }) => path);
const best = ['whole.md', 'title-new.md', 'title-old.md', 'label.md', 'body.md'];

describe('notes by relevance', () => {
  test('come by a whole title, words in the title, in the labels, in the body', () => {
    expect(ranked(catalogOf(...notes).database, 'cold start')).toEqual(best);
  });

  test('come in the same order where there is no full-text index', () => {
    const catalog = openCatalog(null, discard, { fullText: false });
    catalog.put(notes);
    const { database } = catalog;
    const scanned = database.all("SELECT id FROM notes WHERE path <> 'nothing.md'").map(({ id }) => id);
    for (const word of ['cold', 'start'])
      database.run(
        'INSERT INTO scanned (word, note) SELECT ?, value FROM json_each(?)',
        ...[`text\n${word}`, JSON.stringify(scanned)],
      );
    expect(ranked(database, 'cold start')).toEqual(best);
  });

  test.each([
    [2000, 'often.md'],
    [2001, 'newest.md'],
  ])('of which only the body has the word come, of %i, %s first', (count, first) => {
    const filler = 'x '.repeat(50);
    const others = Array.from({ length: count - 2 }, (_, index) =>
      makeNote(`${index}.md`, { instant: index, title: 'T' }, { body: `word ${filler}` }),
    );
    const { database } = catalogOf(
      ...others,
      makeNote('often.md', { instant: 1, title: 'T' }, { body: 'word '.repeat(50) }),
      makeNote('newest.md', { instant: 9999, title: 'T' }, { body: `word ${filler}` }),
    );
    expect(ranked(database, 'word', 1)).toEqual([first]);
  });
});

import { expect, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { brokenNotes, notesMatching, notesWithTags, usedNames } from '../../notes/find/labelled.ts';
import { pageOf } from '../../notes/find/results/pages.ts';
import { catalogOf, makeNote } from './make.ts';

const paths = Array.from({ length: 5000 }, (_, index) => `${10_000 + index}.md`);
const pathsOf = (notes: readonly { path: string }[]) => notes.map(({ path }) => path).toSorted();

/** 5,000 notes: more than two windows. */
const large = () => catalogOf(...paths.map((path) => makeNote(path, { tags: ['x'] })));

test('all notes of a filter are found, each once, whatever becomes of some of them and of the list meanwhile', async () => {
  const catalog = large();
  const { database } = catalog;
  const [first = '', second = ''] = paths;
  for (const filter of ['tag:x', '', '-tag:y']) {
    const found = notesMatching(database, filter);
    // Has its turn between the first window and the second.
    setImmediate(() => {
      catalog.put([makeNote(first, { tags: ['y'], title: 'zzz' })]);
      catalog.remove([second]);
      pageOf(database, { filter: 'tag:y', sort: 'title', offset: 0, limit: 10 });
    });
    const others = pathsOf(await found).filter((path) => path !== first && path !== second);
    expect(others).toEqual(paths.slice(2));
    catalog.put([first, second].map((path) => makeNote(path, { tags: ['x'] })));
  }
});

test('the notes of a filter come with their titles, and one that can not be read is refused', async () => {
  const { database } = catalogOf(makeNote('a.md', { title: '茶', tags: ['x'] }), makeNote('b.md'));
  expect(await notesMatching(database, '茶 tag:x')).toEqual([{ path: 'a.md', title: '茶' }]);
  expect(await notesMatching(database, 'tag:nobody')).toEqual([]);
  await expect(notesMatching(database, '(')).rejects.toThrow(NotesError);
});

test('the notes that carry one of several tags, or one below, are found once', async () => {
  const { database } = catalogOf(
    makeNote('a.md', { tags: ['x', 'y'] }),
    makeNote('b.md', { tags: ['y/z'] }),
    makeNote('c.md', { tags: ['yz'], categories: ['x'] }),
  );
  expect(pathsOf(await notesWithTags(database, ['x', 'y', 'nobody', '']))).toEqual(['a.md', 'b.md']);
});

test('more notes than one window are all found, by tag and by a broken header', async () => {
  const { database } = catalogOf(
    ...paths.map((path) =>
      makeNote(path, { tags: ['x'], problem: { code: 'yaml-syntax', message: '', line: 1 } }),
    ),
  );
  expect(pathsOf(await notesWithTags(database, ['x']))).toEqual(paths);
  expect(pathsOf(await brokenNotes(database))).toEqual(paths);
});

test('names are counted with what is below them, and those that no note has any more are left out', async () => {
  const catalog = catalogOf(makeNote('a.md', { tags: ['x/y', '茶'] }), makeNote('b.md', { tags: ['x'] }));
  catalog.put([makeNote('a.md', { tags: ['x/y'], categories: ['x'] })]);
  const used = (await usedNames(catalog.database)).map(({ kind, name, count }) => `${kind} ${name} ${count}`);
  expect(used.toSorted()).toEqual(['category x 1', 'tag x 2', 'tag x/y 1']);
});

import { describe, expect, test } from 'vitest';
import { pageOf } from '../../../notes/find/results/pages.ts';
import { catalogOf, makeNote } from '../make.ts';

const nfc = 'café.md'.normalize('NFC');
const nfd = 'café.md'.normalize('NFD');

function twins(...paths: string[]): Record<string, string | undefined> {
  const { database } = catalogOf(...paths.map((path) => makeNote(path)));
  const { rows } = pageOf(database, { filter: '', sort: 'date', offset: 0, limit: 100 });
  return Object.fromEntries(rows.map(({ path, twin }) => [path, twin]));
}

describe('a note whose path another system takes for that of another note', () => {
  test('has that one as its twin: by letter case, by Unicode form, and in folders too', () => {
    expect(twins('Tea.md', 'tea.md')).toEqual({ 'Tea.md': 'tea.md', 'tea.md': 'Tea.md' });
    expect(twins(nfc, nfd)).toEqual({ [nfc]: nfd, [nfd]: nfc });
    expect(twins('A/茶.md', 'a/茶.md')).toEqual({ 'A/茶.md': 'a/茶.md', 'a/茶.md': 'A/茶.md' });
  });

  test('has none where folder, name or ending differ otherwise', () => {
    const none = [
      '茶.md',
      'a/茶.md',
      'index.md',
      'a/index.md',
      'tea.md',
      'tea.markdown',
      'tea 2.md',
      'tea  2.md',
    ];
    expect(Object.values(twins(...none)).filter((twin) => twin !== undefined)).toEqual([]);
  });

  test('has it also in the result of a search, when the twin is not in it', () => {
    const { database } = catalogOf(makeNote('Tea.md', { tags: ['a'] }), makeNote('tea.md'));
    const { rows } = pageOf(database, { filter: 'tag:a', sort: 'date', offset: 0, limit: 10 });
    expect(rows.map(({ path, twin }) => [path, twin])).toEqual([['Tea.md', 'tea.md']]);
  });
});

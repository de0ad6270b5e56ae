import { expect, test } from 'vitest';
import { askedTags, searchedWords } from '../../../renderer/search/searched-words.ts';

test('the tags that are asked for are those that a note may have because of the filter', () => {
  expect(askedTags('tag:a (tag:b OR 冷) -tag:c x')).toEqual(['a', 'b']);
  expect(askedTags('tag:(')).toEqual(['(']);
  expect(askedTags('tag:')).toEqual([]);
});

test('the same filter gives the same array', () => {
  expect(searchedWords('冷 tag:a')).toBe(searchedWords('冷 tag:a'));
  expect(searchedWords('冷 tag:a')).toEqual([{ key: 'text', folded: ['冷'] }]);
  expect(searchedWords('tag:')).toEqual([]);
});

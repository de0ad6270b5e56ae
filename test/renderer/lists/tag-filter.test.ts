import { describe, expect, test } from 'vitest';
import { afterClick, chipsOf, markOf, withoutChip } from '../../../renderer/lists/tag-filter.ts';

describe('a click on a tag', () => {
  test('filters by just this tag, whatever the filter was', () => {
    expect(afterClick('', 'tag', 'serverless', 'only')).toBe('tag:serverless');
    expect(afterClick('tag:a category:b', 'tag', '前端', 'only')).toBe('tag:前端');
    expect(afterClick('', 'tag', 'two words', 'only')).toBe('tag:"two words"');
  });

  test('clears the filter when this tag is all of it', () => {
    expect(afterClick('tag:serverless', 'tag', 'serverless', 'only')).toBe('');
    expect(afterClick('tag:serverless tag:b', 'tag', 'serverless', 'only')).toBe('tag:serverless');
  });

  test('with Mod adds the tag, and takes it out again', () => {
    expect(afterClick('tag:a', 'tag', 'b', 'and')).toBe('tag:a tag:b');
    expect(afterClick('tag:a tag:b', 'tag', 'b', 'and')).toBe('tag:a');
    expect(afterClick('tag:a -tag:b', 'tag', 'b', 'and')).toBe('tag:a tag:b');
  });

  test('with Alt leaves its notes out, and lets them in again', () => {
    expect(afterClick('tag:a', 'tag', 'b', 'not')).toBe('tag:a -tag:b');
    expect(afterClick('tag:a -tag:b', 'tag', 'b', 'not')).toBe('tag:a');
    expect(afterClick('tag:a tag:b', 'tag', 'b', 'not')).toBe('tag:a -tag:b');
    expect(afterClick('', 'category', '读书', 'not')).toBe('-category:读书');
  });

  test('starts anew when the filter can’t be read', () => {
    expect(afterClick('tag:"a', 'tag', 'b', 'and')).toBe('tag:b');
  });
});

describe('chips', () => {
  test('stand for the terms of a filter in order', () => {
    expect(chipsOf('tag:a -tag:"b c" category:d is:untagged (tag:x OR tag:y)')).toMatchObject([
      { kind: 'tag', name: 'a', isNegated: false },
      { kind: 'tag', name: 'b c', isNegated: true },
      { kind: 'category', name: 'd', isNegated: false },
      { kind: 'untagged', isNegated: false },
      { kind: 'other', name: 'tag:x OR tag:y', isNegated: false },
    ]);
  });

  test('are taken out one by one', () => {
    const filter = 'tag:a -tag:"b c" 词';
    const [first, second, third] = chipsOf(filter);
    expect(first && withoutChip(filter, first)).toBe('-tag:"b c" 词');
    expect(second && withoutChip(filter, second)).toBe('tag:a 词');
    expect(third && withoutChip(filter, third)).toBe('tag:a -tag:"b c"');
  });

  test('show a filter that can’t be read whole, and can take it out', () => {
    const [chip] = chipsOf('tag:"a');
    expect(chip).toMatchObject({ kind: 'other', name: 'tag:"a' });
    expect(chip && withoutChip('tag:"a', chip)).toBe('');
  });

  test('say how a tag is asked for', () => {
    const chips = chipsOf('tag:a -tag:b');
    expect(markOf(chips, 'tag', 'a')).toBe('with');
    expect(markOf(chips, 'tag', 'b')).toBe('without');
    expect(markOf(chips, 'category', 'a')).toBeNull();
  });
});

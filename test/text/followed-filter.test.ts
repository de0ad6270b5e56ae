import { describe, expect, test } from 'vitest';
import type { TagChange } from '../../notes/api.ts';
import { followedFilter, relievedFilter } from '../../notes/text/followed-filter.ts';

const rename = (from: string[], to: string): TagChange => ({ kind: 'rename', from, to });
const toJavaScript = rename(['JS', 'js'], 'JavaScript');

describe('a filter after tags were renamed', () => {
  test.each([
    ['tag:JS', 'tag:JavaScript'],
    ['-tag:JS  冷启动', '-tag:JavaScript  冷启动'],
    ['(tag:JS OR tag:ts)', '(tag:JavaScript OR tag:ts)'],
    ['tag:"JS"', 'tag:JavaScript'],
    ['tag:JS/hooks', 'tag:JavaScript/hooks'],
  ])('asks for the new name and is otherwise as written: %s', (filter, followed) => {
    expect(followedFilter(filter, toJavaScript)).toBe(followed);
  });

  test('has quotation marks where the new name needs them', () => {
    expect(followedFilter('tag:JS', rename(['JS'], 'Java Script'))).toBe('tag:"Java Script"');
  });

  test('does not ask twice for what two tags have become', () => {
    expect(followedFilter('tag:JS tag:js 冷启动', toJavaScript)).toBe('tag:JavaScript 冷启动');
    expect(followedFilter('(tag:JS OR tag:js) -tag:draft', toJavaScript)).toBe('tag:JavaScript -tag:draft');
    expect(followedFilter('tag:JS OR tag:js', toJavaScript)).toBe('tag:JavaScript');
  });

  test.each(['', 'JS', 'category:JS', 'tag:JSON', 'tag:javascript', '(tag:JS'])(
    'stays as it is when it asks for none of them, or can’t be read: %j',
    (filter) => {
      expect(followedFilter(filter, toJavaScript)).toBe(filter);
    },
  );

  test('follows as the notebook renames: what is below the new name already stays', () => {
    const change = rename(['a'], 'a/b');
    expect(followedFilter('tag:a', change)).toBe('tag:a/b');
    expect(followedFilter('tag:a/b', change)).toBe('tag:a/b');
    expect(followedFilter('tag:a/c', change)).toBe('tag:a/b/c');
  });
});

describe('a filter after tags were deleted', () => {
  const change: TagChange = { kind: 'delete', names: ['draft'] };
  test('does not ask any more for what no note has', () => {
    expect(relievedFilter('tag:draft', change)).toBe('');
    expect(relievedFilter('tag:draft/old tag:a', change)).toBe('tag:a');
  });
  test('is left as it is otherwise', () => {
    expect(relievedFilter('-tag:draft a', change)).toBe('-tag:draft a');
    expect(relievedFilter('tag:a', change)).toBe('tag:a');
  });
});

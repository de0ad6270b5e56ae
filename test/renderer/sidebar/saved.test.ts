import { describe, expect, test } from 'vitest';
import { isSameFilter } from '../../../renderer/sidebar/saved.ts';

describe('a saved filter', () => {
  test('is the one that is shown when it asks for the same', () => {
    expect(isSameFilter('tag:a  tag:"b"', 'tag:a tag:b')).toBe(true);
    expect(isSameFilter('tag:a OR tag:b', '(tag:a OR tag:b)')).toBe(true);
    expect(isSameFilter('tag:a', 'tag:a tag:b')).toBe(false);
    expect(isSameFilter('"open', '"open ')).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { countedIn, findByLabel, treeOf, visibleBranches } from '../../../renderer/sidebar/tag-tree.ts';

const facet = (name: string, within = 1, count = within) => ({ name, count, within });
const tree = treeOf([
  facet('a', 3, 1),
  facet('a/b', 2),
  facet('a/b/c'),
  facet('d'),
  facet('e/f'),
  facet('/g'),
]);

describe('the tree of nested names', () => {
  test('puts a/b below a with the count of a and all below it', () => {
    expect(tree[0]).toMatchObject({
      name: 'a',
      label: 'a',
      count: 3,
      branches: [{ name: 'a/b', label: 'b', depth: 2, branches: [{ label: 'c', depth: 3 }] }],
    });
  });

  test('shows a name whose parent is missing, or empty, in full at the top', () => {
    expect(tree.slice(2).map((branch) => [branch.label, branch.depth])).toEqual([
      ['e/f', 1],
      ['/g', 1],
    ]);
  });

  test('is walked from the top down, passing over what is in closed branches', () => {
    const names = (closed: string[]) => visibleBranches(tree, new Set(closed)).map((branch) => branch.name);
    expect(names([])).toEqual(['a', 'a/b', 'a/b/c', 'd', 'e/f', '/g']);
    expect(names(['a/b'])).toEqual(['a', 'a/b', 'd', 'e/f', '/g']);
    expect(names(['a'])).toEqual(['a', 'd', 'e/f', '/g']);
  });

  test('knows the place of each branch among its siblings', () => {
    const shown = visibleBranches(tree, new Set());
    expect(shown.find((branch) => branch.name === 'd')).toMatchObject({
      position: 2,
      siblings: 4,
      isOpen: false,
    });
    expect(shown.find((branch) => branch.name === 'a/b')).toMatchObject({
      position: 1,
      siblings: 1,
      isOpen: true,
    });
  });

  test('is searched by the beginning of a label, onward from a place and round', () => {
    const shown = visibleBranches(tree, new Set());
    expect(findByLabel(shown, 'D', 0)).toBe(3);
    expect(findByLabel(shown, 'a', 3)).toBe(0);
    expect(findByLabel(shown, 'x', 0)).toBe(-1);
  });
});

test('tags that the current result does not have stay, with 0', () => {
  expect(countedIn([facet('a', 3), facet('b', 2)], [facet('b', 1)])).toEqual([facet('a', 0), facet('b', 1)]);
});

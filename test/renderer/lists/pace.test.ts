import { describe, expect, test } from 'vitest';
import type { NotebookState } from '../../../notes/api.ts';
import { paceOfChanges, paceOfFinding, usualPace } from '../../../renderer/lists/pace.ts';

const quiet: NotebookState = {
  name: 'n',
  folder: '/n',
  availability: 'ready',
  scanning: null,
  indexing: null,
  finding: 'index',
  bulk: null,
  fetching: null,
  total: 5,
};
const progress = { done: 1, total: 5 };

describe('the list is looked at again', () => {
  test('soon after a change, and for the first notes of a folder', () => {
    expect(paceOfChanges(quiet, 5)).toBe(usualPace);
    expect(paceOfChanges(null, null)).toBe(usualPace);
    expect(paceOfChanges({ ...quiet, scanning: progress }, 0)).toBe(usualPace);
    expect(paceOfFinding(quiet)).toBe(usualPace);
  });

  test('less often, but at least twice a second, while notes are read or made findable', () => {
    const paces = [
      paceOfChanges({ ...quiet, scanning: progress }, 1),
      paceOfFinding({ ...quiet, indexing: { ...progress, perSecond: 1 } }),
    ];
    for (const pace of paces) {
      expect(pace).toBeGreaterThan(usualPace);
      expect(pace).toBeLessThanOrEqual(500);
    }
  });
});

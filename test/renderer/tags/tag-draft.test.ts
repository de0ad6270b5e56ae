import { describe, expect, test } from 'vitest';
import type { Facet } from '../../../notes/api.ts';
import { consequences, type Draft, draftOf, judged } from '../../../renderer/tags/tag-draft.ts';
import { offeredTags } from '../../../renderer/tags/tag-picker.tsx';

const facet = (name: string, within = 1): Facet => ({ name, count: within, within });
const rename = (names: string[], to: string): Draft => ({ kind: 'rename', names, to });
const shown = { filter: 'tag:a', total: 7 };

describe('what is filled in', () => {
  test('is ready once there are tags and another name for them', () => {
    expect(judged(rename(['JS', 'js'], ' #JavaScript '), shown)).toEqual({
      change: { kind: 'rename', from: ['JS', 'js'], to: 'JavaScript' },
    });
    expect(judged({ kind: 'delete', names: ['a'], to: '' }, shown)).toEqual({
      change: { kind: 'delete', names: ['a'] },
    });
    expect(judged({ kind: 'add', names: [], to: 'read' }, shown)).toEqual({
      change: { kind: 'add', name: 'read', filter: 'tag:a' },
    });
  });

  test.each<[string, Draft, { filter: string; total: number }, object]>([
    ['no tag', rename([], 'x'), shown, { field: 'names', problem: 'Choose the tags to change.' }],
    ['no name', rename(['a'], ' '), shown, { field: 'to', problem: 'A tag needs a name.' }],
    [
      'the name that it has',
      rename(['a'], '#a'),
      shown,
      { field: 'to', problem: 'This is the name it has already. Type another one.' },
    ],
    [
      'nothing to delete',
      { kind: 'delete', names: [], to: '' },
      shown,
      { field: 'names', problem: 'Choose the tags to delete.' },
    ],
    [
      'an empty list',
      { kind: 'add', names: [], to: 'x' },
      { filter: 'tag:a', total: 0 },
      { field: 'to', problem: 'No note is shown, so there is none to add a tag to.' },
    ],
  ])('is not ready with %s, and the field and the reason are said', (_what, draft, list, problem) => {
    expect(judged(draft, list)).toEqual(problem);
  });

  test('is the same again when the person comes back from the preview', () => {
    const change = { kind: 'rename', from: ['a', 'b'], to: 'c' } as const;
    expect(judged(draftOf({ ...change, from: [...change.from] }), shown)).toEqual({ change });
  });
});

describe('before the preview it is said', () => {
  const tags = [facet('a', 5), facet('a/b'), facet('a/c/d'), facet('ab'), facet('z', 3)];

  test('that the tags below a renamed one move with it', () => {
    expect(consequences(rename(['a'], 'x'), tags)).toEqual([
      'The 2 tags below move with it: “a/b” becomes “x/b”, for example.',
    ]);
  });

  test('that a name which exists already makes the tags one', () => {
    expect(consequences(rename(['ab'], 'z'), tags)).toEqual([
      '“z” exists already in 3 notes: the tags become one.',
    ]);
  });

  test('that the tags below a deleted one go, too', () => {
    expect(consequences({ kind: 'delete', names: ['a'], to: '' }, tags)).toEqual([
      'The 2 tags below go with it, such as “a/b”.',
    ]);
    expect(consequences({ kind: 'delete', names: ['z'], to: '' }, tags)).toEqual([]);
  });
});

describe('the tags to choose from', () => {
  test('begin with those that begin with what is typed, the most used first, without those taken', () => {
    const tags = [facet('css-in-js'), facet('js', 2), facet('JSON', 9), facet('vue', 4)];
    expect(offeredTags(tags, 'js', []).map(({ name }) => name)).toEqual(['JSON', 'js', 'css-in-js']);
    expect(offeredTags(tags, '#js', ['JSON']).map(({ name }) => name)).toEqual(['js', 'css-in-js']);
  });

  test('are at most 60, however many there are', () => {
    const many = Array.from({ length: 5000 }, (_, n) => facet(`t${n}`));
    expect(offeredTags(many, '', [])).toHaveLength(60);
  });
});

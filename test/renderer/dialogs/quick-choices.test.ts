import { afterEach, expect, test } from 'vitest';
import type { NoteFacts } from '../../../notes/api.ts';
import { readFacts } from '../../../notes/text/facts.ts';
import { choicesFor, modeOf } from '../../../renderer/dialogs/quick-choices.tsx';
import { type OpenNote, useStore } from '../../../renderer/store.ts';

const open = (facts: NoteFacts) => {
  const note: OpenNote = {
    ...{ id: 1, path: 'a.md', status: { kind: 'saved' }, facts, line: 1, column: 1 },
    ...{
      lineEnds: 'LF',
      byteOrderMark: false,
      encoding: 'utf-8',
      recovered: false,
      keptAs: null,
      headerOpen: false,
    },
  };
  useStore.setState({ note });
};

afterEach(() => useStore.setState(useStore.getInitialState(), true));

test.each([
  ['', 'notes'],
  ['>', 'commands'],
  ['》保存', 'commands'],
  ['＃前端', 'tags'],
  [' @', 'headings'],
])('%j looks for %s', (text, mode) => {
  expect(modeOf(text)).toBe(mode);
});

test('headings come in the order of the note until something is typed, then the best first', async () => {
  open(readFacts('a.md', '# 网上文章\n\n## Notes on caching\n\n### Cache\n'));
  expect((await choicesFor('@')).map(({ text }) => text)).toEqual(['网上文章', 'Notes on caching', 'Cache']);
  expect((await choicesFor('@cache')).map(({ key }) => key)[0]).toBe('5');
});

test('of a note with thousands of headings as many are shown as a person can look through', async () => {
  const headings = Array.from({ length: 5000 }, (_, at) => ({ level: 2, text: `Part ${at}`, line: at + 1 }));
  open({ ...readFacts('a.md', ''), headings });
  expect((await choicesFor('@')).length).toBeLessThanOrEqual(500);
  expect((await choicesFor('@part 4999'))[0]?.text).toBe('Part 4999');
});

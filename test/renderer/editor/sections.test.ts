import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, test } from 'vitest';
import { paragraphAt } from '../../../renderer/editor/focus-mode.ts';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';
import {
  headingSections,
  type Section,
  sectionAround,
  sectionOf,
} from '../../../renderer/editor/sections.ts';

function stateOf(text: string): EditorState {
  const state = EditorState.create({ doc: text, extensions: noteMarkdown });
  ensureSyntaxTree(state, text.length, 5000);
  return state;
}

const text = [
  '# 题', // 1
  '',
  '## 一', // 3
  '一段话，',
  '两行。',
  '',
  '- 甲', // 7
  '  - 甲一',
  '- 乙',
  '',
  '### 深', // 11
  '```js',
  'const a = 1;',
  '```',
  '', // 15
  '## 二',
  '尾。',
].join('\n');
const state = stateOf(text);
const lines = (section: Section | null) =>
  section === null ? null : [section.from, section.to].map((at) => state.doc.lineAt(at).number);
const under = (number: number) => lines(sectionOf(state, state.doc.line(number)));

describe('what can be folded', () => {
  test('is what is below a heading, up to the next one of its level', () => {
    expect(under(3)?.[0]).toBe(3);
    expect([14, 15]).toContain(under(3)?.[1]);
    expect(under(16)).toEqual([16, 17]);
  });
  test('is the rest of a list item and of a block of code', () => {
    expect(under(7)).toEqual([7, 8]);
    expect(under(12)).toEqual([12, 14]);
  });
  test('is not a paragraph, a blank line or an item of one line', () => {
    for (const number of [2, 4, 5, 8, 9, 17]) expect(under(number)).toBeNull();
  });

  test('around a place is the smallest section, and then the one around that', () => {
    const at = state.doc.line(13).from;
    const found: Section[] = [];
    for (let step = 0; step < 4; step++) {
      const section = sectionAround(state, at, (one) =>
        found.some(({ from, to }) => from === one.from && to === one.to),
      );
      if (section !== null) found.push(section);
    }
    expect(found.map((section) => lines(section)?.[0])).toEqual([12, 11, 3, 1]);
    expect(lines(sectionAround(state, state.doc.line(9).from, () => false))?.[0]).toBe(3);
  });

  test('all at once are the sections of headings, but not that of the title', () => {
    expect(headingSections(state).map((section) => lines(section)?.[0])).toEqual([3, 11, 16]);
    const untitled = stateOf('# a\nx\n# b\ny');
    expect(headingSections(untitled)).toHaveLength(2);
  });
});

test('the paragraph at the cursor lies between blank lines', () => {
  const at = (number: number) => {
    const { state: moved } = state.update({ selection: { anchor: state.doc.line(number).from } });
    const { first, last } = paragraphAt(moved);
    return [first, last];
  };
  expect(at(5)).toEqual([3, 5]);
  expect(at(8)).toEqual([7, 9]);
  expect(at(2)).toEqual([2, 2]);
  expect(at(17)).toEqual([16, 17]);
});

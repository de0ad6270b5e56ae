import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { noteExtensions } from '../../../renderer/editor/setup.ts';

/** The blocks of a note, each as its kind and the text it covers. */
function blocks(state: EditorState): [string, string][] {
  const found: [string, string][] = [];
  const tree = ensureSyntaxTree(state, state.doc.length, 5000);
  for (let node = tree?.topNode.firstChild ?? null; node !== null; node = node.nextSibling)
    found.push([node.name, state.sliceDoc(node.from, node.to)]);
  return found;
}

function noteState(text: string): EditorState {
  const setup = { text, openLink: () => undefined, save: () => undefined };
  return EditorState.create({ doc: text, extensions: noteExtensions(setup) });
}

describe('the Markdown of a note', () => {
  it.each([
    ['a header', '---\ntitle: 茶\ntags:\n  - a\n---'],
    ["Hexo's header without an opening fence", 'title: 茶\ndate: 2020-01-13\n---'],
    ['a header that holds a fence of code', '---\ntitle: 茶\nexcerpt: |\n  ```\n  code\n---'],
    ['a header that can’t be read', '---\ntitle: [译] 深入\n---'],
  ])('begins below %s', (_, header) => {
    expect(blocks(noteState(`${header}\n# 题\n\n正文`))).toEqual([
      ['NoteHeader', header],
      ['ATXHeading1', '# 题'],
      ['Paragraph', '正文'],
    ]);
  });

  it('begins at the top of a note without a header', () => {
    expect(blocks(noteState('注意: 一\n---\n正文')).map(([name]) => name)).toEqual([
      'SetextHeading2',
      'Paragraph',
    ]);
  });

  it('stays below the header while both are typed', () => {
    let state = noteState('title: 茶\ndate: 2020-01-13\n---\n正文');
    state = state.update({ changes: { from: 8, insert: '水' } }).state;
    state = state.update({ changes: { from: state.doc.length, insert: '\n\n# 二' } }).state;
    expect(blocks(state)).toEqual([
      ['NoteHeader', 'title: 茶水\ndate: 2020-01-13\n---'],
      ['Paragraph', '正文'],
      ['ATXHeading1', '# 二'],
    ]);
  });
});

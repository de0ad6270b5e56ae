import { EditorSelection, EditorState, type StateCommand } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import {
  makeLink,
  toggleBold,
  toggleHighlight,
  toggleItalic,
  toggleStrike,
} from '../../../renderer/editor/marks.ts';

/** `«` and `»` are the ends of the selection, `|` a cursor; the answer is written the same way. */
function after(command: StateCommand, written: string): string {
  const anchor = written.search(/[«|]/);
  const head = written.includes('»') ? written.indexOf('»') - 1 : anchor;
  let state = EditorState.create({
    doc: written.replace(/[«»|]/g, ''),
    selection: EditorSelection.range(anchor, head),
  });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { from, to } = state.selection.main;
  const text = state.doc.toString();
  return from === to
    ? `${text.slice(0, from)}|${text.slice(from)}`
    : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}

describe('marks around text', () => {
  it.each<[string, StateCommand, string, string]>([
    ['makes a selection bold', toggleBold, '这是«重点»。', '这是**«重点»**。'],
    ['takes bold away again', toggleBold, '这是**«重点»**。', '这是«重点»。'],
    ['takes bold away when its marks are selected too', toggleBold, '这是«**重点**»。', '这是«重点»。'],
    ['makes bold text italic as well', toggleItalic, '**«重点»**', '***«重点»***'],
    ['takes only the italic from what is both', toggleItalic, '***«重点»***', '**«重点»**'],
    ['takes only the bold from what is both', toggleBold, '***«重点»***', '*«重点»*'],
    ['leaves blanks at the ends outside', toggleStrike, 'a« b »c', 'a ~~«b»~~ c'],
    [
      'goes around the text of each line, not its list mark',
      toggleHighlight,
      '«- 一\n- 二»',
      '- ==«一==\n- ==二»==',
    ],
    ['puts the cursor between new marks', toggleBold, 'a|b', 'a**|**b'],
    ['takes empty marks away', toggleBold, 'a**|**b', 'a|b'],
    ['steps out over the closing marks', toggleBold, '**ab|**', '**ab**|'],
  ])('%s', (_, command, before, expected) => {
    expect(after(command, before)).toBe(expected);
  });
});

describe('a new link', () => {
  it('keeps selected text and waits for the address', () => {
    expect(after(makeLink, '看«文章»吧')).toBe('看[文章](|)吧');
  });
  it('keeps a selected address and waits for the text', () => {
    expect(after(makeLink, '«https://example.com/a»')).toBe('[|](https://example.com/a)');
  });
  it('begins with the text when nothing is selected', () => {
    expect(after(makeLink, 'a |')).toBe('a [|]()');
  });
});

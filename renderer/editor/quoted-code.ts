/** Code in a quotation: its next line belongs to the quotation, too. */
import { ensureSyntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type StateCommand } from '@codemirror/state';

/** Enter: the next line begins as this one does, with its marks of quotation and its blanks. */
export const continueQuotedCode: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly || !state.selection.ranges.every(({ from }) => isQuotedCode(state, from))) return false;
  const changes = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from);
    const lead = /^(?:[ \t]*>)*[ \t]*/.exec(line.text.slice(0, from - line.from))?.[0] ?? '';
    const insert = `${state.lineBreak}${lead}`;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + 1 + lead.length) };
  });
  dispatch(state.update(changes, { userEvent: 'input', scrollIntoView: true }));
  return true;
};

function isQuotedCode(state: EditorState, at: number): boolean {
  const tree = ensureSyntaxTree(state, at, 50);
  let isCode = false;
  for (let node = tree?.resolveInner(at, -1) ?? null; node !== null; node = node.parent) {
    if (node.name === 'FencedCode') isCode = true;
    else if (node.name === 'Blockquote' && isCode) return true;
  }
  return false;
}

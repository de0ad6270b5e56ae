/** Enter on an empty line of a quotation leaves it: with an empty line between, or what follows would still be quoted. */
import { syntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type Line, type StateCommand } from '@codemirror/state';

/** `false`: not every cursor is on such a line. Behind another empty line of the quotation CodeMirror's own key leaves it. */
export const leaveQuotation: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const places = state.selection.ranges.map(({ head, empty }) => (empty ? leavingAt(state, head) : null));
  if (places.includes(null)) return false;
  const changes = state.changeByRange((range) => {
    const place = leavingAt(state, range.head);
    if (place === null) return { range };
    const { line, lead, isBelowText } = place;
    const insert = isBelowText ? `${lead.trimEnd()}${state.lineBreak}${lead}` : lead;
    const cursor = line.from + (isBelowText ? lead.trimEnd().length + 1 : 0) + lead.length;
    return { changes: { from: line.from, to: line.to, insert }, range: EditorSelection.cursor(cursor) };
  });
  dispatch(state.update(changes, { userEvent: 'input', scrollIntoView: true }));
  return true;
};

interface Leaving {
  line: Line;
  /** What stands before the sign that goes: those of the quotations around it. */
  lead: string;
  /** The line above is quoted text, too. */
  isBelowText: boolean;
}

function leavingAt(state: EditorState, at: number): Leaving | null {
  const line = state.doc.lineAt(at);
  const lead = /^((?:[ \t]*>)*[ \t]*)>[ \t]*$/.exec(line.text)?.[1];
  if (lead === undefined || at !== line.to || !isQuoted(state, line)) return null;
  const above = line.number === 1 ? '' : state.doc.line(line.number - 1).text;
  // In an item's first line, its mark stands where there are blanks now.
  const signs = (text: string) => text.split('>').length - 1;
  const quoted = /^[ \t]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*((?:[ \t]*>)*)(.*)$/.exec(above);
  const isQuotedAbove = signs(quoted?.[1] ?? '') >= signs(line.text);
  if (isQuotedAbove && (quoted?.[2] ?? '').trim() === '') return null;
  return { line, lead, isBelowText: isQuotedAbove };
}

function isQuoted(state: EditorState, line: Line): boolean {
  let node = syntaxTree(state).resolveInner(line.to, -1);
  for (;;) {
    if (node.name === 'Blockquote') return true;
    if (node.parent === null) return false;
    node = node.parent;
  }
}

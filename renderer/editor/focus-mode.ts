/** Two ways to write undisturbed: only the paragraph at the cursor stands out, and the line at the cursor stays in the middle. */
import { type EditorState, type Extension, Transaction } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** A paragraph is looked at so many lines up and down. */
const mostLines = 400;

/** 1-based numbers of the first and last line of the paragraph at the cursor: blank lines part them. */
export function paragraphAt(state: EditorState): { first: number; last: number } {
  const { doc } = state;
  const at = doc.lineAt(state.selection.main.head).number;
  const isBlank = (number: number) => doc.line(number).text.trim() === '';
  let [first, last] = [at, at];
  if (isBlank(at)) return { first, last };
  while (first > Math.max(1, at - mostLines) && !isBlank(first - 1)) first--;
  while (last < Math.min(doc.lines, at + mostLines) && !isBlank(last + 1)) last++;
  return { first, last };
}

const inFocus = Decoration.line({ class: 'editor-in-focus' });

class Focus implements PluginValue {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = focused(view.state);
  }

  update({ view, docChanged, selectionSet, changes, state }: ViewUpdate): void {
    if (view.composing) this.decorations = this.decorations.map(changes);
    else if (docChanged || selectionSet) this.decorations = focused(state);
  }
}

function focused(state: EditorState): DecorationSet {
  const { first, last } = paragraphAt(state);
  const lines = Array.from({ length: last - first + 1 }, (_, at) => state.doc.line(first + at).from);
  return Decoration.set(lines.map((from) => inFocus.range(from)));
}

export const focusMode: Extension = [
  EditorView.editorAttributes.of({ class: 'editor-focus' }),
  ViewPlugin.fromClass(Focus, { decorations: (plugin) => plugin.decorations }),
];

const toMiddle = (head: number) => EditorView.scrollIntoView(head, { y: 'center' });

/** Whether a key moved the cursor: what the pointer pressed must not move under it, nor text while an IME composes. */
function isByKey(transaction: Transaction): boolean {
  if (transaction.isUserEvent('select.pointer') || transaction.isUserEvent('input.type.compose'))
    return false;
  const event = transaction.annotation(Transaction.userEvent);
  return event !== undefined && (transaction.docChanged || transaction.selection !== undefined);
}

/** CodeMirror takes in what was composed a moment after the browser says so, ms. */
const afterComposingMs = 100;

export const typewriterMode: Extension = [
  EditorView.editorAttributes.of({ class: 'editor-typewriter' }),
  EditorView.updateListener.of(({ transactions, view }) => {
    if (view.composing || !transactions.some(isByKey)) return;
    requestAnimationFrame(() => bringToMiddle(view));
  }),
  EditorView.domEventHandlers({
    compositionend(_event, view) {
      setTimeout(() => bringToMiddle(view), afterComposingMs);
    },
  }),
];

function bringToMiddle(view: EditorView): void {
  if (view.composing || view.compositionStarted || !view.hasFocus) return;
  view.dispatch({ effects: toMiddle(view.state.selection.main.head) });
}

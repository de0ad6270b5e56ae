/** Several cursors: at the next text that is like the selection, at all of them, at a click with Alt, above and below. */
import { addCursorAbove, addCursorBelow } from '@codemirror/commands';
import { selectNextOccurrence, selectSelectionMatches } from '@codemirror/search';
import { EditorSelection, type Extension } from '@codemirror/state';
import { type Command, EditorView, type KeyBinding, rectangularSelection } from '@codemirror/view';
import { chineseWordAt } from './chinese-words.ts';

/** Selects the word at the cursor, then each time the next text that is like it. */
export const selectNextLike: Command = (view) => selectWord(view) || selectNextOccurrence(view);

/** Selects everything that is like the selection, or like the word at the cursor. */
export const selectAllLike: Command = (view) => {
  selectWord(view);
  const { main, ranges } = view.state.selection;
  if (main.empty) {
    const word = view.state.wordAt(main.head);
    if (word === null) return false;
    view.dispatch({ selection: EditorSelection.single(word.from, word.to), userEvent: 'select' });
  } else if (ranges.length > 1) view.dispatch({ selection: main, userEvent: 'select' });
  return selectSelectionMatches(view);
};

/** Chinese words as Intl.Segmenter has them: CodeMirror would take the whole sentence. */
function selectWord(view: EditorView): boolean {
  const { main, ranges } = view.state.selection;
  if (!main.empty || ranges.length > 1) return false;
  const word = chineseWordAt(view.state, main.head) ?? wordBefore(view, main.head);
  if (word === null) return false;
  view.dispatch({ selection: EditorSelection.single(word.from, word.to), userEvent: 'select' });
  return true;
}

function wordBefore(view: EditorView, at: number) {
  return at === view.state.doc.lineAt(at).from ? null : chineseWordAt(view.state, at - 1);
}

export const cursorKeys: readonly KeyBinding[] = [
  { key: 'Mod-d', run: selectNextLike, preventDefault: true },
  { key: 'Mod-Shift-l', run: selectAllLike, preventDefault: true },
  { key: 'Mod-F2', run: selectAllLike },
  { key: 'Mod-Alt-ArrowUp', run: addCursorAbove },
  { key: 'Mod-Alt-ArrowDown', run: addCursorBelow },
];

/** Alt+click adds a cursor (Mod+click opens links), Alt+Shift and dragging selects a column. */
export const cursorClicks: Extension = [
  EditorView.clickAddsSelectionRange.of((event) => event.altKey && !event.shiftKey),
  rectangularSelection({ eventFilter: (event) => event.altKey && event.shiftKey && event.button === 0 }),
];

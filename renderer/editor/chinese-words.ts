/**
 * Words inside running Chinese and Japanese: CodeMirror takes a whole run of Han for one word. Ctrl (Alt on a Mac) with
 * an arrow, Backspace or Delete, and a double click, go by the words that Intl.Segmenter finds (product idea 27).
 */
import {
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  type SelectionRange,
} from '@codemirror/state';
import { type Command, EditorView, keymap, type MouseSelectionStyle } from '@codemirror/view';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const han = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** Characters around the place that are segmented: enough for any word, and quick in a line of a million. */
const around = 200;

/** The word of Han or Kana that covers `at`, offsets in the text; `null` where another script is. */
export function chineseWordAt(state: EditorState, at: number): { from: number; to: number } | null {
  const line = state.doc.lineAt(at);
  const start = Math.max(line.from, at - around);
  const text = state.sliceDoc(start, Math.min(line.to, at + around));
  const segment = segmenter.segment(text).containing(at - start);
  if (segment?.isWordLike !== true || !han.test(segment.segment)) return null;
  return { from: start + segment.index, to: start + segment.index + segment.segment.length };
}

/** Where the next word ends (`forward`) or the one before begins; `null`: no Chinese word is there. */
export function chineseWordEdge(state: EditorState, at: number, forward: boolean): number | null {
  if (!forward && at === 0) return null;
  const word = chineseWordAt(state, forward ? at : at - 1);
  if (word === null) return null;
  return forward ? word.to : word.from;
}

function byWord(forward: boolean, extend: boolean): Command {
  return (view) => {
    const { state } = view;
    const heads = state.selection.ranges.map((range) => chineseWordEdge(state, range.head, forward));
    if (heads.some((head) => head === null)) return false;
    const moved = state.selection.ranges.map((range, i) => {
      const head = heads[i] ?? range.head;
      return extend ? EditorSelection.range(range.anchor, head) : EditorSelection.cursor(head);
    });
    const selection = EditorSelection.create(moved, state.selection.mainIndex);
    view.dispatch({ selection, scrollIntoView: true, userEvent: 'select' });
    return true;
  };
}

function deleteWord(forward: boolean): Command {
  return (view) => {
    const { state } = view;
    const { main, ranges } = state.selection;
    const edge = ranges.length === 1 && main.empty ? chineseWordEdge(state, main.head, forward) : null;
    if (edge === null || state.readOnly) return false;
    const changes = { from: Math.min(edge, main.head), to: Math.max(edge, main.head) };
    const userEvent = forward ? 'delete.forward' : 'delete.backward';
    view.dispatch({ changes, scrollIntoView: true, userEvent });
    return true;
  };
}

/** A double click selects the word, and dragging on goes from word to word. */
function doubleClick(view: EditorView, event: MouseEvent): MouseSelectionStyle | null {
  if (event.detail !== 2 || event.button !== 0) return null;
  const wordAt = (where: MouseEvent): SelectionRange | null => {
    const at = view.posAtCoords({ x: where.clientX, y: where.clientY });
    const word = at === null ? null : chineseWordAt(view.state, at);
    return word === null ? null : EditorSelection.range(word.from, word.to);
  };
  let start = wordAt(event);
  if (start === null) return null;
  return {
    get(current, extend) {
      const first = start ?? EditorSelection.cursor(0);
      const last = wordAt(current) ?? first;
      const [from, to] = [Math.min(first.from, last.from), Math.max(first.to, last.to)];
      const range =
        last.from < first.from ? EditorSelection.range(to, from) : EditorSelection.range(from, to);
      return extend
        ? view.state.selection.replaceRange(range)
        : EditorSelection.single(range.anchor, range.head);
    },
    update(update) {
      if (!update.docChanged) return;
      start = start?.map(update.changes) ?? null;
    },
  };
}

export const chineseWords: Extension = [
  EditorView.mouseSelectionStyle.of(doubleClick),
  Prec.high(
    keymap.of([
      { key: 'Ctrl-ArrowLeft', mac: 'Alt-ArrowLeft', run: byWord(false, false), shift: byWord(false, true) },
      { key: 'Ctrl-ArrowRight', mac: 'Alt-ArrowRight', run: byWord(true, false), shift: byWord(true, true) },
      { key: 'Ctrl-Backspace', mac: 'Alt-Backspace', run: deleteWord(false) },
      { key: 'Ctrl-Delete', mac: 'Alt-Delete', run: deleteWord(true) },
    ]),
  ),
];

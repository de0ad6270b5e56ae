/**
 * Words inside running Chinese and Japanese: CodeMirror takes a whole run of Han, and the Latin words in it, for one word. Ctrl (Alt on a
 * Mac) with an arrow, Backspace or Delete, and a double click, go by the words that Intl.Segmenter finds (product idea 27).
 */
import {
  CharCategory,
  EditorSelection,
  type EditorState,
  type Extension,
  findClusterBreak,
  Prec,
  type SelectionRange,
} from '@codemirror/state';
import { type Command, EditorView, keymap, type MouseSelectionStyle } from '@codemirror/view';

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const han = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
/** Characters around the place that are looked at: enough for any word, and quick in a line of millions. */
const around = 200;

interface Word {
  from: number;
  to: number;
}

/** The word that covers the character after `at`, where Han or Kana are in the same run; `null` where only another script is. */
export function chineseWordAt(state: EditorState, at: number): Word | null {
  const line = state.doc.lineAt(at);
  if (at >= line.to) return null;
  const from = clusterStart(state, Math.max(line.from, at - around), line.from);
  const text = state.sliceDoc(from, Math.min(line.to, at + around));
  const segment = segmenter.segment(text).containing(at - from);
  if (segment?.isWordLike !== true || !runHasHan(state, text, at - from)) return null;
  return { from: from + segment.index, to: from + segment.index + segment.segment.length };
}

/** Not in the middle of a surrogate pair. */
function clusterStart(state: EditorState, at: number, lineFrom: number): number {
  const isLow = at > lineFrom && /^[\udc00-\udfff]/.test(state.sliceDoc(at, at + 1));
  return isLow ? at - 1 : at;
}

/** Whether what CodeMirror takes for the one word around `at` has Han or Kana in it. */
function runHasHan(state: EditorState, text: string, at: number): boolean {
  const category = state.charCategorizer(0);
  let [from, to] = [at, at];
  while (to < text.length && category(characterAt(text, to)) === CharCategory.Word)
    to += characterAt(text, to).length;
  for (;;) {
    const before = findClusterBreak(text, from, false);
    if (from === 0 || category(text.slice(before, from)) !== CharCategory.Word) break;
    from = before;
  }
  return han.test(text.slice(from, to));
}

function characterAt(text: string, at: number): string {
  return text.slice(at, findClusterBreak(text, at));
}

/**
 * Where the next word ends (`forward`) or the one before begins, the white space before it (at most `spaces` characters) passed over.
 * `null`: no Chinese word is there.
 */
export function chineseWordEdge(
  state: EditorState,
  at: number,
  forward: boolean,
  spaces = around,
): number | null {
  const line = state.doc.lineAt(at);
  const next = (place: number): string =>
    forward ? state.sliceDoc(place, place + 1) : state.sliceDoc(place - 1, place);
  const end = forward ? line.to : line.from;
  let start = at;
  for (let passed = 0; passed < spaces && start !== end && /\s/.test(next(start)); passed++)
    start += forward ? 1 : -1;
  if (start === end) return null;
  const word = chineseWordAt(state, forward ? start : start - 1);
  if (word === null) return null;
  return forward ? word.to : word.from;
}

/** Where each cursor goes; `null`: none of them is at a Chinese word, and CodeMirror's own command is right for all. */
function edges(view: EditorView, forward: boolean, spaces?: number): number[] | null {
  const { ranges } = view.state.selection;
  const found = ranges.map(({ head }) => chineseWordEdge(view.state, head, forward, spaces));
  if (found.every((edge) => edge === null)) return null;
  return ranges.map((range, i) => found[i] ?? view.moveByGroup(range, forward).head);
}

function byWord(forward: boolean, extend: boolean): Command {
  return (view) => {
    const { state } = view;
    const heads = edges(view, forward);
    if (heads === null) return false;
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
    if (state.readOnly || state.selection.ranges.every(({ empty }) => !empty)) return false;
    // As CodeMirror does: a single space goes with its word, more of them go by themselves.
    const heads = edges(view, forward, 1);
    if (heads === null) return false;
    let index = 0;
    const change = state.changeByRange((range) => {
      const head = heads[index++] ?? range.head;
      const from = range.empty ? Math.min(head, range.head) : range.from;
      const to = range.empty ? Math.max(head, range.head) : range.to;
      return { changes: { from, to }, range: EditorSelection.cursor(from) };
    });
    const userEvent = forward ? 'delete.forward' : 'delete.backward';
    view.dispatch(state.update(change, { scrollIntoView: true, userEvent }));
    return true;
  };
}

/** A double click selects the word, and dragging on goes from word to word. */
function doubleClick(view: EditorView, event: MouseEvent): MouseSelectionStyle | null {
  if (event.detail !== 2 || event.button !== 0) return null;
  const wordAt = (where: MouseEvent): SelectionRange | null => {
    // Which of two characters: the place between them alone does not tell.
    const place = view.posAndSideAtCoords({ x: where.clientX, y: where.clientY });
    if (place === null) return null;
    const word = chineseWordAt(view.state, place.assoc < 0 ? Math.max(0, place.pos - 1) : place.pos);
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

/** Where a line of the note stands in the editor and on its page; the same line at the top of both is the same place. */
import type { EditorView } from '@codemirror/view';
import type { NotePage } from './note-page.ts';

/** A line with how much of it is above the top: 3.5 is the middle of the fourth line. */
export type LinePlace = number;

const scrollerOf = (view: EditorView) => view.dom.closest<HTMLElement>('.editor-scroller');

/** What is at the top of the editor's visible part; `0`: the beginning, with what is above the text. */
export function editorPlace(view: EditorView): LinePlace {
  const scroller = scrollerOf(view);
  if (scroller === null) return 0;
  const height = scroller.getBoundingClientRect().top - view.documentTop;
  if (height <= 0) return 0;
  const block = view.lineBlockAtHeight(height);
  const part = block.height === 0 ? 0 : (height - block.top) / block.height;
  return view.state.doc.lineAt(block.from).number - 1 + Math.min(Math.max(part, 0), 1);
}

export function scrollEditor(view: EditorView, place: LinePlace): void {
  const scroller = scrollerOf(view);
  if (scroller === null) return;
  if (place <= 0) {
    scroller.scrollTop = 0;
    return;
  }
  const { doc } = view.state;
  const line = doc.line(Math.min(doc.lines, Math.floor(place) + 1));
  const block = view.lineBlockAt(line.from);
  const textTop = view.documentTop - scroller.getBoundingClientRect().top + scroller.scrollTop;
  scroller.scrollTop = textTop + block.top + block.height * (place - Math.floor(place));
}

interface Mark {
  line: number;
  /** px from the top of the page. */
  top: number;
}

/** Where the lines beside `line` are on the page: the last that begins at or before it, and the next one. */
function around(page: NotePage, isBefore: (mark: Mark) => boolean): { before: Mark; after: Mark } {
  const { scrollY } = page.window;
  const markOf = (element: HTMLElement, base: number): Mark => ({
    line: base + (element.classList.contains('block') ? 0 : Number(element.dataset['line'] ?? 0)),
    top: element.getBoundingClientRect().top + scrollY,
  });
  const { blocks } = page;
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (block !== undefined && isBefore(markOf(block, Number(block.dataset['line'])))) low = middle + 1;
    else high = middle;
  }
  const block = blocks[low - 1];
  const next = blocks[low];
  const end = page.document.documentElement.scrollHeight;
  const base = Number(block?.dataset['line'] ?? 0);
  let before: Mark = block === undefined ? { line: 0, top: 0 } : markOf(block, base);
  let after: Mark =
    next === undefined ? { line: before.line + 1, top: end } : markOf(next, Number(next.dataset['line']));
  const inner = block?.querySelectorAll<HTMLElement>('[data-line]') ?? [];
  for (const element of inner) {
    const mark = markOf(element, base);
    if (isBefore(mark)) {
      if (mark.line >= before.line) before = mark;
    } else {
      if (mark.line < after.line || mark.top < after.top) after = mark;
      break;
    }
  }
  return { before, after };
}

/** What is at the top of the page. */
export function pagePlace(page: NotePage): LinePlace {
  const top = page.window.scrollY;
  if (top <= 0) return 0;
  const { before, after } = around(page, (mark) => mark.top <= top);
  const part = after.top > before.top ? (top - before.top) / (after.top - before.top) : 0;
  return before.line + part * Math.max(after.line - before.line, 0);
}

export function scrollPage(page: NotePage, place: LinePlace): void {
  if (place <= 0) {
    page.window.scrollTo({ top: 0, behavior: 'instant' });
    return;
  }
  const { before, after } = around(page, (mark) => mark.line <= place);
  const part = after.line > before.line ? (place - before.line) / (after.line - before.line) : 0;
  const top = before.top + Math.min(part, 1) * (after.top - before.top);
  page.window.scrollTo({ top, behavior: 'instant' });
}

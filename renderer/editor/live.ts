/**
 * How Markdown looks while it is written: marks appear only on the line with the cursor. Where an IME composes nothing
 * changes, and nothing moves under a pointer that was just pressed.
 */
import { syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { linkOpener } from './links.ts';
import { linesOfSelection, noLines, settled, type ShownLines } from './live-lines.ts';
import { useFind } from './find-state.ts';
import { liveLook } from './live-look.ts';
import { livePictures } from './live-pictures.ts';
import { alignedTables } from './live-tables.ts';
import { linkTips } from './live-tips.ts';
import { tickTask } from './task-box.ts';

/** Pointers tremble: within so many px of where the button went down, what is below it is still meant. */
const tremblePx = 12;

class LiveMarks {
  decorations: DecorationSet;
  /** Lines whose marks are shown; those of before as long as a pointer rests on what it pressed. */
  #shown: ShownLines;
  /** Where the button went down, in client px; `null` when the text is not the pointer's. */
  #pressed: { x: number; y: number } | null = null;
  /** Decorations were only moved along, and are to be made anew. */
  #isStale = false;

  constructor(view: EditorView) {
    this.#shown = shownLines(view);
    this.decorations = this.#decorate(view);
  }

  update(update: ViewUpdate): void {
    const { view, state, startState, docChanged } = update;
    if (view.composing) {
      this.decorations = this.decorations.map(update.changes);
      this.#isStale = true;
      return;
    }
    const isSettled = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(settled)));
    const isMoved = update.transactions.some(
      (tr) => tr.selection !== undefined && !tr.isUserEvent('select.pointer'),
    );
    if (docChanged || isSettled || isMoved) this.#pressed = null;
    const isSelectionNew = update.selectionSet || update.focusChanged || isSettled || docChanged;
    if (isSelectionNew && this.#pressed === null) this.#shown = shownLines(view);
    else if (this.#pressed !== null && !update.viewportChanged && !this.#isStale) return;
    const looksDifferent =
      isSelectionNew ||
      update.viewportChanged ||
      this.#isStale ||
      syntaxTree(startState) !== syntaxTree(state);
    if (looksDifferent) this.decorations = this.#decorate(view);
  }

  press(event: MouseEvent): void {
    this.#pressed = { x: event.clientX, y: event.clientY };
  }

  /** The pointer is elsewhere, or a key was pressed: marks may appear. */
  settle(view: EditorView): void {
    if (this.#pressed !== null && !view.composing) view.dispatch({ effects: settled.of(null) });
  }

  moved(event: MouseEvent, view: EditorView): void {
    if (this.#pressed === null || event.buttons !== 0) return;
    const { x, y } = this.#pressed;
    if (Math.hypot(event.clientX - x, event.clientY - y) > tremblePx) this.settle(view);
  }

  #decorate(view: EditorView): DecorationSet {
    this.#isStale = false;
    return Decoration.set(liveLook(view.state, view.visibleRanges, this.#shown), true);
  }
}

function shownLines(view: EditorView): ShownLines {
  return view.hasFocus || useFind.getState().isOpen ? linesOfSelection(view.state) : noLines;
}

const marks = ViewPlugin.fromClass(LiveMarks, {
  decorations: (plugin) => plugin.decorations,
  eventHandlers: {
    mousedown(event, view) {
      const site = event.target instanceof Element ? event.target.closest<HTMLElement>('.editor-site') : null;
      if (site !== null && event.button === 0 && site.dataset['site'] !== undefined) {
        event.preventDefault();
        view.state.facet(linkOpener)(site.dataset['site']);
        return true;
      }
      if (tickTask(event, view)) return true;
      if (event.button === 0) this.press(event);
      return false;
    },
  },
  eventObservers: {
    mousemove(event, view) {
      this.moved(event, view);
    },
    mouseleave(event, view) {
      if (event.buttons === 0) this.settle(view);
    },
    // Before the key does anything: what is typed, or composed, stands on a line that shows all of its marks.
    keydown(event, view) {
      if (!['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) this.settle(view);
    },
    compositionstart(_event, view) {
      this.settle(view);
    },
  },
});

export const liveMarkdown: Extension = [marks, alignedTables, linkTips, livePictures];

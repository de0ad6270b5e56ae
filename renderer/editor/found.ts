/**
 * Marks of what was searched for in the open note, and the way from one to the next. Only what is drawn is searched
 * when the text changes; all of the note when somebody wants to go on, or to know how many there are.
 */
import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
  type Text,
} from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { Span } from '../../notes/api.ts';
import { spansIn, type Word } from '../../notes/text/match.ts';
import { showPlace } from './found-place.ts';
import { isToldOf, onTold } from './text-on-screen.ts';
import { bodyStart, isHeaderOpen } from './header.ts';

const setFoundWords = StateEffect.define<readonly Word[]>();
const setCurrent = StateEffect.define<Span>();

interface Found {
  words: readonly Word[];
  /** The match that the person went to last, until the words or its text change. */
  current: Span | null;
}

const nothing: Found = { words: [], current: null };

const foundField = StateField.define<Found>({
  create: () => nothing,
  update(value, { effects, changes, docChanged }) {
    let { words, current } = value;
    if (docChanged && current !== null) {
      const [from, to] = current;
      const isTouched = changes.touchesRange(from, to) !== false;
      current = isTouched ? null : [changes.mapPos(from, 1), changes.mapPos(to, -1)];
    }
    for (const effect of effects) {
      if (effect.is(setFoundWords)) {
        words = effect.value.filter(({ key }) => key === 'text');
        current = null;
      }
      if (effect.is(setCurrent)) current = effect.value;
    }
    return words === value.words && current === value.current ? value : { words, current };
  },
});

/** Whether the marks of these words are what the state has. */
export function marksWords(state: EditorState, words: readonly Word[]): boolean {
  const has = state.field(foundField, false)?.words ?? nothing.words;
  const inText = words.filter(({ key }) => key === 'text');
  return has.length === inText.length && has.every((word, at) => word === inText[at]);
}

/** What marks these words from now on; none: no marks. The match that the person is at stays it, if it still is one. */
export function markWords(state: EditorState, words: readonly Word[]): StateEffect<unknown>[] {
  const marking = setFoundWords.of(words);
  const current = state.field(foundField, false)?.current ?? null;
  if (current === null) return [marking];
  const [from] = current;
  const line = state.doc.lineAt(from);
  const inText = words.filter(({ key }) => key === 'text');
  const still = spansIn(line.text, inText).find(([start]) => line.from + start === from);
  return still === undefined ? [marking] : [marking, setCurrent.of([from, line.from + still[1]])];
}

/** Which match to go to, from the cursor on; `line`: the first one in this 1-based line. */
export type Step = 'first' | 'last' | 'next' | 'previous' | { line: number };

/** The transaction that goes to that match, and what shows it; `null`: there is none (any more) in this note. */
export function stepTo(state: EditorState, step: Step) {
  const span = spanAt(state, step);
  if (span === null) return null;
  const [anchor] = span;
  return {
    go: { selection: { anchor }, effects: setCurrent.of(span), userEvent: 'select.search' },
    scroll: EditorView.scrollIntoView(anchor, { y: 'center', yMargin: 48 }),
  };
}

function spanAt(state: EditorState, step: Step): Span | null {
  const spans = allSpans(state);
  const { current } = state.field(foundField);
  const { head } = state.selection.main;
  if (step === 'first') return spans[0] ?? null;
  if (step === 'last') return spans.at(-1) ?? null;
  if (step === 'previous') return spans.findLast(([from]) => from < head) ?? null;
  if (step === 'next') {
    const isThere = current !== null && current[0] === head;
    return spans.find(([from]) => (isThere ? from > head : from >= head)) ?? null;
  }
  const { from, to } = state.doc.line(Math.min(Math.max(1, step.line), state.doc.lines));
  return spans.find((span) => span[0] >= from && span[0] <= to) ?? null;
}

const known = new WeakMap<Text, { words: readonly Word[]; from: number; spans: readonly Span[] }>();

/** All matches of the note, its header's only while it is open. */
function allSpans(state: EditorState): readonly Span[] {
  const { words } = state.field(foundField);
  if (words.length === 0) return [];
  const { doc } = state;
  const from = isHeaderOpen(state) ? 0 : bodyStart(doc);
  const last = known.get(doc);
  if (last?.words === words && last.from === from) return last.spans;
  const spans = spansIn(doc.sliceString(from), words).map(([start, end]): Span => [start + from, end + from]);
  known.set(doc, { words, from, spans });
  return spans;
}

/** Typing rests for so long before all matches are counted again, ms. */
const countMs = 300;

class Marks implements PluginValue {
  decorations: DecorationSet;
  readonly #unsubscribe: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.decorations = decorate(view);
    this.#unsubscribe = onTold(view, (isTold) => {
      if (isTold) this.#countIn(view, 0);
    });
    this.#countIn(view, 0);
  }

  update(update: ViewUpdate): void {
    const { view, startState, state, docChanged, viewportChanged, changes } = update;
    const isOther = startState.field(foundField) !== state.field(foundField);
    const isHeaderOther = isHeaderOpen(startState) !== isHeaderOpen(state);
    if (isOther || isHeaderOther) this.#countIn(view, 0);
    else if (docChanged && state.field(foundField).words.length > 0) this.#countIn(view, countMs);
    // What an input method composes is not what the person means yet, and must not be taken apart.
    if (view.composing && !isOther) this.decorations = this.decorations.map(changes);
    else if (docChanged || viewportChanged || isOther) this.decorations = decorate(view);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  #countIn(view: EditorView, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!isToldOf(view)) return;
      const { words, current } = view.state.field(foundField);
      if (words.length === 0) return showPlace(null);
      const spans = allSpans(view.state);
      const at = current === null ? -1 : spans.findIndex(([from]) => from === current[0]);
      showPlace({ place: at < 0 ? null : at + 1, total: spans.length });
    }, ms);
  }
}

/** A match may begin so far outside of what is drawn, UTF-16 units; lines may be longer than that. */
const margin = 400;

function decorate(view: EditorView): DecorationSet {
  const { words, current } = view.state.field(foundField);
  if (words.length === 0) return Decoration.none;
  const { doc } = view.state;
  const marks: Range<Decoration>[] = [];
  let done = 0;
  for (const range of view.visibleRanges) {
    const start = Math.max(done, doc.lineAt(range.from).from, range.from - margin);
    const end = Math.min(doc.lineAt(range.to).to, range.to + margin);
    for (const [from, to] of spansIn(doc.sliceString(start, end), words)) {
      if (start + from < done || start + to < range.from) continue;
      const isCurrent = current?.[0] === start + from;
      marks.push((isCurrent ? currentMark : mark).range(start + from, start + to));
      done = start + to;
    }
  }
  return Decoration.set(marks);
}

const mark = Decoration.mark({ class: 'editor-found' });
const currentMark = Decoration.mark({ class: 'editor-found editor-found-current' });

/** Escape takes the marks away; a second one does what it does elsewhere. */
function endMarks(view: EditorView): boolean {
  if (view.state.field(foundField).words.length === 0) return false;
  view.dispatch({ effects: setFoundWords.of([]) });
  return true;
}

export const foundMarks: Extension = [
  foundField,
  ViewPlugin.fromClass(Marks, { decorations: (plugin) => plugin.decorations }),
  // After the keys of the search panel and of input methods, which have their own use for it.
  keymap.of([{ key: 'Escape', run: endMarks }]),
];

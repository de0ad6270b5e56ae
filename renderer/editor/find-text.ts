/** Finding and replacing in the note on screen: what is found is marked, counted, gone to and replaced. */
import { isolateHistory } from '@codemirror/commands';
import { EditorSelection, type Extension, type Range, StateEffect, type Text } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import type { Findings, FindQuery, Match } from './find-matches.ts';
import { Search } from './find-search.ts';
import { isSameQuery, useFind } from './find-state.ts';
import { isToldOf, onTold } from './text-on-screen.ts';
import address from './find-worker.ts?worker&url';

/** Typing in the text, or in the field for an expression, rests so long before it is looked for again, ms. */
const restMs = 150;
const composingPollMs = 50;

const redraw = StateEffect.define();

class Finding implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  readonly #view: EditorView;
  readonly #search = new Search(startWorker);
  readonly #unsubscribe: () => void;
  readonly #unfollow: () => void;
  #matches: readonly Match[] = [];
  /** What `#matches` are of. */
  #of: { doc: Text; query: FindQuery } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #drawTimer: ReturnType<typeof setTimeout> | undefined;
  #isGone = false;

  constructor(view: EditorView) {
    this.#view = view;
    this.#unsubscribe = useFind.subscribe((now, before) => {
      if (now.isOpen === before.isOpen && isSameQuery(now, before)) return;
      this.#lookIn(now.isRegexp && now.isOpen ? restMs : 0);
    });
    // The other text of two has nothing marked in it.
    this.#unfollow = onTold(view, (isTold) => {
      if (!useFind.getState().isOpen) return;
      if (isTold) this.#lookIn(0);
      else this.#draw();
    });
    if (useFind.getState().isOpen) this.#lookIn(0);
  }

  update(update: ViewUpdate): void {
    const { docChanged, view, changes } = update;
    const isDrawn = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)));
    if (docChanged) {
      this.decorations = this.decorations.map(changes);
      if (useFind.getState().isOpen) this.#lookIn(restMs);
    }
    if (view.composing) return;
    if (isDrawn || (!docChanged && (update.viewportChanged || update.selectionSet))) {
      this.decorations = this.#isOfText() ? decorate(view, this.#matches) : this.decorations;
    }
    if (isDrawn || update.selectionSet) this.#tellPlace();
  }

  destroy(): void {
    this.#isGone = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#drawTimer);
    this.#unsubscribe();
    this.#unfollow();
    this.#search.close();
    if (isToldOf(this.#view)) useFind.setState({ found: null, place: null });
  }

  /** Calls `act` with the matches in the text as it is now: at once for plain words. */
  withMatches(act: (matches: readonly Match[]) => void): void {
    const { problem } = useFind.getState();
    if (this.#isOfText() && isSameQuery(this.#of?.query ?? noQuery, useFind.getState())) {
      if (problem === null) act(this.#matches);
    } else this.#look(act);
  }

  #isOfText(): boolean {
    return this.#of !== null && this.#of.doc === this.#view.state.doc;
  }

  #lookIn(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
  }

  #look(then: (matches: readonly Match[]) => void = () => undefined): void {
    clearTimeout(this.#timer);
    if (!isToldOf(this.#view)) return;
    const { isOpen, words, matchCase, wholeWord, isRegexp, replacement } = useFind.getState();
    const query = { words, matchCase, wholeWord, isRegexp, replacement };
    const { doc } = this.#view.state;
    if (words === '') {
      this.#keep(doc, query, null);
      return;
    }
    this.#search.find(doc.toString(), query, (findings) => {
      // Typed meanwhile: it is looked for again.
      if (this.#isGone || doc !== this.#view.state.doc || !isToldOf(this.#view)) return;
      this.#keep(doc, query, findings, isOpen);
      if (findings.kind === 'found') then(findings.matches);
    });
  }

  #keep(doc: Text, query: FindQuery, findings: Findings | null, isShown = true): void {
    this.#of = { doc, query };
    this.#matches = findings?.kind === 'found' ? findings.matches : [];
    const problem = findings === null || findings.kind === 'found' ? null : findings;
    const found =
      findings?.kind === 'found' ? { doc, matches: findings.matches, isCut: findings.isCut } : null;
    useFind.setState({ found: isShown ? found : null, problem });
    this.#draw();
  }

  #draw(): void {
    clearTimeout(this.#drawTimer);
    if (this.#view.composing || this.#view.compositionStarted) {
      this.#drawTimer = setTimeout(() => this.#draw(), composingPollMs);
    } else this.#view.dispatch({ effects: redraw.of(null) });
  }

  #tellPlace(): void {
    if (!isToldOf(this.#view)) return;
    const { from, to } = this.#view.state.selection.main;
    const at = this.#isOfText() ? indexFrom(this.#matches, from) : -1;
    const match = this.#matches[at];
    const place = match?.from === from && match.to === to ? at + 1 : null;
    if (useFind.getState().place !== place) useFind.setState({ place });
  }
}

/** What starts workers is loaded with the first expression. */
async function startWorker(): Promise<Worker> {
  return (await import('../reading/sanitize.ts')).startOwnWorker(address);
}

const noQuery: FindQuery = {
  words: '',
  matchCase: false,
  wholeWord: false,
  isRegexp: false,
  replacement: '',
};

/** Index of the first match that begins at `from` or after it. */
function indexFrom(matches: readonly Match[], from: number): number {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.from ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const mark = Decoration.mark({ class: 'editor-match' });
const currentMark = Decoration.mark({ class: 'editor-match editor-match-current' });
/** So many marks are drawn at most: a match of each letter in one endless line must not hold up the keys. */
const mostMarks = 2000;

function decorate(view: EditorView, matches: readonly Match[]): DecorationSet {
  if (!useFind.getState().isOpen || !isToldOf(view)) return Decoration.none;
  const { main } = view.state.selection;
  const marks: Range<Decoration>[] = [];
  let last = -1;
  for (const { from, to } of view.visibleRanges) {
    // A match may have begun before what is drawn.
    for (let at = Math.max(last + 1, indexFrom(matches, from) - 1); at < matches.length; at++) {
      const match = matches[at];
      if (match === undefined || match.from > to || marks.length >= mostMarks) break;
      last = at;
      if (match.to <= from || match.to === match.from) continue;
      const isCurrent = match.from === main.from && match.to === main.to;
      marks.push((isCurrent ? currentMark : mark).range(match.from, match.to));
    }
  }
  return Decoration.set(marks);
}

const finding = ViewPlugin.fromClass(Finding, { decorations: (plugin) => plugin.decorations });

export const findInText: Extension = finding;

/** A selection of several lines, or a very long one, is nothing to look for. */
const longestWords = 200;

/** Shows the panel, with what is selected to be looked for. */
export function openFind(view: EditorView, isReplacing = false): boolean {
  const { from, to } = view.state.selection.main;
  const selected = to - from > longestWords ? '' : view.state.sliceDoc(from, to);
  const isWords = selected !== '' && !selected.includes('\n');
  useFind.setState((state) => ({
    isOpen: true,
    isReplacing: isReplacing || (state.isOpen && state.isReplacing),
    ...(isWords && !state.isRegexp ? { words: selected } : {}),
    asked: state.asked + 1,
    replaced: null,
  }));
  return true;
}

/** Goes to the next match (1) or the one before (-1), round and round; shows the panel when nothing is looked for. */
export function findStep(view: EditorView, step: 1 | -1): boolean {
  if (useFind.getState().words === '') return openFind(view);
  useFind.setState({ replaced: null });
  view.plugin(finding)?.withMatches((matches) => {
    const { from, to } = view.state.selection.main;
    const at = indexFrom(matches, from);
    const isAt = matches[at]?.from === from && matches[at].to === to;
    let next = step < 0 ? at - 1 : isAt ? at + 1 : at;
    if (step > 0 && !isAt) while (next < matches.length && (matches[next]?.from ?? to) < to) next++;
    goTo(view, matches[(next + matches.length) % matches.length]);
  });
  return true;
}

/** Selects a match and scrolls there, without taking the focus. */
export function goTo(view: EditorView, match: Pick<Match, 'from' | 'to'> | undefined): void {
  if (match === undefined || match.to > view.state.doc.length || view.composing) return;
  const range = EditorSelection.range(match.from, match.to);
  view.dispatch({
    selection: range,
    effects: EditorView.scrollIntoView(range, { y: 'nearest', yMargin: 120 }),
    userEvent: 'select.search',
  });
}

/** Replaces the match that is selected and goes to the next one; where none is, goes to one first. */
export function replaceOne(view: EditorView): boolean {
  if (view.state.readOnly || view.composing) return true;
  view.plugin(finding)?.withMatches((matches) => {
    const { from, to } = view.state.selection.main;
    const match = matches[indexFrom(matches, from)];
    if (match?.from === from && match.to === to) {
      const { insert } = match;
      view.dispatch({
        changes: { from, to, insert },
        // Past the place where nothing matched, or it would match there for ever.
        selection: {
          anchor: Math.min(
            from + insert.length + (from === to ? 1 : 0),
            view.state.doc.length - (to - from) + insert.length,
          ),
        },
        userEvent: 'input.replace',
        annotations: isolateHistory.of('full'),
      });
    }
    findStep(view, 1);
  });
  return true;
}

/** Replaces every match, in one step of undo. */
export function replaceAll(view: EditorView): boolean {
  if (view.state.readOnly || view.composing) return true;
  view.plugin(finding)?.withMatches((matches) => {
    if (matches.length === 0) return;
    view.dispatch({
      changes: matches.map(({ from, to, insert }) => ({ from, to, insert })),
      userEvent: 'input.replace.all',
      annotations: isolateHistory.of('full'),
    });
    useFind.setState({ replaced: matches.length });
  });
  return true;
}

/** A cursor at every match, for typing at all of them. */
export function selectAllFound(view: EditorView): boolean {
  view.plugin(finding)?.withMatches((matches) => {
    if (matches.length === 0 || matches.length > mostCursors) return;
    view.dispatch({
      selection: EditorSelection.create(matches.map(({ from, to }) => EditorSelection.range(from, to))),
      userEvent: 'select.search.matches',
    });
    view.focus();
  });
  return true;
}

/** CodeMirror draws each of them at every key. */
const mostCursors = 1000;

/** Takes the panel away; the text has the focus again. */
export function closeFind(view: EditorView | null): void {
  useFind.setState({ isOpen: false, found: null, replaced: null, problem: null });
  view?.focus();
}

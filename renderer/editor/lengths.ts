/** How long the text is, and what is selected of it: counted when the typing rests, for the status bar. */
import { language } from '@codemirror/language';
import { type Extension } from '@codemirror/state';
import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { create } from 'zustand';
import { countCharacters, countWords } from '../../notes/text/words.ts';
import { bodyStart } from './header.ts';
import { isToldOf, onTold } from './text-on-screen.ts';

export interface Lengths {
  /** Of the text below the header, without white space; `null`: not counted yet. */
  characters: number | null;
  selected: { words: number; characters: number } | null;
  /** The note is too long to be parsed at each key: it has no colours. */
  isPlain: boolean;
}

/** Of the text that had the focus last. */
export const useLengths = create<Lengths>(() => ({ characters: null, selected: null, isPlain: false }));

/** From the last key to the count, ms. */
const restMs = 300;
const selectionMs = 120;
/** UTF-16 units that are counted at a stretch. */
const longestCount = 200_000;
/** Of a longer selection only the characters are counted, UTF-16 units. */
const longestSelection = 2_000_000;

class Counting implements PluginValue {
  readonly #view: EditorView;
  readonly #unsubscribe: () => void;
  #lengths: Lengths;
  #textTimer: ReturnType<typeof setTimeout> | undefined;
  #selectionTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    this.#lengths = { characters: null, selected: null, isPlain: view.state.facet(language) === null };
    this.#tell({});
    this.#unsubscribe = onTold(view, () => this.#tell({}));
    this.#textTimer = setTimeout(() => this.#countText(), 0);
  }

  update({ docChanged, selectionSet, state, startState }: ViewUpdate): void {
    if (docChanged) {
      clearTimeout(this.#textTimer);
      this.#textTimer = setTimeout(() => this.#countText(), restMs);
    }
    const isEmpty = state.selection.ranges.every((range) => range.empty);
    const wasEmpty = startState.selection.ranges.every((range) => range.empty);
    if ((selectionSet || docChanged) && !(isEmpty && wasEmpty))
      this.#selectionTimer ??= setTimeout(() => this.#countSelection(), selectionMs);
  }

  destroy(): void {
    clearTimeout(this.#textTimer);
    clearTimeout(this.#selectionTimer);
    this.#unsubscribe();
  }

  #tell(news: Partial<Lengths>): void {
    this.#lengths = { ...this.#lengths, ...news };
    if (isToldOf(this.#view)) useLengths.setState(this.#lengths);
  }

  /** A long text is counted in turns, between which keys are typed: then it is begun again when they rest. */
  #countText(doc = this.#view.state.doc, from = bodyStart(doc), before = 0): void {
    const to = Math.min(doc.length, from + longestCount);
    const characters = before + countCharacters(doc.sliceString(from, to));
    if (to === doc.length) this.#tell({ characters });
    else this.#textTimer = setTimeout(() => this.#countText(doc, to, characters));
  }

  #countSelection(): void {
    this.#selectionTimer = undefined;
    const { doc, selection } = this.#view.state;
    let words = 0;
    let characters = 0;
    let length = 0;
    for (const { from, to } of selection.ranges) {
      length += to - from;
      if (length > longestSelection)
        for (const piece of doc.iterRange(from, to)) characters += countCharacters(piece);
      else {
        const text = doc.sliceString(from, to);
        words += countWords(text);
        characters += countCharacters(text);
      }
    }
    this.#tell({ selected: length === 0 ? null : { words, characters } });
  }
}

export const lengths: Extension = ViewPlugin.fromClass(Counting);

/** How long the text is, and what is selected of it: counted when the typing rests, for the status bar. */
import { language } from '@codemirror/language';
import { type Extension } from '@codemirror/state';
import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { create } from 'zustand';
import { countCharacters, countWords } from '../../notes/text/words.ts';
import { bodyStart } from './header.ts';

export interface Lengths {
  /** Of the text below the header, without white space; `null`: not counted yet. */
  characters: number | null;
  selected: { words: number; characters: number } | null;
  /** The note is too long to be parsed at each key: it has no colours. */
  isPlain: boolean;
}

export const useLengths = create<Lengths>(() => ({ characters: null, selected: null, isPlain: false }));

/** From the last key to the count, ms. */
const restMs = 300;
const selectionMs = 120;
/** Of a longer selection only the characters are counted, UTF-16 units. */
const longestSelection = 2_000_000;

class Counting implements PluginValue {
  readonly #view: EditorView;
  #textTimer: ReturnType<typeof setTimeout> | undefined;
  #selectionTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(view: EditorView) {
    this.#view = view;
    useLengths.setState({ characters: null, selected: null, isPlain: view.state.facet(language) === null });
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
  }

  #countText(): void {
    const { doc } = this.#view.state;
    let characters = 0;
    for (const piece of doc.iterRange(bodyStart(doc))) characters += countCharacters(piece);
    useLengths.setState({ characters });
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
    useLengths.setState({ selected: length === 0 ? null : { words, characters } });
  }
}

export const lengths: Extension = ViewPlugin.fromClass(Counting);

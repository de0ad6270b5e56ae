/** Links to notes that are not there look different from those that lead somewhere. */
import { syntaxTree } from '@codemirror/language';
import { type Extension, type Range, StateEffect } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { type LinkInText, noteLinkOf } from './link-node.ts';
import { linkParts } from './link-parts.ts';

/** What is known of links is others now. */
const learned = StateEffect.define();

/** Between the last key and the question, ms. */
const pauseMs = 200;
/** Links of one question; more on one screen are an accident. */
const mostAsked = 400;

const there = Decoration.mark({ class: 'editor-link editor-note-link' });
const missing = Decoration.mark({ class: 'editor-link editor-note-link editor-link-missing' });

const nameOf = ({ kind, target }: Pick<LinkInText, 'kind' | 'target'>) => `${kind}\n${target}`;

class MissingLinks implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  /** Whether there is such a note, by kind and target; of the note at `#path`. */
  #known = new Map<string, boolean>();
  #path: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #view: EditorView;
  readonly #leave: () => void;
  #isGone = false;

  constructor(view: EditorView) {
    this.#view = view;
    const parts = view.state.facet(linkParts);
    this.#path = parts?.path();
    this.#leave =
      parts?.listen(() => {
        this.#known.clear();
        this.#askSoon();
      }) ?? (() => undefined);
    this.#decorate();
    this.#askSoon();
  }

  update(update: ViewUpdate): void {
    if (update.view.composing) {
      this.decorations = this.decorations.map(update.changes);
      return;
    }
    const isLearned = update.transactions.some((tr) => tr.effects.some((effect) => effect.is(learned)));
    const isTreeNew = syntaxTree(update.startState) !== syntaxTree(update.state);
    if (!update.docChanged && !update.viewportChanged && !isLearned && !isTreeNew) return;
    this.#decorate();
    if (!isLearned) this.#askSoon();
  }

  destroy(): void {
    this.#isGone = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  #links(): LinkInText[] {
    const { state, visibleRanges } = this.#view;
    const found: LinkInText[] = [];
    for (const { from, to } of visibleRanges) {
      syntaxTree(state).iterate({
        from,
        to,
        enter({ node }) {
          if (found.length >= mostAsked) return false;
          const link = noteLinkOf(state, node);
          if (link !== null) found.push(link);
          return link === null;
        },
      });
    }
    return found;
  }

  #decorate(): void {
    const marks: Range<Decoration>[] = this.#links()
      .filter(({ from, to }) => to > from)
      .map((link) => (this.#known.get(nameOf(link)) === false ? missing : there).range(link.from, link.to));
    this.decorations = Decoration.set(marks, true);
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  async #ask(): Promise<void> {
    const parts = this.#view.state.facet(linkParts);
    const path = parts?.path();
    if (parts === null || path === undefined) return;
    if (path !== this.#path) this.#known.clear();
    this.#path = path;
    const asked = new Map(this.#links().map((link) => [nameOf(link), link]));
    const wanted = [...asked].filter(([name, { target }]) => target !== '' && !this.#known.has(name));
    if (wanted.length === 0) return;
    try {
      const notes = await parts.resolve(wanted.map(([, { kind, target }]) => ({ kind, target })));
      if (this.#isGone || parts.path() !== path) return;
      wanted.forEach(([name], at) => this.#known.set(name, (notes[at] ?? null) !== null));
      // Where an IME composes nothing is drawn anew; the next key asks again.
      if (!this.#view.composing) this.#view.dispatch({ effects: learned.of(null) });
    } catch {
      // Nobody asked for it: the links look like links.
    }
  }
}

export const missingLinks: Extension = ViewPlugin.fromClass(MissingLinks, {
  decorations: (plugin) => plugin.decorations,
});

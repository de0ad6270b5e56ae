/** Folding: keys, the arrow beside the line under the pointer, and the sign that stands for what is folded. */
import { codeFolding, foldedRanges, foldEffect, unfoldAll, unfoldEffect } from '@codemirror/language';
import type { EditorState, Extension, StateEffect } from '@codemirror/state';
import {
  type Command,
  type EditorView,
  type KeyBinding,
  type PluginValue,
  ViewPlugin,
} from '@codemirror/view';
import { t } from '../messages.ts';
import { headingSections, type Section, sectionAround, sectionOf } from './sections.ts';

/** Folds the smallest section around the cursor; once more, the one around that. */
export const foldSection: Command = (view) => {
  const { state } = view;
  const section = sectionAround(state, state.selection.main.head, (one) => isFolded(state, one));
  if (section !== null) fold(view, [section]);
  return true;
};

/** Unfolds what is folded at the cursor's line. */
export const unfoldSection: Command = (view) => {
  const line = view.state.doc.lineAt(view.state.selection.main.head);
  const effects = foldsIn(view.state, line.from, line.to).map((one) => unfoldEffect.of(one));
  if (effects.length > 0) view.dispatch({ effects });
  return true;
};

export const foldAllSections: Command = (view) => {
  fold(view, headingSections(view.state));
  return true;
};

export const unfoldAllSections: Command = (view) => {
  unfoldAll(view);
  return true;
};

export const foldKeys: readonly KeyBinding[] = [
  { key: 'Mod-Alt-[', run: foldSection, preventDefault: true },
  { key: 'Mod-Alt-]', run: unfoldSection, preventDefault: true },
];

function fold(view: EditorView, sections: readonly Section[]): void {
  const { state } = view;
  const effects: StateEffect<unknown>[] = sections
    .filter((section) => !isFolded(state, section))
    .map((section) => foldEffect.of(section));
  if (effects.length === 0 || view.composing) return;
  const { head } = state.selection.main;
  // A cursor inside would unfold it again.
  const around = sections.filter(({ from, to }) => from < head && head <= to);
  const from = Math.min(...around.map((section) => section.from));
  view.dispatch({ effects, ...(around.length === 0 ? {} : { selection: { anchor: from } }) });
}

function isFolded(state: EditorState, section: Section): boolean {
  return foldsIn(state, section.from, section.from).some(
    ({ from, to }) => from === section.from && to === section.to,
  );
}

function foldsIn(state: EditorState, from: number, to: number): Section[] {
  const folds: Section[] = [];
  foldedRanges(state).between(from, to, (start, end) => void folds.push({ from: start, to: end }));
  return folds;
}

const arrowSize = 24;

/** One button for the whole text, outside of what is edited: nothing is put into a line that an IME may compose. */
class Arrow implements PluginValue {
  readonly #view: EditorView;
  readonly #button = document.createElement('button');
  #line = -1;

  constructor(view: EditorView) {
    this.#view = view;
    this.#button.type = 'button';
    this.#button.className = 'editor-fold-arrow';
    // The keys and commands do the same.
    this.#button.tabIndex = -1;
    this.#button.hidden = true;
    this.#button.addEventListener('mousedown', (event) => event.preventDefault());
    this.#button.addEventListener('click', () => this.#toggle());
    view.dom.addEventListener('mousemove', this.#look);
    view.dom.addEventListener('mouseleave', this.#hide);
    view.dom.append(this.#button);
  }

  update({ docChanged, geometryChanged }: { docChanged: boolean; geometryChanged: boolean }): void {
    if (docChanged || geometryChanged) this.#hide();
  }

  destroy(): void {
    this.#view.dom.removeEventListener('mousemove', this.#look);
    this.#view.dom.removeEventListener('mouseleave', this.#hide);
    this.#button.remove();
  }

  readonly #look = (event: MouseEvent) => {
    if (event.buttons !== 0 || event.target === this.#button) return;
    const view = this.#view;
    const block = view.lineBlockAtHeight(event.clientY - view.documentTop);
    if (block.from === this.#line) return;
    this.#line = block.from;
    const line = view.state.doc.lineAt(block.from);
    const folds = foldsIn(view.state, line.from, line.to);
    const section = folds[0] ?? sectionOf(view.state, line);
    const place = section === null ? null : view.coordsAtPos(line.from, 1);
    this.#button.hidden = place === null;
    if (place === null) return;
    const label = folds.length > 0 ? t('comfort.unfold') : t('comfort.fold');
    this.#button.dataset['folded'] = String(folds.length > 0);
    this.#button.setAttribute('aria-label', label);
    this.#button.title = label;
    const top = (place.top + place.bottom) / 2 - view.dom.getBoundingClientRect().top - arrowSize / 2;
    this.#button.style.top = `${top}px`;
  };

  readonly #hide = () => {
    this.#line = -1;
    this.#button.hidden = true;
  };

  #toggle(): void {
    const view = this.#view;
    if (this.#line < 0 || this.#line > view.state.doc.length) return;
    const line = view.state.doc.lineAt(this.#line);
    const folds = foldsIn(view.state, line.from, line.to);
    const section = sectionOf(view.state, line);
    if (folds.length > 0) view.dispatch({ effects: folds.map((one) => unfoldEffect.of(one)) });
    else if (section !== null) fold(view, [section]);
  }
}

/** Folds are kept with the note's state, also while another note is on screen. */
export const folding: Extension = [
  codeFolding({
    placeholderDOM(_view, onclick) {
      const sign = document.createElement('button');
      sign.type = 'button';
      sign.className = 'editor-fold-sign';
      sign.textContent = '…';
      sign.setAttribute('aria-label', t('comfort.unfold'));
      sign.title = t('comfort.unfold');
      sign.addEventListener('click', onclick);
      return sign;
    },
  }),
  ViewPlugin.fromClass(Arrow),
];

/**
 * Pictures in place. On the line with the cursor the picture stays where it is and its Markdown stands below it; everywhere else it
 * takes the Markdown's place. While an IME composes, nothing is drawn anew.
 */
import { syntaxTree } from '@codemirror/language';
import {
  type EditorState,
  type Extension,
  type Range,
  StateEffect,
  StateField,
  type Transaction,
} from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { FileFacts } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { linesOfSelection, noLines, settled, type ShownLines } from './live-lines.ts';
import { lineOf } from './live-marks.ts';
import { pictureParts, type PictureParts } from './picture-parts.ts';
import { factsKnown, knownFiles, type PlacedPicture, placedPictures, startsField } from './picture-places.ts';
import { PictureUrls } from './picture-urls.ts';
import { PictureWidget, PictureWords } from './picture-widgets.ts';

const focused = StateEffect.define<boolean>();
/** What is shown may be another thing now: pictures of the web were allowed, or a composition is over. */
const again = StateEffect.define();
/** ms: CodeMirror takes in what was composed a moment after the browser says so. */
const afterComposingMs = 100;
const mostAsked = 200;

/** An IME composes in a text on screen. */
let isComposing = false;

const kept = new Map<string, Promise<string | null>>();
const urlsOf = new WeakMap<PictureParts, PictureUrls>();

interface Pictures {
  decorations: DecorationSet;
  /** Addresses of the notebook, of which nothing is known yet. */
  unknown: readonly string[];
  hasFocus: boolean;
  /** The pointer rests where it was pressed: lines keep their looks until it is settled. */
  isPressed: boolean;
  shown: ShownLines;
  isStale: boolean;
}

const picturesField = StateField.define<Pictures>({
  create: (state) => drawn(state, { hasFocus: false, isPressed: false, shown: noLines }),
  update(pictures, transaction) {
    const { state, startState, docChanged, selection, effects, changes } = transaction;
    if (isComposing)
      return docChanged
        ? { ...pictures, decorations: pictures.decorations.map(changes), isStale: true }
        : pictures;
    const focus = effects.findLast((effect) => effect.is(focused));
    const hasFocus = focus?.is(focused) === true ? focus.value : pictures.hasFocus;
    const isSettled = docChanged || effects.some((effect) => effect.is(settled)) || isOwnMove(transaction);
    const isPressed = !isSettled && (pictures.isPressed || transaction.isUserEvent('select.pointer'));
    const isOther =
      docChanged ||
      isSettled ||
      selection !== undefined ||
      focus !== undefined ||
      pictures.isStale ||
      effects.some((effect) => effect.is(factsKnown) || effect.is(again)) ||
      syntaxTree(startState) !== syntaxTree(state);
    if (!isOther) return pictures;
    if (state.field(startsField).length === 0 && pictures.decorations.size === 0)
      return { ...pictures, hasFocus, isPressed, shown: noLines, unknown: [], isStale: false };
    const shown = isPressed ? pictures.shown : hasFocus ? linesOfSelection(state) : noLines;
    return drawn(state, { hasFocus, isPressed, shown });
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

const isOwnMove = (transaction: Transaction) =>
  transaction.selection !== undefined && !transaction.isUserEvent('select.pointer');

function drawn(state: EditorState, now: Pick<Pictures, 'hasFocus' | 'isPressed' | 'shown'>): Pictures {
  const parts = state.facet(pictureParts);
  const none = { ...now, decorations: Decoration.none, unknown: [], isStale: false };
  if (parts === null) return none;
  const urls = urlsOf.get(parts) ?? new PictureUrls(parts, kept);
  urlsOf.set(parts, urls);
  const { files } = state.field(knownFiles);
  const path = parts.openPath() ?? '';
  const isAllowed = parts.isAllowed(path);
  const allow = () => parts.allow(parts.openPath() ?? '');
  const unknown = new Set<string>();
  const found: Range<Decoration>[] = [];
  for (const placed of placedPictures(state)) {
    const { target } = placed.mark;
    const isFar = /^(?:https?:)?\/\//i.test(target);
    const facts = files.get(target);
    if (!isFar && facts === undefined) unknown.add(target);
    const widget = isFar
      ? farWidget(placed, isAllowed, allow, urls)
      : facts === undefined
        ? null
        : nearWidget(placed, facts, urls);
    if (widget !== null) put(placed, widget, now.shown, found);
  }
  return { ...none, decorations: Decoration.set(found, true), unknown: [...unknown].slice(0, mostAsked) };
}

function put(
  { mark, line, isAlone }: PlacedPicture,
  widget: PictureWidget | PictureWords,
  shown: ShownLines,
  found: Range<Decoration>[],
): void {
  if (!shown.has(mark.from)) {
    if (isAlone) found.push(lineOf('editor-picture-line').range(line.from));
    found.push(Decoration.replace({ widget }).range(mark.from, mark.to));
  } else if (isAlone && widget instanceof PictureWidget) {
    // Above the line and not in it: what is composed there is no widget's.
    found.push(Decoration.widget({ widget, block: true, side: -1 }).range(line.from));
  }
}

function nearWidget({ mark, isAlone }: PlacedPicture, facts: FileFacts, urls: PictureUrls) {
  const { target, alt, width } = mark;
  if (facts.kind === 'picture') {
    const own = { width: facts.width, height: facts.height };
    return new PictureWidget({ target, alt, width, own, isAlone, isFar: false }, urls);
  }
  return new PictureWords(reasons[facts.kind](), target);
}

const reasons: Record<Exclude<FileFacts['kind'], 'picture'>, () => string> = {
  missing: () => t('pictures.missing'),
  outside: () => t('pictures.outside'),
  'too-large': () => t('pictures.tooLarge'),
  file: () => t('pictures.noPicture'),
};

function farWidget(
  { mark, isAlone }: PlacedPicture,
  isAllowed: boolean,
  allow: () => void,
  urls: PictureUrls,
) {
  const { alt, width } = mark;
  const target = mark.target.startsWith('//') ? `https:${mark.target}` : mark.target;
  if (!isAllowed) {
    const host = /^https?:\/\/([^/?#@]*@)?([^/?#:]+)/i.exec(target)?.[2] ?? '';
    return new PictureWords(alt === '' ? t('pictures.remote', { host }) : alt, target, allow);
  }
  const own = { width: 0, height: 0 };
  return new PictureWidget({ target, alt, width, own, isAlone, isFar: true }, urls);
}

/** Asks the notebook about what is in the text, and draws again when there is news. */
class Asking {
  readonly #view: EditorView;
  readonly #asked = new Set<string>();
  readonly #unlisten: () => void;
  readonly #back = () => this.#forget();

  constructor(view: EditorView) {
    this.#view = view;
    const parts = view.state.facet(pictureParts);
    this.#unlisten = parts?.whenAllowed(() => this.#dispatch([again.of(null)])) ?? (() => undefined);
    window.addEventListener('focus', this.#back);
    // The store learns of another note a moment after the screen.
    queueMicrotask(() => {
      this.#ask();
      if (parts?.isAllowed(parts.openPath() ?? '') === true) this.#dispatch([again.of(null)]);
    });
  }

  update({ docChanged, transactions }: ViewUpdate): void {
    if (docChanged || transactions.length > 0) this.#ask();
  }

  destroy(): void {
    this.#unlisten();
    window.removeEventListener('focus', this.#back);
  }

  composed(): void {
    setTimeout(() => {
      isComposing = this.#view.composing;
      if (!isComposing && this.#view.state.field(picturesField, false)?.isStale === true)
        this.#dispatch([again.of(null)]);
    }, afterComposingMs);
  }

  /** What was not there may have come meanwhile. */
  #forget(): void {
    this.#asked.clear();
    const files = this.#view.state.field(knownFiles, false)?.files ?? new Map<string, FileFacts>();
    if ([...files.values()].some(({ kind }) => kind !== 'picture')) this.#dispatch([factsKnown.of(null)]);
  }

  #ask(): void {
    const { state } = this.#view;
    const parts = state.facet(pictureParts);
    const path = parts?.openPath();
    const unknown = (state.field(picturesField, false)?.unknown ?? []).filter((one) => !this.#asked.has(one));
    if (parts === null || path === undefined || unknown.length === 0) return;
    unknown.forEach((target) => this.#asked.add(target));
    parts.facts(path, unknown).then(
      ({ files, widthForm }) => {
        const known = new Map<string, FileFacts>();
        unknown.forEach((target, index) => {
          const facts = files[index];
          this.#asked.delete(target);
          if (facts !== undefined) known.set(target, facts);
        });
        if (parts.openPath() === path) this.#dispatch([factsKnown.of({ files: known, widthForm })]);
      },
      // No connection: asked again with the next change, once there is one.
      () => setTimeout(() => unknown.forEach((target) => this.#asked.delete(target)), 2000),
    );
  }

  /** Later, where an IME composes. */
  #dispatch(effects: StateEffect<unknown>[]): void {
    const view = this.#view;
    if (!view.dom.isConnected) return;
    if (view.composing || isComposing) setTimeout(() => this.#dispatch(effects), afterComposingMs);
    else view.dispatch({ effects });
  }
}

const asking = ViewPlugin.fromClass(Asking, {
  eventObservers: {
    compositionstart() {
      isComposing = true;
    },
    compositionend() {
      this.composed();
    },
    blur() {
      isComposing = false;
    },
  },
});

export const livePictures: Extension = [
  startsField,
  knownFiles,
  picturesField,
  EditorView.focusChangeEffect.of((_state, isFocused) => focused.of(isFocused)),
  asking,
];

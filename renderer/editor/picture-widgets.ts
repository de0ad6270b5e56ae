/** A picture as it stands in the text, the words in place of one that is not shown, and the handle that makes it wider. */
import { type EditorView, WidgetType } from '@codemirror/view';
import { pictureMarkAt, type PictureMark } from '../../notes/text/picture-marks.ts';
import { t } from '../messages.ts';
import { describePicture, moved, setPictureWidth } from './picture-changes.ts';
import type { PictureUrls } from './picture-urls.ts';

/** px: a picture that says nothing of its size. */
const usualSize = { width: 320, height: 180 };
/** px: a picture without a width of its own is not higher than this, alone on its line or within words. */
const highest = { alone: 640, within: 240 };
/** px: how wide the text is, about. */
const textWidth = 680;
const narrowest = 24;
const widest = 4000;
/** px, of an arrow key. */
const step = 10;

export interface Shown {
  target: string;
  alt: string;
  /** As written; `null`: its own. */
  width: number | null;
  /** px; 0: not known. */
  own: { width: number; height: number };
  isAlone: boolean;
  isFar: boolean;
}

export function sizeOf({ width, own, isAlone }: Pick<Shown, 'width' | 'own' | 'isAlone'>): {
  width: number;
  height: number;
} {
  const ratio = own.width > 0 && own.height > 0 ? own.height / own.width : usualSize.height / usualSize.width;
  if (width !== null) return { width, height: width * ratio };
  const natural = own.width > 0 ? own.width : usualSize.width;
  const most = isAlone ? highest.alone : highest.within;
  const shown = Math.max(1, Math.min(natural, most / ratio));
  return { width: Math.round(shown), height: shown * ratio };
}

export class PictureWidget extends WidgetType {
  readonly shown: Shown;
  readonly #urls: PictureUrls;

  constructor(shown: Shown, urls: PictureUrls) {
    super();
    this.shown = shown;
    this.#urls = urls;
  }

  override eq(other: PictureWidget): boolean {
    return JSON.stringify(other.shown) === JSON.stringify(this.shown);
  }

  override get estimatedHeight(): number {
    const { width, height } = sizeOf(this.shown);
    return Math.round(height * Math.min(1, textWidth / width)) + 12;
  }

  /** A Mod-click is for the link around the picture. */
  override ignoreEvent(event: Event): boolean {
    return !isModPress(event);
  }

  toDOM(view: EditorView): HTMLElement {
    const { shown } = this;
    const dom = document.createElement('span');
    dom.className = 'editor-picture';
    dom.dataset['alone'] = String(shown.isAlone);
    dom.contentEditable = 'false';
    const image = document.createElement('img');
    image.alt = shown.alt;
    image.title = shown.alt;
    image.draggable = false;
    const { width, height } = sizeOf(shown);
    // The room is kept before the picture is there, so that nothing moves when it comes.
    image.style.width = `${width}px`;
    image.style.aspectRatio = `${width} / ${Math.max(1, height)}`;
    image.addEventListener('error', () => {
      dom.replaceWith(wordsInstead(t('pictures.broken'), shown.target));
    });
    dom.append(image);
    if (!view.state.readOnly) dom.append(handleFor(view, dom, image, shown));
    dom.addEventListener('mousedown', (event) => {
      if (event.button !== 0 || event.target !== image || isModPress(event)) return;
      event.preventDefault();
      const mark = markAt(view, dom, shown.target);
      if (mark !== null) describePicture(view, mark);
    });
    // Not at once: while another note comes on screen, the store still has the one before.
    const load = Promise.resolve().then(() => this.#urls.of(shown.target, shown.isFar));
    void load.then(
      (url) => {
        if (url !== null) image.src = url;
        else dom.replaceChildren(wordsInstead(t('pictures.broken'), shown.target));
      },
      () => dom.replaceChildren(wordsInstead(t('pictures.broken'), shown.target)),
    );
    return dom;
  }
}

function isModPress(event: Event): boolean {
  return event instanceof MouseEvent && event.type === 'mousedown' && (event.ctrlKey || event.metaKey);
}

/** The picture that a widget stands for, where it is by now. */
function markAt(view: EditorView, dom: HTMLElement, target: string): PictureMark | null {
  const { doc } = view.state;
  const at = view.posAtDOM(dom);
  const line = doc.lineAt(Math.min(at, doc.length));
  for (let from = at - line.from; from < line.length; from++) {
    const mark = pictureMarkAt(line.text, from);
    if (mark?.target === target) return moved(mark, line.from);
  }
  return null;
}

function handleFor(view: EditorView, dom: HTMLElement, image: HTMLImageElement, shown: Shown): HTMLElement {
  const handle = document.createElement('span');
  handle.className = 'editor-picture-handle';
  handle.role = 'slider';
  handle.tabIndex = 0;
  handle.ariaLabel = t('pictures.width');
  handle.title = t('pictures.widthHow');
  handle.ariaValueMin = String(narrowest);
  handle.ariaValueMax = String(widest);
  const show = (width: number) => {
    image.style.width = `${width}px`;
    handle.ariaValueNow = String(width);
    handle.ariaValueText = t('pictures.pixels', { n: width });
  };
  const bounded = (width: number) => Math.round(Math.max(narrowest, Math.min(widest, width)));
  show(sizeOf(shown).width);
  const write = (width: number | null) => {
    const mark = markAt(view, dom, shown.target);
    if (mark !== null) setPictureWidth(view, mark, width);
  };
  handle.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const before = image.getBoundingClientRect().width;
    // What the person sees is what the pointer makes wider, even where the window is narrower than the picture.
    let width = before;
    handle.setPointerCapture(event.pointerId);
    dom.dataset['sizing'] = 'true';
    const move = ({ clientX }: PointerEvent) => {
      width = bounded(before + clientX - event.clientX);
      show(width);
    };
    const end = (isMeant: boolean) => () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', up);
      handle.removeEventListener('pointercancel', cancel);
      delete dom.dataset['sizing'];
      if (isMeant && Math.abs(width - before) >= 1) write(width);
      else show(sizeOf(shown).width);
    };
    const [up, cancel] = [end(true), end(false)];
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', up);
    handle.addEventListener('pointercancel', cancel);
  });
  handle.addEventListener('dblclick', () => write(null));
  handle.addEventListener('keydown', (event) => {
    const by: Record<string, number> = {
      ArrowLeft: -step,
      ArrowDown: -step,
      ArrowRight: step,
      ArrowUp: step,
    };
    const change = by[event.key];
    if (change === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    write(bounded(image.getBoundingClientRect().width + change));
    // The picture is drawn anew, with another handle in the same place.
    requestAnimationFrame(() => {
      const fresh = [...view.dom.querySelectorAll<HTMLElement>('.editor-picture-handle')];
      fresh.find((one) => one.dataset['target'] === shown.target)?.focus();
    });
  });
  handle.dataset['target'] = shown.target;
  return handle;
}

function wordsInstead(words: string, address: string): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'editor-picture-words';
  const says = document.createElement('span');
  says.textContent = words;
  const where = document.createElement('span');
  where.className = 'editor-picture-address';
  where.textContent = address.length > 80 ? `${address.slice(0, 50)}…${address.slice(-27)}` : address;
  dom.title = address;
  dom.append(says, where);
  return dom;
}

/** In place of a picture that is not shown. */
export class PictureWords extends WidgetType {
  readonly #words: string;
  readonly #target: string;
  readonly #load: (() => void) | null;

  constructor(words: string, target: string, load: (() => void) | null = null) {
    super();
    this.#words = words;
    this.#target = target;
    this.#load = load;
  }
  override eq(other: PictureWords): boolean {
    return (
      other.#words === this.#words &&
      other.#target === this.#target &&
      (other.#load === null) === (this.#load === null)
    );
  }
  override ignoreEvent(event: Event): boolean {
    return event.target instanceof HTMLButtonElement;
  }
  toDOM(): HTMLElement {
    const dom = wordsInstead(this.#words, this.#target);
    if (this.#load === null) return dom;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = t('pictures.load');
    button.addEventListener('click', this.#load);
    dom.append(button);
    return dom;
  }
}

/** A note in its frame: the one place of this folder that reaches into the frame's document. */
import type { NoteFacts, NotePath } from '../../notes/api.ts';
import { anchorOf, type NoteBlock } from '../../notes/text/note-html-blocks.ts';
import { bringFonts } from '../reading/article-fonts.ts';
import articleSheet from '../reading/article.css?raw';
import { coloursOf, tokensOf } from '../reading/framed.ts';
import { languageOf } from '../reading/language.ts';
import { emOf, type Look } from '../reading/look.ts';
import { type BlockMaker, blockMaker } from './block-nodes.ts';
import drawingsSheet from './note-drawings.css?raw';
import sheet from './note-page.css?raw';
import { bringFormulaLooks } from './formula-looks.ts';
import { PageDiagrams } from './page-diagrams.ts';
import { PageLinks } from './page-links.ts';
import { PagePictures } from './page-pictures.ts';
import { pageHeader } from './page-header.ts';
import type { Rendered } from './rendering.ts';

export type FrameWindow = Window & typeof globalThis;

interface Shown {
  block: NoteBlock;
  element: HTMLElement;
}

/** Of drawing, at a time: keys typed meanwhile come in between. */
const sliceMs = 12;
const longestPlain = 1_000_000;
const longestPiece = 5000;

export class NotePage {
  readonly window: FrameWindow;
  readonly document: Document;
  readonly body: HTMLElement;
  readonly #article: HTMLElement;
  readonly #looks: CSSStyleSheet;
  readonly #make: BlockMaker;
  readonly #diagrams: PageDiagrams;
  readonly #pictures: PagePictures;
  readonly #links: PageLinks;
  #themed: Element | null = null;
  #theme = '';
  #header: HTMLElement | null = null;
  #shown: Shown[] = [];
  #turn = 0;

  /** `frame`: one whose document is `emptyPage(true)` and has loaded; `path`: where the note is by now. */
  constructor(frame: HTMLIFrameElement, lang: string, path: () => NotePath) {
    this.#pictures = new PagePictures(path);
    const { contentWindow, contentDocument } = frame;
    if (contentWindow === null || contentDocument === null) throw new Error('The frame has no page.');
    this.window = contentWindow as FrameWindow;
    this.document = contentDocument;
    const rules = [articleSheet, drawingsSheet, sheet].map((text) => {
      const made = new this.window.CSSStyleSheet();
      made.replaceSync(text);
      return made;
    });
    this.#looks = new this.window.CSSStyleSheet();
    contentDocument.adoptedStyleSheets = [...rules, this.#looks];
    contentDocument.documentElement.lang = lang;
    void bringFonts(this.window);
    this.#make = blockMaker(contentDocument);
    this.#diagrams = new PageDiagrams(this.window, () => coloursOf(this.#themed ?? frame));
    this.body = contentDocument.createElement('div');
    this.body.className = 'note';
    this.#links = new PageLinks(path, this.body);
    this.#article = contentDocument.createElement('article');
    this.#article.append(this.body);
    contentDocument.body.replaceChildren(this.#article);
  }

  /** The tokens come from `themed`, whose theme the note has. */
  look(look: Look, hasSpacing: boolean, themed: Element): void {
    const measures = `--size: ${String(look.size)}px; --width: ${String(emOf[look.width])}em;`;
    const spacing = `text-autospace: ${hasSpacing ? 'normal' : 'no-autospace'};`;
    const theme = tokensOf(themed);
    this.#looks.replaceSync(`:root { ${theme} ${measures} ${spacing} }`);
    this.#themed = themed;
    if (this.#theme !== '' && this.#theme !== theme) this.#diagrams.redraw();
    this.#theme = theme;
  }

  /** Title, date and tags above the text. */
  showHeader(facts: NoteFacts): void {
    const header = pageHeader(this.document, facts);
    this.#header?.remove();
    this.#header = header;
    if (header !== null) this.#article.prepend(header);
  }

  /** Shows the note as it is now; what has not changed stays as it is. `false`: something newer is shown instead. */
  async show({ blocks, hasMath }: Rendered, text: string): Promise<boolean> {
    const turn = ++this.#turn;
    this.shownText = text;
    this.body.classList.remove('plain');
    if (hasMath) void bringFormulaLooks(this.window);
    this.#article.lang = languageOf(text);
    const old = this.#shown;
    let head = 0;
    while (head < old.length && head < blocks.length && isSame(old[head]?.block, blocks[head])) head++;
    let tail = 0;
    const most = Math.min(old.length, blocks.length) - head;
    while (tail < most && isSame(old.at(-1 - tail)?.block, blocks.at(-1 - tail))) tail++;
    if (old.length === 0) this.body.replaceChildren();
    const made: Shown[] = [];
    let since = performance.now();
    for (const block of blocks.slice(head, blocks.length - tail)) {
      const making = this.#make(block);
      let step = making.next();
      for (; step.done !== true; step = making.next()) {
        if (performance.now() - since < sliceMs) continue;
        await new Promise((done) => setTimeout(done));
        if (turn !== this.#turn) return false;
        since = performance.now();
      }
      const element = step.value;
      made.push({ block, element });
      if (old.length > 0) continue;
      // The first time, what is ready can be read already.
      this.body.append(element);
      this.#welcome(element);
    }
    const focused = this.#focusedTask();
    if (old.length > 0) {
      const after = old[old.length - tail]?.element ?? null;
      old.slice(head, old.length - tail).forEach(({ element }) => element.remove());
      for (const { element } of made) {
        this.body.insertBefore(element, after);
        this.#welcome(element);
      }
    }
    const kept = old.slice(old.length - tail).map(({ element }, index) => ({
      block: blocks[blocks.length - tail + index] ?? { line: 0, pieces: [] },
      element,
    }));
    this.#shown = [
      ...old
        .slice(0, head)
        .map(({ element }, index) => ({ block: blocks[index] ?? { line: 0, pieces: [] }, element })),
      ...made,
      ...(tail > 0 ? kept : []),
    ];
    for (const { block, element } of this.#shown) element.dataset['line'] = String(block.line);
    if (focused !== null) this.#taskAt(focused)?.focus({ preventScroll: true });
    return true;
  }

  /** The text that was drawn last: the page is behind what is typed. */
  shownText = '';

  /** Draws what waits to be seen, for a page that is printed. */
  drawAll(): Promise<void> {
    return this.#diagrams.drawAll(this.body);
  }

  close(): void {
    this.#turn++;
    this.#diagrams.close();
    this.#pictures.close();
    this.#links.close();
  }

  /** The text as it is written. */
  showPlain(text: string): void {
    this.#turn++;
    this.#shown = [];
    // In pieces, of which those out of sight are not laid out: a million characters in one take seconds.
    const pieces: HTMLElement[] = [];
    for (let from = 0; from < Math.min(text.length, longestPlain);) {
      const end = text.lastIndexOf('\n', from + longestPiece) + 1;
      const to = end > from ? end : from + longestPiece;
      const pre = this.document.createElement('pre');
      pre.textContent = text.slice(from, to);
      pieces.push(pre);
      from = to;
    }
    this.body.classList.add('plain');
    this.body.replaceChildren(...pieces);
  }

  /** 0-based line of the note where an element of it stands. */
  lineOf(element: Element): number | null {
    const block = element.closest<HTMLElement>('.block');
    if (block === null) return null;
    const inner = element.closest<HTMLElement>('[data-line]');
    const within = inner === null || inner === block ? 0 : Number(inner.dataset['line']);
    return Number(block.dataset['line']) + within;
  }

  /** The blocks on the page, from the top. */
  get blocks(): readonly HTMLElement[] {
    return this.#shown.map(({ element }) => element);
  }

  listen<K extends keyof DocumentEventMap>(
    kind: K,
    listener: (event: DocumentEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): () => void {
    this.document.addEventListener(kind, listener, options);
    return () => this.document.removeEventListener(kind, listener, options);
  }

  focus(): void {
    this.window.focus();
  }

  /** Whether it shows the place that was asked for, and not that of the text. */
  isAtAnchor = false;

  /** `#name`: a heading or footnote of the note, or what it named so itself. `false`: there is none. */
  goToAnchor(name: string): boolean {
    const wanted = decoded(name);
    const target = this.#named(wanted) ?? this.#named(anchorOf(wanted)) ?? this.#headed(wanted);
    if (target === null) return false;
    this.isAtAnchor = true;
    target.scrollIntoView({ block: 'start', behavior: 'instant' });
    target.setAttribute('tabindex', '-1');
    target.focus({ preventScroll: true });
    return true;
  }

  #named(name: string): HTMLElement | null {
    // Sanitising puts this before every name, so that none stands for a part of the page's own.
    return this.document.getElementById(`user-content-${name}`);
  }

  #headed(name: string): HTMLElement | null {
    const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
    const headings = this.body.querySelectorAll<HTMLElement>('h1, h2, h3, h4, h5, h6');
    return [...headings].find((heading) => plain(heading.textContent) === plain(name)) ?? null;
  }

  /** `element` is on the page: what has to be fetched or drawn for it may be. */
  #welcome(element: HTMLElement): void {
    this.#diagrams.add(element);
    this.#pictures.add(element);
    this.#links.look();
  }

  #focusedTask(): number | null {
    const { activeElement } = this.document;
    return activeElement?.matches('input[type="checkbox"]') === true ? this.lineOf(activeElement) : null;
  }

  #taskAt(line: number): HTMLElement | null {
    const boxes = this.body.querySelectorAll<HTMLElement>('input[type="checkbox"]');
    return [...boxes].find((box) => this.lineOf(box) === line) ?? null;
  }
}

function isSame(a: NoteBlock | undefined, b: NoteBlock | undefined): boolean {
  if (a === undefined || a.pieces.length !== b?.pieces.length) return false;
  return a.pieces.every((piece, index) => piece === b.pieces[index]);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

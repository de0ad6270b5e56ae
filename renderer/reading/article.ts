/** A copy in its frame: the one place that reaches into the frame's document. */
import type { Copy, Span } from '../../notes/api.ts';
import { copyHtml } from '../../notes/text/copy-html.ts';
import { readableUrl, siteOf } from '../../notes/text/urls.ts';
import { dayOf } from '../lists/dates.ts';
import { currentLanguage, t } from '../messages.ts';
import sheet from './article.css?raw';
import { bringFonts } from './article-fonts.ts';
import { copyText, type CopyText, offsetOf, rangeOf } from './copy-text.ts';
import { tameLink, tokensOf, wrapTable } from './framed.ts';
import { languageOf } from './language.ts';
import { emOf, type Look } from './look.ts';
import type { Place } from './place.ts';
import { sanitized } from './sanitize.ts';

type FrameWindow = Window & typeof globalThis;

export class Article {
  readonly #window: FrameWindow;
  readonly #document: Document;
  /** What the copy says, without what we say of it. */
  readonly body: HTMLElement;
  readonly text: CopyText;
  readonly #looks: CSSStyleSheet;

  /** `frame`: one whose document is `emptyPage()` and has loaded. */
  constructor(frame: HTMLIFrameElement, copy: Copy) {
    const { contentWindow, contentDocument } = frame;
    if (contentWindow === null || contentDocument === null) throw new Error('The frame has no page.');
    this.#window = contentWindow as FrameWindow;
    this.#document = contentDocument;
    // Made in the frame's own window: a document takes no other. No policy for styles is needed for these.
    const rules = new this.#window.CSSStyleSheet();
    rules.replaceSync(sheet);
    this.#looks = new this.#window.CSSStyleSheet();
    contentDocument.adoptedStyleSheets = [rules, this.#looks];
    void bringFonts(this.#window);
    this.body = contentDocument.createElement('div');
    this.body.append(
      contentDocument.importNode(sanitized(copyHtml(copy.markdown, t('reading.picture'))), true),
    );
    const article = contentDocument.createElement('article');
    article.append(heading(contentDocument, copy), this.body);
    contentDocument.body.replaceChildren(article);
    contentDocument.documentElement.lang = currentLanguage();
    this.text = copyText(this.body);
    article.lang = languageOf(this.text.text);
    for (const link of this.body.querySelectorAll('a[href]')) tameLink(link);
    for (const table of this.body.querySelectorAll('table')) wrapTable(table);
  }

  /** The tokens come from `themed`, whose theme the copy has. */
  look(look: Look, themed: Element): void {
    const measures = `--size: ${String(look.size)}px; --width: ${String(emOf[look.width])}em;`;
    this.#looks.replaceSync(`:root { ${tokensOf(themed)} ${measures} }`);
  }

  /** Calls `listener` for events in the copy until the returned function is called. */
  listen<K extends keyof DocumentEventMap>(
    kind: K,
    listener: (event: DocumentEventMap[K]) => void,
  ): () => void {
    this.#document.addEventListener(kind, listener);
    return () => this.#document.removeEventListener(kind, listener);
  }

  focus(): void {
    this.#window.focus();
  }

  /** What the person selected in the text, `null`: nothing. */
  get selected(): Span | null {
    const selection = this.#document.getSelection();
    if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.body)) return null;
    const from = offsetOf(this.text, range.startContainer, range.startOffset);
    const to = offsetOf(this.text, range.endContainer, range.endOffset);
    return this.text.text.slice(from, to).trim() === '' ? null : [from, to];
  }

  deselect(): void {
    this.#document.getSelection()?.removeAllRanges();
  }

  /** Where these characters are in the frame, px; `null`: nowhere. */
  boxOf(span: Span): DOMRect | null {
    return rangeOf(this.text, span)?.getBoundingClientRect() ?? null;
  }

  /** The offset of the character under a point of the frame. */
  offsetAt(x: number, y: number): number | null {
    const place = this.#document.caretPositionFromPoint(x, y);
    if (place === null || !this.body.contains(place.offsetNode)) return null;
    return offsetOf(this.text, place.offsetNode, place.offset);
  }

  /** Marks the reader's excerpts. */
  mark(spans: readonly Span[]): void {
    this.#paint('excerpt', spans);
  }

  /** Scrolls to these characters and marks them more strongly than others. */
  reveal(span: Span): void {
    const box = this.boxOf(span);
    if (box === null) return;
    this.#paint('here', [span]);
    const { innerHeight } = this.#window;
    if (box.top < 40 || box.bottom > innerHeight - 40)
      this.#window.scrollBy({ top: box.top - innerHeight / 4, behavior: 'instant' });
  }

  #paint(name: string, spans: readonly Span[]): void {
    const { highlights } = this.#window.CSS;
    const ranges = spans.flatMap((span) => rangeOf(this.text, span) ?? []);
    if (ranges.length === 0) highlights.delete(name);
    else highlights.set(name, new this.#window.Highlight(...ranges));
  }

  /** `#name`: a heading or footnote of the copy, where there is one; otherwise nothing happens. */
  goToAnchor(name: string): void {
    const wanted = anchorOf(decoded(name));
    const target = [...this.body.querySelectorAll('h1, h2, h3, h4, h5, h6')].find(
      (heading) => anchorOf(heading.textContent) === wanted,
    );
    target?.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  get #blocks(): Element[] {
    return [...this.body.children];
  }

  get isPastTitle(): boolean {
    return this.body.getBoundingClientRect().top < 0;
  }

  /** How far it is read. */
  get place(): Place {
    const blocks = this.#blocks;
    const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 0);
    const box = blocks[at]?.getBoundingClientRect();
    if (box === undefined || this.#window.scrollY === 0) return { block: 0, part: 0 };
    return { block: at, part: box.height === 0 ? 0 : Math.max(0, -box.top / box.height) };
  }

  goTo(place: Place): void {
    const box = this.#blocks[place.block]?.getBoundingClientRect();
    if (box !== undefined)
      this.#window.scrollBy({ top: box.top + box.height * place.part, behavior: 'instant' });
  }

  /** Puts a picture's bytes where it stands; `null`: it is not there, and its description stands for it. */
  pictures(): { name: string; show: (url: string | null) => void }[] {
    return [...this.body.querySelectorAll<HTMLImageElement>('img')].map((img) => ({
      name: img.dataset['picture'] ?? '',
      show: (url) => {
        if (url !== null) img.src = url;
        else {
          const words = this.#document.createElement('span');
          words.className = 'picture-gone';
          words.textContent = img.alt === '' ? t('reading.pictureGone') : img.alt;
          img.replaceWith(words);
        }
      },
    }));
  }
}

/** As pages name their headings, near enough: words without signs. */
function anchorOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What a copy's Markdown says, as `Article.text` has it. */
export function textOfMarkdown(markdown: string): string {
  const root = document.createElement('div');
  root.append(sanitized(copyHtml(markdown, '')));
  return copyText(root).text;
}

/** Who wrote it, where and when, and when it was kept. */
function heading(document: Document, copy: Copy): HTMLElement {
  const header = document.createElement('header');
  const title = document.createElement('h1');
  title.append(...wordsOf(document, copy.title === '' ? readableUrl(copy.url) : copy.title));
  const line = document.createElement('p');
  const site = document.createElement('a');
  // A person may have written anything into the header.
  if (siteOf(copy.url) !== '') site.setAttribute('href', copy.url);
  site.setAttribute('target', '_blank');
  site.setAttribute('rel', 'noopener noreferrer');
  site.setAttribute('title', readableUrl(copy.url));
  site.textContent = siteOf(copy.url);
  const kept = keptOn(copy.fetched);
  const date = copy.date === '' ? '' : dayOf(copy.date);
  const parts = [site, copy.author, date, kept].filter((part) => part !== '');
  for (const part of parts) {
    const word = document.createElement('span');
    word.append(part);
    line.append(word);
  }
  header.append(title, line);
  return header;
}

/** With a place to break a line before each word: Chinese does not part its words, and a title looks torn within one. */
function wordsOf(document: Document, title: string): Node[] {
  const nodes: Node[] = [];
  let last = '';
  for (const { segment, isWordLike } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)) {
    // Signs stay with the word that they follow, and opening ones with the word after them.
    if (isWordLike === true && last !== '' && !/[\p{Ps}\p{Pi}\p{Pd}/@.]$/u.test(last))
      nodes.push(document.createElement('wbr'));
    nodes.push(document.createTextNode(segment));
    last = segment;
  }
  return nodes;
}

function keptOn(fetched: string): string {
  const at = new Date(fetched);
  if (fetched === '' || Number.isNaN(at.getTime())) return '';
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium' }).format(at);
  return t('reading.keptOn', { date });
}

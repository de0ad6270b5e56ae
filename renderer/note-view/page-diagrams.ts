/** The diagrams of a note's page: each is drawn when it comes into view, and shown as a picture, which runs and loads nothing. */
import { t } from '../messages.ts';
import { type DiagramColours, drawDiagram } from './diagrams.ts';

const nearby = '400px';

export class PageDiagrams {
  readonly #colours: () => DiagramColours;
  readonly #observer: IntersectionObserver;
  readonly #urls = new Map<Element, string>();

  constructor(frame: Window & typeof globalThis, colours: () => DiagramColours) {
    this.#colours = colours;
    this.#observer = new frame.IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          this.#observer.unobserve(target);
          void this.#draw(target);
        }
      },
      { rootMargin: nearby },
    );
  }

  /** Takes care of the diagrams in `element`, which is new on the page. */
  add(element: Element): void {
    for (const source of diagramsIn(element)) this.#observer.observe(source);
  }

  /** Draws those that were drawn once more: the colours are others. */
  redraw(): void {
    for (const source of this.#urls.keys()) void this.#draw(source);
  }

  /** Draws all of `element` now, for a page that is printed. */
  async drawAll(element: Element): Promise<void> {
    await Promise.all(diagramsIn(element).map((source) => this.#draw(source)));
  }

  close(): void {
    this.#observer.disconnect();
    for (const url of this.#urls.values()) URL.revokeObjectURL(url);
    this.#urls.clear();
  }

  async #draw(source: Element): Promise<void> {
    const code = source.textContent;
    const drawing = await drawDiagram(code, this.#colours());
    const { ownerDocument: document, previousElementSibling: before } = source;
    if (before?.classList.contains('diagram') === true) before.remove();
    this.#forget(source);
    if (!source.isConnected) return;
    if ('error' in drawing) {
      const words = document.createElement('p');
      words.className = 'diagram diagram-error';
      words.textContent = drawing.error;
      source.before(words);
      source.removeAttribute('hidden');
      return;
    }
    const { svg, width, height } = sized(drawing.svg);
    const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    this.#urls.set(source, url);
    const picture = document.createElement('img');
    picture.className = 'diagram';
    picture.alt = `${t('noteView.diagram')}: ${code.trim().slice(0, 500)}`;
    picture.src = url;
    picture.width = width;
    picture.height = height;
    source.before(picture);
    source.setAttribute('hidden', '');
    await picture.decode().catch(() => undefined);
  }

  #forget(source: Element): void {
    const url = this.#urls.get(source);
    if (url !== undefined) URL.revokeObjectURL(url);
    this.#urls.delete(source);
  }
}

function diagramsIn(element: Element): Element[] {
  return [...element.querySelectorAll('pre[data-diagram]')];
}

/** Mermaid says 100 %, which for a picture by itself is nothing: its own measures, px. */
function sized(svg: string): { svg: string; width: number; height: number } {
  const box = /<svg\b[^>]*?\bviewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg);
  const width = Math.ceil(Number(box?.[1] ?? 600));
  const height = Math.ceil(Number(box?.[2] ?? 400));
  const root = /<svg\b[^>]*>/.exec(svg)?.[0] ?? '';
  const plain = root.replace(/\s(?:width|height)="[^"]*"/g, '').replace(/\sstyle="[^"]*"/, '');
  return {
    svg: svg.replace(root, plain.replace('<svg', `<svg width="${String(width)}" height="${String(height)}"`)),
    width,
    height,
  };
}

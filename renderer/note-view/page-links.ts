/** Links of a note's page to notes that are not there look different from those that lead somewhere. */
import type { NotePath } from '../../notes/api.ts';
import { isFileAddress } from '../editor/file-links.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';

/** Between what is drawn, or a change of the notebook, and the question, ms. */
const pauseMs = 200;
/** Links of one question. */
const mostAsked = 400;
const longestTarget = 1000;

interface NoteLink {
  kind: 'wiki' | 'relative';
  target: string;
}

export class PageLinks {
  readonly #path: () => NotePath;
  readonly #body: HTMLElement;
  readonly #unlisten: () => void;
  #timer = 0;
  #isOver = false;

  /** `path`: of the note, by now; `body`: what holds all its links. */
  constructor(path: () => NotePath, body: HTMLElement) {
    this.#path = path;
    this.#body = body;
    this.#unlisten = notebook().listen((event) => {
      if (event.kind === 'changed') this.look();
    });
  }

  /** Something on the page is new. */
  look(): void {
    window.clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = window.setTimeout(() => void this.#ask(), pauseMs);
  }

  close(): void {
    this.#isOver = true;
    window.clearTimeout(this.#timer);
    this.#unlisten();
  }

  async #ask(): Promise<void> {
    const path = this.#path();
    const found = [...this.#body.querySelectorAll<HTMLAnchorElement>('a[data-note], a[href]')].flatMap(
      (element) => {
        const link = noteLinkOf(element);
        return link === null ? [] : [{ element, link }];
      },
    );
    for (let at = 0; at < found.length; at += mostAsked) {
      const asked = found.slice(at, at + mostAsked);
      // That the notebook is away is told elsewhere; until it is back the links look like links.
      const notes = await notebook()
        .resolveLinks({ path, links: asked.map(({ link }) => link) })
        .catch(() => null);
      if (notes === null || this.#isOver || this.#path() !== path) return;
      asked.forEach(({ element, link }, index) => mark(element, link, (notes[index] ?? null) === null));
    }
  }
}

function mark(element: HTMLElement, { target }: NoteLink, isMissing: boolean): void {
  if (element.classList.contains('missing') === isMissing) return;
  element.classList.toggle('missing', isMissing);
  if (isMissing) {
    element.dataset['title'] = element.title;
    element.title = t('links.missing', { target });
  } else element.title = element.dataset['title'] ?? '';
}

/** `null`: it leads to a place on this page, to the web, or to another file. */
function noteLinkOf(element: HTMLAnchorElement): NoteLink | null {
  const note = element.dataset['note'];
  const href = element.getAttribute('href') ?? '';
  const isFar = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(href);
  if (note === undefined && (isFar || isFileAddress(href))) return null;
  const written = note ?? decoded(href.replace(/\?[^#]*/, ''));
  const target = written.replace(/#.*$/s, '').slice(0, longestTarget);
  return target === '' ? null : { kind: note === undefined ? 'relative' : 'wiki', target };
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** The pictures of a note's page: those of the notebook are shown; those of the web when the person wants them (safety.md R-08). */
import type { NotePath } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { allowFar, mayLoadFar, noteFile } from '../pictures.ts';
import { t } from '../messages.ts';

const shownTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

export class PagePictures {
  readonly #path: () => NotePath;
  readonly #waiting = new Map<HTMLElement, HTMLImageElement>();
  readonly #urls = new Map<HTMLImageElement, string>();
  #queue: Promise<unknown> = Promise.resolve();
  readonly #closing = new AbortController();

  /** `path`: of the note, by now. */
  constructor(path: () => NotePath) {
    this.#path = path;
  }

  /** Takes care of the pictures in `element`, which is new on the page. */
  add(element: Element): void {
    for (const picture of element.querySelectorAll('img')) {
      const source = picture.dataset['src'] ?? picture.dataset['embed'] ?? '';
      takeWidth(picture);
      if (/^data:image\/(?:png|jpeg|gif|webp|avif|bmp);base64,/i.test(source)) picture.src = source;
      else if (/^(?:https?:)?\/\//i.test(source)) this.#far(picture, source);
      else if (source !== '') this.#near(picture, source);
    }
  }

  close(): void {
    this.#closing.abort();
    this.#urls.forEach((url) => URL.revokeObjectURL(url));
    this.#urls.clear();
  }

  #near(picture: HTMLImageElement, target: string): void {
    this.#load(
      picture,
      () => noteFile(this.#path(), target),
      () => sayGone(picture, target),
    );
  }

  #far(picture: HTMLImageElement, source: string): void {
    const address = source.startsWith('//') ? `https:${source}` : source;
    const load = () =>
      this.#load(
        picture,
        () => webPicture(address),
        () => sayGone(picture, address),
      );
    if (mayLoadFar(this.#path())) {
      load();
      return;
    }
    const place = wordsFor(picture, address);
    const button = place.ownerDocument.createElement('button');
    button.textContent = t('noteView.loadPictures');
    button.addEventListener('click', () => this.#allow());
    place.append(button);
    picture.replaceWith(place);
    this.#waiting.set(place, picture);
  }

  #allow(): void {
    allowFar(this.#path());
    for (const [place, picture] of this.#waiting) {
      if (!place.isConnected) continue;
      place.replaceWith(picture);
      this.#far(picture, picture.dataset['src'] ?? '');
    }
    this.#waiting.clear();
  }

  #isOver(): boolean {
    return this.#closing.signal.aborted;
  }

  /** One after the other, from the top. */
  #load(picture: HTMLImageElement, ask: () => Promise<Blob | null>, none: () => void): void {
    this.#queue = this.#queue.then(async () => {
      if (this.#isOver() || !picture.isConnected) return;
      const blob = await ask().catch(() => null);
      if (this.#isOver()) return;
      if (blob === null || !shownTypes.test(blob.type)) {
        none();
        return;
      }
      this.#dropGone();
      const url = URL.createObjectURL(blob);
      this.#urls.set(picture, url);
      picture.src = url;
    });
  }

  /** A block that is drawn anew brings its pictures anew, after each pause of the typing. */
  #dropGone(): void {
    for (const [picture, url] of this.#urls) {
      if (picture.isConnected) continue;
      URL.revokeObjectURL(url);
      this.#urls.delete(picture);
    }
  }
}

/** A width as notes write it: `![words|300](…)`, or `{: width="300"}` behind the picture. */
function takeWidth(picture: HTMLImageElement): void {
  const words = /^(.*?)\|?(\d{1,5})(?:x\d{1,5})?$/su.exec(picture.alt);
  if (words !== null && (picture.alt.includes('|') || picture.dataset['embed'] !== undefined)) {
    picture.alt = words[1] ?? '';
    picture.width = Number(words[2]);
  }
  const behind = picture.nextSibling;
  const written = /^[ \t]?\{:?[^{}\n]*?width\s*=\s*["“”']?(\d{1,5})(?:px)?["“”']?[^{}\n]*\}/.exec(
    behind?.nodeValue ?? '',
  );
  if (behind === null || written === null) return;
  picture.width = Number(written[1]);
  behind.nodeValue = (behind.nodeValue ?? '').slice(written[0].length);
}

function webPicture(url: string): Promise<Blob | null> {
  return notebook()
    .webPicture({ url: url.slice(0, 8000) })
    .then((picture) => (picture === null ? null : blobOf(picture)));
}

function blobOf({ type, base64 }: { type: string; base64: string }): Blob {
  return new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], { type });
}

/** What stands for a picture that is not shown. */
function wordsFor(picture: HTMLImageElement, address: string): HTMLElement {
  const { ownerDocument: document } = picture;
  const place = document.createElement('span');
  place.className = 'picture-words';
  const words = document.createElement('span');
  words.textContent = picture.alt === '' ? t('noteView.picture') : picture.alt;
  const from = document.createElement('span');
  from.className = 'address';
  from.textContent = shortened(readable(address));
  place.title = address;
  place.append(words, from);
  return place;
}

function sayGone(picture: HTMLImageElement, address: string): void {
  const place = wordsFor(picture, address);
  const gone = place.ownerDocument.createElement('span');
  gone.className = 'gone';
  gone.textContent = t('noteView.pictureGone');
  place.append(gone);
  picture.replaceWith(place);
}

function readable(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function shortened(address: string): string {
  return address.length > 60 ? `${address.slice(0, 40)}…${address.slice(-17)}` : address;
}

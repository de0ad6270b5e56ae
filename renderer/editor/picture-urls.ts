/** The pictures that were loaded for the text, as addresses that an `img` takes. */
import type { PictureParts } from './picture-parts.ts';

/** Pictures that are kept, those shown last. */
const mostKept = 60;
const shownTypes = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

export class PictureUrls {
  readonly #parts: PictureParts;
  readonly #kept: Map<string, Promise<string | null>>;

  /** `kept`: by those who share what they have loaded. */
  constructor(parts: PictureParts, kept = new Map<string, Promise<string | null>>()) {
    this.#parts = parts;
    this.#kept = kept;
  }

  /** `null`: it can't be shown. */
  of(target: string, isFar: boolean): Promise<string | null> {
    const path = this.#parts.openPath() ?? '';
    const key = isFar ? target : `${path}\n${target}`;
    const kept = this.#kept.get(key) ?? this.#load(path, target, isFar);
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    kept.then(
      (url) => {
        if (url === null) this.#kept.delete(key);
      },
      () => this.#kept.delete(key),
    );
    for (const [old, url] of this.#kept) {
      if (this.#kept.size <= mostKept) break;
      this.#kept.delete(old);
      void url.then((one) => one !== null && URL.revokeObjectURL(one));
    }
    return kept;
  }

  async #load(path: string, target: string, isFar: boolean): Promise<string | null> {
    const blob = await (isFar ? this.#parts.web(target) : this.#parts.file(path, target));
    return blob === null || !shownTypes.test(blob.type) ? null : URL.createObjectURL(blob);
  }
}

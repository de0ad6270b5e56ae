/** Pictures that stand in a page itself: megabytes that no document needs to carry. */

const address = /^gleaner-embedded:(\d+)$/;

/** What stands in the page's document for its `number`th embedded picture. */
export function embeddedAddress(number: number): string {
  return `gleaner-embedded:${number}`;
}

/** The number in an `embeddedAddress`; `null`: it is none. */
export function embeddedNumber(url: string): number | null {
  const number = address.exec(url)?.[1];
  return number === undefined ? null : Number(number);
}

/** The pictures of one page by number. One that is shown many times is kept once. */
export class EmbeddedPictures {
  readonly #pictures: (string | Buffer)[] = [];
  readonly #numbers = new Map<string | Buffer, number>();
  readonly #named: ReadonlyMap<string, string | Buffer>;

  /** @param named what a saved page calls them otherwise: `cid:logo` (MHTML), `sf-img-1` (SingleFile) */
  constructor(named: ReadonlyMap<string, string | Buffer> = new Map()) {
    this.#named = named;
  }

  /** @param picture a `data:` address, or bytes */
  addressOf(picture: string | Buffer): string {
    const number = this.#numbers.get(picture) ?? this.#pictures.push(picture) - 1;
    this.#numbers.set(picture, number);
    return embeddedAddress(number);
  }

  /** The address of the one that is called `name`; `null`: there is none. */
  addressOfNamed(name: string): string | null {
    const picture = this.#named.get(name);
    return picture === undefined ? null : this.addressOf(picture);
  }

  bytes(number: number): Buffer | null {
    const picture = this.#pictures[number];
    return typeof picture === 'string' ? bytesOfDataUrl(picture) : (picture ?? null);
  }
}

/** The bytes of a `data:` address; `null`: it is none, or broken. */
function bytesOfDataUrl(url: string): Buffer | null {
  const parts = /^data:([^,]{0,200}),/i.exec(url);
  if (!parts) return null;
  const written = url.slice(parts[0].length);
  try {
    const text = decodeURIComponent(written);
    return /;\s*base64\s*$/i.test(parts[1] ?? '') ? Buffer.from(text, 'base64') : Buffer.from(text, 'latin1');
  } catch {
    return null;
  }
}

/** Pictures of cards, as addresses that hold the picture itself. The last ones shown are kept. */
import { useEffect, useState } from 'react';
import type { Notebook } from '../../notes/api.ts';
import { notebook } from '../actions.ts';

/** Characters of all kept addresses together: about 24 MB of pictures. */
const mostKept = 32_000_000;

/** `null`: there is no such picture any more. */
type Picture = string | null;

/** Remembers pictures up to `most` characters in all; those not asked for longest go first. */
export class Pictures {
  readonly #kept = new Map<string, Picture>();
  readonly #asked = new Map<string, Promise<Picture>>();
  readonly #most: number;
  #size = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** What is kept; `undefined`: it has to be asked for. */
  kept(id: string): Picture | undefined {
    const picture = this.#kept.get(id);
    if (picture === undefined) return undefined;
    this.#kept.delete(id);
    this.#kept.set(id, picture);
    return picture;
  }

  ask(id: string, from: Pick<Notebook, 'picture'>): Promise<Picture> {
    const before = this.#asked.get(id);
    if (before !== undefined) return before;
    const asking = from
      .picture({ id })
      .then((answer) => this.#keep(id, answer && `data:${answer.type};base64,${answer.base64}`))
      .finally(() => this.#asked.delete(id));
    this.#asked.set(id, asking);
    return asking;
  }

  #keep(id: string, picture: Picture): Picture {
    this.#kept.set(id, picture);
    this.#size += picture?.length ?? 0;
    for (const [oldest, old] of this.#kept) {
      if (this.#size <= this.#most || oldest === id) break;
      this.#kept.delete(oldest);
      this.#size -= old?.length ?? 0;
    }
    return picture;
  }
}

const pictures = new Pictures(mostKept);

/** `undefined`: not here yet. */
export function usePicture(id: string): Picture | undefined {
  const [answer, setAnswer] = useState<{ id: string; picture: Picture } | null>(null);
  useEffect(() => {
    if (pictures.kept(id) !== undefined) return;
    let isWanted = true;
    pictures.ask(id, notebook()).then(
      (picture) => isWanted && setAnswer({ id, picture }),
      // Away: the frame stays empty, and the next time the card is shown it is asked for again.
      () => undefined,
    );
    return () => void (isWanted = false);
  }, [id]);
  return answer?.id === id ? answer.picture : pictures.kept(id);
}

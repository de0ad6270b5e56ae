/** The pictures of a copy: fetched one after the other, within a budget for all of them together. */
import type { CopyPicture } from '../files/copy-file.ts';
import { sniffPicture } from './picture.ts';

export interface KeptPictures {
  /** The name of each picture that is kept, by its source. */
  names: Map<string, string>;
  pictures: CopyPicture[];
}

/** What one copy may spend on its pictures. */
export interface PictureBudget {
  /** Pictures that are kept. */
  kept: number;
  /** Bytes of those together, and of all that is fetched for them. */
  bytes: number;
  /** Pictures that are asked for, also in vain: a page can name thousands, of anybody's server. */
  tries: number;
  /** From the first to the last, ms. */
  ms: number;
}

const usualBudget: PictureBudget = { kept: 60, bytes: 40 * 1024 * 1024, tries: 90, ms: 60_000 };
/** A host that gave none of so many in a row is not asked for more. */
const failuresOfHost = 3;

/**
 * Those pictures that can be had. All others stay where they are: what is over is left as an address.
 * @param sources each once, in order
 * @param bytesOf of the picture at `src`; `null`: it can't be had. `signal` says when time is up.
 */
export async function keptPictures(
  sources: Iterable<string>,
  bytesOf: (src: string, signal: AbortSignal) => Promise<Buffer | null>,
  budget: PictureBudget = usualBudget,
): Promise<KeptPictures> {
  const names = new Map<string, string>();
  const pictures: CopyPicture[] = [];
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), budget.ms);
  const failures = new Map<string, number>();
  let tries = 0;
  let size = 0;
  let read = 0;
  try {
    for (const src of sources) {
      if (pictures.length >= budget.kept) break;
      const host = hostOf(src);
      // What stands in the page itself costs nobody anything.
      if (host !== null) {
        if (over.signal.aborted || tries >= budget.tries || read >= budget.bytes) continue;
        if ((failures.get(host) ?? 0) >= failuresOfHost) continue;
        tries++;
      }
      const bytes = await bytesOf(src, over.signal);
      const picture = bytes === null ? null : sniffPicture(bytes);
      if (host !== null) {
        read += bytes?.length ?? 0;
        failures.set(host, picture === null ? (failures.get(host) ?? 0) + 1 : 0);
      }
      if (bytes === null || picture === null || size + bytes.length > budget.bytes) continue;
      size += bytes.length;
      const name = `${pictures.length + 1}.${picture.extension}`;
      names.set(src, name);
      pictures.push({ name, bytes });
    }
  } finally {
    clearTimeout(timer);
  }
  return { names, pictures };
}

/** `null`: it is not on the web. */
function hostOf(src: string): string | null {
  return /^https?:/.test(src) && URL.canParse(src) ? new URL(src).host : null;
}

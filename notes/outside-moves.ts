/** Notes that another program renamed keep their history: what is gone, and what came with its bytes, are one note. */
import type { NotePath, Version } from './api.ts';
import type { Moments } from './files/history/moments.ts';

/** Both halves of a rename may be so far apart, ms. */
const apartMs = 10_000;
/** Notes that come at once in numbers were not renamed one by one. */
const mostCome = 20_000;

interface Half {
  version: Version;
  at: number;
}

export class OutsideMoves {
  readonly #moments: Moments;
  /** By path. */
  readonly #came = new Map<NotePath, Half>();
  readonly #gone = new Map<NotePath, Half>();

  constructor(moments: Moments) {
    this.#moments = moments;
  }

  /** What the notes at these paths are now; `null`: gone. */
  async hear(notes: ReadonlyMap<NotePath, Version | null>): Promise<void> {
    const at = performance.now();
    for (const half of [this.#came, this.#gone])
      for (const [path, one] of half) if (at - one.at > apartMs) half.delete(path);
    const gone: NotePath[] = [];
    for (const [path, version] of notes) {
      this.#came.delete(path);
      this.#gone.delete(path);
      if (version === null) gone.push(path);
      else if (this.#came.size < mostCome) {
        this.#came.set(path, { version, at });
        // One that Gleaner itself made or renamed a moment ago may have left before the watcher knew it: nobody tells of that.
        gone.push(...this.#moments.missingWith(version).filter((other) => other !== path));
      }
    }
    for (const path of gone) this.#came.delete(path);
    for (const path of gone) {
      const version = await this.#moments.lastVersionOf(path);
      if (version !== null) this.#gone.set(path, { version, at });
    }
    for (const [from, { version }] of [...this.#gone]) {
      const [to, another] = [...this.#came].filter(([, came]) => came.version === version);
      if (to === undefined || another !== undefined) continue;
      this.#gone.delete(from);
      await this.#follow(from, to[0]);
    }
  }

  async #follow(from: NotePath, to: NotePath): Promise<void> {
    const history = await this.#moments.history();
    // One that has a history of its own was there before, as a copy.
    if (history?.newestOf(to) === null) await this.#moments.moved(from, to);
  }
}

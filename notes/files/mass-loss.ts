/** When so many notes are gone or empty at once that it says more about the disk than about the notes (safety X-04). */

/** So many at once are never taken for deleted. */
const mostLost = 20;
/** Nor is this part of a notebook, from three notes on: two of four are deleted every day. */
const largestPart = 0.5;
const leastLost = 3;
/** What is lost within this time counts as lost at once: a folder is removed file by file. ms */
const togetherMs = 1000;

export class MassLoss {
  #recent: { at: number; lost: number }[] = [];

  /** `lost`: gone or empty by now, less what is new; `total`: before. Answers whether it is too much at once. */
  isTooMuch(lost: number, total: number, now = performance.now()): boolean {
    this.#recent = this.#recent.filter(({ at }) => now - at < togetherMs);
    const before = this.#recent.reduce((sum, { lost }) => sum + lost, 0);
    const all = before + Math.max(0, lost);
    return lost > 0 && (all >= mostLost || (all >= leastLost && all >= (total + before) * largestPart));
  }

  /** These were taken for deleted. */
  took(lost: number, now = performance.now()): void {
    if (lost > 0) this.#recent.push({ at: now, lost });
  }
}

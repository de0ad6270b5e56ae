/** The place of a passage in a text with the fewest edits: characters left out, put in or replaced. */

export interface Alignment {
  /** Where in the text it stands, UTF-16. */
  from: number;
  to: number;
  edits: number;
}

/**
 * Where in `text` a passage like `wanted` stands that begins at most `spread` away from `near`; `null`: more than `most` edits
 * are needed. Follows the furthest place that each number of edits reaches on each diagonal (Ukkonen 1985, Landau and
 * Vishkin 1989), so that time goes with `most` times (`most` + `spread`), not with the lengths.
 */
export function alignment(
  wanted: string,
  text: string,
  near: number,
  most: number,
  spread: number,
): Alignment | null {
  const left = near - spread - most - 1;
  const width = 2 * (spread + most) + 3;
  // By diagonal (the place in `text` less the place in `wanted`, less `left`): how far in `wanted`, and begun where.
  let reached = new Int32Array(width).fill(nowhere);
  let begun = new Int32Array(width);
  let nextReached = new Int32Array(width).fill(nowhere);
  let nextBegun = new Int32Array(width);

  const slide = (at: number, diagonal: number): number => {
    let to = at;
    while (to < wanted.length && wanted.charCodeAt(to) === text.charCodeAt(to + diagonal)) to++;
    return to;
  };

  for (let edits = 0; edits <= most; edits++) {
    let found: Alignment | null = null;
    for (let k = most + 1 - edits; k <= width - most - 2 + edits; k++) {
      const diagonal = left + k;
      let at = nowhere;
      let start = diagonal;
      if (edits === 0) {
        if (diagonal >= 0 && diagonal <= text.length) at = 0;
      } else {
        at = (reached[k] ?? nowhere) + 1;
        start = begun[k] ?? 0;
        const leftOut = (reached[k + 1] ?? nowhere) + 1;
        if (leftOut > at) {
          at = leftOut;
          start = begun[k + 1] ?? 0;
        }
        const putIn = reached[k - 1] ?? nowhere;
        if (putIn > at) {
          at = putIn;
          start = begun[k - 1] ?? 0;
        }
      }
      // Not beyond either end.
      at = Math.min(at, wanted.length, text.length - diagonal);
      if (at < 0) {
        nextReached[k] = nowhere;
        continue;
      }
      at = slide(at, diagonal);
      nextReached[k] = at;
      nextBegun[k] = start;
      if (at < wanted.length) continue;
      const here = { from: start, to: at + diagonal, edits };
      if (found === null || oddness(here, wanted) < oddness(found, wanted)) found = here;
    }
    if (found) return found;
    [reached, nextReached] = [nextReached, reached];
    [begun, nextBegun] = [nextBegun, begun];
  }
  return null;
}

const nowhere = -(1 << 29);

function oddness({ from, to }: Alignment, wanted: string): number {
  return Math.abs(to - from - wanted.length);
}

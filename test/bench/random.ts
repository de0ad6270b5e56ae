/** A random generator of our own, so that a seed makes the same notes and the same queries everywhere. */

export interface Random {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from 0, below `n`. */
  below(n: number): number;
  between(from: number, to: number): number;
  chance(of: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are enough for notes. */
export function randomFrom(seed: number): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (of) => next() < of,
    pick(list) {
      const picked = list[below(list.length)];
      if (picked === undefined) throw new Error('There is nothing to pick from.');
      return picked;
    },
  };
}

/** Picks from `list` so that the n-th is about n times as rare as the first, as words are in a language (Zipf's law). */
export function zipf<T>(list: readonly T[], random: Random, exponent = 1): () => T {
  const steps = 1 << 16;
  let sum = 0;
  const upTo = list.map((_, index) => (sum += 1 / (index + 2) ** exponent));
  // A table of equal steps: one look for a word. The rarest share their steps by a second throw.
  const table = new Uint32Array(steps + 1);
  for (let step = 0, index = 0; step <= steps; step++) {
    while (index < list.length - 1 && (upTo[index] ?? sum) < (sum * step) / steps) index++;
    table[step] = index;
  }
  return () => {
    const step = random.below(steps);
    const from = table[step] ?? 0;
    const to = table[step + 1] ?? from;
    const picked = list[from === to ? from : from + random.below(to - from + 1)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  };
}

/** How much of a note is read. */

/** Notes above this are shown but not edited. Bytes. */
export const largestNote = 64 * 1024 * 1024;

/**
 * How much of a body is read, UTF-16 units: a million takes up to a second, and nothing else is answered meanwhile.
 * No note that a person wrote is that long; an exported chat or a log may be.
 */
export const longestBody = 1024 * 1024;

/** What is left, as a part of what was there, below which a person must have deleted something. */
export const leastPart = 0.1;

/** What of a text, whose body begins at `from`, can be found. */
export function findableIn(text: string, from: number): string {
  return text.slice(from, from + longestBody);
}

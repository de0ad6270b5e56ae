/** How the contract names a note, a text of it, and a place in a text. */

/** A note's path relative to the notebook, `/`-separated, spelled as on disk: `_posts/2020-01-13-serverless.md`. */
export type NotePath = string;

/** SHA-256 of a note's bytes, hex. Answers "did I write this?", "may I overwrite?", "is it new?". */
export type Version = string;

/** UTF-16 offsets, the end exclusive. */
export type Span = [from: number, to: number];

/** Pictures and files that a note has. */

/** What is at an address that a note has. Paths from the notebook, sizes in bytes. */
export type FileFacts =
  /** `width`, `height`: px as it is shown; 0: it does not say. */
  | { kind: 'picture'; path: string; size: number; width: number; height: number }
  | { kind: 'file'; path: string; size: number }
  /** A picture of more than 50 MB or 150 megapixels. */
  | { kind: 'too-large'; path: string; size: number }
  /** A link leads out of the notebook. */
  | { kind: 'outside' }
  | { kind: 'missing' };

/**
 * How a width is written. `bar`: Obsidian's `![alt|300](a.png)`; `kramdown`: Jekyll's `{: width="300"}` behind it;
 * `braces`: Pandoc's `{width=300}`; `img`: `<img width="300">`.
 */
export type WidthForm = 'bar' | 'kramdown' | 'braces' | 'img';

export type AddedFile =
  | { kind: 'part'; received: number }
  /** `target`: as it is to be written into the note, `![](target)` or `![[target]]`. */
  | { kind: 'stored'; path: string; target: string; isWiki: boolean; isPicture: boolean };

/** What the rest of the window does for the text while somebody writes. */
import { Facet } from '@codemirror/state';

export type NodesOf = (html: string) => DocumentFragment;

export interface WritingParts {
  /** Asks for a template to be put in. */
  template: () => void;
  /** Asks for a picture or another file. */
  picture: () => void;
  /** Asks where a link is to lead. */
  link: () => void;
  /** Loads what makes HTML into nodes in which nothing runs, loads or leads anywhere unsafe. */
  sanitiser: () => Promise<NodesOf>;
}

export const writingParts = Facet.define<WritingParts, WritingParts | null>({
  combine: ([first]) => first ?? null,
});

/** What the rest of the window does for the text while somebody writes. */
import { Facet } from '@codemirror/state';

export interface WritingParts {
  /** Asks for a template to be put in. */
  template: () => void;
  /** Asks for a picture or another file. */
  picture: () => void;
  /** Asks where a link is to lead. */
  link: () => void;
  /** HTML as nodes in which nothing runs, loads or leads anywhere unsafe. */
  nodesOf: (html: string) => DocumentFragment;
}

export const writingParts = Facet.define<WritingParts, WritingParts | null>({
  combine: ([first]) => first ?? null,
});

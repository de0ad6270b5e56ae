/** What links between notes ask of the rest of the window. */
import { Facet } from '@codemirror/state';
import type { LinkTargetOffer, NotePath } from '../../notes/api.ts';
import type { LinkTarget } from '../../notes/text/note-link-target.ts';

export interface LinkParts {
  /** The open note. */
  path(): NotePath | undefined;
  /** The notes that links of the open note lead to, in this order. */
  resolve(links: readonly LinkTarget[]): Promise<readonly (NotePath | null)[]>;
  offers(text: string): Promise<readonly LinkTargetOffer[]>;
  headings(path: NotePath): Promise<readonly string[]>;
  /** Every tag of the notebook. */
  tags(): Promise<readonly string[]>;
  text(path: NotePath): Promise<string>;
  follow(link: LinkTarget & { heading: string | null }): void;
  /** Calls `changed` when links may lead elsewhere, until the answered function is called. */
  listen(changed: () => void): () => void;
}

export const linkParts = Facet.define<LinkParts, LinkParts | null>({
  combine: ([first]) => first ?? null,
});

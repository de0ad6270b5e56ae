/** Links to notes in the syntax tree of the text. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { isOtherFile, type NoteLinkKind, relativeLink } from '../../notes/text/note-link.ts';
import { wikiLinkAt } from '../../notes/text/wiki-link.ts';

export interface LinkInText {
  /** Of the whole link, offsets in the text. */
  from: number;
  to: number;
  kind: NoteLinkKind;
  target: string;
  heading: string | null;
}

const parseMs = 100;

/** The link to a note, or to what would be one, that covers `at`, its ends included. */
export function noteLinkAt(state: EditorState, at: number): LinkInText | null {
  const tree = ensureSyntaxTree(state, state.doc.lineAt(at).to, parseMs) ?? syntaxTree(state);
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(at, side); node !== null; node = node.parent) {
      const link = noteLinkOf(state, node);
      if (link !== null) return link;
    }
  }
  return null;
}

/** The link that `node` is, if it leads to a note. */
export function noteLinkOf(state: EditorState, node: SyntaxNode): LinkInText | null {
  const { name, from, to } = node;
  if (name === 'WikiLink') {
    const link = wikiLinkAt(state.sliceDoc(from, to + 1), 0);
    if (link === null || (link.isEmbed && isOtherFile(link.target))) return null;
    return { from, to, kind: 'wiki', target: link.target, heading: link.heading };
  }
  if (name !== 'Link') return null;
  const url = node.getChild('URL');
  if (url === null) return null;
  const written = state.sliceDoc(url.from, url.to).replace(/^<(.*)>$/s, '$1');
  const link = relativeLink(written.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&'));
  return link && { from, to, ...link };
}

/** Links in the text: finding the one at a place, and opening it. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import { type EditorState, Facet } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { SyntaxNode } from '@lezer/common';
import { bareUrlEnd } from '../../notes/text/urls.ts';

export interface Link {
  /** Of the whole link, offsets in the text. */
  from: number;
  to: number;
  url: string;
}

/** How an article is opened. */
export const linkOpener = Facet.define<(url: string) => void, (url: string) => void>({
  combine: ([first]) => first ?? (() => undefined),
});

const parseMs = 100;

/** The http(s) link that covers `at`, its ends included. */
export function linkAt(state: EditorState, at: number): Link | null {
  const tree = ensureSyntaxTree(state, state.doc.lineAt(at).to, parseMs) ?? syntaxTree(state);
  for (const side of [1, -1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(at, side);
    for (; node !== null; node = node.parent) {
      const link = linkIn(state, node);
      if (link !== null) return link;
    }
  }
  return tree.length > 0 ? null : bareLinkAt(state, at);
}

/** The link that `node` is, if it is one and leads to http or https. */
export function linkIn(state: EditorState, node: SyntaxNode): Link | null {
  const { name } = node;
  if (name !== 'Link' && name !== 'Image' && name !== 'Autolink' && name !== 'URL') return null;
  if (name === 'URL' && ['Link', 'Image', 'Autolink'].includes(node.parent?.name ?? '')) return null;
  const url = name === 'URL' ? node : node.getChild('URL');
  if (url === null) return null;
  const written = state.sliceDoc(url.from, url.to);
  const plain = unescaped(written.replace(/^<(.*)>$/s, '$1'));
  return /^https?:\/\/./i.test(plain) ? { from: node.from, to: node.to, url: plain } : null;
}

/** Opens the link under the cursor; `false`: there is none. */
export function openLinkAtCursor(view: EditorView): boolean {
  const link = linkAt(view.state, view.state.selection.main.head);
  if (link === null) return false;
  view.state.facet(linkOpener)(link.url);
  return true;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Ctrl (Cmd on a Mac) and a click open a link; a plain click only puts the cursor there. */
export const clicksOpenLinks = EditorView.domEventHandlers({
  mousedown(event, view) {
    const modOnly = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (event.button !== 0 || !modOnly || event.shiftKey || event.altKey) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    const isOnLink = event.target instanceof Element && event.target.closest('.editor-link') !== null;
    const link = at !== null && isOnLink ? linkAt(view.state, at) : null;
    if (link === null) return false;
    event.preventDefault();
    view.state.facet(linkOpener)(link.url);
    return true;
  },
});

function unescaped(url: string): string {
  return url.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&');
}

/** Without a syntax tree (very long notes): a bare address on the line. */
function bareLinkAt(state: EditorState, at: number): Link | null {
  const line = state.doc.lineAt(at);
  for (const match of line.text.matchAll(/https?:\/\//gi)) {
    const end = bareUrlEnd(line.text, match.index);
    if (end === null || line.from + match.index > at || line.from + end < at) continue;
    return { from: line.from + match.index, to: line.from + end, url: line.text.slice(match.index, end) };
  }
  return null;
}

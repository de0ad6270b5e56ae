/** Links in the text: finding the one at a place, and opening it. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import { type EditorState, Facet } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { SyntaxNode, Tree } from '@lezer/common';
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

/** The http(s) link that covers `at`, its ends included. A picture is no link, but it may be in one. */
export function linkAt(state: EditorState, at: number): Link | null {
  const tree = ensureSyntaxTree(state, state.doc.lineAt(at).to, parseMs) ?? syntaxTree(state);
  let isParsed = false;
  for (const side of [1, -1] as const) {
    let node: SyntaxNode | null = tree.resolveInner(at, side);
    isParsed ||= node.name !== 'NoteHeader' && !node.type.isTop;
    for (; node !== null; node = node.parent) {
      const link = linkIn(state, node);
      if (link !== null) return link;
    }
  }
  return isParsed ? null : bareLinkAt(state, at);
}

/** The link that `node` is, if it is one and leads to http or https. */
export function linkIn(state: EditorState, node: SyntaxNode): Link | null {
  const { name } = node;
  if (name !== 'Link' && name !== 'Autolink' && name !== 'URL') return null;
  if (name === 'URL' && ['Link', 'Image', 'Autolink'].includes(node.parent?.name ?? '')) return null;
  const url = name === 'URL' ? node : node.getChild('URL');
  const written = url === null ? referred(state, node) : state.sliceDoc(url.from, url.to);
  if (written === null) return null;
  const plain = unescaped(written.replace(/^<(.*)>$/s, '$1'));
  return /^https?:\/\/./i.test(plain) ? { from: node.from, to: node.to, url: plain } : null;
}

/** Where `[text][label]`, `[label][]` or `[label]` leads, as written; `null`: nothing in the note says so. */
function referred(state: EditorState, link: SyntaxNode): string | null {
  if (link.name !== 'Link') return null;
  const label = link.getChild('LinkLabel');
  const written = label === null ? '' : state.sliceDoc(label.from + 1, label.to - 1);
  const [open, close] = link.getChildren('LinkMark');
  if (open === undefined || close === undefined) return null;
  const name = written.trim() === '' ? state.sliceDoc(open.to, close.from) : written;
  return definitions(state).get(asLabel(name)) ?? null;
}

const definitionsOf = new WeakMap<Tree, Map<string, string>>();
const holders = ['Document', 'Blockquote', 'BulletList', 'OrderedList', 'ListItem'];

/** The note's `[label]: address` lines: the first of a label counts. Worked out once for each text. */
function definitions(state: EditorState): Map<string, string> {
  const tree = syntaxTree(state);
  const known = definitionsOf.get(tree);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  tree.iterate({
    enter(node) {
      if (node.name !== 'LinkReference') return holders.includes(node.name);
      const label = node.node.getChild('LinkLabel');
      const url = node.node.getChild('URL');
      if (label === null || url === null) return false;
      const name = asLabel(state.sliceDoc(label.from + 1, label.to - 1));
      if (!found.has(name)) found.set(name, state.sliceDoc(url.from, url.to));
      return false;
    },
  });
  definitionsOf.set(tree, found);
  return found;
}

/** CommonMark 0.31.2, section 4.7: labels match whatever their letter case and white space. */
function asLabel(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
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

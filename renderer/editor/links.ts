/** Links in the text: finding the one at a place, and opening it. */
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import { EditorState, type Extension, Facet } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type SyntaxNode, Tree } from '@lezer/common';
import { bareUrlEnd } from '../../notes/text/urls.ts';
import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { asLabel, definitions, definitionsKnown } from './link-definitions.ts';
import { noteMarkdown } from './note-markdown.ts';

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

/** Links that are not the web's: each answers whether it has followed the one under the cursor. */
export const otherLinks = Facet.define<(view: EditorView) => boolean>();

const parseMs = 100;

/** The http(s) link that covers `at`, its ends included. A picture is no link, but it may be in one. */
export function linkAt(state: EditorState, at: number): Link | null {
  return inParsed(state, at, (parsed, tree, place) => {
    let isParsed = false;
    for (const side of [1, -1] as const) {
      let node: SyntaxNode | null = tree.resolveInner(place, side);
      isParsed ||= node.name !== 'NoteHeader' && !node.type.isTop;
      for (; node !== null; node = node.parent) {
        const link = linkIn(parsed, node);
        if (link !== null) return link;
      }
    }
    return isParsed ? null : bareLinkAt(parsed, place);
  });
}

/** Far down a very long note, where there is no syntax tree yet, the line is read by itself. */
function inParsed(
  state: EditorState,
  at: number,
  find: (state: EditorState, tree: Tree, at: number) => Link | null,
): Link | null {
  const line = state.doc.lineAt(at);
  const tree = ensureSyntaxTree(state, line.to, parseMs) ?? syntaxTree(state);
  if (tree.length >= line.to) return find(state, tree, at);
  const alone = EditorState.create({ doc: line.text, extensions: noteMarkdown.language });
  const found = find(alone, ensureSyntaxTree(alone, line.length, parseMs) ?? Tree.empty, at - line.from);
  return found && { ...found, from: found.from + line.from, to: found.to + line.from };
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

/** The link under the cursor, else the only one of its line. */
export function linkAtCursor(state: EditorState): Link | null {
  const { head } = state.selection.main;
  return linkAt(state, head) ?? onlyLinkOfLine(state, head);
}

/** Opens `linkAtCursor`, or says that there is none. It is always handled: these keys never change the text. */
export function openLinkAtCursor(view: EditorView): boolean {
  if (view.state.facet(otherLinks).some((follow) => follow(view))) return true;
  const link = linkAtCursor(view.state);
  if (link === null) notify(t('editor.noLink'));
  else view.state.facet(linkOpener)(link.url);
  return true;
}

function onlyLinkOfLine(state: EditorState, at: number): Link | null {
  return inParsed(state, at, (parsed, tree, place) => {
    const [first, ...others] = linksIn(parsed, tree, parsed.doc.lineAt(place));
    return first !== undefined && others.every(({ url }) => url === first.url) ? first : null;
  });
}

function linksIn(state: EditorState, tree: Tree, { from, to }: { from: number; to: number }): Link[] {
  const found: Link[] = [];
  tree.iterate({
    from,
    to,
    enter({ node }) {
      const link = linkIn(state, node);
      if (link !== null) found.push(link);
      return link === null;
    },
  });
  return found;
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** What stands for a picture hides the look of the link around it. */
const linkLooks = '.editor-link, .editor-url, .editor-picture, .editor-picture-words';

/** Ctrl (Cmd on a Mac) and a click open a link; a plain click only puts the cursor there. */
const clicks = EditorView.domEventHandlers({
  mousedown(event, view) {
    const modOnly = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (event.button !== 0 || !modOnly || event.shiftKey || event.altKey) return false;
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    const isOnLink = event.target instanceof Element && event.target.closest(linkLooks) !== null;
    const link = at !== null && isOnLink ? linkAt(view.state, at) : null;
    if (link === null) return false;
    event.preventDefault();
    view.state.facet(linkOpener)(link.url);
    return true;
  },
});

export const clicksOpenLinks: Extension = [definitionsKnown, clicks];

function unescaped(url: string): string {
  return url.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&');
}

/** In a header, or a line too long to be read: a bare address on the line. */
function bareLinkAt(state: EditorState, at: number): Link | null {
  const line = state.doc.lineAt(at);
  for (const match of line.text.matchAll(/https?:\/\//gi)) {
    const end = bareUrlEnd(line.text, match.index);
    if (end === null || line.from + match.index > at || line.from + end < at) continue;
    return { from: line.from + match.index, to: line.from + end, url: line.text.slice(match.index, end) };
  }
  return null;
}

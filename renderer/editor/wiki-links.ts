/** Links to other notes in the text: how they look, what completes them, and the ways to where they lead. */
import { type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { linkCompletion } from '../links/link-completion.ts';
import { noteLinkAt } from '../links/link-node.ts';
import { type LinkParts, linkParts } from '../links/link-parts.ts';
import { missingLinks } from '../links/missing-links.ts';
import { closePeek, peekAtCursor, peeking } from '../links/peek.ts';
import { isMac } from '../system.ts';
import { otherLinks } from './links.ts';

export function noteLinks(parts: LinkParts): Extension {
  return [
    linkParts.of(parts),
    missingLinks,
    linkCompletion,
    peeking,
    otherLinks.of(followAtCursor),
    clicksFollow,
    Prec.high(
      keymap.of([
        { key: 'Escape', run: closePeek },
        { key: 'Mod-Alt-Enter', run: peekAtCursor },
      ]),
    ),
  ];
}

/** `false`: the cursor is in no link to a note. */
function followAtCursor(view: EditorView): boolean {
  const link = noteLinkAt(view.state, view.state.selection.main.head);
  if (link === null) return false;
  view.state.facet(linkParts)?.follow(link);
  return true;
}

const clicksFollow = EditorView.domEventHandlers({
  mousedown(event, view) {
    const modOnly = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (event.button !== 0 || !modOnly || event.shiftKey || event.altKey) return false;
    const isOnLink = event.target instanceof Element && event.target.closest('.editor-note-link') !== null;
    const at = isOnLink ? view.posAtCoords({ x: event.clientX, y: event.clientY }) : null;
    const link = at === null ? null : noteLinkAt(view.state, at);
    if (link === null) return false;
    event.preventDefault();
    view.state.facet(linkParts)?.follow(link);
    return true;
  },
});

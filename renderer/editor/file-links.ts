/** Links to files of the notebook that are no notes: Mod and a click open them. */
import { syntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { plainTarget } from '../../notes/text/file-target.ts';
import { relativeLink } from '../../notes/text/note-link.ts';
import { isMac } from '../system.ts';
import { pictureParts } from './picture-parts.ts';

/** The address of a file that the link at `at` leads to; `null`: there is none, or it leads to the web or to a note. */
export function fileLinkAt(state: EditorState, at: number): string | null {
  for (const side of [1, -1] as const) {
    let node = syntaxTree(state).resolveInner(at, side);
    while (node.name !== 'Link' && node.parent !== null) node = node.parent;
    const url = node.name === 'Link' ? node.getChild('URL') : null;
    if (url === null) continue;
    const written = state.sliceDoc(url.from, url.to).replace(/\\([!-/:-@[-`{-~])/g, '$1');
    if (isFileAddress(written)) return written;
  }
  return null;
}

/** Whether an address of Markdown leads to a file of the notebook that is no note. */
export function isFileAddress(written: string): boolean {
  return plainTarget(written) !== null && !/^[?#]/.test(written) && relativeLink(written) === null;
}

export const clicksOpenFiles = EditorView.domEventHandlers({
  mousedown(event, view) {
    const modOnly = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (event.button !== 0 || !modOnly || event.shiftKey || event.altKey) return false;
    const parts = view.state.facet(pictureParts);
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
    const target = parts === null || at === null ? null : fileLinkAt(view.state, at);
    if (parts === null || target === null) return false;
    event.preventDefault();
    parts.open(target);
    return true;
  },
});

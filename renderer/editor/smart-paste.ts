/**
 * What is pasted, as the note would write it: an address over selected words as a link, a page's text as Markdown, cells as a
 * table. With Mod+Shift+V, and in code, it is the plain text. One address on its own is `paste-offers.ts`'.
 */
import { isolateHistory } from '@codemirror/commands';
import { syntaxTree } from '@codemirror/language';
import { EditorSelection, type EditorState, type Extension, type TransactionSpec } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { destination } from '../../notes/text/markdown-writing.ts';
import { onlyUrl } from '../capture/offer-state.ts';
import { bodyStart } from './header.ts';
import { afterLoading, heldPastes } from './held-paste.ts';
import { hasMarks, markdownFrom } from './paste-markdown.ts';
import { spreadsheetRows, tableText } from './paste-table.ts';
import type { NodesOf } from './writing-parts.ts';

/** Of HTML, UTF-16 units. Beyond it the text alone is pasted. */
const longestHtml = 2_000_000;

export interface Pasted {
  text: string;
  html: string;
  hasFiles: boolean;
}

/**
 * How `pasted` comes into the text; `null`: as it is, or by somebody else; `'nodes'`: that is not known before its HTML was made into
 * nodes, by `nodesOf`.
 */
export function pasting(state: EditorState, pasted: Pasted, nodesOf: NodesOf): TransactionSpec | null;
export function pasting(state: EditorState, pasted: Pasted, nodesOf: null): TransactionSpec | 'nodes' | null;
export function pasting(
  state: EditorState,
  pasted: Pasted,
  nodesOf: NodesOf | null,
): TransactionSpec | 'nodes' | null {
  const { main } = state.selection;
  const url = onlyUrl(pasted.text);
  if (url !== null) return main.empty ? null : linking(state, url);
  if (state.selection.ranges.some(({ from }) => isPlainPlace(state, from))) return null;
  const rows = isFromSheet(pasted) ? spreadsheetRows(pasted.text) : null;
  const table = rows === null ? null : tableText(rows);
  if (table !== null) return inserting(state, table, true);
  if (!mayHaveMarks(pasted)) return null;
  if (nodesOf === null) return 'nodes';
  const markdown = markdownOf(nodesOf(pasted.html), pasted);
  if (markdown === null || markdown === pasted.text.trim()) return null;
  return inserting(state, markdown, markdown.includes('\n') || /^(?:[#>|-]|\d+\. |```)/.test(markdown));
}

/** A page's table has words around it, or links in it, which its text has lost. */
function isFromSheet({ html }: Pasted): boolean {
  return (
    html === '' ||
    /<(?:meta|html)[^>]*(?:excel|spreadsheet|calc)|google-sheets-html-origin|<!--StartFragment-->\s*<(?:col|tr|td)\b/i.test(
      html,
    )
  );
}

/** By the text of the HTML, which says too much at most. */
function mayHaveMarks({ html, hasFiles, text }: Pasted): boolean {
  if (html === '' || html.length > longestHtml || !markedTag.test(html)) return false;
  // Editors of code say how they colour it; what was meant is the text.
  if (
    /vscode-|monaco|<meta[^>]*CodeMirror/i.test(html.slice(0, 2000)) ||
    /^\s*(?:<meta[^>]*>)?\s*<pre/i.test(html)
  )
    return false;
  // A picture that was copied comes as a file besides.
  return !hasFiles || text.trim() !== '' || html.replace(/<[^>]*>/g, '').trim() !== '';
}

const markedTag =
  /<(?:a|b|strong|i|em|del|s|strike|mark|[uo]l|h[1-6]|blockquote|table|pre|code|img)(?=[\s/>])/i;

function markdownOf(nodes: DocumentFragment, { hasFiles, text }: Pasted): string | null {
  if (!hasMarks(nodes) || (hasFiles && text.trim() === '' && nodes.textContent.trim() === '')) return null;
  return markdownFrom(nodes);
}

function linking(state: EditorState, url: string): TransactionSpec | null {
  if (state.selection.ranges.some(({ from, empty }) => empty || isPlainPlace(state, from))) return null;
  const change = state.changeByRange(({ from, to }) => {
    const text = state.sliceDoc(from, to);
    // In place of an address, and in a link, it is only the address that is another one.
    const isAddress = onlyUrl(text) !== null || isInLink(state, from, to) || text.includes('\n\n');
    const insert = isAddress
      ? url
      : `[${text.replace(/(?<!\\)([[\]])(?![^[]*\]\()/g, '\\$1')}](${destination(url)})`;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(from + insert.length) };
  });
  return { ...change, ...step };
}

const step = {
  userEvent: 'input.paste',
  annotations: isolateHistory.of('full'),
  scrollIntoView: true,
} as const;

function plain(state: EditorState, text: string): TransactionSpec {
  return { ...state.replaceSelection(state.toText(text)), ...step };
}

/** `isBlock`: on lines of its own, with the marks of the quotation or the indentation that the cursor is in. */
function inserting(state: EditorState, text: string, isBlock: boolean): TransactionSpec {
  const change = state.changeByRange(({ from, to }) => {
    const line = state.doc.lineAt(from);
    const before = state.sliceDoc(line.from, from);
    const rest = state.sliceDoc(to, state.doc.lineAt(to).to);
    const lead = (/^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)?/.exec(line.text)?.[0] ?? '').slice(
      0,
      before.length,
    );
    const below = lead.replace(/[^\s>]/g, ' ');
    const isTable = text.startsWith('|');
    const isOwnLine = before.trim() === lead.trim();
    const opening =
      !isBlock || isOwnLine
        ? ''
        : isTable || /^(?:#|```|>)/.test(text)
          ? `\n${below.trimEnd()}\n${below}`
          : '';
    const closing = isBlock && rest.trim() !== '' ? `\n${below.trimEnd()}\n${below}` : '';
    const body = text
      .split('\n')
      .map((one, at) => (at === 0 ? one : one === '' ? below.trimEnd() : below + one))
      .join('\n');
    const insert = opening + body + closing;
    const end = from + opening.length + body.length;
    return { changes: { from, to, insert }, range: EditorSelection.cursor(end) };
  });
  return { ...change, ...step };
}

/** Code, the header, HTML: there every sign is meant as it is. */
function isPlainPlace(state: EditorState, at: number): boolean {
  if (at < bodyStart(state.doc)) return true;
  for (let node = syntaxTree(state).resolveInner(at, -1); node.parent !== null; node = node.parent)
    if (/Code|HTML|Comment|Math|NoteHeader/.test(node.name)) return true;
  return false;
}

function isInLink(state: EditorState, from: number, to: number): boolean {
  let node = syntaxTree(state).resolveInner(from, 1);
  for (; node.parent !== null; node = node.parent)
    if (/^(?:Link|Image|URL|Autolink)$/.test(node.name) && node.to >= to && node.from <= from)
      return node.from < from || node.to > to;
  return false;
}

/** How long after its key a paste is that key's, ms. */
const keyMs = 500;

export const smartPaste: Extension = (() => {
  let plainSince = Number.NEGATIVE_INFINITY;
  const handlers = EditorView.domEventHandlers({
    keydown(event) {
      if (event.code === 'KeyV' && event.shiftKey && (event.ctrlKey || event.metaKey))
        plainSince = event.timeStamp;
      return false;
    },
    paste(event, view) {
      const data = event.clipboardData;
      const isPlain = event.timeStamp - plainSince < keyMs;
      plainSince = Number.NEGATIVE_INFINITY;
      if (data === null || isPlain || view.state.readOnly || view.composing) return false;
      const pasted = {
        text: data.getData('text/plain'),
        html: data.getData('text/html'),
        hasFiles: data.files.length > 0,
      };
      const change = pasting(view.state, pasted, null);
      if (change === null) return false;
      event.preventDefault();
      if (change === 'nodes')
        afterLoading(view, (state, nodesOf) =>
          nodesOf === null
            ? plain(state, pasted.text)
            : (pasting(state, pasted, nodesOf) ?? plain(state, pasted.text)),
        );
      else view.dispatch(change);
      return true;
    },
  });
  return [heldPastes, handlers];
})();

/** A link put into the text, as the note writes links. */
import { isolateHistory } from '@codemirror/commands';
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state';
import { wikiLinks } from '../../notes/text/wiki-link.ts';
import { wikiLinkTo } from '../../notes/text/note-link-mentions.ts';
import { destination, escapedText, plainLine } from '../../notes/text/markdown-writing.ts';
import { relativePath } from '../../notes/text/note-link-target.ts';
import { linkAt } from './links.ts';

/** `shown`: what the link says where nothing is selected. */
export type LinkWanted =
  { kind: 'url'; url: string; shown: string } | { kind: 'note'; path: string; target: string; shown: string };

/** `from`: the note's path, where a relative address begins. */
export function linking(state: EditorState, from: string, wanted: LinkWanted): TransactionSpec {
  const isWiki = wanted.kind === 'note' && writesWikiLinks(state.doc.toString());
  const change = state.changeByRange((range) => {
    const selected = state.sliceDoc(range.from, range.to);
    const insert = isWiki
      ? wikiLinkTo(wanted.target, selected === '' ? wanted.shown : selected, isInTable(state, range.from))
      : markdownLink(selected, from, wanted);
    const known = range.empty && wanted.kind === 'url' ? linkAt(state, range.from) : null;
    if (known !== null) return otherAddress(state, known, insert, wanted.kind === 'url' ? wanted.url : '');
    return {
      changes: { from: range.from, to: range.to, insert },
      range: EditorSelection.cursor(range.from + insert.length),
    };
  });
  return { ...change, userEvent: 'input.link', annotations: isolateHistory.of('full'), scrollIntoView: true };
}

/** At a link, it leads elsewhere and says what it said. */
function otherAddress(
  state: EditorState,
  link: { from: number; to: number; url: string },
  insert: string,
  url: string,
) {
  const written = state.sliceDoc(link.from, link.to);
  const at = written.lastIndexOf(link.url);
  const isInline = written.startsWith('[') && at > 0;
  const [from, to, text] = isInline
    ? [link.from + at, link.from + at + link.url.length, destination(url)]
    : [link.from, link.to, insert];
  return { changes: { from, to, insert: text }, range: EditorSelection.cursor(from + text.length) };
}

function markdownLink(selected: string, from: string, wanted: LinkWanted): string {
  const address =
    wanted.kind === 'url'
      ? wanted.url
      : encodeURI(relativePath(from, wanted.path)).replace(/[#?]/g, encodeURIComponent);
  const text = selected === '' ? escapedText(plainLine(wanted.shown)) : selected;
  return text === '' ? `<${address}>` : `[${text}](${destination(address)})`;
}

/** The kind that the note has more of; of a note without any, Markdown's. */
function writesWikiLinks(text: string): boolean {
  const wiki = wikiLinks(text).filter(({ isEmbed }) => !isEmbed).length;
  const relative =
    text.match(/\]\(<?(?![a-z][a-z0-9+.-]*:|#|\/\/)[^()\s]+\.(?:md|markdown)\b/gi)?.length ?? 0;
  return wiki > relative;
}

function isInTable(state: EditorState, at: number): boolean {
  return /^[\s>]*\|/.test(state.doc.lineAt(at).text);
}

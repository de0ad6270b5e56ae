/** One text as the editor and as the reading view understand it, in one notation, so that the two can be compared. */
import type { SyntaxNode, Tree } from '@lezer/common';
import type { Token } from 'markdown-it';
import { bareUrlText } from '../../../notes/text/urls.ts';
import { noteMarkdown as readingMarkdown } from '../../../notes/text/note-html.ts';
import { noteMarkdown as editorMarkdown } from '../../../renderer/editor/note-markdown.ts';

const reading = readingMarkdown();
// Decoded for reading, where it stands in angle brackets: not what is compared here.
reading.normalizeLinkText = (url) => url;
const { parser } = editorMarkdown.language;

export function treeOf(text: string): Tree {
  return parser.parse(text);
}

/** The nodes of some kinds, as the text they cover. */
export function found(text: string, ...names: string[]): string[] {
  const texts: string[] = [];
  treeOf(text).iterate({
    enter: (node) => {
      if (names.includes(node.name)) texts.push(text.slice(node.from, node.to));
    },
  });
  return texts;
}

const editorNames: Record<string, string> = {
  Emphasis: 'em',
  StrongEmphasis: 'strong',
  Strikethrough: 's',
  Highlight: 'mark',
  InlineCode: 'code',
  Link: 'a',
  Autolink: 'a',
  URL: 'a',
  Image: 'img',
  WikiLink: 'wiki',
  InlineMath: 'math',
};

/** `<strong>text</strong>` and so on, without white space: what the editor makes of a paragraph. */
export function asEdited(text: string): string {
  let out = '';
  const plain = (from: number, to: number): void => {
    if (from < to) out += bare(text.slice(from, to));
  };
  const walk = (node: SyntaxNode): void => {
    let at = node.from;
    const name = nameOf(node);
    if (name !== null) out += `<${name}>`;
    if (['img', 'wiki', 'math'].includes(name ?? '') || node.name === 'HardBreak') at = node.to;
    else if (node.name === 'Escape') at = node.from + 1;
    else if (node.name === 'URL') {
      out += bareUrlText(bare(text.slice(node.from, node.to)));
      at = node.to;
    }
    for (let child = node.firstChild; child !== null && at < node.to; child = child.nextSibling) {
      plain(at, child.from);
      const isHidden = child.name.endsWith('Mark') || ['URL', 'LinkTitle'].includes(child.name);
      if (isReference(node) && isHidden) plain(child.from, child.to);
      else if (isAngled(child)) plain(child.from, child.to);
      else if (!isHidden || (child.name === 'URL' && node.name !== 'Link')) walk(child);
      at = child.to;
    }
    plain(at, node.to);
    if (name !== null) out += `</${name}>`;
  };
  walk(treeOf(text).topNode);
  return out;
}

function isAngled(node: SyntaxNode): boolean {
  return node.name === 'URL' && node.parent?.name === 'Autolink';
}

/** `null`: it has no look of its own. */
function nameOf(node: SyntaxNode): string | null {
  return isReference(node) ? null : (editorNames[node.name] ?? null);
}

/** `[text]` is a link only if the note says where it leads, and these texts don't. */
function isReference(node: SyntaxNode): boolean {
  return (node.name === 'Link' || node.name === 'Image') && node.getChildren('LinkMark').length < 4;
}

const readingNames: Record<string, string> = { link: 'a' };

/** The same of what the reading view makes of it. */
export function asRead(text: string): string {
  let out = '';
  const tokens: Token[] = [];
  for (const token of reading.parse(text, {})) tokens.push(...(token.children ?? []));
  for (const token of tokens) {
    const name = /^(.*)_(?:open|close)$/.exec(token.type)?.[1];
    if (name !== undefined) out += `<${token.nesting < 0 ? '/' : ''}${readingNames[name] ?? name}>`;
    else if (token.type === 'code_inline') out += `<code>${bare(token.content)}</code>`;
    else if (token.type === 'image' || token.type.startsWith('math') || token.type.startsWith('wiki'))
      out += whole(token.type.replace('image', 'img').replace(/_.*/, ''));
    else out += bare(token.content);
  }
  return out;
}

function whole(name: string): string {
  return `<${name}></${name}>`;
}

/** White space is trimmed and joined in several ways that make no difference here. */
function bare(text: string): string {
  return text.replace(/[\s\u00a0\u3000]/gu, '');
}

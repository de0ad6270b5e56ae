/**
 * Pasted HTML as Markdown. It is given nodes that the sanitiser let through (safety.md R-09); of these only what Markdown has a
 * sign for is taken, and text is escaped so that none of it becomes a mark.
 */
import { destination, escapedText, plainUrl } from '../../notes/text/markdown-writing.ts';
import { tableText } from './paste-table.ts';

/** Nodes in each other, and all of them, that are looked at: the rest of an enormous page is left out. */
const deepest = 60;
const mostNodes = 50_000;

/** `null`: there is nothing in it but text, or it is too large. */
export function markdownFrom(root: Node): string | null {
  if (countOf(root) > mostNodes) return null;
  const text = blocksOf(root, 0)
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return text === '' ? null : text;
}

function countOf(root: Node): number {
  let count = 0;
  for (const pending: Node[] = [root]; pending.length > 0 && count <= mostNodes; count++)
    pending.push(...(pending.pop()?.childNodes ?? []));
  return count;
}

/** Whether the nodes say more than their text does. */
export function hasMarks(root: ParentNode): boolean {
  return (
    root.querySelector(
      'a[href], b, strong, i, em, del, s, strike, mark, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, table, pre, code, img',
    ) !== null
  );
}

const inline = new Set(
  (
    '#text A B STRONG I EM S STRIKE DEL INS U MARK CODE KBD SAMP VAR SUB SUP SMALL BIG ABBR CITE Q DFN TIME SPAN FONT RUBY RB RT RP ' +
    'BDI BDO WBR BR IMG math svg'
  ).split(' '),
);

function blocksOf(parent: Node, depth: number): string[] {
  const blocks: string[] = [];
  let words: Node[] = [];
  const flush = () => {
    const text = asParagraph(words);
    words = [];
    if (text !== '') blocks.push(text);
  };
  for (const node of parent.childNodes) {
    if (isInline(node)) words.push(node);
    else {
      flush();
      if (depth < deepest) blocks.push(...blockOf(node as Element, depth + 1));
    }
  }
  flush();
  return blocks;
}

/** Pages put links and bold around whole blocks: then it is a block. */
function isInline(node: Node): boolean {
  if (!inline.has(node.nodeName)) return node.nodeType !== 1;
  return (
    node.nodeType !== 1 ||
    (node as Element).querySelector('p, h1, h2, h3, h4, h5, h6, ul, ol, table, pre, blockquote') === null
  );
}

function blockOf(node: Element, depth: number): string[] {
  const name = node.nodeName;
  if (/^H[1-6]$/.test(name)) {
    const text = oneLine(node);
    return text === '' ? [] : [`${'#'.repeat(Number(name[1]))} ${text}`];
  }
  if (name === 'HR') return ['---'];
  if (name === 'PRE') return [fenced(node)];
  if (name === 'UL' || name === 'OL') return [list(node, depth)];
  if (name === 'BLOCKQUOTE') return [prefixed(blocksOf(node, depth).join('\n\n'), '> ', '> ')];
  if (name === 'TABLE') return table(node);
  return blocksOf(node, depth);
}

function asParagraph(nodes: readonly Node[]): string {
  const lines = spaced(nodes.map((node) => inlineOf(node, 0)).join(''))
    .split('\n')
    .map((line) => line.trim());
  const [first = '', ...rest] = lines.join('\n').trim().split('\n');
  return [atStart(first), ...rest.map(atStart)].join('\\\n').replace(/^(?:\\\n)+|(?:\\\n)+$/g, '');
}

/** Nothing at the start of a line makes it another block. What is inside is escaped already. */
function atStart(line: string): string {
  return line
    .replace(/^([#>+\-=|:~])(?=[\s#>+\-=|:~]|$)/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

function spaced(text: string): string {
  return text.replace(/[ \t\r\f\u00a0]+/g, ' ').replace(/ *\n */g, '\n');
}

function inlineOf(node: Node, depth: number): string {
  if (node.nodeType === 3) return textOf(node);
  if (node.nodeType !== 1 || depth > deepest) return '';
  const element = node as Element;
  const inner = () => [...element.childNodes].map((child) => inlineOf(child, depth + 1)).join('');
  switch (element.nodeName) {
    case 'BR':
      return '\n';
    case 'B':
    case 'STRONG':
      return marked(inner(), '**', element);
    case 'I':
    case 'EM':
      return marked(inner(), '*', element);
    case 'MARK':
      return marked(inner(), '==', element);
    case 'svg':
    case 'RP':
      return '';
    case 'S':
    case 'STRIKE':
    case 'DEL':
      return marked(inner(), '~~', element);
    case 'CODE':
    case 'KBD':
    case 'SAMP':
      return code(element.textContent);
    case 'IMG':
      return picture(element);
    case 'A':
      return link(element, inner());
    default:
      return inner();
  }
}

/** What ends it could become a mark together with what follows: HTML, an entity, a picture. */
function textOf(node: Node): string {
  const text = escapedText((node.nodeValue ?? '').replace(/\s+/g, ' ')).replace(/(?<!\\)([<&])$/, '\\$1');
  return node.nextSibling?.nodeType === 1 ? text.replace(/!$/, '\\!') : text;
}

/** The marks stand beside letters, blanks outside; around themselves or nothing they are none. */
function marked(text: string, mark: string, element: Element): string {
  const [, before = '', inside = '', behind = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  const outer = element.parentElement?.closest(element.nodeName.toLowerCase()) ?? null;
  const isNested = outer !== null && !isUnmarked(outer);
  if (inside === '' || isUnmarked(element) || isNested || inside.includes('\n')) return text;
  return `${before}${mark}${inside}${mark}${behind}`;
}

/** Google's documents put a bold that is none around everything. */
function isUnmarked(element: Element): boolean {
  return /font-weight:\s*(?:normal|400)|font-style:\s*normal/.test(element.getAttribute('style') ?? '');
}

function code(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  if (plain === '') return '';
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = plain.startsWith('`') || plain.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${plain}${gap}${fence}`;
}

function link(element: Element, text: string): string {
  const href = plainUrl(element.getAttribute('href') ?? '');
  const inside = text.replace(/\s+/g, ' ').trim();
  if (inside === '') return '';
  if (!/^(?:https?:\/\/|mailto:)/i.test(href)) return text;
  const [before, behind] = [/^\s/.test(text) ? ' ' : '', /\s$/.test(text) ? ' ' : ''];
  return `${before}[${inside}](${destination(href)})${behind}`;
}

function picture(element: Element): string {
  const src = plainUrl(element.getAttribute('src') ?? element.getAttribute('data-src') ?? '');
  const alt = escapedText((element.getAttribute('alt') ?? '').replace(/\s+/g, ' ').trim());
  return /^https?:\/\//i.test(src) ? `![${alt}](${destination(src)})` : alt;
}

function oneLine(node: Node): string {
  return spaced([...node.childNodes].map((child) => inlineOf(child, 0)).join(''))
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(\s)(#+)$/, '$1\\$2');
}

function fenced(node: Element): string {
  const text = node.textContent.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const longest = Math.max(2, ...[...text.matchAll(/^\s*(`+)/gm)].map(([, run = '']) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${languageOf(node)}\n${text}\n${fence}`;
}

/** What pages say of their code: highlight.js, Prism, GitHub, Hexo; `''`: nothing, or that it is plain. */
function languageOf(pre: Element): string {
  const around = [pre.querySelector('code'), pre, pre.parentElement, pre.closest('figure')];
  for (const element of around) {
    const names = element?.getAttribute('class') ?? '';
    const found =
      /(?:^|\s)(?:language|lang|highlight-source)-([\w+#.-]{1,30})(?=\s|$)/i.exec(names) ??
      (element?.nodeName === 'CODE' ? /^hljs ([a-z][\w+#-]{0,29})$/i.exec(names) : null) ??
      (element?.nodeName === 'FIGURE' ? /^highlight ([a-z][\w+#-]{0,29})$/i.exec(names) : null);
    if (found !== null)
      return /^(?:none|plain|plaintext|text|txt|auto)$/i.test(found[1] ?? '') ? '' : (found[1] ?? '');
  }
  return '';
}

function list(node: Element, depth: number): string {
  let number = Number(/^\d{1,9}$/.exec(node.getAttribute('start') ?? '')?.[0] ?? '1');
  const items: string[] = [];
  let isLoose = false;
  for (const child of node.children) {
    const mark = node.nodeName === 'OL' ? `${number}. ` : '- ';
    // Some programs put an inner list beside the items, not into one.
    if (child.nodeName !== 'LI') {
      const inner = blockOf(child, depth + 1).join('\n\n');
      if (inner !== '')
        items.push(prefixed(inner, items.length === 0 ? '' : '  ', items.length === 0 ? '' : '  '));
      continue;
    }
    number++;
    const blocks = depth < deepest ? blocksOf(child, depth + 1) : [];
    isLoose ||= child.querySelector(':scope > p + p') !== null;
    const isTight = !isLoose && blocks.slice(1).every((block) => /^(?:- |\d+\. )/.test(block));
    items.push(prefixed(blocks.join(isTight ? '\n' : '\n\n'), mark, ' '.repeat(mark.length)).trimEnd());
  }
  return items.join(isLoose ? '\n\n' : '\n');
}

function prefixed(text: string, first: string, rest: string): string {
  return text
    .split('\n')
    .map((line, at) => (line === '' && at > 0 ? rest.trimEnd() : (at === 0 ? first : rest) + line))
    .join('\n');
}

/** A table that lays out a page, or holds blocks, is none. */
function table(node: Element): string[] {
  const rows = [...node.querySelectorAll('tr')].filter((row) => row.closest('table') === node);
  const cells = rows.map((row) =>
    // Hexo numbers the lines of code in a cell of their own.
    [...row.children].filter(
      ({ nodeName, className }) => (nodeName === 'TD' || nodeName === 'TH') && className !== 'gutter',
    ),
  );
  const hasBlocks = node.querySelector('table, pre, ul, ol, blockquote, h1, h2, h3') !== null;
  const texts = cells.map((row) =>
    row.map((cell) => spaced(blocksOf(cell, deepest - 5).join(' ')).replaceAll(/\\?\n/g, ' ')),
  );
  const written = hasBlocks ? null : tableText(texts, true);
  return written === null ? cells.flat().flatMap((cell) => blocksOf(cell, deepest - 10)) : [written];
}

/** Sanitised HTML of an article as Markdown without any HTML in it. */
import TurndownService from 'turndown';
import type { PageElement } from './page-nodes.ts';

/**
 * @param html as `sanitizeCopy` gives it
 * @param pictureName what stands for a picture in the Markdown: its `src`, or the name of the file that is kept
 */
export function markdownOf(html: string, pictureName: (src: string) => string): string {
  const service = new TurndownService({
    headingStyle: 'atx',
    codeBlockStyle: 'fenced',
    bulletListMarker: '-',
    emDelimiter: '*',
    hr: '---',
  });
  const escapeMarks = service.escape.bind(service);
  service.escape = (text) => escapeSigns(escapeMarks(text));
  const rule = (
    name: string,
    filter: TurndownService.Filter,
    replacement: (content: string, element: PageElement) => string,
  ) =>
    service.addRule(name, {
      filter,
      replacement: (content, node) => replacement(content, node as never),
    });

  rule('picture', 'img', (_content, picture) => {
    const src = picture.getAttribute('src') ?? '';
    if (src === '') return '';
    return `![${inBrackets(picture.getAttribute('alt') ?? '')}](${destination(pictureName(src))})`;
  });
  rule('link', 'a', (content, link) => {
    const href = link.getAttribute('href') ?? '';
    const text = content.replace(/\s*\n\s*/g, ' ').trim();
    return href === '' || text === '' ? content : `[${text}](${destination(href)})`;
  });
  rule('struck', ['del', 's'], (content) => (content.trim() === '' ? content : `~~${content}~~`));
  rule('figure', 'figure', (content) => `\n\n${content.trim()}\n\n`);
  rule('caption', ['figcaption', 'caption'], (content) => `\n\n${content.trim()}\n\n`);
  rule('table', 'table', (content, table) => tableOf(service, content, table));
  rule('row', ['tr', 'thead', 'tbody', 'tfoot'], (content) => `\n\n${content}\n\n`);
  rule('cell', ['td', 'th'], (content) => `\n\n${content.trim()}\n\n`);
  return `${service
    .turndown(html)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** Nothing of the text becomes HTML, or what an entity means, when the Markdown is read. */
function escapeSigns(text: string): string {
  return text.replace(/</g, '\\<').replace(/&(?=#?[a-z0-9]{1,40};)/gi, '\\&');
}

function inBrackets(text: string): string {
  return escapeSigns(
    text
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/[\\[\]`*_!]/g, '\\$&'),
  );
}

/** An address as it stands in a link: no blank, bracket or sign in it ends it early. */
export function destination(url: string): string {
  return url.replace(
    /[\s()<>\\]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Tables that lay out a page hold blocks; a Markdown table can't, and they are no tables. */
function tableOf(service: TurndownService, content: string, table: PageElement): string {
  // Not spread: this document's lists can't be iterated.
  const rows = Array.from(table.querySelectorAll('tr'), (row) =>
    Array.from(row.childNodes as unknown as ArrayLike<PageElement>).filter(
      (cell) => cell.localName === 'td' || cell.localName === 'th',
    ),
  );
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const blocks = has(table, 'th') ? 'table, pre' : 'table, pre, h1, h2, h3, h4, ul, ol, blockquote, figure';
  const isLayout = has(table, blocks) || width < 2 || width > 100;
  if (isLayout || rows.length > 2_000) return `\n\n${content.trim()}\n\n`;
  const lines = rows
    .filter((row) => row.length > 0)
    .map((row) => {
      const cells = row.map((cell) => cellText(service, cell));
      return `| ${[...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')].join(' | ')} |`;
    });
  const align = Array.from({ length: width }, (_, at) =>
    alignment(rows[0]?.[at]?.getAttribute('align') ?? ''),
  );
  const hasHead = rows[0]?.some((cell) => cell.localName === 'th') === true || has(table, 'thead');
  const head = hasHead ? lines.splice(0, 1) : [`|${' |'.repeat(width)}`];
  const caption = table.querySelector('caption')?.textContent?.trim() ?? '';
  return `\n\n${caption === '' ? '' : `${escapeSigns(caption)}\n\n`}${[...head, `| ${align.join(' | ')} |`, ...lines].join('\n')}\n\n`;
}

/** This document says `undefined` where others say `null`. */
function has(element: PageElement, selector: string): boolean {
  return element.querySelectorAll(selector).length > 0;
}

/** Turndown's types want a browser's element; it uses no more than linkedom's have. */
function forTurndown(element: unknown): never {
  return element as never;
}

function cellText(service: TurndownService, cell: PageElement): string {
  const text = service.turndown(forTurndown(cell));
  return text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, '\\|')
    .trim();
}

function alignment(written: string): string {
  return { left: ':---', center: ':---:', right: '---:' }[written.toLowerCase()] ?? '---';
}

/** Sanitised HTML of an article as Markdown without any HTML in it. */
import TurndownService from 'turndown';
import type { PageElement, PageNode } from './page-nodes.ts';

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
  const numbers = new ItemNumbers();
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
  rule('link', 'a', linked);
  rule('emphasis', ['em', 'i'], emphasised('*', ['em', 'i']));
  rule('strong', ['strong', 'b'], emphasised('**', ['strong', 'b']));
  rule('item', 'li', (content, item) => {
    const list = item.parentNode;
    const mark = list?.localName === 'ol' ? `${numbers.of(item, list)}. ` : '- ';
    const lines = content.replace(/^\n+/, '').trimEnd().split('\n');
    return `${mark}${lines.join(`\n${' '.repeat(mark.length)}`)}${/\n\s*$/.test(content) ? '\n' : ''}${item.nextSibling ? '\n' : ''}`;
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
    .map((line, at, all) => line.trimEnd() + (line.endsWith('  ') && isText(line, all[at + 1]) ? '  ' : ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** Whether a break between these two lines is to be seen. */
function isText(line: string, next = ''): boolean {
  return line.trim() !== '' && next.trim() !== '';
}

function linked(content: string, link: PageElement): string {
  const href = link.getAttribute('href') ?? '';
  const heading = /^\s*(#{1,6}) ([^\n]+)\s*$/.exec(content);
  // A link in a heading, not around it.
  if (href !== '' && heading !== null)
    return `\n\n${heading[1] ?? ''} [${heading[2]?.trim() ?? ''}](${destination(href)})\n\n`;
  const text = content
    .split('\n')
    .map((line) => line.replace(/^ {0,3}#{1,6} /, '').trim())
    .filter((line) => line !== '')
    .join(' ');
  return href === '' || text === '' ? content : `[${text}](${destination(href)})`;
}

const stops = '.,:;!?…。，、：；！？“”‘’「」『』《》（）【】—·';

/**
 * Marks that every reader of Markdown takes for such: they stand beside letters. Around nothing but a stop they are none, and a stop
 * that a letter follows stands outside: `**one**：two`.
 */
function emphasised(
  mark: string,
  names: readonly string[],
): (content: string, element: PageElement) => string {
  return (content, element) => {
    for (let at = element.parentNode; at !== null; at = at.parentNode)
      if (names.includes(at.localName)) return content;
    let from = 0;
    let to = content.length;
    const isBlank = (at: number): boolean => /\s/.test(content.charAt(at));
    const isStop = (at: number): boolean => isBlank(at) || stops.includes(content.charAt(at));
    const isBesideText = (sibling: PageNode | null, edge: RegExp): boolean =>
      edge.test(sibling?.textContent ?? '');
    const isLeftOut = isBesideText(element.previousSibling, /[\p{L}\p{N}]$/u) ? isStop : isBlank;
    const isRightOut = isBesideText(element.nextSibling, /^[\p{L}\p{N}]/u) ? isStop : isBlank;
    while (from < to && isLeftOut(from)) from++;
    while (to > from && isRightOut(to - 1)) to--;
    const text = content.slice(from, to);
    return /[\p{L}\p{N}\]`]/u.test(text)
      ? `${content.slice(0, from)}${mark}${text}${mark}${content.slice(to)}`
      : content;
  };
}

/** The number of an item in its list, counted once for all of them. */
class ItemNumbers {
  readonly #known = new WeakMap<PageElement, number>();

  of(item: PageElement, list: PageElement): number {
    if (!this.#known.has(item)) {
      let number = Number(/^\d{1,9}$/.exec(list.getAttribute('start') ?? '')?.[0] ?? '1');
      for (const child of Array.from(list.childNodes as unknown as ArrayLike<PageElement>))
        if (child.localName === 'li') this.#known.set(child, number++);
    }
    return this.#known.get(item) ?? 1;
  }
}

/** Nothing of the text becomes HTML, or what an entity means, when the Markdown is read. */
function escapeSigns(text: string): string {
  return text
    .replace(/^(\s*)\+(?=\s*$)/, '$1\\+')
    .replace(/</g, '\\<')
    .replace(/&(?=#?[a-z0-9]{1,40};)/gi, '\\&');
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

/** Who wrote a page and when, where its `<meta>` and JSON-LD don't say so. */
import { parseDate } from '../text/dates.ts';
import type { PageDocument, PageElement } from './page-nodes.ts';
import { plainTitle } from './plain-title.ts';

const bylines = [
  '#js_name_author, #js_author_name, .rich_media_meta_text.author',
  '[itemprop="author"] [itemprop="name"], [itemprop="author"]',
  'a[rel~="author"]',
  '.postDesc a[href*="cnblogs.com/"], .follow-nickName',
  '.author-info-block .username, .AuthorInfo-name, .UserLink.AuthorInfo-name, .article-author, .author-name, .post-author',
  '.byline .author, .byline, .p-author, .entry-author, .post-meta .author, .author',
  '[class*="byline" i], [id*="byline" i], [class*="writtenby" i], [class*="author" i], [id*="author" i]',
];

/** The author named above the text; empty: nobody is, or not plainly. */
export function bylineIn(document: PageDocument): string {
  for (const selector of bylines) {
    for (const element of firstOf(document.querySelectorAll(selector), 3)) {
      const name = authorName(element.getAttribute('content') ?? element.textContent ?? '');
      if (name !== '') return name;
    }
  }
  return '';
}

/** A name without what stands around it; empty for what is no name. */
export function authorName(text: string): string {
  const name = plainTitle(text, 120)
    .replace(
      /^(?:(?:written|posted|published) by|by|作者|原文作者|原创|文|撰文|著)\s*(?:[:：/／|]\s*|\s+(?!$))/iu,
      '',
    )
    .replace(/\s*[|·•,，»].*$/u, '')
    .replace(
      /\s+(?:on\s+)?(?:\d{4}[-/年.]\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*$/iu,
      '',
    )
    .replace(/[\s—–-]+$/u, '')
    .trim();
  return name.length > 60 || /^https?:|[{}<>]/i.test(name) ? '' : name;
}

/** A date as the card has it: ISO 8601, the day alone when no time is written; empty for what is none. */
export function isoDate(text: string): string {
  const date = parseDate(
    text.trim().replace(/^(?:发布于|发表于|编辑于|更新于|published( on)?:?|posted( on)?:?|on)\s*/i, ''),
  );
  if (!date || date.year < 1970 || date.year > 2200) return '';
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const day = `${date.year}-${two(date.month)}-${two(date.day)}`;
  const hasTime = /\d\s*[:时時点點]\s*\d|[时時点點]/.test(text);
  if (!hasTime) return day;
  const zone = date.offsetMinutes === null ? '' : zoneText(date.offsetMinutes);
  return `${day}T${two(date.hour)}:${two(date.minute)}:${two(date.second)}${zone}`;
}

function zoneText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const two = (number: number) => String(number).padStart(2, '0');
  const whole = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(whole / 60))}:${two(whole % 60)}`;
}

const dated = [
  'time[pubdate]',
  '[itemprop="datePublished"]',
  'article time, header time, main time',
  'time',
  '#publish_time',
  '.ContentItem-time [data-tooltip], .blog-postTime',
  '.publish-time, .published, .pubdate, .post-date, .post-time, .entry-date, .article-time, .date, .time, .article-meta, .post-meta, .article-info-box, .ContentItem-time, .meta-box',
];
const inText =
  /(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号號](?:\s*\d{1,2}:\d{2}(?::\d{2})?)?|\b(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?)(?!\d)/u;

/** The date that stands beside the title or, in Chinese, near the beginning of the text; ISO 8601, empty for none. */
export function dateIn(document: PageDocument, text: string): string {
  for (const selector of dated) {
    for (const element of firstOf(document.querySelectorAll(selector), 5)) {
      const date = dateOf(element);
      if (date !== '') return date;
    }
  }
  return isoDate(inText.exec(text.slice(0, 1_500))?.[0] ?? '');
}

function dateOf(element: PageElement): string {
  for (const name of ['datetime', 'content', 'data-time', 'data-tooltip', 'title']) {
    const date = isoDate(element.getAttribute(name) ?? '');
    if (date !== '') return date;
  }
  const text = plainTitle(element.textContent ?? '', 200);
  return isoDate(text) || isoDate(inText.exec(text)?.[0] ?? '');
}

function firstOf(elements: Iterable<PageElement>, most: number): PageElement[] {
  const found: PageElement[] = [];
  for (const element of elements) {
    if (found.length >= most) break;
    found.push(element);
  }
  return found;
}

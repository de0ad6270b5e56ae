/** Plain text for showing and counting, out of Markdown's text and out of HTML. */
import { bareUrlEnd, bareUrlText } from './urls.ts';

/** White space becomes one space each; a line break between Chinese or Japanese characters becomes nothing. */
export function plainText(text: string): string {
  if (!text.includes('\n')) return oneSpaceEach(text);
  let plain = '';
  let last = '';
  for (const line of text.split('\n')) {
    const next = oneSpaceEach(line);
    if (next === '') continue;
    // `last` apart from `plain`: looking at the end of a string that grows would copy it each time.
    plain += last === '' || (unspaced.test(last) && unspaced.test(next.charAt(0))) ? next : ` ${next}`;
    last = next.slice(-1);
  }
  return plain;
}

function oneSpaceEach(text: string): string {
  return text.replace(/\s\s+|[^\S ]/g, ' ').trim();
}

// Surrogates too: most of them are rare Han characters, and emoji need no space either.
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}ー\u3000-\u303f\uff00-\uffef“”‘’…—\p{Cs}]/u;

/** Hexo's and Hugo's sign for "the excerpt ends here", as a whole comment. */
export const moreComment = /<!--\s{0,20}more\s{0,20}-->/i;

/** What a person sees of a block of HTML, roughly: no comments, scripts, styles or tags. */
export function textOfHtml(html: string): string {
  return plainText(decodeEntities(visibleHtml(html).replace(/<[^<>]*>/g, ' ')));
}

/** HTML with its comments, a script or a style blanked out; its line ends stay. */
function visibleHtml(html: string): string {
  const blank = (text: string): string => text.replace(/[^\n]+/g, ' ');
  if (/^\s*<(?:script|style|template|svg)\b/i.test(html)) return blank(html);
  let visible = '';
  let at = 0;
  while (at < html.length) {
    const comment = html.indexOf('<!--', at);
    const end = comment < 0 ? -1 : html.indexOf('-->', comment + 4);
    if (end < 0) break;
    visible += html.slice(at, comment) + blank(html.slice(comment, end + 3));
    at = end + 3;
  }
  return visible + html.slice(at);
}

/** The address in an `<a href>` tag; `null`: it is something else. */
export function hrefOf(tag: string): string | null {
  const found = /^<a\s[^<>]{0,500}?href\s{0,9}=\s{0,9}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))/i.exec(tag);
  const href = found?.[1] ?? found?.[2] ?? found?.[3];
  return href === undefined ? null : decodeEntities(href).trim();
}

/** `<a href="url">text</a>` in a block of HTML, by 0-based line. */
export function linksInHtml(html: string): { url: string; text: string; line: number }[] {
  const links = [];
  const visible = visibleHtml(html);
  let line = 0;
  let counted = 0;
  for (const { 0: tag, index } of visible.matchAll(/<a\s[^<>]*>/gi)) {
    const url = hrefOf(tag);
    if (url === null) continue;
    for (; counted < index; counted++) if (visible.charCodeAt(counted) === 10) line++;
    const start = index + tag.length;
    // Only as far as a title could reach: a tag that is never closed must not cost the rest of the note each time.
    const inside = visible.slice(start, start + 1000);
    const end = inside.search(/<\/a\s*>/i);
    links.push({ url, text: end < 0 ? '' : textOfHtml(inside.slice(0, end)), line });
  }
  return links;
}

/**
 * Whether text is to be read line by line, and such a line only searched for links: some of markdown-it's rules
 * are quadratic, in the number of `[` above all, and no text may keep the notebook busy (safety.md R-10).
 */
export function isTooBusy(text: string): boolean {
  return (
    text.length > longestInline ||
    (text.length > mostBrackets && text.split('[', mostBrackets + 2).length > mostBrackets)
  );
}

/** UTF-16 units. */
const longestInline = 10_000;
const mostBrackets = 300;

/** Inline links and bare URLs of a line that is too long for a parser; `text` is empty for bare ones. */
export function linksInLongLine(line: string): { url: string; text: string }[] {
  const links = [];
  for (let from = line.search(web); from >= 0;) {
    const end = bareUrlEnd(line, from) ?? from;
    if (end > from) {
      const label = /(!?)\[([^[\]]*)\]\(<?$/.exec(line.slice(Math.max(0, from - 300), from));
      if (label?.[1] !== '!')
        links.push({ url: bareUrlText(line.slice(from, end)), text: plainText(label?.[2] ?? '') });
    }
    const next = Math.max(end, from + 4);
    const distance = line.slice(next).search(web);
    from = distance < 0 ? -1 : next + distance;
  }
  return links;
}

const web = /https?:\/\//i;

function decodeEntities(text: string): string {
  const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };
  return text.replace(/&(amp|lt|gt|quot|nbsp);/g, (entity, name: string) => known[name] ?? entity);
}

/** At most `most` characters (code points), the last one `…` where something was cut off. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (let characters = 0; end < text.length; characters++) {
    if (characters === most) return `${text.slice(0, startOfLast(text, end)).trimEnd()}…`;
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text;
}

/** Where the character that ends at `end` begins. */
function startOfLast(text: string, end: number): number {
  return end - ((text.codePointAt(end - 2) ?? 0) > 0xffff ? 2 : 1);
}

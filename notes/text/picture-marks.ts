/** Pictures as notes write them, and how wide they are to be: read, and changed by the smallest splice. */
import type { WidthForm } from '../api.ts';
import type { TextChange } from './header-edit.ts';

/** A picture in a note's text; offsets in UTF-16 units from where `text` began. */
export interface PictureMark {
  kind: 'markdown' | 'wiki' | 'img';
  /** With the attributes behind it. */
  from: number;
  to: number;
  /** As written, without angle brackets, backslashes and entities. */
  target: string;
  alt: string;
  /** Where the words are that stand for the picture, without a width; both the same where there is no place for them. */
  altFrom: number;
  altTo: number;
  /** CSS px; `null`: as wide as it is. */
  width: number | null;
  form: WidthForm | null;
}

/** UTF-16 units of one picture. */
const longestMark = 4000;
const markdown =
  /!\[((?:\\.|[^[\]\\]|\[[^[\]]*\])*)\]\(\s*(?:<([^<>\n]*)>|((?:\\.|[^\s()\\]|\([^\s()]*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/y;
const wiki = /!\[\[([^[\]|#\n]+)(?:#[^[\]|\n]*)?((?:\|[^[\]|\n]*)*)\]\]/y;
const image = /<img\s(?:[^<>"']|"[^"]*"|'[^']*')*>/iy;
const attributes = /[ \t]?\{(:?)([^{}\n]*)\}/y;
const widthIn = /(^|[\s:])width\s*=\s*(["']?)(\d{1,5})(?:px)?\2(?=\s|$)/;

/** The pictures of one line or paragraph, in order. Code is not told apart: whoever has a syntax tree asks it. */
export function pictureMarks(text: string): PictureMark[] {
  const found: PictureMark[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 33 || code === 60) {
      const mark = pictureMarkAt(text, at);
      if (mark === null) continue;
      found.push(mark);
      at = mark.to - 1;
    }
  }
  return found;
}

/** The picture that begins at `at` with its `!` or `<`. */
export function pictureMarkAt(text: string, at: number): PictureMark | null {
  const piece = text.slice(at, at + longestMark);
  const mark = markdownAt(piece) ?? wikiAt(piece) ?? imgAt(piece);
  return (
    mark && {
      ...mark,
      from: at,
      to: mark.to + at,
      altFrom: mark.altFrom + at,
      altTo: mark.altTo + at,
    }
  );
}

function markdownAt(text: string): PictureMark | null {
  const match = matched(markdown, text, 0);
  if (match === null) return null;
  const inner = match[1] ?? '';
  const size = /\|(\d{1,5})(?:x\d{1,5})?\s*$/.exec(inner);
  const altTo = 2 + (size?.index ?? inner.length);
  const end = match[0].length;
  const behind = matched(attributes, text, end);
  const width = behind === null ? null : widthIn.exec(behind[2] ?? '');
  const written = width?.[3] ?? size?.[1];
  return {
    kind: 'markdown',
    from: 0,
    to: width === null ? end : end + (behind?.[0].length ?? 0),
    target: plainText(match[2] ?? match[3] ?? ''),
    alt: plainText(text.slice(2, altTo)),
    altFrom: 2,
    altTo,
    width: written === undefined ? null : Number(written),
    form: width !== null ? (behind?.[1] === ':' ? 'kramdown' : 'braces') : size === null ? null : 'bar',
  };
}

function wikiAt(text: string): PictureMark | null {
  const match = matched(wiki, text, 0);
  if (match === null) return null;
  const bars = match[2] ?? '';
  const size = /\|(\d{1,5})(?:x\d{1,5})?\s*$/.exec(bars);
  const words = bars.slice(0, size?.index ?? bars.length);
  const altFrom = match[0].length - 2 - bars.length + (words === '' ? 0 : 1);
  return {
    kind: 'wiki',
    from: 0,
    to: match[0].length,
    target: (match[1] ?? '').trim(),
    alt: words.slice(1),
    altFrom,
    altTo: altFrom + Math.max(0, words.length - 1),
    width: size === null ? null : Number(size[1]),
    form: size === null ? null : 'bar',
  };
}

function imgAt(text: string): PictureMark | null {
  const match = matched(image, text, 0);
  if (match === null) return null;
  const of = (name: string) =>
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'<>]+))`, 'i').exec(match[0]);
  const value = (name: string) => {
    const found = of(name);
    return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? '');
  };
  const target = value('src');
  if (target === null) return null;
  const alt = /\salt\s*=\s*(["'])/i.exec(match[0]);
  const altFrom = alt === null ? match[0].length : alt.index + alt[0].length;
  const width = /^\s*(\d{1,5})(?:px)?\s*$/.exec(value('width') ?? '');
  return {
    kind: 'img',
    from: 0,
    to: match[0].length,
    target: plainText(target),
    alt: plainText(value('alt') ?? ''),
    altFrom,
    altTo: altFrom + (alt === null ? 0 : (value('alt') ?? '').length),
    width: width === null ? null : Number(width[1]),
    form: width === null ? null : 'img',
  };
}

/** `pattern` is sticky. */
function matched(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function plainText(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/**
 * The picture with another width, `null` for its own: as its width is written already, else as `habit` says.
 * @param text what the offsets of `mark` count in
 */
export function withWidth(
  text: string,
  mark: PictureMark,
  width: number | null,
  habit: WidthForm,
): TextChange[] {
  if (width === mark.width) return [];
  const whole = text.slice(mark.from, mark.to);
  if (mark.kind === 'img') return imgWidth(whole, mark, width);
  if (mark.kind === 'wiki' || (mark.form ?? habit) === 'bar' || (mark.form === null && habit === 'img')) {
    const end = mark.kind === 'wiki' ? mark.to - 2 : text.indexOf(']', mark.altTo);
    return [{ from: mark.altTo, to: end, insert: width === null ? '' : `|${width}` }];
  }
  if (mark.form === null) {
    const [open, value] = habit === 'kramdown' ? ['{: ', `"${width ?? ''}"`] : ['{', String(width ?? '')];
    return [{ from: mark.to, to: mark.to, insert: `${open}width=${value}}` }];
  }
  const start = whole.lastIndexOf('{');
  const behind = whole.slice(start + 1, -1);
  const match = widthIn.exec(behind);
  if (match === null) return [];
  const lead = match[1] ?? '';
  const from = mark.from + start + 1 + match.index + (lead === ':' ? 1 : 0);
  const to = mark.from + start + 1 + match.index + match[0].length;
  if (width !== null) {
    const digits = match[0].lastIndexOf(match[3] ?? '');
    const at = mark.from + start + 1 + match.index + digits;
    return [{ from: at, to: at + (match[3] ?? '').length, insert: String(width) }];
  }
  const rest = behind.replace(match[0], '').replace(/^:/, '').trim();
  if (rest !== '') return [{ from, to, insert: '' }];
  const braces = whole.slice(0, start).endsWith(' ') ? start - 1 : start;
  return [{ from: mark.from + braces, to: mark.to, insert: '' }];
}

function imgWidth(whole: string, mark: PictureMark, width: number | null): TextChange[] {
  const match = /\swidth\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>/]+)/i.exec(whole);
  const insert = width === null ? '' : ` width="${width}"`;
  if (match !== null) {
    const from = mark.from + match.index;
    return [{ from, to: from + match[0].length, insert }];
  }
  const end = mark.from + whole.length - (/\s*\/?>$/.exec(whole)?.[0].length ?? 1);
  return [{ from: end, to: end, insert }];
}

/** What is written into a note for a file that was stored: a picture in place, anything else a link. */
export function markFor(file: {
  name: string;
  target: string;
  isPicture: boolean;
  isWiki: boolean;
  alt: string;
}): string {
  const mark = file.isPicture ? '!' : '';
  const words = (file.isPicture ? file.alt : file.name).replace(/[\r\n]+/g, ' ');
  if (file.isWiki) return `${mark}[[${file.target}]]`;
  return `${mark}[${words.replace(/[[\]\\|`*_<]/g, '\\$&')}](${file.target})`;
}

/** What a picture's name says about it; `''`: it was made by a machine. */
export function altFromName(name: string): string {
  const stem = name
    .replace(/\.[^.]*$/, '')
    .replace(/[-_]+/g, ' ')
    .trim();
  const isMade =
    /^(?:image|img|dsc|dscn|pxl|mvimg|screenshot|screen shot|photo|picture|clipboard|pasted image|截屏|截图|屏幕截图|微信图片|图片|wx|mmexport|[a-f\d]{8,})?[\s\d.:()at年月日]*$/iu.test(
      stem,
    );
  return isMade ? '' : stem;
}

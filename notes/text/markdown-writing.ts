/** Plain text and addresses as Markdown that is read back as exactly them, on the reading side and in a blog's generator. */

/**
 * Text on one line whose marks are only characters. What no reader of Markdown takes for a mark stays as it is
 * (`snake_case`, Chinese), or with `isThorough` no ASCII sign does.
 */
export function escapedText(text: string, isThorough = false): string {
  if (isThorough) return text.replace(/[!-/:-@[-`{-~]/g, '\\$&');
  const struck = text.split('~').length > 2;
  return (
    text
      .replace(/[\\`*[\]]/g, '\\$&')
      // An underscore inside a word is none of CommonMark's marks.
      .replace(/(?<![a-z0-9])_|_(?![a-z0-9])/gi, '\\_')
      .replace(/~/g, struck ? '\\~' : '~')
      .replace(/<(?=[a-z/!?])/gi, '\\<')
      .replace(/&(?=#?\w{1,40};)/g, '\\&')
      .replace(/==/g, '\\==')
      // Liquid, which Jekyll and Hexo run on the text before it is Markdown.
      .replace(/(?<=\{)[{%#]/g, '\\$&')
      .replace(/:(?=\/\/)/g, '\\:')
  );
}

/** A paragraph of one line: nothing at its start makes it a heading, a list, a quotation, a rule or a definition. */
export function escapedParagraph(line: string): string {
  const escaped = escapedText(line.trim());
  return escaped
    .replace(/^[#>+\-=|:~]/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^\{(?=:)/, '\\{');
}

/** A link's text from a title: one line, without what steers or hides text. Empty: nothing of it can be seen. */
export function plainLine(text: string): string {
  return text
    .toWellFormed()
    .replace(unseen, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

// Bidi controls, zero-width spaces and byte order marks; joiners belong to emoji and to Indic and Persian words.
const unseen = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** An address on one line: what `URL` passes over is left out, what no address holds is encoded. */
export function plainUrl(url: string): string {
  return url
    .replace(/^[\s\0-\x1f]+|[\s\0-\x1f]+$|[\t\r\n]/g, '')
    .toWellFormed()
    .replace(/[\0-\x1f\x7f\u2028\u2029]/g, (character) => encodeURIComponent(character));
}

/** `url` as the destination of a link. */
export function destination(url: string): string {
  const escaped = url.replace(/\\|&(?=#?\w{1,40};)|(?<=\{)[{%#]/g, '\\$&');
  const isPlain = !/[\s<>\p{Cc}]/u.test(url) && isBalanced(url);
  return isPlain ? escaped : `<${escaped.replace(/[<>]/g, '\\$&')}>`;
}

/** CommonMark lets a destination hold parentheses that are closed in order; markdown-it up to 32 of them in each other. */
function isBalanced(url: string): boolean {
  let open = 0;
  for (const character of url) {
    if (character === '(') open += 1;
    if (character === ')') open -= 1;
    if (open < 0 || open > 20) return false;
  }
  return open === 0;
}

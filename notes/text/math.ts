/** Where formulas stand in Markdown: the one rule of editor and reading view. */

export interface MathSpan {
  /** Of the whole, marks included; UTF-16 offsets. */
  from: number;
  to: number;
  /** 1: `$x$`, in the line; 2: `$$x$$`, a formula by itself. */
  mark: 1 | 2;
}

/** UTF-16 units of a formula within a line. */
const longestMath = 2000;

/**
 * The formula that starts at `at`, on its line; `null`: `$` is only a sign there. A single `$` is no mark beside a letter
 * or digit outside or white space inside (`US$5`, `$5 and $10`, `$HOME/$USER`), and the first `$` that follows decides.
 */
export function mathAt(text: string, at: number): MathSpan | null {
  if (text.charCodeAt(at) !== dollar || text.charCodeAt(at - 1) === dollar) return null;
  let size = 1;
  while (size < 3 && text.charCodeAt(at + size) === dollar) size++;
  if (size === 3) return null;
  const mark = size === 1 ? 1 : 2;
  const start = at + size;
  const end = nextDollars(text, start, mark);
  if (end === null) return null;
  const content = text.slice(start, end);
  if (content.trim() === '') return null;
  const to = end + mark;
  if (text.charCodeAt(to) === dollar) return null;
  if (mark === 1 && (/^\s|\s$/.test(content) || isWord(text, at - 1) || isWord(text, to))) return null;
  return { from: at, to, mark };
}

/** Where the marks that close begin: the next `$` of its line, or `$$`, that no `\` stands before. */
function nextDollars(text: string, start: number, mark: 1 | 2): number | null {
  const most = Math.min(text.length, start + longestMath);
  for (let at = start; at < most; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) return null;
    if (code === backslash) at++;
    else if (code === dollar && (mark === 1 || text.charCodeAt(at + 1) === dollar)) return at;
  }
  return null;
}

function isWord(text: string, at: number): boolean {
  return /[A-Za-z0-9]/.test(text.charAt(at));
}

/**
 * Whether a line begins a formula that is a block by itself, what stands before it taken away: `open` over several
 * lines, to the line that ends with `$$`, or to the first empty one; `whole` on this line alone. `null`: neither.
 */
export function mathBlockStart(line: string): 'open' | 'whole' | null {
  if (!line.startsWith('$$') || line.charCodeAt(2) === dollar) return null;
  const rest = line.slice(2).trimEnd();
  const close = rest.indexOf('$$');
  if (close < 0) return 'open';
  return close === rest.length - 2 && rest.slice(0, close).trim() !== '' ? 'whole' : null;
}

/** Whether a formula that `open`ed ends with this line. */
export function mathBlockEnds(line: string): boolean {
  return line.trimEnd().endsWith('$$');
}

const lineFeed = 10;
const dollar = 36;
const backslash = 92;

/** Tokens of inline text that hold no other: code, escapes, tags, addresses in angle brackets. */
import type { Span } from './inline-spans.ts';

/** Where the run of ticks at `at` ends. */
export function runEnd(text: string, at: number): number {
  while (text.charCodeAt(at) === 96) at++;
  return at;
}

/** By length, where the last run of so many ticks begins: what can't be closed is not searched for. */
export function lastRunsOf(text: string): Map<number, number> {
  const last = new Map<number, number>();
  for (let at = text.indexOf('`'); at >= 0;) {
    const end = runEnd(text, at);
    last.set(end - at, at);
    at = text.indexOf('`', end);
  }
  return last;
}

/** Where the `\` at `at` and what it stands before end, whatever that is; `null` at the end of the text. */
export function escapeEnd(text: string, at: number): number | null {
  if (at + 1 >= text.length) return null;
  const next = text.codePointAt(at + 1) ?? 0;
  if (next === 32) return at + 1;
  return at + (next > 0xffff ? 3 : 2);
}

const email =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
// CommonMark 0.31.2, section 6.5.
const absolute = /^[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^<>\x00-\x20]*$/;
const tag =
  // CommonMark 0.31.2, section 6.6.
  /^(?:<[A-Za-z][A-Za-z0-9-]*(?:\s+[a-zA-Z_:][a-zA-Z0-9:._-]*(?:\s*=\s*(?:[^"'=<>`\x00-\x20]+|'[^']*'|"[^"]*"))?)*\s*\/?>|<\/[A-Za-z][A-Za-z0-9-]*\s*>)/;
/** UTF-16 units of an address in angle brackets, and of a tag. */
const longestAddress = 4096;
const longestTag = 20_000;

/**
 * The autolink, tag or comment that starts with the `<` at `at`, the whole first; `open`: a comment or the like that never ends, which
 * makes all that follow nothing (`skipsSpecial`), as in markdown-it.
 */
export function angleSpans(text: string, at: number, skipsSpecial: boolean): Span[] | 'open' | null {
  const address = addressIn(text, at);
  if (address !== null) {
    const to = at + address.length + 2;
    return [
      { name: 'Autolink', from: at, to },
      { name: 'LinkMark', from: at, to: at + 1 },
      { name: 'URL', from: at + 1, to: to - 1 },
      { name: 'LinkMark', from: to - 1, to },
    ];
  }
  const next = text.charAt(at + 1);
  if (next === '!' || next === '?') return specialSpan(text, at, skipsSpecial);
  const length = tag.exec(text.slice(at, at + longestTag))?.[0].length;
  return length === undefined ? null : [{ name: 'HTMLTag', from: at, to: at + length }];
}

function addressIn(text: string, at: number): string | null {
  if (!/[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]/.test(text.charAt(at + 1))) return null;
  const inside = /^[^<>]*(?=>)/.exec(text.slice(at + 1, at + longestAddress))?.[0];
  return inside !== undefined && (absolute.test(inside) || email.test(inside)) ? inside : null;
}

function specialSpan(text: string, at: number, skips: boolean): Span[] | 'open' | null {
  const whole = (name: string, to: number): Span[] => [{ name, from: at, to }];
  let name = 'HTMLTag';
  let start = at + 3;
  let end = '>';
  if (text.startsWith('<!--', at)) {
    if (text.startsWith('>', at + 4)) return whole('Comment', at + 5);
    if (text.startsWith('->', at + 4)) return whole('Comment', at + 6);
    [name, start, end] = ['Comment', at + 4, '-->'];
  } else if (text.startsWith('<![CDATA[', at)) [start, end] = [at + 9, ']]>'];
  else if (text.charAt(at + 1) === '?') [name, start, end] = ['ProcessingInstruction', at + 2, '?>'];
  else if (!/[A-Za-z]/.test(text.charAt(at + 2))) return null;
  if (skips) return null;
  const found = text.indexOf(end, start);
  return found < 0 ? 'open' : whole(name, found + end.length);
}

/** 1 for `<a ...>`, -1 for `</a>`, 0 for any other tag. */
export function openLinkTag(written: string): number {
  if (/^<a[>\s]/i.test(written)) return 1;
  return /^<\/a\s*>/i.test(written) ? -1 : 0;
}

/** What follows a link's text in round brackets: an address, and perhaps a title (CommonMark 0.31.2, section 6.3). */
import type { Span } from './inline-spans.ts';

export interface LinkTail {
  parts: Span[];
  to: number;
}

/** The address and title that begin with a `(` at `at`; `null`: no link ends like this. */
export function linkTail(text: string, at: number): LinkTail | null {
  if (text.charCodeAt(at) !== 40) return null;
  const parts: Span[] = [];
  let end = spaceEnd(text, at + 1);
  if (end >= text.length) return null;
  const address = addressEnd(text, end);
  if (address !== null) {
    parts.push({ name: 'URL', from: end, to: address });
    end = spaceEnd(text, address);
    const title = end > address ? titleEnd(text, end) : null;
    if (title !== null) {
      parts.push({ name: 'LinkTitle', from: end, to: title });
      end = spaceEnd(text, title);
    }
  }
  return text.charCodeAt(end) === 41 ? { parts, to: end + 1 } : null;
}

function spaceEnd(text: string, at: number): number {
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10) return at;
  }
}

function addressEnd(text: string, start: number): number | null {
  return text.charCodeAt(start) === 60 ? bracketedEnd(text, start) : plainEnd(text, start);
}

function bracketedEnd(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 60) return null;
    if (code === 62) return at + 1;
    if (code === 92) at++;
  }
  return null;
}

const deepest = 32;

function plainEnd(text: string, start: number): number | null {
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 127) break;
    if (code === 92 && at + 1 < text.length) {
      if (text.charCodeAt(at + 1) !== 32) at++;
    } else if (code === 40) {
      if (++depth > deepest) return null;
    } else if (code === 41 && depth-- === 0) {
      depth = 0;
      break;
    }
  }
  return at === start || depth !== 0 ? null : Math.min(at, text.length);
}

function titleEnd(text: string, start: number): number | null {
  const open = text.charCodeAt(start);
  if (open !== 34 && open !== 39 && open !== 40) return null;
  const close = open === 40 ? 41 : open;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === close) return at + 1;
    if (code === 40 && close === 41) return null;
    if (code === 92) at++;
  }
  return null;
}

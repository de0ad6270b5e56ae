/** Where in a note's text its links to other notes and files stand, exactly: for changing them. */
import { readHeader } from './front-matter.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { readBlocks } from './markdown.ts';
import { destination } from './markdown-writing.ts';
import { decoded, type NoteLinkKind } from './note-link.ts';
import { longestBody } from './sizes.ts';
import { wikiLinks } from './wiki-link.ts';

/** The target of a link, or of a picture, as it is written. */
export interface LinkPlace {
  kind: NoteLinkKind;
  /** Of the target alone, without `#heading`: UTF-16 offsets in the note. */
  from: number;
  to: number;
  /** Percent escapes and those of Markdown undone. */
  target: string;
  /** It is shown in place: a picture, or an embedded note. */
  isShown: boolean;
  /** Between `<` and `>`. */
  isAngled: boolean;
}

/** Wiki links, and what may be destinations of relative links, pictures and definitions; in order. Not all of them need be links to a reader. */
export function linkPlaces(text: string): LinkPlace[] {
  const { bodyFrom } = readHeader(text);
  const body = text.slice(bodyFrom, bodyFrom + longestBody);
  const wiki = wikiLinks(body).map(({ target, targetFrom, targetTo, isEmbed }): LinkPlace => ({
    ...{ kind: 'wiki', from: bodyFrom + targetFrom, to: bodyFrom + targetTo, target },
    ...{ isShown: isEmbed, isAngled: false },
  }));
  return [...wiki.filter(({ target }) => target !== ''), ...relativePlaces(body, bodyFrom)].sort(
    (a, b) => a.from - b.from,
  );
}

const longestAddress = 1000;

function relativePlaces(body: string, bodyFrom: number): LinkPlace[] {
  const found: LinkPlace[] = [];
  for (const match of body.matchAll(/\](?:\(|:)[ \t]*\n?[ \t]*(<)?/g)) {
    const at = match.index + match[0].length;
    const isAngled = match[1] !== undefined;
    const rest = body.slice(at, at + longestAddress);
    const written = isAngled ? (/^(?:\\.|[^<>\n\\])*(?=>)/.exec(rest)?.[0] ?? '') : plainAddress(rest);
    const place = written.replace(/[#?].*$/s, '');
    if (place === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(place)) continue;
    const label = match[0].startsWith('](') ? openingOf(body, match.index) : -1;
    found.push({
      ...{ kind: 'relative', from: bodyFrom + at, to: bodyFrom + at + place.length },
      target: decoded(place.replace(/\\([!-/:-@[-`{-~])/g, '$1').replaceAll('&amp;', '&')),
      ...{ isShown: label > 0 && body[label - 1] === '!', isAngled },
    });
  }
  return found;
}

/** As far as it has no blanks and its parentheses are closed. */
function plainAddress(rest: string): string {
  const text = /^[^\s<\0-\x1f\x7f][^\s\0-\x1f\x7f]*/.exec(rest)?.[0] ?? '';
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') open++;
    else if (text[at] === ')' && open-- === 0) return text.slice(0, at);
  }
  return text;
}

/** The `[` that the `]` at `close` belongs to; -1: none. */
function openingOf(body: string, close: number): number {
  let depth = 0;
  for (let at = close - 1; at >= 0 && close - at < longestAddress; at--) {
    if (body[at] === ']') depth++;
    else if (body[at] === '[' && depth-- === 0) return at;
  }
  return -1;
}

/** `target` as it is written in that place. */
export function writtenTarget(place: LinkPlace, target: string, before: string): string {
  if (place.kind === 'wiki') return target;
  // Who wrote escapes gets escapes.
  const isEncoded = /%[0-9a-f]{2}/i.test(before);
  const plain = isEncoded
    ? target.split('/').map(encodeURIComponent).join('/')
    : target.replace(/%/g, '%25').replace(/[#?]/g, encodeURIComponent);
  if (place.isAngled) return plain.replace(/[<>\\]/g, '\\$&');
  const written = destination(plain);
  // The place is between the parentheses; angles go around all of it, and `#heading` follows.
  return written.startsWith('<') ? target.split('/').map(encodeURIComponent).join('/') : written;
}

/** Those of `places` that are links or pictures to a reader of Markdown: code and plain text are none. */
export function realPlaces(text: string, places: readonly LinkPlace[]): LinkPlace[] {
  let name = 'gleaner-place';
  while (text.includes(name)) name += '-';
  const asked = places.filter(({ kind }) => kind === 'relative');
  if (asked.length === 0) return [...places];
  const changes = asked.map(({ from, to }, index): TextChange => ({ from, to, insert: `${name}.${index}.` }));
  // A picture's address is told as a link's.
  const shown = asked.flatMap(({ isShown, from }) => (isShown ? [imageMark(text, from)] : []));
  const after = applyChanges(
    text,
    [...changes, ...shown.filter((one) => one !== null)].sort((a, b) => a.from - b.from),
  );
  const seen = new Set<number>();
  const { bodyFrom } = readHeader(after);
  for (const { links } of readBlocks(after.slice(bodyFrom, bodyFrom + longestBody)))
    for (const { url } of links)
      if (url.startsWith(`${name}.`)) seen.add(Number.parseInt(url.slice(name.length + 1), 10));
  return places.filter((place) => place.kind === 'wiki' || seen.has(asked.indexOf(place)));
}

function imageMark(text: string, from: number): TextChange | null {
  const close = text.lastIndexOf('](', from);
  const open = close < 0 ? -1 : openingOf(text, close);
  return open > 0 && text[open - 1] === '!' ? { from: open - 1, to: open, insert: '' } : null;
}

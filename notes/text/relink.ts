/** Gives an article another address in a note: in every link to it, and nowhere else. */
import { applyChanges, type HeaderEdit, refused } from './header-edit.ts';
import { type Block, type Link, readBlocks } from './markdown.ts';
import { destination, plainUrl } from './markdown-writing.ts';
import { readHeader } from './front-matter.ts';
import type { TextChange } from './open-header.ts';
import { longestBody } from './sizes.ts';
import { bareUrlEnd, bareUrlText, normaliseUrl } from './urls.ts';

/**
 * Every link to one of the articles `from` (normalised), whether in a heading, in text, bare, in `<…>`, in a definition or in HTML,
 * leads to `to`. Only addresses change, not titles; a place in the article (`#part`) stays where `to` names none. What is
 * not a link to the reader (code, pictures) stays. The links are read again: `refused`, with a line, where others changed.
 */
export function relink(text: string, from: readonly string[], to: string): HeaderEdit {
  const old = new Set(from);
  const isOld = (url: string) => old.has(normaliseUrl(url) ?? '');
  const { bodyFrom, bodyLine } = readHeader(text);
  const body = text.slice(bodyFrom, bodyFrom + longestBody);
  const written = writtenIn(body, isOld);
  if (written.length === 0) return { kind: 'unchanged' };
  const before = readBlocks(body);
  const links = linksOf(before);
  const stands = standIns(body);
  const asked = readBlocks(
    applyChanges(
      body,
      written.map((one, index) => changeOf(one, stands.of(index))),
    ),
  );
  // Which of the places are links at all, and which place each link comes from.
  const places = linksOf(asked).map(({ url }) => stands.indexIn(url));
  const seen = new Set(places);
  for (const target of new Set([encodedUrl(to), asciiUrl(to)])) {
    const changes = written.flatMap((one, index) => {
      const url = newUrl(one.url, target);
      return seen.has(index) && url !== one.url ? [changeOf(one, url)] : [];
    });
    if (changes.length === 0) return { kind: 'unchanged' };
    const expected = links.map((link, index) => {
      const place = written[places[index] ?? -1];
      return place === undefined ? link : { ...link, url: newUrl(place.url, target) };
    });
    const after = readBlocks(applyChanges(body, changes));
    const isLeft = linksOf(after).some(({ url }) => isOld(url) && normaliseUrl(url) !== normaliseUrl(to));
    if (places.length !== links.length || isLeft) break;
    if (compared(after, linksOf(after)) !== compared(before, expected)) continue;
    const inText = ({ from, to, insert }: TextChange) => ({
      from: bodyFrom + from,
      to: bodyFrom + to,
      insert,
    });
    return { kind: 'edited', changes: changes.map(inText) };
  }
  const line = bodyLine + (links.find(({ url }) => isOld(url))?.line ?? 0);
  const message =
    'This address is written in a way that Gleaner can’t change without risk; edit it in the text.';
  return refused(line, message);
}

/** `plain` with the place in the article that `old` names, unless it names one. A route (`#/a`) is no place. */
function newUrl(old: string, plain: string): string {
  const hash = old.indexOf('#');
  if (hash < 0 || plain.includes('#')) return plain;
  const fragment = old.slice(hash);
  if (!/^#[!/]/.test(fragment)) return plain + fragment;
  const directive = fragment.indexOf(':~:');
  return directive < 0 ? plain : `${plain}#${fragment.slice(directive)}`;
}

/** What would end a URL somewhere in Markdown is encoded: the address means the same. */
function encodedUrl(url: string): string {
  const plain = plainUrl(url);
  if (!/[\s<>"`{}|\\^]/.test(plain) || !URL.canParse(plain)) return plain;
  return new URL(plain).href.replace(/[<>"`{}|\\^]/g, encodeURIComponent);
}

/** Letters of ASCII alone: what needs no `<…>` around it. */
function asciiUrl(url: string): string {
  const plain = encodedUrl(url);
  return URL.canParse(plain) ? new URL(plain).href : plain;
}

/** An address as it stands in a body. */
interface Written {
  from: number;
  to: number;
  /** What the reader makes of it. */
  url: string;
  way: 'bare' | 'angle' | 'angle-destination' | 'destination' | 'attribute';
}

/** The places where an address seems to stand that `isOld`. */
function writtenIn(body: string, isOld: (url: string) => boolean): Written[] {
  const found: Written[] = [];
  let end = 0;
  for (const { index } of body.matchAll(/https?:\/\//gi)) {
    if (index < end) continue;
    // What looks like a definition or a destination may be plain text.
    const one = [writtenAt(body, index), bareAt(body, index)].find((each) => each && isOld(each.url));
    if (!one) continue;
    found.push(one);
    end = one.to;
  }
  return found;
}

function bareAt(body: string, from: number): Written | null {
  const to = bareUrlEnd(body, from);
  return to === null ? null : { from, to, url: bareUrlText(body.slice(from, to)), way: 'bare' };
}

function writtenAt(body: string, from: number): Written | null {
  const until = (ends: RegExp): string => {
    const rest = body.slice(from, from + 8192);
    const at = rest.search(ends);
    return at < 0 ? rest : rest.slice(0, at);
  };
  const lead = body.slice(Math.max(0, from - 40), from);
  const made = (text: string, url: string, way: Written['way']): Written => ({
    ...{ from, to: from + text.length },
    ...{ url, way },
  });
  if (/(?:\]\(|\]:)\s*<$/.test(lead)) {
    const text = until(/(?<!\\)[<>]|\n/);
    return made(text, unescaped(text), 'angle-destination');
  }
  if (lead.endsWith('<')) {
    const text = until(/[\s<>]/);
    return made(text, text, 'angle');
  }
  if (/(?:\]\(|\]:)\s*$/.test(lead)) {
    const text = balanced(until(/[\s\0-\x1f\x7f]/));
    return made(text, unescaped(text), 'destination');
  }
  const quote = /\bhref\s{0,9}=\s{0,9}(["']?)\s*$/i.exec(lead)?.[1];
  if (quote !== undefined) {
    const text = until(quote === '' ? /[\s"'<>]/ : quote === '"' ? /"/ : /'/).trimEnd();
    return made(text, unescaped(text), 'attribute');
  }
  return null;
}

/** As far as its parentheses are closed. */
function balanced(text: string): string {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') open++;
    else if (text[at] === ')' && open-- === 0) return text.slice(0, at);
  }
  return text;
}

/** Escapes of Markdown and the usual entities undone. */
function unescaped(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/&amp;/g, '&')
    .replace(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}

function changeOf({ from, to, way }: Written, url: string): TextChange {
  return { from, to, insert: writtenAs(way, url) };
}

function writtenAs(way: Written['way'], url: string): string {
  if (way === 'destination') return destination(url);
  if (way === 'angle-destination') return url.replace(/&(?=#?\w{1,40};)/g, '\\&');
  if (way === 'angle' || way === 'attribute') return url;
  return bareUrlEnd(url, 0) === url.length && bareUrlText(url) === url ? url : `<${url}>`;
}

/** Addresses that stand nowhere in `body`, one for each place, to see which of them are links. */
function standIns(body: string): { of(index: number): string; indexIn(url: string): number | null } {
  let name = 'relink';
  while (body.includes(name)) name += 'x';
  const start = `https://${name}.invalid/`;
  return {
    of: (index) => `${start}${String(index)}`,
    indexIn: (url) => (url.startsWith(start) ? Number.parseInt(url.slice(start.length), 10) : null),
  };
}

function linksOf(blocks: readonly Block[]): Link[] {
  return blocks.flatMap((block) => block.links);
}

/** What must be as it was, as one text: the links as they are to be, and the marks. */
function compared(blocks: readonly Block[], links: readonly Link[]): string {
  return JSON.stringify([
    links.map(({ url, text, line }) => [url, text, line]),
    blocks.map(({ kind, level, from, to, bold, struck, marked }) => [
      kind,
      level,
      from,
      to,
      bold,
      struck,
      marked,
    ]),
  ]);
}

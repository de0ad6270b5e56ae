/** Links from one note to another: `[[wiki links]]` and Markdown's relative addresses, and the names they go by. */
import type { NotePath } from '../api.ts';
import { fieldText, type Header, type HeaderValue, keyOf } from './front-matter.ts';
import type { Block } from './markdown.ts';
import { wikiLinks } from './wiki-link.ts';

/** How a link is written; the rules by which it is followed differ (`note-link-target.ts`). */
export type NoteLinkKind = 'wiki' | 'relative';

/** A link to a note, or to what would be one. */
export interface NoteLink {
  kind: NoteLinkKind;
  /** Without `#heading`; `relative`: percent escapes undone. */
  target: string;
  /** What follows `#`; `null`: none. */
  heading: string | null;
  /** 1-based line in the note. */
  line: number;
}

// More of one note, or longer ones, are an accident or an attack.
const mostLinks = 5000;
const longestTarget = 1000;

/** All links of a body to other notes, in no order. `bodyLine` is the body's first line in the note. */
export function noteLinksIn(body: string, blocks: readonly Block[], bodyLine: number): NoteLink[] {
  const found: NoteLink[] = [];
  for (const { links } of blocks) {
    for (const { url, line } of links) {
      const link = relativeLink(url);
      if (link !== null) found.push({ ...link, line: bodyLine + line });
    }
  }
  let line = bodyLine;
  let at = 0;
  for (const { from, target, heading, isEmbed } of wikiLinks(body)) {
    if (target === '' || target.length > longestTarget || (isEmbed && isOtherFile(target))) continue;
    line += lineEndsIn(body.slice(at, from));
    at = from;
    found.push({ kind: 'wiki', target, heading, line });
  }
  return found.slice(0, mostLinks);
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** A Markdown address that leads to a note, or may; `null`: it leads to the web, to a place in the same note, or to another file. */
export function relativeLink(url: string): Pick<NoteLink, 'kind' | 'target' | 'heading'> | null {
  if (url === '' || url.length > longestTarget || /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(url)) return null;
  const hash = url.indexOf('#');
  const place = (hash < 0 ? url : url.slice(0, hash)).replace(/\?.*$/s, '');
  const target = decoded(place);
  if (target === '' || target.endsWith('/') || !isNoteAddress(target)) return null;
  return { kind: 'relative', target, heading: hash < 0 ? null : decoded(url.slice(hash + 1)) || null };
}

/** Percent escapes undone; what is none stays. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Ends like a note, or like no file at all. */
export function isNoteAddress(target: string): boolean {
  return noteEnding.test(target) || !/\.[a-z][a-z0-9]{0,4}$/i.test(target);
}

/** Is certainly no note: a picture, a document, a sound. */
export function isOtherFile(target: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|bmp|svg|pdf|docx?|xlsx?|pptx?|zip|mp[34]|m4a|mov|webm|ogg|wav|html?)$/i.test(
    target,
  );
}

const noteEnding = /\.(?:md|markdown)$/i;

/** Without the ending of a note. */
export function withoutEnding(path: string): string {
  return path.replace(noteEnding, '');
}

/** What two spellings of one path, name or title share: letter case, Unicode form and white space make no difference. */
export function linkKey(name: string): string {
  return withoutEnding(name.trim()).normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The keys by which the notes are looked up that a link may lead to. */
export function keysOfLink({ target }: Pick<NoteLink, 'target'>): string[] {
  const [name, whole] = [linkKey(lastPart(target)), linkKey(target)];
  return (name === whole ? [name] : [name, whole]).filter((key) => key !== '');
}

/** A name of a note: that of its file, its title, or one that its header gives as well. */
export interface NoteName {
  by: 'file' | 'title' | 'alias';
  name: string;
}

const mostAliases = 50;

export function namesOfNote(path: NotePath, title: string, aliases: readonly string[]): NoteName[] {
  const stem = withoutEnding(lastPart(path));
  const names: NoteName[] = [{ by: 'file', name: stem }];
  if (title !== '' && linkKey(title) !== linkKey(stem)) names.push({ by: 'title', name: title });
  for (const alias of aliases.slice(0, mostAliases)) names.push({ by: 'alias', name: alias });
  return names;
}

/** Other names of a note, as Obsidian's headers give them. Hugo's, which are addresses of the site, are none. */
export function aliasesOf(header: Header): string[] {
  const found = ['aliases', 'alias'].flatMap((name) => {
    const key = keyOf(header.fields, name);
    return key === null ? [] : aliasesIn(header.fields[key] ?? null, fieldText(header, key));
  });
  return [...new Set(found.map((one) => one.trim()))].filter(
    (one) => one !== '' && one.length <= 300 && !one.startsWith('/') && !/^[a-z]+:\/\//i.test(one),
  );
}

function aliasesIn(value: HeaderValue, text: string | null): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => (typeof one === 'string' ? [one] : []));
  return text === null ? [] : text.split(',');
}

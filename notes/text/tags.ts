/** Tags and categories, read as leniently as Jekyll, Hexo, Hugo, Obsidian and Zettlr write them (product 5.1, 5.2). */
import { type Header, type HeaderValue, keyOf } from './front-matter.ts';

/** The keys that hold tags: `tags` and `tag` together; `keywords` (Zettlr) only where neither is there. */
export function tagKeys(header: Header): string[] {
  const keys = ['tags', 'tag'].map((name) => keyOf(header.fields, name)).filter((key) => key !== null);
  if (keys.length > 0) return keys;
  const keywords = keyOf(header.fields, 'keywords');
  return keywords === null ? [] : [keywords];
}

/**
 * In order, without duplicates, a leading `#` removed. A text is split at commas (half or full width, `、`); one
 * without commas is split at blanks under `tags` (Jekyll) and is one tag under `tag` and `keywords`. Items of
 * lists, and of lists in lists, are one tag each. Empty when the header is broken: then the tags are unknown.
 */
export function tagsOf(header: Header): string[] {
  const written = tagKeys(header).flatMap((key) => tagsIn(key, header.fields[key] ?? null));
  return distinct(written);
}

/** The tags that one field says, as `tagsOf` reads it. */
export function tagsIn(key: string, value: HeaderValue): string[] {
  if (typeof value === 'string')
    return split(value, key.toLowerCase() === 'tags')
      .map(tagName)
      .filter(Boolean);
  return leaves(value).map(tagName).filter(Boolean);
}

/** A tag as it is compared and shown: trimmed, without the leading `#`. */
export function tagName(written: string): string {
  return written
    .trim()
    .replace(/^#+\s*/, '')
    .trim();
}

/** Whether two tags are the same: equal after Unicode composition (NFC). Letter case matters. */
export function isSameTag(one: string, other: string): boolean {
  return one === other || one.normalize('NFC') === other.normalize('NFC');
}

/**
 * `category` (Jekyll: one, may hold blanks) and `categories` together. A single-level list is a list of separate
 * categories (Jekyll, Hugo), also where Hexo would nest them: the flat reading loses nothing. In a list of lists,
 * Hexo's way to say several hierarchies, each inner list is one category `A/B`. A text under `categories` is split
 * as tags are.
 */
export function categoriesOf(header: Header): string[] {
  const found: string[] = [];
  for (const name of ['categories', 'category']) {
    const key = keyOf(header.fields, name);
    const value = key === null ? null : (header.fields[key] ?? null);
    if (typeof value === 'string') found.push(...split(value, name === 'categories'));
    else if (Array.isArray(value)) {
      found.push(
        ...value.map((item) => (Array.isArray(item) ? leaves(item).join('/') : leaves(item).join(' '))),
      );
    }
  }
  return distinct(found.map((name) => name.trim()).filter(Boolean));
}

const commas = /[,，、]/;

function split(text: string, atBlanks: boolean): string[] {
  if (commas.test(text)) return text.split(commas);
  return atBlanks ? text.split(/\s+/) : [text];
}

/** The texts in a list, however deep. Mappings say nothing that could be a tag. */
function leaves(value: HeaderValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.flatMap(leaves) : [];
}

function distinct(names: string[]): string[] {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = name.normalize('NFC');
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}

/** What a page states about itself for machines: `<meta>` and JSON-LD. */
import type { PageDocument } from './page-nodes.ts';

/** The contents of a page's `<meta>`, by `property`, `name` or `itemprop` in lower case; the first of each. */
export type Metas = ReadonlyMap<string, string>;

export function metasOf(document: PageDocument): Metas {
  const metas = new Map<string, string>();
  for (const meta of document.querySelectorAll('meta')) {
    const content = meta.getAttribute('content')?.trim() ?? '';
    if (content === '') continue;
    for (const kind of ['property', 'name', 'itemprop', 'http-equiv']) {
      const names = meta.getAttribute(kind)?.toLowerCase().trim() ?? '';
      for (const name of names.split(/\s+/).slice(0, 4))
        if (name !== '' && !metas.has(name)) metas.set(name, content);
    }
  }
  return metas;
}

/** The first of `names` that is stated. */
export function metaText(metas: Metas, names: readonly string[]): string {
  for (const name of names) {
    const text = metas.get(name);
    if (text !== undefined) return text;
  }
  return '';
}

/** What JSON-LD says of the article; empty where it says nothing. */
export interface StatedArticle {
  headline: string;
  description: string;
  authors: string[];
  published: string;
  image: string;
  site: string;
  language: string;
}

type Thing = Record<string, unknown>;

const mostThings = 400;
const articleType = /article|posting|report|review|tutorial|howto|chapter|question|video|recipe/i;

/** Reads all JSON-LD of the page; broken parts count as absent. */
export function statedArticle(document: PageDocument): StatedArticle {
  const things: Thing[] = [];
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    gather(jsonIn(script.textContent ?? ''), things, 0);
  }
  const byId = new Map(
    things.flatMap((thing) => (typeof thing['@id'] === 'string' ? [[thing['@id'], thing]] : [])),
  );
  const whole = (value: unknown): unknown => {
    if (!isThing(value) || Object.keys(value).length > 2) return value;
    const id = value['@id'];
    return typeof id === 'string' ? (byId.get(id) ?? value) : value;
  };
  const isOf = (thing: Thing, type: RegExp) =>
    listOf(thing['@type']).some((each) => typeof each === 'string' && type.test(each));
  const article = things.find((thing) => isOf(thing, articleType) && !isOf(thing, /^BreadcrumbList$/));
  const page = things.find((thing) => isOf(thing, /^(?:\w*Page)$/));
  // What Baidu asked sites to state, without a type.
  const baidu = things.find((thing) => typeof thing['pubDate'] === 'string');
  const first = (key: string): unknown => article?.[key] ?? page?.[key];
  const author = listOf(article?.['author'] ?? page?.['author']).map((each) => nameOf(whole(each)));
  return {
    headline: textIn(article?.['headline'] ?? article?.['name'] ?? baidu?.['title']),
    description: textIn(first('description') ?? baidu?.['description']),
    authors: author.filter((name) => name !== '' && !/^https?:/i.test(name)).slice(0, 5),
    published: textIn(first('datePublished') ?? first('dateCreated') ?? baidu?.['pubDate']),
    image: imageIn(whole(listOf(first('image') ?? first('thumbnailUrl') ?? baidu?.['images'])[0])),
    site: nameOf(whole(listOf(first('isPartOf'))[0])) || nameOf(whole(listOf(first('publisher'))[0])),
    language: textIn(first('inLanguage')),
  };
}

function jsonIn(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:\/\*\s*)?<!(?:\[CDATA\[|--)(?:\s*\*\/)?/, '')
    .replace(/(?:\/\*\s*)?(?:\]\]|--)>(?:\s*\*\/)?;?$/, '')
    .replace(/;\s*$/, '');
  for (const attempt of [bare, bare.replace(/[\u0000-\u001f]+/g, ' ')]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // Line ends inside its texts are the most common mistake.
    }
  }
  return null;
}

function gather(value: unknown, things: Thing[], depth: number): void {
  if (depth > 4 || things.length >= mostThings) return;
  if (Array.isArray(value)) for (const each of value) gather(each, things, depth + 1);
  else if (isThing(value)) {
    things.push(value);
    for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage', 'author', 'publisher', 'image'])
      if (typeof value[key] === 'object') gather(value[key], things, depth + 1);
  }
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

function nameOf(value: unknown): string {
  return isThing(value) ? textIn(value['name']) : textIn(value);
}

function imageIn(value: unknown): string {
  return isThing(value) ? textIn(value['url'] ?? value['contentUrl']) : textIn(value);
}

function textIn(value: unknown): string {
  const text = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof text === 'string' ? decodedOnce(text).trim() : typeof text === 'number' ? String(text) : '';
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  hellip: '…',
};
Object.assign(named, { ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', middot: '·' });

/** A script's text is not decoded by HTML, but most sites write it as if it were. */
function decodedOnce(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal, hex, name) => {
    if (typeof name === 'string') return named[name] ?? all;
    const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
      ? String.fromCodePoint(code)
      : all;
  });
}

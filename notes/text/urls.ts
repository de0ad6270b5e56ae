/** What a URL identifies, how one is shown, and where one ends in running text. Nothing here touches the network. */
import { isTracking, knownArticle, type Parameter, plainHost, redirectPages } from './url-rules.ts';

/**
 * The identity of the article behind `url`, for comparing only: equal for two URLs that lead to one article.
 * `null`: not an http(s) URL. Reads `https://host/path?query`: always https, no `www.` or mobile host, no user, no
 * default port, no fragment (but `#/route` and `#!route`), no tracking, parameters sorted by name, one spelling of
 * percent-encoding, no trailing slash or `index.html`. Idempotent. Product idea 9.
 */
export function normaliseUrl(url: string): string | null {
  const parsed = parse(url);
  if (!parsed) return null;
  const article = unwrap(parsed, 3);
  const host = plainHost(article.hostname) + port(article);
  const path = plainPath(article.pathname);
  const all = parameters(article.search);
  const known = knownArticle(host, path, all);
  if (known !== null) return `https://${known}`;
  const kept = all.filter((parameter) => !isTracking(parameter)).sort((a, b) => compare(a.name, b.name));
  const query = kept.map(({ name, value }) => (value === null ? name : `${name}=${value}`)).join('&');
  return `https://${host}${path}${query && `?${query}`}${route(article.hash)}`;
}

/** Host for showing, without `www.`, with a port that is not the default one: `juejin.im`. Empty: not an http(s) URL. */
export function siteOf(url: string): string {
  const parsed = parse(url);
  return parsed ? unwrap(parsed, 3).host.replace(/^www\.(?=.*\.)/, '') : '';
}

/**
 * `url` for reading: percent-encoded text decoded where that is harmless. What is not valid UTF-8, separates parts
 * of a URL, or can't be seen or reorders text (control, bidi, spaces) stays or becomes encoded. The host is left alone.
 */
export function readableUrl(url: string): string {
  const decoded = url.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const text = decode(run);
    return text === null ? run : text.replace(/./gsu, (c) => (/[^\0-\x7f]|[\w.~-]/u.test(c) ? c : encode(c)));
  });
  return decoded.replace(unseen, encode);
}

/**
 * Where the bare URL that starts at `from` ends (UTF-16 offset); `null` if none starts there. It ends before
 * white space, Chinese punctuation, Han, Kana and Hangul (product idea 25), before a bracket that it did not open,
 * and before punctuation or marks of emphasis at its end. It may hold `\_`, as exports from WordPress write every
 * underscore: `bareUrlText` gives the URL itself.
 */
export function bareUrlEnd(text: string, from: number): number | null {
  if (from > 0 && /[a-z0-9]/i.test(text.charAt(from - 1))) return null;
  const scheme = /^https?:\/\/(?=[\p{L}\p{N}]|\[[\d:.a-f]+\])/iu.exec(text.slice(from, from + 60))?.[0];
  if (scheme === undefined) return null;
  const start = from + scheme.length;
  let end = start;
  let round = 0;
  let square = 0;
  let isHost = true;
  while (end < text.length && end < from + longestUrl) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (character === '(') round++;
    else if (character === ')' && round-- === 0) break;
    else if (character === '[') square++;
    else if (character === ']' && square-- === 0) break;
    else if (!isHost && text.startsWith('\\_', end)) end++;
    else if ((character === '*' || character === '~') && text.charAt(end + 1) === character) break;
    else if (endsUrl.test(character)) break;
    else if (isHost && '/?#'.includes(character)) {
      // Before the rest is read: a note may hold thousands of things that only begin like a URL.
      if (!parse(text.slice(from, end))) return null;
      isHost = false;
    }
    end += character.length;
  }
  while (end > start && '?!.,:;*_~\'"&([\\'.includes(text.charAt(end - 1))) end--;
  return parse(text.slice(from, end)) ? end : null;
}

/** The URL that a bare one, found by `bareUrlEnd`, stands for. */
export function bareUrlText(written: string): string {
  return written.replaceAll('\\_', '_');
}

const longestUrl = 4096;
const endsUrl =
  /[\s\p{C}<>"`|\\\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Bopomofo}\u3000-\u303f\uff00-\uffef“”‘’…—]/u;

// Also letters that look like nothing: Hangul fillers, the Braille blank.
const unseen = /[\p{C}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/gu;

function parse(url: string): URL | null {
  const text = url.trim();
  if (!/^https?:\/\/[^/?#\\]/i.test(text) || !URL.canParse(text)) return null;
  const parsed = new URL(text);
  // What URL lets through but no name server does.
  return /^\.|\.\./.test(parsed.hostname) ? null : parsed;
}

/** Zhihu, Juejin and others link to the world through a page of their own that carries the target. */
function unwrap(url: URL, depth: number): URL {
  const parameters = redirectPages.get(plainHost(url.hostname) + url.pathname.replace(/\/$/, '')) ?? [];
  const targets = parameters.map((name) => parse(url.searchParams.get(name) ?? ''));
  const target = targets.find((each) => each !== null);
  return target && depth > 0 ? unwrap(target, depth - 1) : url;
}

function port(url: URL): string {
  // 80 and 443 are the default of one of the two schemes, and the scheme is not part of an article's identity.
  return url.port && url.port !== '80' && url.port !== '443' ? `:${url.port}` : '';
}

function plainPath(pathname: string): string {
  let path = oneSpelling(pathname, /[\w.~!$&'()*+,;=:@[\]|-]/);
  for (let next = path; ; path = next) {
    next = path.endsWith('/') ? path.slice(0, -1) : path.replace(/\/index\.html?$/, '');
    if (next === path) return path;
  }
}

function parameters(search: string): Parameter[] {
  const parts = search.slice(1).replaceAll('+', '%20').split('&');
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      if (at < 0) return { name: oneSpelling(part, /[\w.~!()*,:@/?[\]|-]/), value: null };
      return {
        name: oneSpelling(part.slice(0, at), /[\w.~!()*,:@/?[\]|-]/),
        value: oneSpelling(part.slice(at + 1), /[\w.~!()*,:@/?=;[\]|-]/),
      };
    });
}

/** Fragments name a place in the article; `#/route` and `#!route` name the article, and what follows `:~:` never does. */
function route(fragment: string): string {
  const hash = fragment.replace(/:~:.*$/, '');
  return /^#(?:!|\/)\/?[^/]/.test(hash) ? `#${oneSpelling(hash.slice(1), /[\w.~!()*,:@/?=&;-]/)}` : '';
}

/** Percent-encoding in capitals; what needs none (`plain`) decoded; a `%` that encodes nothing encoded. */
function oneSpelling(text: string, plain: RegExp): string {
  return text.replace(/%([0-9a-f]{2})?/gi, (sequence, hex: string | undefined) => {
    if (hex === undefined) return '%25';
    const character = String.fromCharCode(parseInt(hex, 16));
    return plain.test(character) ? character : sequence.toUpperCase();
  });
}

function decode(run: string): string | null {
  try {
    return decodeURIComponent(run);
  } catch {
    return null;
  }
}

// Half of a surrogate pair has no encoding; U+FFFD says so.
function encode(character: string): string {
  return encodeURIComponent(character.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

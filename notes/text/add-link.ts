/**
 * Links that ask for an article to be added: `gleaner://add?url=…&title=…&quote=…`, the fragment `#add?url=…` of the
 * page, and the bookmarklet that makes them. They come from anywhere, so they are read as data and fill in a form; a
 * person decides (safety E-06). Pure.
 */
import { normaliseUrl } from './urls.ts';

/** What quick add is filled in with. */
export interface AddRequest {
  /** http or https, as written. */
  url: string;
  title: string | null;
  quote: string | null;
}

/** Most of each, UTF-16 units; a longer title or quote is cut, a longer address refused. */
const longest = { link: 200_000, url: 4096, title: 500, quote: 20_000 };

/** `null`: not such a link, or its address is not one of an article. Nothing but the three names is looked at. */
export function readAddLink(link: string): AddRequest | null {
  return requestIn(/^gleaner:\/\/add\/?\?(.*)$/is.exec(tooLong(link) ? '' : link.trim())?.[1]);
}

/** The same in the fragment of a page's address: `#add?url=…`. */
export function readAddFragment(fragment: string): AddRequest | null {
  return requestIn(/^#add\?(.*)$/is.exec(tooLong(fragment) ? '' : fragment)?.[1]);
}

/**
 * A bookmark that sends the page it is pressed on, and what is selected there. `target`: `gleaner://add`, or the
 * origin of the page that shows the notebook.
 */
export function bookmarkletFor(target: string): string {
  const isOwn = target.startsWith('gleaner:');
  const base = isOwn ? `${target}?` : `${target}/#add?`;
  const go = isOwn ? 'location.href=a' : "open(a,'_blank','noopener')";
  return (
    'javascript:(()=>{const e=encodeURIComponent,' +
    `a='${base}url='+e(location.href)+'&title='+e(document.title.slice(0,${longest.title}))` +
    `+'&quote='+e(String(getSelection()).trim().slice(0,4000));${go}})()`
  );
}

const tooLong = (text: string) => text.length > longest.link;

function requestIn(query: string | undefined): AddRequest | null {
  if (query === undefined) return null;
  const named = new URLSearchParams(query);
  const url = (named.get('url') ?? '').trim();
  if (url.length > longest.url || /[\s\p{C}]/u.test(url) || normaliseUrl(url) === null) return null;
  return {
    url,
    title: orNull(oneLine(named.get('title') ?? '').slice(0, longest.title)),
    quote: orNull(lines(named.get('quote') ?? '').slice(0, longest.quote)),
  };
}

const orNull = (text: string): string | null => {
  const whole = text.toWellFormed().replace(/\ufffd$/, '');
  return whole.trim() === '' ? null : whole.trim();
};

/** Control characters and those that reorder text would show something else than what is written. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

const oneLine = (text: string) => text.replace(/\s+/gu, ' ').replace(unseen, '');

const lines = (text: string) =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => oneLine(line).trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n');

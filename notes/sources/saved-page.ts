/** A draft of a page that a person's browser saved: `.html`, SingleFile, `.mhtml`. Nothing is fetched. */
import type { FetchFailure } from '../api.ts';
import { decodePage } from './charset.ts';
import { type CopyDraft, draftOfPage } from './copy-draft.ts';
import { EmbeddedPictures } from './embedded.ts';
import { isMime, mimeParts, type MimePart } from './mime-parts.ts';
import { openPage } from './page.ts';

/** Bytes. */
const largest = 40 * 1024 * 1024;

/**
 * Drafts a copy of the saved page `bytes` of the article at `url`.
 * @param name of the file, for messages
 */
export function draftOfSavedPage(name: string, bytes: Buffer, url: string): CopyDraft | FetchFailure {
  if (bytes.length > largest) return failed('too-large', `${name} is larger than 40 MB.`);
  const isArchive = isMime(bytes);
  const parts = isArchive ? mimeParts(bytes) : [];
  const page = isArchive
    ? parts.find((part) => part.type === 'text/html' || part.type === 'application/xhtml+xml')
    : null;
  if (page === undefined) return failed('other-kind', `${name} holds no web page.`);
  if (page === null && !looksLikePage(bytes)) return failed('other-kind', `${name} is no web page.`);
  const html = decodePage(page?.bytes ?? bytes, page?.charset ?? null).text;
  const embedded = new EmbeddedPictures(
    new Map<string, string | Buffer>([...sharedIn(html), ...namedIn(parts)]),
  );
  const address = savedFrom(html) ?? (isWeb(page?.location ?? '') ? (page?.location ?? '') : url);
  const byLocation = new Map(parts.map((part) => [withoutFragment(part.location), part.bytes]));
  const inFile = (src: string): Buffer | null => byLocation.get(withoutFragment(src)) ?? null;
  return draftOfPage(openPage(html, embedded), embedded, address, inFile);
}

/** SingleFile writes a comment, browsers do too: `<!-- saved from url=(0028)https://example.com/ -->`. */
function savedFrom(html: string): string | null {
  const start = html.slice(0, 20_000);
  const found =
    /<!--\s*Page saved with SingleFile\s+url:\s*(\S+)/i.exec(start) ??
    /<!--\s*saved from url=\(\d+\)(\S+)/i.exec(start);
  const url = found?.[1] ?? '';
  return isWeb(url) ? url : null;
}

/** SingleFile keeps a picture that is shown twice in a style. */
function sharedIn(html: string): [string, string][] {
  const found = html.matchAll(/--(sf-img-\d{1,9}):\s*url\(\s*["']?(data:image\/[^"')\s]+)/gi);
  return Array.from(found, ([, name = '', picture = '']) => [name.toLowerCase(), picture]);
}

/** What MHTML names by `cid:`. */
function namedIn(parts: readonly MimePart[]): [string, Buffer][] {
  return parts
    .filter(({ id, type }) => id !== '' && type.startsWith('image/'))
    .map(({ id, bytes }) => [`cid:${id}`, bytes]);
}

function looksLikePage(bytes: Buffer): boolean {
  const start = bytes.toString('latin1', 0, 64 * 1024).replaceAll('\0', '');
  return /<(?:!doctype\s+html|html|head|body|article|div|p|meta|title)\b/i.test(start);
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '');
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function failed(reason: 'too-large' | 'other-kind', message: string): FetchFailure {
  return { kind: 'failed', reason, status: null, message };
}

/** A copy of a page that a person's browser saved: `.html`, SingleFile, `.mhtml`. Nothing is fetched. */
import type { FetchFailure } from '../api.ts';
import { decodePage } from './charset.ts';
import { copyOfPage, type MadeCopy } from './copy.ts';
import { isMime, mimeParts, type MimePart } from './mime-parts.ts';
import { openWithPictures } from './page.ts';

/** Bytes. */
const largest = 40 * 1024 * 1024;

/**
 * Makes a copy of the saved page `bytes` of the article at `url`.
 * @param name of the file, for messages
 */
export async function copyOfSavedPage(
  name: string,
  bytes: Buffer,
  url: string,
): Promise<MadeCopy | FetchFailure> {
  if (bytes.length > largest) return failed('too-large', `${name} is larger than 40 MB.`);
  const isArchive = isMime(bytes);
  const parts = isArchive ? mimeParts(bytes) : [];
  const page = isArchive
    ? parts.find((part) => part.type === 'text/html' || part.type === 'application/xhtml+xml')
    : null;
  if (page === undefined) return failed('other-kind', `${name} holds no web page.`);
  if (page === null && !looksLikePage(bytes)) return failed('other-kind', `${name} is no web page.`);
  const html = decodePage(page?.bytes ?? bytes, page?.charset ?? null).text;
  const { document, embedded } = openWithPictures(withSharedPictures(html, (id) => pictureById(parts, id)));
  const address = savedFrom(html) ?? (isWeb(page?.location ?? '') ? (page?.location ?? '') : url);
  const byLocation = new Map(parts.map((part) => [withoutFragment(part.location), part.bytes]));
  return copyOfPage(document, embedded, address, (picture) =>
    Promise.resolve(byLocation.get(withoutFragment(picture)) ?? null),
  );
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

/** SingleFile keeps a picture that is shown twice in a style, and MHTML names parts by `cid:`. */
function withSharedPictures(html: string, byId: (id: string) => string | null): string {
  const shared = new Map<string, string>();
  for (const match of html.matchAll(/--(sf-img-\d+):\s*url\(\s*["']?(data:image\/[^"')\s]+)/gi))
    shared.set(match[1] ?? '', match[2] ?? '');
  // Quotes may hold a `>`: SingleFile writes drawings of nothing into `src`.
  return html.replace(/<img\b(?:[^>"']|"[^"]{0,20000}"|'[^']{0,20000}'){0,2000}>/gi, (tag) => {
    const variable = /var\(--(sf-img-\d+)\)/i.exec(tag)?.[1] ?? '';
    const cid = /\ssrc\s*=\s*["']?cid:([^"'\s>]+)/i.exec(tag)?.[1];
    const address = shared.get(variable) ?? (cid === undefined ? null : byId(cid));
    return address == null ? tag : `<img data-original="${address}"${tag.slice('<img'.length)}`;
  });
}

function pictureById(parts: readonly MimePart[], id: string): string | null {
  const part = parts.find((one) => one.id === id && one.type.startsWith('image/'));
  return part === undefined ? null : `data:${part.type};base64,${part.bytes.toString('base64')}`;
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

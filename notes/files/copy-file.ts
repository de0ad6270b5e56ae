/** The text of a kept copy: a YAML header and Markdown, as any editor reads it. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { type Copy, NotesError } from '../api.ts';
import { fieldText, readHeader } from '../text/front-matter.ts';
import { normaliseUrl } from '../text/urls.ts';
import { oneLine, writeScalar } from '../text/yaml-scalar.ts';

/** A picture that is kept beside its copy: `1.jpg`. */
export interface CopyPicture {
  name: string;
  bytes: Buffer;
}

/** What a copy's header says. */
export interface CopyHeader {
  /** Where the page was. */
  url: string;
  /** The article that it is a copy of, as notes cite it. */
  normalised: string;
  title: string;
  author: string;
  date: string;
  site: string;
  /** ISO 8601. */
  fetched: string;
  /** Of the Markdown, hexadecimal; empty: not stated. */
  sha256: string;
}

/** Bytes that the header of a copy fits in. */
export const longestCopyHeader = 16 * 1024;

/** @param markdown pictures named `1.jpg`; `folder`: where they are, beside the file */
export function copyText(header: Omit<CopyHeader, 'sha256'>, markdown: string, folder: string): string {
  const body = `\n${withFolder(markdown, folder)}`;
  const fields: [string, string][] = [
    ['url', header.url],
    // Only where the page's own address does not lead back to it.
    ['article', normaliseUrl(header.url) === header.normalised ? '' : header.normalised],
    ['title', header.title],
    ['author', header.author],
    ['date', header.date],
    ['site', header.site],
    ['fetched', header.fetched],
    ['sha256', hashOf(body)],
  ];
  const lines = fields
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${scalar(value)}\n`);
  return `---\n${lines.join('')}---\n${body}`;
}

/** Reads a whole copy; `broken`: it has no header that says of what it is a copy. */
export function readCopy(text: string, path: string): Copy {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const header = headerOf(plain);
  if (header === null) {
    const message = `${path} has no header with the address of its article any more. Mend it, or keep a new copy.`;
    throw new NotesError('broken', message, 1, path);
  }
  const { url, title, author, date, fetched } = header;
  const body = plain.slice(readHeader(plain).bodyFrom);
  const markdown = withoutFolder(body, basename(path, '.md')).replace(/^\n+/, '');
  return { path, url, title, author, date, fetched, markdown };
}

/** The header at the beginning of `text`, of which the rest may be missing behind the header's end. */
export function headerOf(text: string): CopyHeader | null {
  const header = readHeader(text);
  if (header.kind === 'none' || header.problem !== null) return null;
  const field = (name: string) => fieldText(header, name) ?? '';
  const url = field('url');
  const normalised = normaliseUrl(field('article') || url);
  if (normalised === null) return null;
  return {
    ...{ url, normalised, title: field('title'), author: field('author'), date: field('date') },
    ...{ site: field('site'), fetched: field('fetched'), sha256: field('sha256') },
  };
}

/**
 * The text of a copy with another article in its header, everything else as it was; `null`: its header is written in a way
 * that does not allow it.
 */
export function withArticle(text: string, article: string): string | null {
  const header = headerOf(text);
  const { from, to, bodyFrom } = readHeader(text);
  if (header === null) return null;
  const [lines, end] = [text.slice(from, to), /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'];
  const line = normaliseUrl(header.url) === article ? '' : `article: ${scalar(article)}${end}`;
  const [old, url] = [lineOf(lines, 'article'), lineOf(lines, 'url')];
  if (old === null && url === null) return null;
  const fresh =
    old !== null
      ? lines.slice(0, old.from) + line + lines.slice(old.to)
      : lines.slice(0, url?.to) + line + lines.slice(url?.to);
  const after = text.slice(0, from) + fresh + text.slice(to);
  const isProved =
    JSON.stringify(headerOf(after)) === JSON.stringify({ ...header, normalised: article }) &&
    after.slice(readHeader(after).bodyFrom) === text.slice(bodyFrom);
  return isProved ? after : null;
}

function lineOf(lines: string, name: string): { from: number; to: number } | null {
  const match = new RegExp(`^${name}:.*(?:\\r\\n|\\r|\\n|$)`, 'm').exec(lines);
  return match && { from: match.index, to: match.index + match[0].length };
}

function scalar(text: string): string {
  // What no YAML text may hold was taken out when the page was read; here it would end the header.
  const line =
    oneLine(text) ??
    oneLine(text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/g, '')) ??
    '';
  return writeScalar(line, 'PLAIN', { inFlow: false, quote: '"' });
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of a picture that is kept with a copy. */
export const pictureName = /^\d{1,3}\.(?:png|jpg|webp|gif|avif)$/;

function withFolder(markdown: string, folder: string): string {
  return markdown.replace(
    /(!\[(?:[^\]\\]|\\.)*\]\()(\d{1,3}\.(?:png|jpg|webp|gif|avif)\))/g,
    `$1${folder}/$2`,
  );
}

function withoutFolder(markdown: string, folder: string): string {
  return markdown.replaceAll(`](${folder}/`, '](');
}

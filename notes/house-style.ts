/**
 * How a notebook names and begins its notes, learned from the newest ones, so that a new note looks as if its owner
 * had made it by hand.
 */
import type { NotePath } from './api.ts';
import { slugName, titleName } from './files/names.ts';
import { type Header, readHeader } from './text/front-matter.ts';
import { oneLine, writeScalar } from './text/yaml-scalar.ts';

export interface HouseStyle {
  /** Where a new note goes: `_posts/2020-01-13-serverless.md`. It may be taken. */
  pathFor(title: string, now: Date): NotePath;
  /** What a new note begins with: its header and an empty line. */
  textFor(title: string, tags: readonly string[], now: Date): string;
}

const dated = /^\d{4}-\d{2}-\d{2}-/;
const slug = /^[\p{Ll}\p{Lo}\p{N}]+(?:[-_.][\p{Ll}\p{Lo}\p{N}]+)+\.(?:md|markdown)$/u;
const siteFolders = [/^(?:.*\/)?_posts$/, /^source\/_posts$/, /^content\/posts?$/];
/** How many of the newest notes' headers are read. */
const examples = 10;

/** `newest`: paths, the newest note first; `read`: a note's text, `null` where there is none to read. */
export function learnHouseStyle(
  newest: readonly NotePath[],
  read: (path: NotePath) => string | null,
): HouseStyle {
  const folder = folderOf(newest);
  const inFolder = newest.filter((path) => isBelow(path, folder));
  const names = inFolder.map(nameOf);
  const isSite = siteFolders.some((pattern) => pattern.test(folder));
  const isDated = isMost(names, (name) => dated.test(name));
  const isSlug = isDated || isSite || isMost(names, (name) => slug.test(name));
  const headers = inFolder
    .slice(0, examples)
    .map((path) => read(path))
    .filter((text) => text !== null)
    .map((text) => ({ text, header: readHeader(text) }))
    .filter(({ header }) => header.kind !== 'none' && header.problem === null);
  return {
    pathFor(title, now) {
      const prefix = isDated ? `${dayLike(modelDate(headers), now)}-` : '';
      const name = isSlug ? slugName(title, prefix) : titleName(title);
      return folder === '' ? name : `${folder}/${name}`;
    },
    textFor: (title, tags, now) => headerText(headers, title, tags, now),
  };
}

/** Where a note renamed to `title` goes when it keeps its folder and the date its name begins with. */
export function pathLike(like: NotePath, title: string): NotePath {
  const name = nameOf(like);
  const prefix = dated.exec(name)?.[0] ?? '';
  const made = prefix !== '' || slug.test(name) ? slugName(title, prefix) : titleName(title);
  return like.slice(0, like.length - name.length) + made;
}

/** The site's folder of posts; else the folder that holds most of the notes; else the notebook itself. */
function folderOf(newest: readonly NotePath[]): string {
  const counts = new Map<string, number>();
  for (const path of newest) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const posts = /^(?:.*\/)?_posts(?=\/|$)|^content\/posts?(?=\/|$)/.exec(folder)?.[0];
    const name = nameOf(path);
    // Jekyll takes only dated names; Hexo's and Hugo's folders say enough by themselves.
    const isPost = posts !== undefined && (/^(?:source\/_posts|content\/)/.test(posts) || dated.test(name));
    const key = isPost ? posts : folder;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const ordered = [...counts].sort((a, b) => b[1] - a[1]);
  const site = ordered.find(([folder]) => siteFolders.some((pattern) => pattern.test(folder)));
  if (site) return site[0];
  const [most] = ordered;
  return most && most[1] * 2 > newest.length ? most[0] : '';
}

function headerText(
  examples: readonly { text: string; header: Header }[],
  title: string,
  tags: readonly string[],
  now: Date,
): string {
  const [model] = examples;
  const values = (key: string): unknown[] => examples.map(({ header }) => header.fields[key]);
  const text = examples.map((example) => example.text).join('\n');
  const quote = /^title:[ \t]*(["'])/m.exec(text)?.[1] === "'" ? "'" : '"';
  const isQuoted = isMost(examples, (example) => /^title:[ \t]*["']/m.test(headerOf(example)));
  const style = isQuoted && title !== '' ? (quote === '"' ? 'QUOTE_DOUBLE' : 'QUOTE_SINGLE') : 'PLAIN';
  const writtenTitle = writeTitle(title, style, quote);

  const keys = model ? Object.keys(model.header.fields) : [];
  const wanted = keys.filter((key) => isMost(values(key), (value) => value !== undefined));
  for (const key of ['date', 'title']) if (!wanted.includes(key)) wanted.unshift(key);
  if (!wanted.some((key) => key === 'tags' || key === 'tag')) wanted.push('tags');

  const lines = wanted.flatMap((key): string[] => {
    if (key === 'title') return [`title: ${writtenTitle}`.trimEnd()];
    if (key === 'date') return [`date: ${dateLike(modelDate(examples), now)}`];
    if (key === 'tags' || key === 'tag') return tagLines(key, tags, examples);
    // What is the same in every note belongs to the house: layout, author, comment.
    const [first] = values(key);
    const isSame = examples.length > 1 && values(key).every((value) => value === first);
    const isHouse = key === 'layout' || isSame;
    return isHouse && typeof first === 'string' && first !== ''
      ? [`${key}: ${rawOf(model, key) ?? ''}`.trimEnd()]
      : [];
  });
  // Hexo's header may do without the opening fence; with it, it is read just as well.
  return ['---', ...lines, '---', '', ''].join('\n');
}

/** An empty title stays empty: the properties bar asks for it. */
function writeTitle(
  title: string,
  style: 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE',
  quote: '"' | "'",
): string {
  const line = oneLine(title.toWellFormed().replaceAll(/\p{Cc}/gu, ' ')) ?? '';
  return line === '' ? '' : writeScalar(line, style, { inFlow: false, quote });
}

function tagLines(
  key: string,
  tags: readonly string[],
  examples: readonly { text: string; header: Header }[],
): string[] {
  const flow = new RegExp(`^${key}:[ \\t]*\\[`, 'm');
  const withTags = examples.map(headerOf).filter((header) => new RegExp(`^${key}:`, 'm').test(header));
  const isFlow = isMost(withTags, (header) => flow.test(header));
  const written = tags.map((tag) => oneLine(tag) ?? '').filter((tag) => tag !== '');
  const items = written.map((tag) => writeScalar(tag, 'PLAIN', { inFlow: isFlow, quote: '"' }));
  if (isFlow) return [`${key}: [${items.join(', ')}]`];
  const block = new RegExp(`^${key}:[ \\t]*\\n([ \\t]*)-`, 'm');
  const indent =
    withTags.map((header) => block.exec(header)?.[1]).find((found) => found !== undefined) ?? '  ';
  return [`${key}:`, ...items.map((item) => `${indent}- ${item}`)];
}

const dateForm =
  /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:([Tt]|[ \t]+)(\d{1,2}):(\d{2})(:\d{2})?(\.\d+)?([ \t]*)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** `now`, written as `model` is: its separators, its precision, its zone. Without a model `2020-01-13 08:15:08 +0800`. */
export function dateLike(model: string | null, now: Date): string {
  const form =
    dateForm.exec(model?.trim() ?? '') ?? dateForm.exec(`2020-01-13 08:15:08 ${localZone(now)}`) ?? [];
  const [, , mark = '-', month = '', day = '', gap, hour = '', , seconds, fraction, blank = '', zone] = form;
  const hasClock = gap !== undefined;
  const offset = zone === undefined || !hasClock ? -now.getTimezoneOffset() : minutesOf(zone);
  // Shifted, so that the UTC fields read as the wall clock of that zone.
  const wall = new Date(now.getTime() + offset * 60_000);
  const digits = Math.min(month.length, day.length);
  const two = (value: number, least = 2): string => String(value).padStart(least, '0');
  const date = [
    wall.getUTCFullYear(),
    two(wall.getUTCMonth() + 1, digits),
    two(wall.getUTCDate(), digits),
  ].join(mark);
  if (!hasClock) return date;
  const clock = `${two(wall.getUTCHours(), hour.length)}:${two(wall.getUTCMinutes())}`;
  const exact = seconds === undefined ? '' : `:${two(wall.getUTCSeconds())}`;
  const finer = fraction === undefined ? '' : `.${'0'.repeat(fraction.length - 1)}`;
  return `${date}${gap}${clock}${exact}${finer}${zone === undefined ? '' : blank + zone}`;
}

function localZone(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}${two(Math.abs(minutes) % 60)}`;
}

function minutesOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

/** The day of `dateLike`, so that a note's name and header agree about it: `2020-01-13`. */
function dayLike(model: string | null, now: Date): string {
  const [year = '', month = '', day = ''] = dateLike(model, now).split(/\D+/);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** How the newest note that has a date writes it. */
function modelDate(examples: readonly { header: Header }[]): string | null {
  return (
    examples.map(({ header }) => header.fields['date']).find((value) => typeof value === 'string') ?? null
  );
}

function rawOf(example: { text: string; header: Header } | undefined, key: string): string | null {
  if (!example) return null;
  const escaped = key.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped}:[ \\t]*(\\S.*?)[ \\t]*$`, 'm').exec(headerOf(example))?.[1] ?? null;
}

function headerOf({ text, header }: { text: string; header: Header }): string {
  return text.slice(header.from, header.to);
}

function isBelow(path: NotePath, folder: string): boolean {
  return folder === '' ? !path.includes('/') : path.startsWith(`${folder}/`);
}

function nameOf(path: NotePath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isMost<T>(things: readonly T[], holds: (thing: T) => boolean): boolean {
  return things.length > 0 && things.filter(holds).length * 2 > things.length;
}

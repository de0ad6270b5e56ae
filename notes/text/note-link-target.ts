/**
 * Which note a link leads to. In this order: the path as written, from the notebook or from the linking note's folder,
 * with or without its ending; the end of a path; a file's name; a title; another name in a header. Of several notes
 * with one name the nearest counts, as in Obsidian.
 */
import type { NotePath } from '../api.ts';
import {
  folderOf,
  keysOfLink,
  lastPart,
  linkKey,
  type NoteLink,
  type NoteName,
  withoutEnding,
} from './note-link.ts';

/** A note that a name leads to. */
export interface Named extends NoteName {
  path: NotePath;
}

/** All notes, by their names. */
export interface NoteNames {
  /** Whether there is a note at this very path. */
  has(path: NotePath): boolean;
  /** Those that have a name with this key (`linkKey`). */
  named(key: string): readonly Named[];
}

export type LinkTarget = Pick<NoteLink, 'kind' | 'target'>;

/** By what a link leads to a note; other programs know less of the ways further down. */
export const linkWays = ['folder', 'file', 'name'] as const;

export interface Led {
  path: NotePath;
  /** `folder`: the way from the linking note's folder; `file`: path or name of the file; `name`: what the note calls itself. */
  by: (typeof linkWays)[number];
}

/** The note that a link in the note `from` leads to; `null`: there is none. A `relative` target has no percent escapes. */
export function noteOfLink(link: LinkTarget, from: NotePath, names: NoteNames): NotePath | null {
  return ledBy(link, from, names)?.path ?? null;
}

export function ledBy(link: LinkTarget, from: NotePath, names: NoteNames): Led | null {
  const { kind } = link;
  const target = link.target.trim();
  if (target === '') return { path: from, by: 'folder' };
  const folder = folderOf(from);
  const near = joined(folder, target);
  const top = /^\.{1,2}(?:\/|$)/.test(target) ? null : joined('', target);
  // Markdown's addresses count from the note that they stand in, wiki links from the notebook.
  const places = (kind === 'relative' && !target.startsWith('/') ? [near, top] : [top, near]).filter(
    (place) => place !== null,
  );
  const wayOf = (place: string): Led['by'] => (kind === 'relative' && place === near ? 'folder' : 'file');
  for (const place of places) {
    for (const ending of ['', '.md', '.markdown']) {
      const path = place + ending;
      if (/\.(?:md|markdown)$/i.test(path) && names.has(path)) return { path, by: wayOf(place) };
    }
  }
  const [last = '', whole = last] = keysOfLink(link);
  const named = names.named(last);
  const files = named.filter(({ by }) => by === 'file');
  for (const place of places) {
    const found = nearest(
      files.filter(({ path }) => linkKey(path) === linkKey(place)),
      folder,
      target,
    );
    if (found !== null) return { path: found, by: wayOf(place) };
  }
  if (top === null) return null;
  const end = `/${linkKey(top)}`;
  const ending = files.filter(({ path }) => `/${linkKey(path)}`.endsWith(end));
  const file = nearest(ending, folder, target);
  if (file !== null) return { path: file, by: 'file' };
  if (kind === 'relative') return null;
  const others = whole === last ? named : names.named(whole);
  for (const way of ['title', 'alias'] as const) {
    const found = nearest(
      others.filter((one) => one.by === way && linkKey(one.name) === whole),
      folder,
      target,
    );
    if (found !== null) return { path: found, by: 'name' };
  }
  return null;
}

/** `target` as a path of the notebook; `null`: it leads out of it. */
export function joined(folder: string, target: string): string | null {
  const parts = target.startsWith('/') || folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.length === 0 ? null : parts.join('/');
}

/** The one whose name is spelled like the target, then the one the fewest folders away, then the one least deep. */
function nearest(found: readonly Named[], folder: string, target: string): NotePath | null {
  if (found.length < 2) return found[0]?.path ?? null;
  const spelled = withoutEnding(lastPart(target)).normalize('NFC');
  const ranked = found.map(({ path, name }) => ({
    path,
    order: [
      name.normalize('NFC') === spelled ? 0 : 1,
      stepsBetween(folder, folderOf(path)),
      path.split('/').length,
    ],
  }));
  ranked.sort((a, b) => compared(a.order, b.order) || (a.path < b.path ? -1 : 1));
  return ranked[0]?.path ?? null;
}

function compared(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

function stepsBetween(one: string, other: string): number {
  const [a, b] = [one, other].map((folder) => (folder === '' ? [] : folder.split('/')));
  if (a === undefined || b === undefined) return 0;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return a.length + b.length - 2 * same;
}

/**
 * What a link in `from` says to lead to the note `to`. `wiki`: the file's name, with as many folders before it as are
 * needed to mean no other note. `relative`: the way from one folder to the other, with the ending.
 */
export function shortestTarget(
  kind: NoteLink['kind'],
  to: NotePath,
  from: NotePath,
  names: NoteNames,
): string {
  if (kind === 'relative') return relativePath(from, to);
  const parts = withoutEnding(to).split('/');
  for (let count = 1; count <= parts.length; count++) {
    const target = parts.slice(-count).join('/');
    if (count < parts.length && !meansOne(target, names)) continue;
    if (isWritable(target) && noteOfLink({ kind, target }, from, names) === to) return target;
  }
  // Two notes that differ by their endings, or a path that is the end of another one.
  return noteOfLink({ kind, target: to }, from, names) === to ? to : `/${to}`;
}

/** Whether only one file can be meant: which of several is nearest changes when notes move. */
function meansOne(target: string, names: NoteNames): boolean {
  const end = `/${linkKey(target)}`;
  const files = names.named(linkKey(lastPart(target))).filter(({ by }) => by === 'file');
  return files.filter(({ path }) => `/${linkKey(path)}`.endsWith(end)).length === 1;
}

function isWritable(target: string): boolean {
  return !/[[\]|#\n]/.test(target);
}

/** The way from the folder of `from` to the file `to`, `/`-separated. */
export function relativePath(from: NotePath, to: string): string {
  const start = folderOf(from) === '' ? [] : folderOf(from).split('/');
  const end = to.split('/');
  let same = 0;
  while (same < start.length && same < end.length - 1 && start[same] === end[same]) same++;
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}

/** `names` as they are when a note has got another path. */
export function namesAfter(
  names: NoteNames,
  moved: { from: NotePath; to: NotePath; names: readonly NoteName[] },
): NoteNames {
  const fresh = moved.names.map((name): Named => ({ ...name, path: moved.to }));
  return {
    has: (path) => path === moved.to || (path !== moved.from && names.has(path)),
    named: (key) => [
      ...names.named(key).filter(({ path }) => path !== moved.from && path !== moved.to),
      ...fresh.filter(({ name }) => linkKey(name) === key),
    ],
  };
}

/** Addresses of pictures and files in notes: where in the notebook they may lead, and how a new one is written. */
import type { NotePath } from '../api.ts';

/** UTF-16 units. */
const longestTarget = 2000;
/** Folders from which the tools that make sites publish: `/images/a.png` is there `source/images/a.png`. */
const published = ['', 'source', 'static', 'public'];

/**
 * The address without what stands around the path: angle brackets, Jekyll's `{{ site.baseurl }}`. `null`: it leads to the
 * web, to another place of the system, or nowhere.
 */
export function plainTarget(written: string): string | null {
  const text = written
    .trim()
    .replace(/^<(.*)>$/s, '$1')
    .replace(/^\{\{-?\s*(["'])(.*?)\1\s*\|\s*(?:relative_url|absolute_url|prepend:[^}]*)\s*-?\}\}/s, '$2')
    .replace(/^(?:\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\})+/g, '')
    .trim();
  if (text === '' || text.length > longestTarget || /[\u0000-\u001f\u007f]/.test(text)) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || /^[\\/]{2}/.test(text) || text.startsWith('#')) return null;
  return text;
}

/**
 * Paths in the notebook that the file at `written` may have, the likeliest first: beside the note, in the folder of the
 * note's name (Hexo), or counted from the notebook or the site the note is in. None leaves the notebook.
 */
export function placesOfTarget(note: NotePath, written: string): string[] {
  const target = plainTarget(written);
  if (target === null) return [];
  const found = new Set<string>();
  for (const spelling of spellingsOf(target)) {
    for (const base of basesOf(note, spelling)) {
      const path = pathFrom(base, spelling);
      if (path !== null) found.add(path);
    }
  }
  return [...found];
}

function spellingsOf(target: string): string[] {
  const short = target.replace(/[?#].*$/s, '');
  const [whole, part] = [unescaped(target), unescaped(short)];
  const spellings = [part, short, whole, target, part.replaceAll('\\', '/')];
  return [...new Set(spellings)].filter((spelling) => spelling !== '');
}

function basesOf(note: NotePath, target: string): string[] {
  const folder = folderOf(note);
  if (!/^[\\/]/.test(target)) {
    const stem = stemOf(note);
    return [folder, joined(folder, stem), ''];
  }
  const bases = [...published];
  for (let above = folder; above !== ''; above = folderOf(above)) {
    bases.push(...published.map((name) => (name === '' ? above : joined(above, name))));
  }
  return bases;
}

/** `null`: outside, or hidden. */
function pathFrom(base: string, target: string): string | null {
  const names = base === '' ? [] : base.split('/');
  for (const name of target.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) return null;
  }
  if (names.length === 0 || names.some((name) => name.startsWith('.') || /[\u0000-\u001f\u007f]/.test(name)))
    return null;
  return names.join('/');
}

/** `path` as an address in Markdown: letters of every script stay, what would end the address is escaped. */
export function writtenPath(path: string): string {
  return path
    .toWellFormed()
    .replace(/[\u0000-\u0020\u007f-\u00a0%()<>#?"'\\[\]|`*{}\u2028\u2029\u3000]/gu, (character) =>
      /['()*]/.test(character)
        ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
        : encodeURIComponent(character),
    );
}

/** The way from one folder of the notebook to a path in it: `../assets/a.png`. */
export function relativePath(folder: string, path: string): string {
  const [from, to] = [folder === '' ? [] : folder.split('/'), path.split('/')];
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The name without folders and ending. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/(?<=.)\.[^.]*$/, '');
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

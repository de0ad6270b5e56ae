/**
 * Where a notebook keeps the pictures of its notes and how it writes their addresses, learned from the notes that have some, so
 * that a new one lies where its owner would have put it.
 */
import type { NotePath, WidthForm } from './api.ts';
import { folderOf, joined, plainTarget, relativePath, stemOf, writtenPath } from './text/file-target.ts';
import { pictureMarks } from './text/picture-marks.ts';

export interface AttachmentHabit {
  /** From the notebook. */
  folder: string;
  /** The address in the note of a file that was stored there. */
  addressOf(path: string): { target: string; isWiki: boolean };
}

/** What can be known of a notebook without reading pictures. */
export interface NotebookFacts {
  /** A note's text from the notebook's newest. */
  samples: readonly { path: NotePath; text: string }[];
  /** Where a file that a note names is; `null`: it is not there. */
  find(note: NotePath, target: string): string | null;
  hasFolder(path: string): boolean;
  /** A small text of the notebook: `_config.yml`. */
  read(path: string): string | null;
}

interface Place {
  form: 'wiki' | 'rooted' | 'beside' | 'elsewhere' | 'bare';
  /** Of the folder, with `{name}`, `{slug}`, `{year}` and `{month}`; `beside`: from the note's folder, otherwise from the notebook. */
  folder: string;
  /** What stands before the path: `./`, `{{ site.baseurl }}`. */
  prefix: string;
  /** The folder that `rooted` addresses count from: `source`. */
  site: string;
}

/** Of one note: one that is an album must not speak for all. */
const mostOfNote = 3;
const usualFolders = ['assets', 'images', 'attachments', 'img', 'media', 'pictures', '附件', '图片'];

export function learnAttachmentHabit(note: NotePath, now: Date, facts: NotebookFacts): AttachmentHabit {
  const counts = new Map<string, { place: Place; count: number }>();
  for (const sample of facts.samples) {
    let seen = 0;
    for (const { target, kind } of pictureMarks(sample.text)) {
      const place = placeOf(sample.path, target, kind === 'wiki', facts);
      if (place === null) continue;
      const key = JSON.stringify(place);
      // What the note itself does weighs most.
      const weight = sample.path === note ? 5 : 1;
      counts.set(key, { place, count: (counts.get(key)?.count ?? 0) + weight });
      if (++seen === mostOfNote) break;
    }
  }
  const learned = [...counts.values()].sort((a, b) => b.count - a.count).map(({ place }) => place);
  for (const place of [...learned, ...conventions(note, facts)]) {
    const habit = habitOf(place, note, now);
    if (habit !== null) return habit;
  }
  return besideNote(note, 'assets');
}

/** How the notebook writes the width of pictures. */
export function learnWidthForm(facts: Pick<NotebookFacts, 'samples' | 'read'>): WidthForm {
  const counts = new Map<WidthForm, number>();
  for (const { text } of facts.samples) {
    for (const { form } of pictureMarks(text)) {
      if (form !== null) counts.set(form, (counts.get(form) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most !== undefined) return most[0];
  return siteOf((path) => facts.read(path)) === 'jekyll' ? 'kramdown' : 'bar';
}

/** What one picture says about the habit. */
function placeOf(note: NotePath, written: string, isWiki: boolean, facts: NotebookFacts): Place | null {
  const plain = plainTarget(written);
  if (plain === null) return null;
  const path = facts.find(note, written);
  if (path === null) return null;
  const [folder, noteFolder] = [folderOf(path), folderOf(note)];
  const general = (one: string) => generalised(one, note);
  const place = { prefix: '', site: '' };
  if (isWiki) {
    const isBelow = folder.startsWith(`${noteFolder}/`) && noteFolder !== '';
    if (isBelow)
      return { ...place, form: 'wiki', folder: `./${general(folder.slice(noteFolder.length + 1))}` };
    return { ...place, form: 'wiki', folder: general(folder) };
  }
  if (/^[\\/]/.test(plain)) {
    const prefix = /^\{\{.*?\}\}(?=[\\/])/.exec(written)?.[0] ?? '';
    const shown = plain
      .replace(/^\/+/, '')
      .replace(/[^/]*$/, '')
      .replace(/\/$/, '');
    const site =
      folder === shown ? '' : folder.endsWith(`/${shown}`) ? folder.slice(0, -shown.length - 1) : null;
    // Written otherwise than it is spelled: percent escapes.
    return site === null ? null : { form: 'rooted', folder: general(folder), prefix, site };
  }
  if (!/[\\/]/.test(plain.replace(/^\.\//, ''))) {
    const inOwn = folder === joined(noteFolder, stemOf(note));
    if (inOwn) return { ...place, form: 'bare', folder: '{name}' };
    if (folder !== noteFolder) return { ...place, form: 'bare', folder: `/${general(folder)}` };
  }
  const prefix = plain.startsWith('./') ? './' : '';
  if (folder === noteFolder) return { ...place, form: 'beside', folder: '', prefix };
  if (noteFolder === '' || folder.startsWith(`${noteFolder}/`)) {
    const below = noteFolder === '' ? folder : folder.slice(noteFolder.length + 1);
    return { ...place, form: 'beside', folder: general(below), prefix };
  }
  return { ...place, form: 'elsewhere', folder: general(folder) };
}

/** The folder with what differs from note to note left open. */
function generalised(folder: string, note: NotePath): string {
  const stem = stemOf(note);
  const slug = stem.replace(/^\d{4}-\d{2}-\d{2}-/, '');
  return folder
    .split('/')
    .map((name, index, names) => {
      if (name === stem) return '{name}';
      if (name === `${stem}.assets`) return '{name}.assets';
      if (name === slug) return '{slug}';
      if (/^(?:19|20)\d\d$/.test(name)) return '{year}';
      if (/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(name)) return '{year}-{month}';
      if (/^(?:0[1-9]|1[0-2])$/.test(name) && /^(?:19|20)\d\d$/.test(names[index - 1] ?? ''))
        return '{month}';
      return name;
    })
    .join('/');
}

function filled(folder: string, note: NotePath, now: Date): string {
  const stem = stemOf(note);
  const values: Record<string, string> = {
    name: stem,
    slug: stem.replace(/^\d{4}-\d{2}-\d{2}-/, ''),
    year: String(now.getFullYear()),
    month: String(now.getMonth() + 1).padStart(2, '0'),
  };
  return folder.replace(/\{(name|slug|year|month)\}/g, (_, key: string) => values[key] ?? '');
}

/** `null`: there is no such place for this note. */
function habitOf(place: Place, note: NotePath, now: Date): AttachmentHabit | null {
  const { form, prefix, site } = place;
  const noteFolder = folderOf(note);
  const written = filled(place.folder, note, now);
  const under = (folder: string) => (folder === '' ? noteFolder : joined(noteFolder, folder));
  const isHidden = (folder: string) => folder.split('/').some((name) => name.startsWith('.') || name === '');
  const made = (folder: string, addressOf: AttachmentHabit['addressOf']): AttachmentHabit | null =>
    folder !== '' && isHidden(folder) ? null : { folder, addressOf };
  const markdown = (target: string) => ({ target: writtenPath(target), isWiki: false });
  const nameOf = (path: string) => path.slice(folderOf(path).length).replace(/^\//, '');
  switch (form) {
    case 'wiki':
      return made(written.startsWith('./') ? under(written.slice(2)) : written, (path) => ({
        target: nameOf(path),
        isWiki: true,
      }));
    case 'rooted':
      return made(written, (path) => ({
        target: `${prefix}/${writtenPath(site === '' ? path : path.slice(site.length + 1))}`,
        isWiki: false,
      }));
    case 'beside':
      return made(under(written), (path) => markdown(prefix + relativePath(noteFolder, path)));
    case 'elsewhere':
      return made(written, (path) => markdown(relativePath(noteFolder, path)));
    case 'bare':
      return made(written.startsWith('/') ? written.slice(1) : under(written), (path) =>
        markdown(nameOf(path)),
      );
  }
}

function besideNote(note: NotePath, name: string): AttachmentHabit {
  const noteFolder = folderOf(note);
  return {
    folder: joined(noteFolder, name),
    addressOf: (path) => ({ target: writtenPath(relativePath(noteFolder, path)), isWiki: false }),
  };
}

// ---- a notebook without pictures: what its tool is told, or expects

function siteOf(read: NotebookFacts['read']): 'obsidian' | 'hexo' | 'jekyll' | 'hugo' | null {
  if (read('.obsidian/app.json') !== null) return 'obsidian';
  const config = read('_config.yml');
  if (config !== null)
    return /^(?:post_asset_folder|source_dir|public_dir|skip_render):/m.test(config) ? 'hexo' : 'jekyll';
  return read('hugo.toml') !== null || read('hugo.yaml') !== null || read('archetypes/default.md') !== null
    ? 'hugo'
    : null;
}

function conventions(note: NotePath, facts: NotebookFacts): Place[] {
  const hasFolder = (path: string) => facts.hasFolder(path);
  const read = (path: string) => facts.read(path);
  const rooted = (folder: string, site = '', prefix = ''): Place => ({
    form: 'rooted',
    folder,
    prefix,
    site,
  });
  const first = (folders: string[]) => folders.find((folder) => hasFolder(folder)) ?? folders[0] ?? 'assets';
  const config = read('_config.yml') ?? '';
  switch (siteOf(read)) {
    case 'obsidian':
      return obsidianPlaces(read('.obsidian/app.json') ?? '');
    case 'hexo':
      if (/^post_asset_folder:[ \t]*true\b/m.test(config) && /(?:^|\/)_(?:posts|drafts)\//.test(note))
        return [{ form: 'bare', folder: '{name}', prefix: '', site: '' }];
      return [rooted(first(['source/images', 'source/img', 'source/assets']), 'source')];
    case 'jekyll': {
      const base = /^baseurl:[ \t]*["']?\/?[^\s"'#]/m.test(config) ? '{{site.baseurl}}' : '';
      return [
        rooted(
          first(
            ['assets/img', 'assets/images', 'assets', 'images', 'img'].filter(hasFolder).concat('assets/img'),
          ),
          '',
          base,
        ),
      ];
    }
    case 'hugo':
      if (/(?:^|\/)_?index\.md$/.test(note)) return [{ form: 'beside', folder: '', prefix: '', site: '' }];
      return [rooted(first(['static/images', 'static/img']), 'static')];
    case null: {
      const near = usualFolders.find((name) => hasFolder(joined(folderOf(note), name)));
      if (near !== undefined) return [{ form: 'beside', folder: near, prefix: '', site: '' }];
      const far = usualFolders.find((name) => hasFolder(name));
      return far === undefined ? [] : [{ form: 'elsewhere', folder: far, prefix: '', site: '' }];
    }
  }
}

/** Obsidian's own settings: `attachmentFolderPath`, `newLinkFormat`, `useMarkdownLinks`. */
function obsidianPlaces(text: string): Place[] {
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return [];
  }
  const settings = typeof told === 'object' && told !== null ? (told as Record<string, unknown>) : {};
  const place = settings['attachmentFolderPath'];
  const folder = typeof place === 'string' ? place : '/';
  const isWiki = settings['useMarkdownLinks'] !== true;
  const isNear = folder === './' || folder.startsWith('./');
  const name = folder.replace(/^\.?\//, '').replace(/\/$/, '');
  if (name.split('/').includes('..')) return [];
  if (isWiki) return [{ form: 'wiki', folder: isNear ? `./${name}` : name, prefix: '', site: '' }];
  return [{ form: isNear ? 'beside' : 'elsewhere', folder: name, prefix: '', site: '' }];
}

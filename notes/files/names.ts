/** File names that every system takes, made from what people type. */
import type { NotePath } from '../api.ts';
import { device, longestName, nameProblem } from '../text/portable-name.ts';

/** Bytes of UTF-8 that a name made from a title may have; leaves room below the 255 of most disks. */
const longestMade = 200;
const allControls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu;
/** Characters that can't be seen, or turn the direction of text. */
const unseen =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\uffff]/gu;
/** Letters and digits of any script, with the joiners that some scripts need inside a word. */
const word = /[\p{L}\p{M}\p{N}]+(?:[\u200c\u200d][\p{L}\p{M}\p{N}]+)*/gu;

/** `标题.md` for a note with this title: portable, never empty, at most 200 bytes, cut between graphemes. */
export function titleName(title: string): string {
  return madeName(
    '',
    plain(title)
      .replace(/\s*[/\\|:]\s*/gu, '-')
      .replace(/[<>"?*]+/gu, ' '),
  );
}

/**
 * `2020-01-13-serverless-资料收集.md`: lower case, letters and digits of every script kept, the rest as `-`.
 * @param prefix kept as it is: `2020-01-13-`
 */
export function slugName(title: string, prefix = ''): string {
  const words = plain(title).toLowerCase().replace(/['’]/gu, '').match(word) ?? [];
  return madeName(prefix, words.join('-'));
}

/**
 * A name for a file that came from somewhere: portable, without blanks, letters of every script kept, its ending in lower case.
 * @param made what it is called where `name` says nothing: `2026-01-31-235959`
 */
export function attachmentName(name: string, made: string, extension = ''): string {
  const last = name.replace(/^.*[/\\]/su, '');
  const [, stem = '', ending = ''] = /^(.*?)(?:\.([\p{L}\p{N}]{1,10}))?$/su.exec(last.trim()) ?? [];
  const end = (ending === '' ? extension : ending).toLowerCase();
  const says = /^(?:image|blob|clipboard|unknown|download)?$/iu.test(stem.trim()) ? made : stem;
  const text = plain(says)
    .replace(/[<>:"/\\|?*%#^[\]{}()'`&$;,!=+~@\s]+/gu, '-')
    .normalize('NFC')
    .replace(/-{2,}/gu, '-');
  const edges = /^[.\-_\s]+|[.\-\s]+$/gu;
  const short = cut(text.replace(edges, ''), longestMade - bytes(end)).replace(edges, '');
  const kept = (short === '' ? made : short).replace(device, '$&_');
  return end === '' ? kept : `${kept}.${end}`;
}

/** `name-2.png` for `name.png`. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const suffix = `-${number}`;
  return cut(stem, longestName - bytes(suffix + ending)) + suffix + ending;
}

/** The path with ` 2` or the like before its extension; the name is shortened where it would not fit in 255 bytes. */
export function withSuffix(path: NotePath, suffix: string): NotePath {
  const start = path.lastIndexOf('/') + 1;
  const end = path.lastIndexOf('.');
  const extension = path.slice(end);
  return (
    path.slice(0, start) +
    cut(path.slice(start, end), longestName - bytes(suffix + extension)) +
    suffix +
    extension
  );
}

/** `a/name (conflict 2026-01-31 235959).md` for `a/name.md`; local time. */
export function conflictPath(path: NotePath, now: Date): NotePath {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
  return withSuffix(path, ` (conflict ${date} ${time})`);
}

/** Why a file or folder should not get this name, to follow "the name"; `null`: every system takes it. */
export function problemWithName(name: string): string | null {
  const problem = nameProblem(name);
  if (problem === null) return null;
  return problem.code === 'forbidden' ? `contains ${problem.character}` : said[problem.code];
}

const said = {
  empty: 'is empty',
  control: 'contains a control character',
  unseen: 'contains a character that can not be seen',
  half: 'contains half a character',
  end: 'ends with a dot or a space',
  device: 'is the name of a device on Windows',
  long: 'is too long',
} as const;

function plain(title: string): string {
  // Titles are short; whoever pastes a book gets its beginning.
  const text = title.slice(0, 4000).toWellFormed();
  return text.replace(allControls, ' ').replace(unseen, '').replace(/\s+/gu, ' ');
}

function madeName(prefix: string, text: string): string {
  const extension = '.md';
  const edges = /^[\s.\-\u200c\u200d]+|[\s.\u200c\u200d]+$/gu;
  const trimmed = text.normalize('NFC').replace(edges, '').replace(/-+$/u, '');
  const stem = cut(trimmed, longestMade - bytes(prefix + extension))
    .replace(edges, '')
    .replace(/-+$/u, '');
  const name = prefix + (stem === '' ? (prefix === '' ? 'Untitled' : 'untitled') : stem);
  return name.replace(device, '$&_') + extension;
}

/** The longest beginning of whole graphemes that fits; of whole characters where not even one grapheme does. */
function cut(text: string, limit: number): string {
  if (bytes(text) <= limit) return text;
  let end = 0;
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += bytes(segment);
    if (used > limit) break;
    end += segment.length;
  }
  if (end > 0) return text.slice(0, end);
  let kept = '';
  for (const character of text) {
    if (bytes(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

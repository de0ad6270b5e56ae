/** Slips in a filter that can be read, but hardly means what it says: a key with a wrong letter, `or`, `冷*`. Pure. */
import { filterKeys } from '../../notes/text/filter.ts';

export interface Hint {
  kind: 'key' | 'or' | 'star';
  /** What is written in the place of `from` to `to`, UTF-16 offsets in the filter. */
  text: string;
  from: number;
  to: number;
}

const chineseKeys: Readonly<Record<string, string>> = {
  标签: 'tag',
  分类: 'category',
  标题: 'title',
  路径: 'path',
  网站: 'site',
  日期: 'date',
  修改: 'modified',
};
/** A shorter name before a colon is one letter off from too many words. */
const shortestName = 3;

/** The first slip; `null`: there is none. What stands in quotation marks is meant. */
export function hintFor(filter: string): Hint | null {
  const words = wordsOf(filter);
  for (const [at, { text, from }] of words.entries()) {
    const to = from + text.length;
    const [, name, colon = ''] = /^([a-z]+|\p{Script=Han}+)([:：])(?!\/\/)/iu.exec(text) ?? [];
    const key = name === undefined ? null : meantKey(name);
    if (name !== undefined && key !== null)
      return { kind: 'key', text: `${key}:${text.slice(name.length + colon.length)}`, from, to };
    if (/^or$/i.test(text) && text !== 'OR' && at > 0 && at < words.length - 1)
      return { kind: 'or', text: 'OR', from, to };
    const [, plain] = /^\*?([^*"“”＂]+)\*?$/u.exec(text) ?? [];
    if (plain !== undefined && plain !== text) return { kind: 'star', text: plain, from, to };
  }
  return null;
}

function meantKey(name: string): string | null {
  const written = name.toLowerCase();
  if (filterKeys.some((key) => key === written)) return null;
  const chinese = chineseKeys[written];
  if (chinese !== undefined) return chinese;
  if (written.length < shortestName) return null;
  return filterKeys.find((key) => key.length >= shortestName && isNear(written, key)) ?? null;
}

/** One letter more, less or another one, or two neighbours in the wrong order. */
function isNear(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && left === right.charAt(1) + right.charAt(0);
}

/** What stands between white space, after its `-` and parentheses. */
function wordsOf(filter: string): { text: string; from: number }[] {
  const found = filter.matchAll(/[-－(（~～]*((?:["“”＂](?:\\.|[^"“”＂])*["“”＂]?|[^\s"“”＂])+)/gu);
  return Array.from(found, ({ 0: whole, 1: word = '', index }) => {
    const text = word.replace(/[)）]+$/, '');
    return { text, from: index + whole.length - word.length };
  });
}

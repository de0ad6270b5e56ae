import { afterEach, describe, expect, test } from 'vitest';
import type { TagChange } from '../../../notes/api.ts';
import { nameTyped } from '../../../renderer/tags/tag-name.ts';
import {
  changeInWords,
  namesInWords,
  purposeInWords,
  resultInWords,
} from '../../../renderer/tags/tag-words.ts';
import { setLanguage } from '../../../renderer/messages.ts';

afterEach(() => setLanguage('en'));

const rename = (from: string[], to: string): TagChange => ({ kind: 'rename', from, to });

describe('a change of tags in words', () => {
  test.each<[TagChange, number, string]>([
    [rename(['JS'], 'JavaScript'), 12, '12 notes: “JS” becomes “JavaScript”'],
    [rename(['JS'], 'JavaScript'), 1, '1 note: “JS” becomes “JavaScript”'],
    [rename(['JS', 'js'], 'JavaScript'), 1200, '1,200 notes: “JS” and “js” become “JavaScript”'],
    [rename(['JS', 'JavaScript'], 'JavaScript'), 2, '2 notes: “JS” becomes “JavaScript”'],
    [{ kind: 'delete', names: ['draft'] }, 3, '3 notes lose “draft”'],
    [{ kind: 'add', name: 'read', filter: '' }, 1, '1 note gets “read”'],
  ])('says what becomes of which tags in how many notes: %j', (change, n, said) => {
    expect(changeInWords(change, n)).toBe(said);
  });

  test('says which address becomes which, readable and shortened', () => {
    const to = `https://new.com/%E8%8C%B6/${'x'.repeat(200)}`;
    const said = changeInWords({ kind: 'relink', from: ['https://old.com/a'], to }, 2);
    expect(said).toMatch(/^2 notes: “old\.com\/a” becomes “new\.com\/茶\/x+…x+”$/);
    expect(said.length).toBeLessThan(130);
    expect(purposeInWords({ kind: 'relink', from: ['https://old.com/a'], to: 'https://new.com/b' })).toBe(
      '“old.com/a” becomes “new.com/b”',
    );
  });

  test('counts the names that are too many to be read', () => {
    expect(namesInWords(['a', 'b', 'c', 'd', 'e'])).toBe('“a”, “b”, “c”, “d”, and “e”');
    expect(namesInWords(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('“a”, “b”, “c”, “d”, and 2 others');
  });

  test('is said in Chinese as well', () => {
    setLanguage('zh-CN');
    expect(changeInWords(rename(['JS', 'js'], '前端'), 12)).toBe('12 篇笔记：“JS”和“js”改为“前端”');
    expect(changeInWords({ kind: 'delete', names: ['草稿'] }, 3)).toBe('3 篇笔记不再有“草稿”');
    expect(resultInWords('apply', { changed: 2, skipped: 1 })).toBe('已更改 2 篇笔记。1 篇笔记保持原样。');
  });

  test('that was cut off is named by what it was to do', () => {
    expect(purposeInWords(rename(['JS', 'js'], 'JavaScript'))).toBe('“JS” and “js” become “JavaScript”');
    expect(purposeInWords({ kind: 'delete', names: ['x'] })).toBe('“x” is deleted');
    expect(purposeInWords({ kind: 'add', name: 'x', filter: 'a' })).toBe('“x” is added');
  });

  test('that was done names the notes that were left as they are, if there are any', () => {
    expect(resultInWords('apply', { changed: 2, skipped: 0 })).toBe('2 notes are changed.');
    expect(resultInWords('undo', { changed: 1, skipped: 3 })).toBe(
      '1 note is as it was before. 3 notes are left as they are.',
    );
  });
});

describe('a typed name', () => {
  test.each([
    ['  前端 ', '前端'],
    ['#JavaScript', 'JavaScript'],
    ['two   words', 'two words'],
    ['a\nb', 'a b'],
    ['C#', 'C#'],
    [': "quoted"', ': "quoted"'],
  ])('is taken as the notebook writes it: %j', (typed, name) => {
    expect(nameTyped(typed)).toEqual({ name, problem: null });
  });

  test.each([
    ['', 'A tag needs a name.'],
    [' # ', 'A tag needs a name.'],
    ['a\u0000b', 'This holds characters that a note’s header can’t hold. Type it again without them.'],
    ['a\ud800', 'This holds characters that a note’s header can’t hold. Type it again without them.'],
    ['x'.repeat(1001), 'A tag may have at most 1,000 characters.'],
  ])('that no header can hold is refused with the reason: %j', (typed, problem) => {
    expect(nameTyped(typed)).toEqual({ name: null, problem });
  });
});

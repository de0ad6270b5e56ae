import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../notes/text/filter.ts';
import { fold } from '../../notes/text/fold.ts';
import { foldedWord, isSpaced, occursAt, spansIn, type Word, wordsOf } from '../../notes/text/match.ts';
import { bruteForce, searched } from '../oracle.ts';
import { note } from '../make.ts';

const found = (text: string, word: string): boolean => occursAt(fold(text), foldedWord(word)) >= 0;
const words = (filter: string): Word[] => wordsOf(parseFilter(filter));
/** `text` with its matches in brackets. */
function marked(text: string, filter: string): string {
  let shown = '';
  let end = 0;
  for (const [from, to] of spansIn(text, words(filter))) {
    shown += `${text.slice(end, from)}[${text.slice(from, to)}]`;
    end = to;
  }
  return shown + text.slice(end);
}

const bits = fc.constantFrom(
  ...[
    'script',
    'Java',
    'V8',
    'é',
    'e\u0301',
    'ＡＢ',
    'ﬁ',
    'ß',
    '_',
    '-',
    '.',
    '/',
    '50%',
    '"',
    '(',
    'ς',
    'Й',
  ],
  ...[
    '冷启动',
    '动',
    '〇',
    '，',
    '。',
    '（',
    '𠀀',
    '葛\u{e0100}',
    'が',
    'か\u3099',
    'ｶﾞ',
    'ー',
    '각',
    'น้ำ',
    '❤️',
  ],
  ...[' ', '  ', '\n', '\u3000', '\u200b', '\ud800', '½', '…'],
);
const text = fc.array(bits, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
const joins = /^(?:[\p{M}\p{Default_Ignorable_Code_Point}ﾞﾟ\u0e33]|[\udc00-\udfff])/u;

describe('a word is found', () => {
  test.each([
    ['JavaScript 脚本', 'javascript', true],
    ['JavaScript', 'script', false],
    ['scripting', 'script', true],
    ['a-script', 'script', true],
    ['type_script', 'script', false],
    ['2script', 'script', false],
    ['中文script', 'script', true],
    ['JavaScript script', 'script', true],
    ['Serverless的冷启动问题', '启动', true],
    ['冷启 动', '启动', false],
    ['冷  启\n动', '冷 启 动', true],
    ['ServerlessＶ８引擎', 'v8', false],
    ['深入V8引擎', 'Ｖ８引', true],
    ['ラーメン', 'ーメ', true],
    ['한국어', '국', true],
    ['ภาษาไทย', 'ไทย', true],
    ['привет мир', 'вет', false],
    ['useEffect(() => {})', 'useeffect((', true],
    ['f(useEffect)', '(use', true],
    ['x\u{1d400}bc', 'bc', false],
    ['𠀀abc', 'abc', true],
    ['C++ 与 C#', 'c#', true],
    ['naïve café', 'CAFÉ', true],
    ['cafe\u0301s', 'café', true],
  ])('in %j: %j %s', (text, word, expected) => {
    expect(found(text, word)).toBe(expected);
  });

  test('wherever a part of a text begins at a character, and where its script has spaces at a word', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (written, one, other) => {
        const ends = [one, other].map((number) => number % (written.length + 1)).toSorted((a, b) => a - b);
        const [from = 0, to = 0] = ends;
        fc.pre(!joins.test(written.slice(from)) && !joins.test(written.slice(to)));
        const part = written.slice(from, to);
        const word = foldedWord(part);
        const before = Array.from(fold(written.slice(0, from))).at(-1) ?? ' ';
        const isInWord = !/^\s/.test(part) && isSpaced(before.codePointAt(0) ?? 0);
        fc.pre(word !== '' && !(isInWord && isSpaced(word.codePointAt(0) ?? 0)));
        expect(occursAt(fold(written), word)).toBeGreaterThanOrEqual(0);
        const spans = spansIn(written, [{ key: 'text', folded: [word] }]);
        expect(spans).not.toEqual([]);
        let end = 0;
        for (const span of spans) {
          expect(span[0]).toBeGreaterThanOrEqual(end);
          end = span[1];
          expect(end).toBeGreaterThan(span[0]);
          expect(fold(written.slice(...span))).toContain(word);
          expect(written.slice(...span).isWellFormed() || !written.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 5000 },
    );
  });

  test('first where the rule says, wherever one starts to look', () => {
    const few = fc.constantFrom('a', 'b', '_', '冷', ' ', '.', '𐐷', '𠀀', 'ー', '0');
    const texts = (maxLength: number) => fc.array(few, { maxLength }).map((parts) => parts.join(''));
    const isSpacedIn = (character: string | undefined) => isSpaced(character?.codePointAt(0) ?? 0);
    fc.assert(
      fc.property(texts(20), texts(3), fc.nat(25), (written, word, from) => {
        fc.pre(word !== '');
        const isFound = (at: number): boolean =>
          written.startsWith(word, at) &&
          !(isSpacedIn(word) && isSpacedIn(Array.from(written.slice(0, at)).at(-1)));
        const places = Array.from({ length: written.length }, (_, at) => at);
        expect(occursAt(written, word, from)).toBe(places.find((at) => at >= from && isFound(at)) ?? -1);
      }),
      { numRuns: 5000 },
    );
  });

  test('in a text that nearly has it a million times, at once', () => {
    expect(occursAt('a'.repeat(1_000_000), `${'a'.repeat(500)}b`)).toBe(-1);
    expect(occursAt(`x${'ab'.repeat(500_000)}`, 'ab')).toBe(-1);
    expect(occursAt('冷'.repeat(1_000_000), `${'冷'.repeat(500)}b`)).toBe(-1);
  });
});

describe('spans', () => {
  test.each([
    ['ＳＣＲＩＰＴ JavaScript scripting', 'script', '[ＳＣＲＩＰＴ] JavaScript [script]ing'],
    ['冷启动与冷启动', '冷启动', '[冷启动]与[冷启动]'],
    ['哈哈哈', '哈哈', '[哈哈]哈'],
    ['cafe\u0301s', 'café', '[cafe\u0301]s'],
    ['a ﬁne İstanbul', 'fine istanbul', 'a [ﬁne] [İstanbul]'],
    ['a ﬁne', 'f', 'a [ﬁ]ne'],
    ['Straße', 'strasse', '[Straße]'],
    ['Straße', 'stras', '[Straß]e'],
    ['Σίσυφος', 'σίσυφοσ', '[Σίσυφος]'],
    ['ｶﾞｷﾞ', 'ガ', '[ｶﾞ]ｷﾞ'],
    ['two \u3000 words', '"two words"', '[two \u3000 words]'],
    ['云原生的云', '云原 原生', '[云原生]的云'],
    ['𠀀𠀁', '𠀁', '𠀀[𠀁]'],
    ['价格：50%。', '：50%', '价格[：50%]。'],
    ['x -a', 'x -a', '[x] -a'],
    ['tagged', 'tag:tagged', 'tagged'],
    ['云 雲', '~云', '[云] [雲]'],
  ])('in %j for %j: %j', (text, filter, expected) => {
    expect(marked(text, filter)).toBe(expected);
  });
});

describe('the words of a filter', () => {
  test('are those that must or may occur, each once', () => {
    expect(words('Ａ (b OR title:C) -d -(e f) a tag:x path:y " "')).toEqual([
      { key: 'text', folded: ['a'] },
      { key: 'text', folded: ['b'] },
      { key: 'title', folded: ['c'] },
    ]);
  });

  test('with ~ are all of their spellings', () => {
    expect(words('~头发 title:~"云 Ａ"')).toEqual([
      { key: 'text', folded: expect.arrayContaining(['头发', '頭髮']) as string[] },
      { key: 'title', folded: ['云 a', '雲 a'] },
    ]);
    expect(words('头发')[0]?.folded).toEqual(['头发']);
  });
});

describe('a note matches', () => {
  const now = new Date(2024, 5, 15, 12);
  const day = 24 * 3_600_000;
  const one = searched(
    '_posts/2020-01-13-Serverless.md',
    note({
      title: 'Serverless 资料收集',
      date: '2020-01-13 00:15:08 +0000',
      tags: ['前端/React', 'cafe\u0301', 'two words'],
      categories: ['cloud-native'],
      header: 'excerpt: 一篇摘要',
      body: '## [深入](https://juejin.im/post/5d4bfcf0e51d4561ee1bdf37)\n\n看了文章就忘，**冷启动**。\nJavaScript？\n\n`end`',
    }),
    now.getTime() - 3 * day,
  );
  const two = searched(
    '二.md',
    '標題\n\n==軟體== https://link.zhihu.com/?target=https%3A//www.v8.dev/blog',
    now.getTime() - 400 * day,
  );
  const notes = [one, two];

  test.each([
    ['', 'both'],
    ['" "', 'both'],
    ['-""', 'none'],
    ['serverless', 'one'],
    ['资料收集', 'one'],
    ['REACT', 'one'],
    ['café', 'one'],
    ['cloud', 'one'],
    ['摘要', 'one'],
    ['看了文章就忘，**冷启动', 'one'],
    ['JavaScript？', 'one'],
    ['script', 'none'],
    // The path is not searched, and a match lies within one field.
    ['_posts', 'none'],
    ['"收集 前端"', 'none'],
    ['"忘，**冷启动**。 javascript"', 'one'],
    ['"layout"', 'none'],
    ['軟體', 'two'],
    ['软体', 'none'],
    ['~软体', 'two'],
    ['-~软体', 'one'],
    ['title:~标题', 'none'],
    ['title:资料', 'one'],
    ['title:冷启动', 'none'],
    ['title:less', 'none'],
    ['path:_POSTS/2020', 'one'],
    ['path:erver', 'one'],
    ['path:二', 'two'],
    ['tag:前端', 'one'],
    ['tag:前端/React', 'one'],
    ['tag:前', 'none'],
    ['tag:react', 'none'],
    ['tag:caf\u00e9', 'one'],
    ['tag:CAFÉ', 'none'],
    ['category:cloud-native', 'one'],
    ['category:cloud', 'none'],
    ['is:untagged', 'two'],
    ['is:unpublished', 'none'],
    ['is:broken', 'none'],
    ['has:source', 'both'],
    ['has:question', 'one'],
    ['has:highlight', 'both'],
    ['site:juejin.im', 'one'],
    ['site:juejin.cn', 'one'],
    ['site:zhihu.com', 'two'],
    ['site:v8.dev', 'two'],
    ['site:WWW.V8.dev', 'two'],
    ['site:dev', 'two'],
    ['site:uejin.cn', 'none'],
    ['date:2020', 'one'],
    ['date:2020-01-13', 'one'],
    ['date:2020-01-12', 'none'],
    ['date:<2021', 'one'],
    ['-date:>2021', 'both'],
    ['date:>1y', 'one'],
    ['date:..2019', 'none'],
    ['modified:<7d', 'one'],
    ['modified:>1y', 'two'],
    ['modified:2024-06-12', 'one'],
    ['modified:2024', 'one'],
    ['modified:<2024', 'two'],
    ['serverless 軟體', 'none'],
    ['serverless OR 軟體', 'both'],
    ['(serverless OR 軟體) -is:untagged', 'one'],
    ['-(serverless OR 軟體)', 'none'],
  ])('for %s: %s', (filter, expected) => {
    const paths = { both: [one.path, two.path], one: [one.path], two: [two.path], none: [] }[expected];
    expect(bruteForce(notes, filter, now)).toEqual(paths);
  });
});

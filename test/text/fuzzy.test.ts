import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { fitOf, spansOf, typedOf } from '../../notes/text/fuzzy.ts';

const fits = (typed: string, text: string) => fitOf(typedOf(typed), text) !== null;
const marked = (typed: string, text: string) =>
  (fitOf(typedOf(typed), text)?.spans ?? []).map(([from, to]) => text.slice(from, to)).join('|');
/** The texts that fit, the best first. */
const ranked = (typed: string, texts: string[]) =>
  texts
    .map((text) => ({ text, mark: fitOf(typedOf(typed), text)?.mark ?? null }))
    .filter((one): one is { text: string; mark: number } => one.mark !== null)
    .sort((a, b) => b.mark - a.mark)
    .map(({ text }) => text);

describe('what is typed', () => {
  test.each([
    ['sr v8', '深入 V8'],
    ['shenru', '深入 V8'],
    ['shenruv8', '深入 V8'],
    ['srv8', '深入 V8'],
    ['v8 sr', '深入 V8'],
    ['深v8', '深入 V8'],
    ['shen入', '深入 V8'],
    ['shr', '深入 V8'],
    ['SHENRU', '深入 V8'],
    ['ｓｒ', '深入 V8'],
    ['yinhang', '银行'],
    ['yinxing', '银行'],
    ['yh', '银行'],
    ['zhongqing', '重庆'],
    ['chongqing', '重庆'],
    ['nvhai', '女孩'],
    ['nuhai', '女孩'],
    ['lvse', '绿色'],
    ['luse', '绿色'],
    ['xian', '西安'],
    ['uef', 'useEffect 的完整指南'],
    ['resume', 'Résumé'],
    ['sl', 'serverless资料收集'],
    ['zlsj', 'serverless资料收集'],
    ['c++', 'Effective C++'],
    ['shenru'.repeat(6), '深入'.repeat(6)],
  ])('%s finds %s', (typed, text) => expect(fits(typed, text)).toBe(true));

  test.each([
    ['sv', '深入'],
    ['enru', '深入'],
    ['shenruw', '深入 V8'],
    ['v8 x', '深入 V8'],
    ['ba', 'ab'],
    ['aa', 'a'],
    ['shen ru', '神'],
    ['v9', '深入 V8'],
  ])('%s does not find %s', (typed, text) => expect(fits(typed, text)).toBe(false));

  test('is marked where it stands; by pinyin, the characters it stands for', () => {
    expect(marked('sr v8', '深入 V8 引擎')).toBe('深入|V8');
    expect(marked('srv8', '深入 V8 引擎')).toBe('深入|V8');
    expect(marked('yq', '深入 V8 引擎')).toBe('引擎');
    expect(marked('script', 'TypeScript')).toBe('Script');
    expect(marked('ＶＵＥ', 'Ｖｕｅ 3')).toBe('Ｖｕｅ');
    expect(marked('cafe', 'Café du matin')).toBe('Café');
    expect(marked('', 'nothing')).toBe('');
  });

  test('may be held by a text in part, for showing it beside another', () => {
    const text = '2020/深入.md';
    expect(spansOf(typedOf('2020 v8'), text)).toEqual([[0, 4]]);
    expect(spansOf(typedOf('zzz'), text)).toEqual([]);
  });
});

describe('the order', () => {
  test.each<[string, string[]]>([
    // Exact, at the beginning, at a word, inside a word, scattered.
    ['note', ['Note', 'Notebook', 'My notebook', 'Keynotes', 'No time']],
    ['冷启动', ['冷启动', '冷启动的速度', '函数的冷启动', '冷静地启动']],
    ['lqd', ['冷启动', '冷启动的速度', '函数的冷启动', '冷静地启动']],
    // What is typed counts more than what it may sound like; more of a reading more than its first letter.
    ['ma', ['ma', '马', '米奥']],
    ['shen', ['神', '蛇恩']],
    // In one piece, in words side by side, in words apart.
    ['fb', ['fb notes', 'foo bar', 'foo or bar', 'off by one']],
    // The shorter one.
    ['react', ['React hooks', 'React hooks and everything else about them']],
    // A word before its sound, and both before a chance.
    ['js', ['JS', 'JS 笔记', '计算', 'Node.js 入门', '计划和算法']],
  ])('%s gives %j', (typed, texts) => {
    expect(ranked(typed, [...texts].reverse())).toEqual(texts);
  });
});

describe('for any text', () => {
  const words = fc.constantFrom(
    '深入',
    '银行',
    'V8',
    'Node.js',
    '——',
    '“引擎”',
    'a-b',
    '女',
    '〇',
    '😀',
    'é',
    '　',
    'ｆｕ',
  );
  const titles = fc.array(words, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));

  test('every part of it finds it, and what is marked is what was typed', () => {
    fc.assert(
      fc.property(titles, fc.nat(), fc.nat(), (title, a, b) => {
        const characters = Array.from(title);
        const from = a % characters.length;
        const typed = characters.slice(from, from + 1 + (b % characters.length)).join('');
        const fit = fitOf(typedOf(typed), title);
        expect(fit).not.toBeNull();
        for (const [start, end] of fit?.spans ?? []) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(title.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is typed is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), titles, (typed, title) => {
        const spans = fitOf(typedOf(typed), title)?.spans ?? [];
        for (const [at, [start]] of spans.entries()) {
          expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : (spans[at - 1]?.[1] ?? 0));
        }
      }),
      { numRuns: 500 },
    );
  });
});

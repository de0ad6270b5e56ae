import { afterEach, describe, expect, test } from 'vitest';
import { type Filter, filterKeys, parseFilter, type Term } from '../../../notes/text/filter.ts';
import { formatFilter } from '../../../notes/text/filter-text.ts';
import { explain, nameChoices, nameFor } from '../../../renderer/search/explain.ts';
import { setLanguage } from '../../../renderer/messages.ts';

afterEach(() => setLanguage('en'));

const inWords = (text: string, language: 'en' | 'zh-CN') => {
  setLanguage(language);
  return explain(parseFilter(text));
};

describe('a filter of articles in words', () => {
  test.each([
    ['', 'All sources', '全部来源'],
    ['is:unread site:juejin.cn', 'Sources that are unread, from juejin.cn', '未读、出自 juejin.cn 的来源'],
    [
      'has:copy -is:dead 冷启动',
      'Sources with a kept copy, whose link is not dead, with 冷启动 in the title or address',
      '有离线副本、链接没有失效、标题或网址包含“冷启动”的来源',
    ],
    ['tag:a -tag:b date:2020', 'Sources in notes tagged a, not b, in notes dated in 2020', null],
    ['is:dead OR is:moved', 'Sources whose link is dead or that have moved', '链接失效或已迁移的来源'],
  ])('%s', (filter, english, chinese) => {
    setLanguage('en');
    expect(explain(parseFilter(filter), 'articles')).toBe(english);
    setLanguage('zh-CN');
    if (chinese !== null) expect(explain(parseFilter(filter), 'articles')).toBe(chinese);
  });
});

describe('a filter in words', () => {
  test.each([
    ['', 'All notes', '全部笔记'],
    [
      'tag:前端 -tag:draft 冷启动',
      'Notes tagged 前端, not draft, containing 冷启动',
      '标签为“前端”、不带“draft”、包含“冷启动”的笔记',
    ],
    ['tag:a', 'Notes tagged a', '标签为“a”的笔记'],
    ['tag:a tag:b', 'Notes tagged a and b', '标签为“a”和“b”的笔记'],
    ['tag:a tag:b tag:c', 'Notes tagged a, b, and c', '标签为“a”、“b”和“c”的笔记'],
    ['-tag:draft', 'Notes not tagged draft', '不带标签“draft”的笔记'],
    ['-tag:a -tag:b', 'Notes not tagged a or b', '不带标签“a”或“b”的笔记'],
    ['tag:js OR tag:ts', 'Notes tagged js or ts', '标签为“js”或“ts”的笔记'],
    [
      '(tag:js OR tag:ts) 冷启动',
      'Notes tagged js or ts, containing 冷启动',
      '标签为“js”或“ts”、包含“冷启动”的笔记',
    ],
    [
      '(tag:js OR tag:ts) -tag:draft',
      'Notes tagged js or ts, not draft',
      '标签为“js”或“ts”、不带“draft”的笔记',
    ],
    ['x -tag:draft', 'Notes containing x, not tagged draft', '包含“x”、不带标签“draft”的笔记'],
    ['-(tag:js OR tag:ts)', 'Notes not tagged js or ts', '不带标签“js”或“ts”的笔记'],
    ['tag:"two words"', 'Notes tagged “two words”', '标签为“two words”的笔记'],
    ['category:读书', 'Notes in category 读书', '分类为“读书”的笔记'],
    ['category:a OR category:b', 'Notes in categories a or b', '分类为“a”或“b”的笔记'],
    ['-category:a', 'Notes not in category a', '分类不是“a”的笔记'],
    ['title:v8', 'Notes with v8 in the title', '标题包含“v8”的笔记'],
    [
      '-title:v8 path:2020',
      'Notes without v8 in the title, with 2020 in the path',
      '标题不含“v8”、路径包含“2020”的笔记',
    ],
    ['-path:old', 'Notes without old in the path', '路径不含“old”的笔记'],
    ['"cold start"', 'Notes containing “cold start”', '包含“cold start”的笔记'],
    ['a b -c', 'Notes containing a and b, not containing c', '包含“a”和“b”、不包含“c”的笔记'],
    ['a OR b OR c', 'Notes containing a, b, or c', '包含“a”、“b”或“c”的笔记'],
    ['~发展', 'Notes containing 发展 (simplified or traditional)', '包含“发展”（简繁皆可）的笔记'],
    [
      'title:~发展',
      'Notes with 发展 (simplified or traditional) in the title',
      '标题包含“发展”（简繁皆可）的笔记',
    ],
    ['site:juejin.cn', 'Notes with a source from juejin.cn', '来源出自 juejin.cn 的笔记'],
    ['site:a.cn site:b.cn', 'Notes with sources from a.cn and b.cn', '来源出自 a.cn 和 b.cn 的笔记'],
    ['-site:a.cn', 'Notes without a source from a.cn', '没有出自 a.cn 的来源的笔记'],
    ['date:2020', 'Notes dated in 2020', '日期为 2020 年的笔记'],
    ['date:2020-01-13', 'Notes dated on 2020-01-13', '日期为 2020-01-13 的笔记'],
    ['date:2020-01..2020-06', 'Notes dated from 2020-01 to 2020-06', '日期在 2020-01 至 2020-06 之间的笔记'],
    ['date:..2020', 'Notes dated in 2020 or earlier', '日期为 2020 年或更早的笔记'],
    ['date:2020-06..', 'Notes dated in 2020-06 or later', '日期为 2020-06 或更晚的笔记'],
    ['date:<2020', 'Notes dated before 2020', '日期在 2020 之前的笔记'],
    ['date:>=2020-01-13', 'Notes dated on 2020-01-13 or later', '日期为 2020-01-13 或更晚的笔记'],
    ['-date:>2020', 'Notes not dated after 2020', '日期不在 2020 之后的笔记'],
    ['modified:<7d', 'Notes changed in the last 7 days', '修改时间在最近 7 天内的笔记'],
    ['modified:>1y', 'Notes changed more than 1 year ago', '修改时间在 1 年以前的笔记'],
    ['-modified:<2h', 'Notes not changed in the last 2 hours', '修改时间不在最近 2 小时内的笔记'],
    ['is:untagged', 'Notes without tags', '没有标签的笔记'],
    ['-is:untagged', 'Notes with tags', '有标签的笔记'],
    ['is:dead -has:copy', 'Notes with a dead link, without kept copies', '有失效链接、没有离线副本的笔记'],
    [
      'is:unread OR is:reading',
      'Notes with an unread source or with a source being read',
      '有未读来源或有在读来源的笔记',
    ],
    [
      '-is:read is:moved',
      'Notes without sources that were read, with a source that has moved',
      '没有已读来源、有已迁移的来源的笔记',
    ],
    ['is:unpublished is:broken', 'Notes not published, with a broken header', '未发布、文件头有误的笔记'],
    ['-is:unpublished', 'Notes published', '已发布的笔记'],
    [
      'has:source -has:question has:highlight',
      'Notes with sources, without open questions, with highlights',
      '有来源、没有未解问题、有标记的笔记',
    ],
    ['tag:a OR 冷启动', 'Notes tagged a or containing 冷启动', '标签为“a”或包含“冷启动”的笔记'],
    [
      'x (tag:a OR title:b)',
      'Notes containing x, either tagged a or with b in the title',
      '包含“x”、（标签为“a”或标题包含“b”）的笔记',
    ],
    [
      '(tag:a -tag:b) OR x',
      'Notes (tagged a, not b) or containing x',
      '（标签为“a”、不带“b”）或包含“x”的笔记',
    ],
    ['-(tag:a x)', 'Notes not (tagged a, containing x)', '不符合（标签为“a”、包含“x”）的笔记'],
    ['-(-tag:a)', 'Notes tagged a', '标签为“a”的笔记'],
    [
      'a ((b OR has:source) OR (c -(d e)))',
      'Notes containing a, either containing b, with sources, or (containing c, not (containing d and e))',
      '包含“a”、（包含“b”、有来源或（包含“c”、不符合（包含“d”和“e”）））的笔记',
    ],
  ])('%j', (text, english, chinese) => {
    expect(inWords(text, 'en')).toBe(english);
    expect(inWords(text, 'zh-CN')).toBe(chinese);
  });

  test('has its words and tags for a name', () => {
    const filter = parseFilter('tag:性能 -tag:draft "冷 启动" date:2024');
    expect(nameFor(filter)).toBe('性能, not draft, 冷 启动, dated in 2024');
    setLanguage('zh-CN');
    expect(nameFor(filter)).toBe('性能，不带 draft，冷 启动，日期为 2024 年');
    setLanguage('en');
    expect(nameFor(parseFilter(''))).toBe('');
  });

  test('can be made of every filter, and names everything in it', () => {
    let seed = 11;
    const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    const values: Record<Term['key'], readonly string[]> = {
      tag: ['前端', 'a b', '{what}', '$&', 'js/ts'],
      category: ['读书', 'x,y'],
      title: ['v8', '深入'],
      path: ['2020-', '_posts'],
      site: ['juejin.cn', 'localhost:8080'],
      date: ['2020', '2020-01..2020-06', '<2019-02', '>=2018-03-04', '>3m', '..2017'],
      modified: ['<7d', '>1y', '2021-05-06', '2020..'],
      is: ['untagged', 'unread', 'reading', 'read', 'dead', 'moved', 'unpublished', 'broken'],
      has: ['source', 'copy', 'question', 'highlight'],
      text: ['冷启动', 'OR', '"', '-x', 'two words', '🍵'],
    };
    const make = (depth: number): Filter => {
      const kind = depth > 4 ? 0 : random(6);
      const place = { start: 0, end: 0 };
      if (kind < 3) {
        const key = pick([...filterKeys, 'text' as const]);
        const variants = (key === 'text' || key === 'title') && random(4) === 0;
        return { kind: 'term', key, value: pick(values[key]), ...(variants && { variants: true }), ...place };
      }
      if (kind === 3) return { kind: 'not', part: make(depth + 1), ...place };
      const parts = Array.from({ length: 2 + random(3) }, () => make(depth + 1));
      return { kind: kind === 4 ? 'and' : 'or', parts, ...place };
    };
    const terms = (filter: Filter): Term[] =>
      filter.kind === 'term'
        ? [filter]
        : filter.kind === 'not'
          ? terms(filter.part)
          : filter.parts.flatMap(terms);
    for (let round = 0; round < 1000; round++) {
      const filter = parseFilter(formatFilter(make(0)));
      for (const language of ['en', 'zh-CN'] as const) {
        setLanguage(language);
        const words = explain(filter);
        for (const { key, value } of terms(filter)) {
          if (key === 'is' || key === 'has') continue;
          const shown =
            key === 'date' || key === 'modified' ? (value.match(/[\d-]{2,}|\d+/g) ?? []) : [value];
          for (const one of shown) expect(words).toContain(one);
        }
        expect(words).not.toMatch(/undefined|\{(?:a|b|n|x|when|value|age)\}|^Notes $/);
      }
    }
  });

  test.each([
    [
      'on the left',
      (inner: string, depth: number) => (depth % 2 ? `(${inner}) OR a${depth}` : `(${inner}) b${depth}`),
    ],
    [
      'on the right',
      (inner: string, depth: number) => (depth % 2 ? `tag:a${depth} OR (${inner})` : `is:broken (${inner})`),
    ],
    [
      'negated',
      (inner: string, depth: number) => (depth % 2 ? `-(${inner}) a${depth}` : `-(${inner}) OR b${depth}`),
    ],
  ])('says groups as deep inside each other as a filter may have them, %s', (_, around) => {
    let text = 'innermost';
    for (let depth = 0; depth < 49; depth++) text = around(text, depth);
    // Said twice at every depth they would take years.
    expect(inWords(text, 'en')).toContain('innermost');
  });

  test('names alternatives in a chip', () => {
    const [chip] = [parseFilter('tag:js OR "cold start" OR is:untagged')];
    const choices = chip.kind === 'or' ? chip.parts.filter((part) => part.kind === 'term') : [];
    expect(nameChoices(choices)).toBe('js, “cold start”, or untagged');
    const states = ['is:read', 'has:copy'].map((text) => parseFilter(text));
    expect(nameChoices(states.filter((one) => one.kind === 'term'))).toBe(
      'with a source that was read or with a kept copy',
    );
  });
});

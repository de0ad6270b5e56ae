import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NotesError } from '../../notes/api.ts';
import { formatFilter, formatTerm } from '../../notes/text/filter-text.ts';
import { type Filter, FilterError, parseFilter } from '../../notes/text/filter.ts';
import { matcherOf, spansIn, wordsOf } from '../../notes/text/match.ts';
import { searched } from '../oracle.ts';

/** Without positions: `tag=a`, `text~=a`, `!x`, `(a & b)`, `(a | b)`. */
function shape(filter: Filter): string {
  if (filter.kind === 'term') return `${filter.key}${filter.variants ? '~' : ''}=${filter.value}`;
  if (filter.kind === 'not') return `!${shape(filter.part)}`;
  return `(${filter.parts.map(shape).join(filter.kind === 'and' ? ' & ' : ' | ')})`;
}
const read = (text: string): string => shape(parseFilter(text));
function failure(text: string): { at: number | null; message: string } {
  try {
    parseFilter(text);
  } catch (error) {
    if (error instanceof NotesError && error.code === 'bad-query')
      return { at: error.at, message: error.message };
    throw error;
  }
  throw new Error(`Understood: ${text}`);
}

describe('the filter language', () => {
  test.each([
    ['', '()'],
    ['   \t ', '()'],
    ['tag:serverless', 'tag=serverless'],
    ['tag:前端 -tag:草稿', '(tag=前端 & !tag=草稿)'],
    ['tag：前端', 'tag=前端'],
    ['TAG:a', 'tag=a'],
    ['tag:"a b"', 'tag=a b'],
    ['tag:“云 原生”', 'tag=云 原生'],
    ['tag:"say \\"hi\\" \\\\ ok"', 'tag=say "hi" \\ ok'],
    ['tag:a/b', 'tag=a/b'],
    ['冷启动 "two words"', '(text=冷启动 & text=two words)'],
    ['https://juejin.im/post', 'text=https://juejin.im/post'],
    ['useEffect()', 'text=useEffect()'],
    ['(useEffect() OR tag:ts)', '(text=useEffect() | tag=ts)'],
    ['a b OR c', '((text=a & text=b) | text=c)'],
    ['a (b OR -c)', '(text=a & (text=b | !text=c))'],
    ['a -(b c)', '(text=a & !(text=b & text=c))'],
    ['ORDER OR or', '(text=ORDER | text=or)'],
    ['- a', '(text=- & text=a)'],
    ['--a', '!text=-a'],
    ['a)', 'text=a)'],
    [
      'is:untagged has:source is:broken is:unpublished',
      '(is=untagged & has=source & is=broken & is=unpublished)',
    ],
    ['has:question has:highlight', '(has=question & has=highlight)'],
    ['site:juejin.cn -Site：www.zhihu.com', '(site=juejin.cn & !site=www.zhihu.com)'],
    ['date:2020-01..2020-06 modified:<7d', '(date=2020-01..2020-06 & modified=<7d)'],
    ['date:>=2020-01-13', 'date=>=2020-01-13'],
    ['modified:"< 7d"', 'modified=< 7d'],
    ['~云 ~"冷 启动" title:~云', '(text~=云 & text~=冷 启动 & title~=云)'],
    ['-~云 (~a)', '(!text~=云 & text~=a)'],
    ['~~划掉~~ ~ a~ tag:~a ~(a', '(text=~~划掉~~ & text=~ & text=a~ & tag=~a & text=~(a)'],
    ['~tag:a', 'text~=tag:a'],
    // As typed on a Chinese keyboard.
    ['（tag：a OR “b c”） －d　~云', '((tag=a | text=b c) & !text=d & text~=云)'],
    ['－（a b）', '!(text=a & text=b)'],
    ['云原生（上）', 'text=云原生（上）'],
    ['（云原生（上） OR b）', '(text=云原生（上） | text=b)'],
    ['＂a b＂', 'text=a b'],
    ['a－b～c ～d', '(text=a－b～c & text=～d)'],
    // What stands in texts, and is no group.
    ['（转）文章', 'text=（转）文章'],
    ['（转载）', 'text=（转载）'],
    ['（转载 文章', '(text=（转载 & text=文章)'],
    ['（a b）c', '(text=（a & text=b）c)'],
    ['（）', 'text=（）'],
    ['(a）（b)', 'text=a）（b'],
    ['"所谓“冷启动”问题"', 'text=所谓“冷启动”问题'],
    ['“say "hi"”', 'text=say "hi"'],
    ['"a\\b“\\”"', 'text=a\\b“\\”'],
    ['a"b a“b', '(text=a"b & text=a“b)'],
    ['全角，逗号。', 'text=全角，逗号。'],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['a tag:', 2],
    ['is:tagged', 3],
    ['has:"pictures"', 5],
    ['a "b', 2],
    ['a (b', 2],
    ['()', 0],
    ['a OR', 2],
    ['OR a', 0],
    ['a OR OR b', 5],
    ['(a OR )', 3],
    ['"a', 0],
    ['a“b ”', 4],
    ['tag:""', 0],
    ['a site:', 2],
    ['site:a@b', 5],
    ['site:"a b"', 6],
    ['site:?', 5],
    ['date:', 0],
    ['date:yesterday', 5],
    ['date:2020-13', 5],
    ['date:2020-02-30', 5],
    ['date:2020-01..x', 14],
    ['date:2021..2020', 11],
    ['date:..', 5],
    ['date:7d', 5],
    ['modified:<7x', 10],
    ['modified:>', 9],
    ['x '.repeat(201), 400],
    ['冷启动 title:' + '-'.repeat(201), 210],
    [`"${'动'.repeat(201)}"`, 201],
    ['('.repeat(60) + 'a' + ')'.repeat(60), 50],
  ])('says where %s is wrong', (text, at) => {
    expect(failure(text).at).toBe(at);
  });

  test('knows where each term stands', () => {
    const filter = parseFilter('a -tag:"b c" (d)');
    const parts = filter.kind === 'and' ? filter.parts : [];
    expect(parts.map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 12],
      [14, 15],
    ]);
  });

  test('any text is either understood or refused with a place inside it', () => {
    const bits = fc.constantFrom(
      ...[
        'title:',
        'date:',
        '2020',
        '..',
        '<',
        '7d',
        'site:',
        '~',
        '～',
        '－',
        '（',
        '）',
        '”',
        '＂',
        '\ud800',
      ],
      'tag:',
      'is:',
      '-',
      '(',
      ')',
      '"',
      '“',
      '\\',
      ' ',
      'OR',
      'a',
      '前',
      '：',
      'path:',
      '/',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        try {
          const filter = parseFilter(text);
          expect(shape(parseFilter(formatFilter(filter)))).toBe(shape(filter));
        } catch (error) {
          if (!(error instanceof NotesError)) throw error;
          expect(error.code).toBe('bad-query');
          expect(error.at).toBeGreaterThanOrEqual(0);
          expect(error.at).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('every name can be written as a term and read back', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.constantFrom('tag', 'text', 'title'),
        fc.boolean(),
        (value, key, isWide) => {
          const variants = key !== 'tag' && isWide;
          expect(read(formatTerm(key, value, variants))).toBe(`${key}${variants ? '~' : ''}=${value}`);
        },
      ),
      { numRuns: 1000 },
    );
    const values = [
      '-a',
      'OR',
      'tag:x',
      '(a',
      'a b',
      '“',
      'tag：x',
      '\\',
      '~a',
      '～a',
      '－a',
      '（a',
      'date:1',
      '＂',
    ];
    for (const value of values) {
      expect(read(formatTerm('text', value))).toBe(`text=${value}`);
      expect(read(formatTerm('title', value))).toBe(`title=${value}`);
      expect(read(formatTerm('text', value, true))).toBe(`text~=${value}`);
    }
  });

  test('a value that is wrong says which key, and what it may be', () => {
    const problem = (text: string): unknown => {
      try {
        return parseFilter(text);
      } catch (error) {
        return error instanceof FilterError && [error.reason, error.key, error.known];
      }
    };
    expect(problem('has:x')).toEqual(['value-unknown', 'has', 'source, copy, question, highlight']);
    expect(problem('site:')).toEqual(['value-missing', 'site', '']);
    expect(problem('site:?')).toEqual(['site-unreadable', 'site', '']);
    expect(problem('date:x')).toEqual(['date-unreadable', 'date', '']);
    expect(problem('modified:2020..2019')).toEqual(['date-order', 'modified', '']);
  });

  test('every example of the guide is understood as it is meant', () => {
    const guide = readFileSync('docs/guide/README.md', 'utf8');
    const section = guide.slice(
      guide.indexOf('## Search language'),
      guide.indexOf('**What a word matches.**'),
    );
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| you write'));
    const examples = rows.flatMap((row) => {
      const cells = row.split(' | ');
      return [...(cells.at(-1) ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
    });
    expect(examples.length).toBeGreaterThan(40);
    for (const example of examples) expect(formatFilter(parseFilter(example)), example).toBe(example);
  });

  const junk = {
    'one word': 'x'.repeat(10_000),
    words: 'x '.repeat(5_000),
    Chinese: '冷启动，'.repeat(2_500),
    'parentheses that open': '('.repeat(10_000),
    'full-width parentheses': '（a '.repeat(3_333),
    'parentheses that close': ')'.repeat(10_000),
    'pairs of parentheses': '()'.repeat(5_000),
    'a word of parentheses': `a${'()'.repeat(4_999)}`,
    'quotation marks': '"'.repeat(9_999),
    backslashes: `"${'\\'.repeat(9_999)}`,
    minuses: '-'.repeat(10_000),
    tildes: '~'.repeat(10_000),
    'single tildes': '~ '.repeat(5_000),
    colons: ':'.repeat(10_000),
    keys: 'tag:'.repeat(2_500),
    'keys apart': 'tag: '.repeat(2_000),
    ORs: 'OR '.repeat(3_333),
    'alternatives of alternatives': '(a OR '.repeat(1_666),
    'control characters': '\0\u0007\u001b\u0085'.repeat(2_500),
    'a regular expression': '(a+)+$|[^x]*.{9}\\d?'.repeat(500),
    emoji: '👨‍👩‍👧❤️🇨🇳'.repeat(666),
    'first halves of pairs': '\ud83d'.repeat(10_000),
    'second halves of pairs': '\ude00'.repeat(10_000),
    marks: '\u0301'.repeat(10_000),
    'white space': ' \t\u3000\n'.repeat(2_500),
    'a date': `date:${'2'.repeat(9_000)}`,
    'a date with blanks': `date:"${' '.repeat(9_000)}x"`,
    'a range of dates': `date:${'.'.repeat(9_000)}`,
    'dates side by side': `date:"${'2020-01-01 '.repeat(800)}"`,
    'a site': `site:${'a.'.repeat(4_000)}cn`,
    'a site with minuses': `site:${'-'.repeat(9_000)}`,
    'a phrase with ~': `~"${'发'.repeat(9_000)}"`,
  };
  test.each(Object.entries(junk))('ten thousand characters of %s are understood or refused', (_, text) => {
    let filter: Filter;
    try {
      filter = parseFilter(text);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      expect(error.at).toBeLessThan(text.length);
      return;
    }
    expect(shape(parseFilter(formatFilter(filter)))).toBe(shape(filter));
    const note = searched('a.md', `# a\n\n${'冷启动 abc '.repeat(1000)}`);
    expect(typeof matcherOf(filter, new Date())(note)).toBe('boolean');
    expect(spansIn('冷启动 abc', wordsOf(filter)).length).toBeLessThan(10);
  });
});

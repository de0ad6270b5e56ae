import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locateQuotes, type Quote, quotesOf } from '../../notes/text/quotes.ts';

const article = [
  'Serverless 落地挑战与蚂蚁金服实践',
  'CNCF 每年都会进行调查。CNCF 在 2018 年底基于 2400 人的一份统计报告，已有 38% 的组织正在使用 Serverless 技术，相比 2017 同期增长了 22%。',
  '目前市场上，云厂商提供了多种 Serverless 产品和解决方案，大致可划分为：函数计算服务、面向应用的服务、容器托管服务。',
  '“生产环境”的要求：0-1 的冷启动速度、M-N 扩容速度以及稳定性（需要进行验证）——这是关键……',
  'JavaScript is usually single-threaded. Chrome opens the garbage collector; Google’s V8 engine compiles hot functions.',
].join('\n\n');

const excerpt = (text: string): Quote => ({ text, line: 1, kind: 'excerpt', isQuotation: false });
const found = (text: string, copy = article): string | null => {
  const span = locateQuotes(copy, [excerpt(text)])[0]?.span;
  return span ? copy.slice(...span) : null;
};

describe('a quote is found in the article', () => {
  it.each([
    ['as it is', '云厂商提供了多种 Serverless 产品', '云厂商提供了多种 Serverless 产品'],
    [
      'without its spaces',
      'CNCF在2018年底基于2400人的一份统计报告',
      'CNCF 在 2018 年底基于 2400 人的一份统计报告',
    ],
    [
      'in other widths and letter case',
      '已有３８％的组织正在使用ＳＥＲＶＥＲＬＥＳＳ技术,',
      '已有 38% 的组织正在使用 Serverless 技术，',
    ],
    [
      'with other quotation marks, dashes and stops',
      '「生产环境」的要求:0-1 的冷启动速度',
      '“生产环境”的要求：0-1 的冷启动速度',
    ],
    ['with dashes of another length', '(需要进行验证)-这是关键...', '（需要进行验证）——这是关键……'],
    [
      'over two paragraphs',
      '大致可划分为：函数计算服务、面向应用的服务、容器托管服务。“生产环境”的要求',
      '大致可划分为：函数计算服务、面向应用的服务、容器托管服务。\n\n“生产环境”的要求',
    ],
    [
      'with a few characters changed',
      '目前市场上云厂商提供多种Serverless的产品和解决方案，大致可以划分为',
      '目前市场上，云厂商提供了多种 Serverless 产品和解决方案，大致可划分为',
    ],
    [
      'in English, with a word left out',
      'JavaScript is single-threaded. Chrome opens the garbage collector; Googles V8 engine',
      'JavaScript is usually single-threaded. Chrome opens the garbage collector; Google’s V8 engine',
    ],
    ['though it is one short word', 'V8', 'V8'],
  ])('%s', (_, quote, expected) => {
    expect(found(quote)).toBe(expected);
  });

  it.each([
    ['something else of the same subject', '我们的团队用了三个月把老的单体应用迁移到了新的平台上面'],
    ['a short one that is nearly there', '冷启动速率'],
    ['a part of a word', 'script'],
    ['a part of a number', '201'],
    ['signs only', '……——'],
    ['nothing', ''],
    ['traditional characters for simplified', '雲廠商提供了多種產品和解決方案'],
  ])('but not %s', (_, quote) => {
    expect(found(quote)).toBeNull();
  });

  it('and says how much of it is as it was', () => {
    const [same, changed, gone] = locateQuotes(article, [
      excerpt('函数计算服务'),
      excerpt('面向应用的服务、容器托管业务。'),
      excerpt('这一段从来没有出现在那篇文章里'),
    ]);
    expect(same?.score).toBe(1);
    expect(changed?.score).toBeGreaterThan(0.8);
    expect(changed?.score).toBeLessThan(1);
    expect([gone?.span, gone?.score]).toEqual([null, 0]);
  });

  it('a mark is looked for inside its excerpt first', () => {
    const copy = '速度很重要。\n\n生产环境应用的要求：冷启动速度。';
    const quotes: Quote[] = [
      excerpt('生产环境应用的要求：冷启动速度'),
      { text: '速度', line: 1, kind: 'mark', isQuotation: false },
    ];
    const [, mark] = locateQuotes(copy, quotes);
    expect(mark?.span?.[0]).toBe(copy.lastIndexOf('速度'));
  });
});

/** Numbers from 0 to 1, the same for the same seed: text that shrinks to one repeated character stands everywhere. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const signs = Array.from('，。、“” \naB7');
function passage(roll: () => number, least: number, most: number): string {
  const length = least + Math.floor(roll() * (most - least));
  return Array.from({ length }, () =>
    roll() < 0.17
      ? (signs[Math.floor(roll() * signs.length)] ?? '')
      : String.fromCharCode(0x4e00 + Math.floor(roll() * 3000)),
  ).join('');
}

const rolls = fc.noShrink(fc.integer()).map(dice);

describe('whatever the article', () => {
  it('a quote with its punctuation and three in a hundred characters changed is where it was', () => {
    fc.assert(
      fc.property(rolls, (roll) => {
        const [before, quote, after] = [passage(roll, 0, 300), passage(roll, 60, 400), passage(roll, 0, 300)];
        let edits = 0;
        const changed = Array.from(quote, (character) => {
          const isSign = /[，。、“” \n]/.test(character);
          const chance = roll();
          if (chance >= (isSign ? 0.5 : 0.03)) return character;
          if (/\S/.test(character)) edits++;
          if (isSign || chance < 0.01) return '';
          return chance < 0.02 ? `${character}改` : '换';
        }).join('');
        // Dice may fall so that a fifth of a short one is another.
        fc.pre(edits < quote.length * 0.15);
        const copy = `${before}\n\n${quote}\n\n${after}`;
        const [located] = locateQuotes(copy, [excerpt(changed)]);
        const [from, to] = located?.span ?? [-1, -1];
        const begin = before.length + 2;
        // Edits and signs at the edges may cost a few characters.
        expect(Math.abs(from - begin)).toBeLessThanOrEqual(12);
        expect(Math.abs(to - begin - quote.length)).toBeLessThanOrEqual(12);
      }),
      { numRuns: 300 },
    );
  });

  it('a quote that is there in other spacing has a span that reads the same', () => {
    fc.assert(
      fc.property(rolls, (roll) => {
        const [before, quote, after] = [
          passage(roll, 0, 100),
          `茶${passage(roll, 8, 60)}水`,
          passage(roll, 0, 100),
        ];
        const copy = before + quote + after;
        const [located] = locateQuotes(copy, [excerpt(Array.from(quote).join(' '))]);
        expect(located).toMatchObject({ score: 1, span: [before.length, before.length + quote.length] });
      }),
      { numRuns: 200 },
    );
  });

  it('text of somewhere else is not found', () => {
    fc.assert(
      fc.property(rolls, (roll) => {
        const [copy, quote] = [passage(roll, 500, 1500), passage(roll, 20, 200)];
        expect(locateQuotes(copy, [excerpt(quote)])[0]?.span).toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a note took out of an article', () => {
  const note = `---
title: x
---

## 网上文章

### [A](https://a.com/1)

**全部粗体**的一段，
换行后==标记==的话。

- 第一项 **粗一**
  - 第二项
- [ ] 为什么？

> 引文一。
>
> — [原文](https://a.com/1#:~:text=x)

#### 小节

| a | b |
|---|---|
| 1 | 2 |

#### [B](https://b.com/1)

不是 A 的

### [C](https://c.com/1)

见 https://d.com/1 的说明
`;

  it('is its paragraphs, items, quotations and rows, with what is marked in them', () => {
    expect(quotesOf(note, 'https://a.com/1')).toMatchObject([
      { text: '全部粗体的一段，换行后标记的话。', line: 9, kind: 'excerpt' },
      { text: '全部粗体', line: 9, kind: 'mark' },
      { text: '标记', line: 9, kind: 'mark' },
      { text: '第一项 粗一', line: 12, kind: 'excerpt' },
      { text: '粗一', line: 12, kind: 'mark' },
      { text: '第二项', line: 13, kind: 'excerpt' },
      { text: '[ ] 为什么？', line: 14, kind: 'excerpt' },
      { text: '引文一。', line: 16, kind: 'excerpt' },
      { text: 'a b', line: 22, kind: 'excerpt' },
      { text: '1 2', line: 24, kind: 'excerpt' },
    ]);
    expect(quotesOf(note, 'https://a.com/1').filter(({ isQuotation }) => isQuotation)).toHaveLength(1);
    expect(quotesOf(note, 'https://b.com/1').map(({ text }) => text)).toEqual(['不是 A 的']);
    expect(quotesOf(note, 'https://e.com/1')).toEqual([]);
  });

  it('is a quotation where the note says so, also in a list', () => {
    const written = [
      '> one **two**',
      '- > three',
      '1. four\n\n   > five\n   lazy',
      '\\> six',
      'a > b',
      '    > code',
    ];
    const quotes = quotesOf(`### [A](https://a.com/1)\n\n${written.join('\n\n')}\n`, 'https://a.com/1');
    expect(quotes.filter(({ isQuotation }) => isQuotation).map(({ text }) => text)).toEqual([
      'one two',
      'two',
      'three',
      'five lazy',
    ]);
  });

  it('is nothing where the article is only mentioned', () => {
    expect(quotesOf(note, 'https://d.com/1')).toEqual([]);
  });
});

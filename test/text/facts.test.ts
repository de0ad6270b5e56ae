import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { longestBody } from '../../notes/text/sizes.ts';
import { note } from '../make.ts';

const facts = (body: string, header: Parameters<typeof note>[0] = {}): ReturnType<typeof readFacts> =>
  readFacts('note.md', note({ ...header, body }));
const urls = (body: string): string[] => facts(body).sources.map((source) => source.url);

describe('the typical note', () => {
  const path = '_posts/2020-01-13-serverless.md';
  const read = readFacts(path, readFileSync('notes/starter/2020-01-13-serverless.md', 'utf8'));

  it('has its header read', () => {
    expect(read).toMatchObject({
      title: 'serverless资料收集',
      titleFrom: 'header',
      date: '2020-01-13 00:15:08 +0000',
      instant: Date.UTC(2020, 0, 13, 0, 15, 8),
      tags: ['serverless'],
      categories: ['cloud-native'],
      layout: 'post',
      unpublished: false,
      excerpt: 'serverless文章整理',
      problem: null,
    });
  });

  it('has four sources with their titles, sites and lines', () => {
    const seen = read.sources.map(({ url, site, title, heading, inHeading, line, lastLine }) => ({
      url,
      site,
      title,
      own: heading === title && inHeading,
      lines: [line, lastLine],
    }));
    expect(seen).toEqual([
      {
        url: 'https://juejin.im/post/5d4bfcf0e51d4561ee1bdf37',
        site: 'juejin.im',
        title: 'Serverless 落地挑战与蚂蚁金服实践',
        own: true,
        lines: [18, 35],
      },
      {
        url: 'https://www.infoq.cn/article/rDL06CdUNEPXtPLzT-3O',
        site: 'infoq.cn',
        title: '初识 Knative：跨平台的 Serverless 编排框架',
        own: true,
        lines: [37, 54],
      },
      {
        url: 'https://mp.weixin.qq.com/s/LN4_lkHzGGYa3GrFa7osuQ',
        site: 'mp.weixin.qq.com',
        title: '酷家乐的 Istio 与 Knative 实践',
        own: true,
        lines: [56, 87],
      },
      {
        url: 'https://zhuanlan.zhihu.com/p/89480241',
        site: 'zhuanlan.zhihu.com',
        title: '进击的serverless',
        own: true,
        lines: [89, 96],
      },
    ]);
  });

  it('has what the reader wrote under each source as its excerpt', () => {
    const [alipay, knative, kujiale, zhihu] = read.sources.map((source) => source.excerpt);
    expect(alipay).toMatch(/^CNCF每年都会进行调查 CNCF 在2018年底基于 2400人的一份统计报告，/);
    expect(alipay).toMatch(/…$/);
    expect(Array.from(alipay ?? '').length).toBeLessThanOrEqual(280);
    expect(knative).toMatch(
      /^Google 牵头联合 Pivotal.*\nKnative体系下的各种角色关系？需要从官网找新的图及解释\n/,
    );
    expect(kujiale).toMatch(/^istio\n链路追踪使用jeager（开箱即用）\n/);
    expect(zhihu).toMatch(/^为什么会有serverless？\n开发人员可以更专注，对服务器无感知。\n/);
  });

  it('has its headings, marks, questions and words counted', () => {
    expect(
      read.headings.map(({ level, text, line }) => `${String(line)} ${'#'.repeat(level)} ${text}`),
    ).toEqual([
      '14 ## 网上文章',
      '18 ### Serverless 落地挑战与蚂蚁金服实践',
      '37 ### 初识 Knative：跨平台的 Serverless 编排框架',
      '56 ### 酷家乐的 Istio 与 Knative 实践',
      '58 #### istio',
      '71 #### Knative',
      '89 ### 进击的serverless',
    ]);
    expect(read).toMatchObject({ bold: 8, struck: 1, questions: 1 });
    expect(read.words).toBeGreaterThan(1400);
    expect(read.words).toBeLessThan(1600);
  });
});

describe('the title', () => {
  it('is the first heading, as plain text, where the header has none', () => {
    expect(facts('intro\n\n## **深入** [V8](https://v8.dev) `x`\n')).toMatchObject({
      title: '深入 V8 x',
      titleFrom: 'heading',
    });
  });

  it('is the file name without extension and date where there is no heading either', () => {
    const titles = ['_posts/2020-01-13-serverless-notes.md', '茶.markdown', '2020-01-13.md'].map((path) => {
      const { title, titleFrom, date } = readFacts(path, 'text');
      return [title, titleFrom, date];
    });
    expect(titles).toEqual([
      ['serverless-notes', 'file', '2020-01-13'],
      ['茶', 'file', null],
      ['2020-01-13', 'file', '2020-01-13'],
    ]);
  });

  it('comes from the raw line of a header that can not be read', () => {
    const broken = facts('# 正文\n', { title: '[译] 深入 V8', tags: ['js'] });
    expect(broken).toMatchObject({
      title: '[译] 深入 V8',
      titleFrom: 'header',
      tags: [],
      problem: { line: 2 },
    });
  });
});

describe('the excerpt', () => {
  it('is the description or summary of a header without an excerpt', () => {
    expect(facts('正文', { header: 'description: 描述' }).excerpt).toBe('描述');
    expect(facts('正文', { header: 'summary: 摘要' }).excerpt).toBe('摘要');
    expect(facts('', { header: 'excerpt: "<p>一 &amp; <b>二</b></p><p>三</p>"' }).excerpt).toBe('一 & 二 三');
    expect(facts('', { header: 'excerpt: 用 <input> 标签' }).excerpt).toBe('用 <input> 标签');
  });

  it.each(['<!-- more -->', '<!--more-->', '<!-- More  -->'])('ends at %s', (more) => {
    expect(facts(`# 标题\n\n第一段\n\n- 第二\n\n${more}\n\n之后`).excerpt).toBe('第一段\n第二');
    expect(facts(`第一段 ${more} 之后`).excerpt).toBe('第一段');
  });

  it('is else the first paragraph, not a heading, a picture or a table of contents', () => {
    for (const marker of [
      '* content\n{:toc}',
      '1. TOC\n{: toc .left}',
      '* the list to be replaced\n{:toc}',
      '{% cq %}',
    ])
      expect(facts(`${marker}\n\n第一段。`).excerpt, marker).toBe('第一段。');
    expect(facts(`* content\n{:toc}\n\n{% cq %}\n\n引文\n\n{% endcq %}\n\n<!-- more -->\n`).excerpt).toBe(
      '引文',
    );
    expect(facts('# 标题\n\n[TOC]\n\n![封面](cover.png)\n\n**第一**\n段。\n\n第二段').excerpt).toBe(
      '第一段。',
    );
  });

  it('is empty when there is nothing to read', () => {
    expect(facts('# 标题\n').excerpt).toBe('');
    expect(facts('').excerpt).toBe('');
  });

  it('is cut between characters, never inside one', () => {
    const { excerpt } = facts('𠮷'.repeat(300));
    expect(excerpt).toBe(`${'𠮷'.repeat(279)}…`);
  });
});

describe('the state', () => {
  it.each(['draft: true', 'published: false', 'publish: false', 'draft: True'])(
    'is unpublished with %s',
    (header) => {
      expect(facts('', { header }).unpublished).toBe(true);
    },
  );

  it.each(['draft: false', 'published: 2020-01-13', 'published: true', 'layout: post'])(
    'is published with %s',
    (header) => {
      expect(facts('', { header }).unpublished).toBe(false);
    },
  );

  it('is unpublished in a folder of drafts', () => {
    expect(readFacts('source/_drafts/a.md', '').unpublished).toBe(true);
    expect(readFacts('my_drafts/a.md', '').unpublished).toBe(false);
  });
});

describe('sources', () => {
  it('are found in every way to write a link', () => {
    const body = [
      '[inline](https://a.com/inline "标题") [ref][one] [Two][] [two] <https://a.com/auto>',
      '参考https://a.com/bare。后面 [^1]',
      '',
      '| 表格 |\n|---|\n| [cell](https://a.com/cell) |',
      '',
      '> 1. [quoted](https://a.com/quoted)',
      '',
      '<a href="https://a.com/html?a=1&amp;b=2">html</a> [![图](x.png)](https://a.com/picture)',
      '',
      '<div>\n<a class=x href=https://a.com/block>block</a>\n</div>',
      '',
      '[one]: https://a.com/one\n[two]: <https://a.com/two>\n[^1]: https://a.com/%E8%84%9A%E6%B3%A8',
    ].join('\n');
    expect(facts(body).sources.map(({ line, title, url }) => `${String(line)} ${title} ${url}`)).toEqual([
      '1 inline https://a.com/inline',
      '1 ref https://a.com/one',
      '1 Two https://a.com/two',
      '1 https://a.com/auto https://a.com/auto',
      '2 https://a.com/bare https://a.com/bare',
      '2 https://a.com/脚注 https://a.com/%E8%84%9A%E6%B3%A8',
      '6 cell https://a.com/cell',
      '8 quoted https://a.com/quoted',
      '10 html https://a.com/html?a=1&b=2',
      '10 图 https://a.com/picture',
      '13 block https://a.com/block',
    ]);
  });

  it('are not pictures, code, comments, other schemes or relative links', () => {
    const body = [
      '![picture](https://a.com/1) `https://a.com/2` <!-- https://a.com/3 -->',
      '[x](javascript:alert(1)) [x](file:///etc/passwd) [x](mailto:a@b.c) [x](../a.md) [x](//a.com/4) [x](ftp://a.com/5) a@b.com',
      '[x](#https) \\[x](https) [x](data:text/html,https) ',
      '```\nhttps://a.com/6\n[x](https://a.com/7)\n```',
      '',
      '    https://a.com/8',
      '',
      '<!-- <a href="https://a.com/9">x</a> -->',
    ].join('\n');
    expect(urls(body)).toEqual([]);
  });

  it('are one for each article, at its first mention in a heading', () => {
    const { sources } = facts(
      '先看 https://juejin.im/post/1 和 [b](https://b.com)\n\n### [甲](https://juejin.cn/post/1?utm_source=x)\n\n笔记\n\n### [again](https://juejin.cn/post/1)\n',
    );
    expect(sources.map(({ title, line, inHeading }) => [title, line, inHeading])).toEqual([
      ['b', 1, false],
      ['甲', 3, true],
    ]);
  });

  it('own their section, with headings below theirs, up to the next one of their level', () => {
    const { sources } = facts('## [甲](https://a.com/1)\n\n一\n\n### 小节\n\n二\n\n\n## 其他\n\n三\n');
    expect(sources).toMatchObject([{ line: 1, lastLine: 7, heading: '甲', excerpt: '一\n小节\n二' }]);
  });

  it('elsewhere own their paragraph, or their list item with the lists below it', () => {
    const { sources } = facts(
      '# 书单\n\n见 [甲](https://a.com/1)，\n不错\n\n- [乙](https://a.com/2)\n  - 笔记一\n  - 笔记二\n- [丙](https://a.com/3)\n\n完',
      { title: 't' },
    );
    expect(sources).toMatchObject([
      { title: '甲', heading: '书单', inHeading: false, line: 7, lastLine: 8, excerpt: '见 甲，不错' },
      { title: '乙', line: 10, lastLine: 12, excerpt: '乙\n笔记一\n笔记二' },
      { title: '丙', line: 13, lastLine: 13, excerpt: '' },
    ]);
  });

  it('have no heading before the first one, and line numbers that count the header', () => {
    const { sources } = facts('第一行\n第二行 https://a.com/中文\n', { title: 't', tags: ['a'] });
    expect(sources).toMatchObject([{ heading: null, line: 8, url: 'https://a.com/', site: 'a.com' }]);
  });

  it('keep the lines right with Windows line ends', () => {
    const { sources, headings } = readFacts(
      'a.md',
      '---\r\ntitle: t\r\n---\r\n\r\n# h\r\n\r\n一\r\nhttps://a.com/x\r\n',
    );
    expect([headings[0]?.line, sources[0]?.line, sources[0]?.lastLine]).toEqual([5, 8, 8]);
  });

  it('under a quoted heading do not end the section of the reader', () => {
    const { sources, headings } = facts('## [甲](https://a.com/1)\n\n> # 引用的标题\n> 引文\n\n我的话\n');
    expect(headings).toHaveLength(1);
    expect(sources[0]?.excerpt).toBe('引用的标题\n引文\n我的话');
  });
});

describe('questions', () => {
  it.each([
    '为什么？',
    'why?',
    '- **这是为什么？**',
    '> 引文（真的吗？）',
    '### 什么是 V8？',
    '什么？！',
    '“是吗？”',
    'Q: how it works',
    '**Q1：** 怎么做',
    '- 问：下一步',
    '- [ ] 试一试',
    '> * [ ] try',
    '1. [ ] 三',
    'TODO 补图',
    'TODO补图',
    '补图（TODO）',
  ])('are asked by “%s”', (line) => {
    expect(facts(line).questions).toBe(1);
  });

  it.each([
    '是吗？不是。',
    '- [x] 做完了',
    '~~旧问题？~~',
    '### [什么是 V8？](https://a.com/x)',
    'todo list',
    '    why?',
    '```\nwhy?\n```',
    '<div>\nwhy?\n</div>',
    '问题：慢',
    'FAQ: 见下',
    'https://a.com/?a=1',
    '',
  ])('are not asked by “%s”', (line) => {
    expect(facts(line).questions).toBe(0);
  });

  it('count a line once, and every line of a paragraph', () => {
    expect(facts('Q: TODO 为什么？\n真的？\n好').questions).toBe(2);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ...[
      '# ',
      '## [',
      '](',
      'https://a.com/',
      ')',
      '[x]: ',
      '\n',
      '\n\n',
      '- ',
      '> ',
      '```\n',
      '**',
      '~~',
      '`',
      '<!-- more -->',
    ],
    ...[
      '<a href="',
      '">',
      '---\n',
      'title: ',
      '|',
      '\\',
      '&amp;',
      '茶',
      '？',
      '\ud800',
      '\0',
      '\u2028',
      '\r',
      '    ',
      '<div>',
      '😀',
    ],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.oneof(piece, piece, fc.string({ maxLength: 5 })), { maxLength: 60 })
      .map((pieces) => pieces.join('')),
  );

  it('is read without throwing, with every line inside the note', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const read = readFacts('a.md', text);
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { line, lastLine, excerpt } of read.sources) {
          expect(line).toBeGreaterThan(0);
          expect(lastLine).toBeGreaterThanOrEqual(line);
          expect(lastLine).toBeLessThanOrEqual(lines);
          expect(Array.from(excerpt).length).toBeLessThanOrEqual(280);
        }
        for (const { line } of read.headings) expect(line).toBeLessThanOrEqual(lines);
        expect(structuredClone(read)).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a note longer than a person writes', () => {
  it('is known by its header and its beginning', () => {
    const lines = 'x\n'.repeat(longestBody / 2 - 100);
    const body = `# 题\n\n### [first](https://a.com/1)\n\n${lines}### [last](https://a.com/2)\n`;
    const rest = `${'y '.repeat(longestBody)}\n\n### [beyond](https://a.com/3)\n`;
    const read = facts(body + rest, { tags: ['t'] });
    expect(read).toMatchObject({ title: '题', tags: ['t'], problem: null });
    expect(read.sources.map(({ url, excerpt }) => [url, excerpt.slice(0, 3)])).toEqual([
      ['https://a.com/1', 'x x'],
      ['https://a.com/2', ''],
    ]);
    expect(facts(body).sources).toHaveLength(2);
  });

  it('in one line is cut between two words, so that no link becomes another one', () => {
    const body = `x\n${'https://a.com/12345 '.repeat(longestBody / 10)}`;
    expect(urls(body)).toEqual(['https://a.com/12345']);
    expect(facts('字'.repeat(longestBody + 1)).words).toBe(longestBody);
  });
});

describe('marked passages', () => {
  it.each([
    ['这是==重点==。', '这是重点。'],
    ['==**重**点== 与 ==第二== 个', '重点 与 第二 个'],
    ['`a ==b== c` ==d==', 'a ==b== c d'],
    ['a == b 与 ===c===', 'a == b 与 ===c==='],
    ['\\==a== b', '==a== b'],
    ['==a== 前<!-- more -->==b== 后', 'a 前'],
  ])('%s are read in the list without their signs', (body, excerpt) => {
    expect(facts(body).excerpt).toBe(excerpt);
  });

  it.each([
    ['==甲== 和==乙==，丙', 2],
    ['**==粗==** ==**粗**== ==~~删~~==', 3],
    ['==两\n行==', 1],
    ['==[链接](https://a.cn/?x==y)==', 1],
    ['- ==a==\n- ==b==\n\n> ==c==\n\n# ==d==', 4],
    ['| ==a== | b |\n| --- | --- |\n| ==c== | ==d== |', 3],
    ['a == b == c', 0],
    ['== a== ==b ==', 0],
    ['==== a ==== ===b===', 0],
    ['标题\n==\n\n标题\n=====', 0],
    ['`==a==` 和 `a==b`==c', 0],
    ['```\n==a==\n```\n\n    ==b==', 0],
    ['\\==a== \\=\\=b==', 0],
    ['https://a.cn/?x==y==z <https://b.cn/?==y==>', 0],
    ['==a\n\nb==', 0],
    ['==a', 0],
  ])('of %j are %i', (body, count) => {
    expect(facts(body).marked).toBe(count);
  });

  it('are counted at once in a text full of openings', () => {
    expect(facts('==a '.repeat(200_000)).marked).toBe(0);
    expect(facts('==a== '.repeat(1_600)).marked).toBe(1_600);
  });
});

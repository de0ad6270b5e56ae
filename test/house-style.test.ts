import { describe, expect, test } from 'vitest';
import { dateLike, learnHouseStyle, pathLike } from '../notes/house-style.ts';
import { readFacts } from '../notes/text/facts.ts';

// Local time must matter, on any machine.
process.env['TZ'] = 'Asia/Shanghai';
const now = new Date('2026-02-03T04:05:06.789Z');

function styleOf(notes: Record<string, string>): {
  path: (title: string) => string;
  text: (title: string, ...tags: string[]) => string;
} {
  const style = learnHouseStyle(Object.keys(notes), (path) => notes[path] ?? null);
  return {
    path: (title) => style.pathFor(title, now),
    text: (title, ...tags) => style.textFor(title, tags, now),
  };
}

const paths = (...names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, '']));

describe('where a new note goes', () => {
  test.each([
    ['an empty notebook', [], '深入-V8.md', '深入 V8'],
    [
      'Jekyll',
      ['_posts/2020-01-13-serverless.md', 'about.md', 'README.md'],
      '_posts/2026-02-03-深入-v8.md',
      '深入 V8',
    ],
    [
      'Jekyll below a folder',
      ['blog/_posts/go/2020-01-13-a.md'],
      'blog/_posts/2026-02-03-深入-v8.md',
      '深入 V8',
    ],
    [
      'Hexo',
      ['source/_posts/hello-world.md', 'source/about/index.md'],
      'source/_posts/深入-v8.md',
      '深入 V8',
    ],
    [
      'Hexo with dates',
      ['source/_posts/2020-01-13-a.md', 'source/_posts/2020-01-14-b.md'],
      'source/_posts/2026-02-03-深入-v8.md',
      '深入 V8',
    ],
    ['Hugo', ['content/posts/a-b.md', 'content/_index.md'], 'content/posts/深入-v8.md', '深入 V8'],
    ['Hugo, old', ['content/post/2019/a.md'], 'content/post/深入-v8.md', '深入 V8'],
    ['Obsidian', ['读书 笔记.md', 'A Note.md', 'x/One.md'], '深入 V8.md', '深入 V8'],
    [
      'one folder for nearly all',
      ['notes/A b.md', 'notes/C d.md', 'README.md'],
      'notes/深入 V8.md',
      '深入 V8',
    ],
    ['folders without order', ['a/A b.md', 'b/C d.md', 'c/E.md'], '深入 V8.md', '深入 V8'],
    ['slugs', ['some-note.md', 'another-note.md', 'one.md'], '深入-v8.md', '深入 V8'],
    [
      'dates without a site',
      ['2020-01-13-a.md', '2020-01-14 b.md', '2020-01-15-c.md'],
      '2026-02-03-深入-v8.md',
      '深入 V8',
    ],
    ['no title', ['_posts/2020-01-13-a.md'], '_posts/2026-02-03-untitled.md', ''],
  ])('in %s', (_, names, expected, title) => {
    const wanted = names.length === 0 ? '深入 V8.md' : expected;
    expect(styleOf(paths(...names)).path(title)).toBe(wanted);
  });

  test('under the day that its header has, also where that is another one here', () => {
    const header = (zone: string) => `---\ntitle: A\ndate: 2020-01-13 08:00:00 ${zone}\n---\n`;
    const name = '_posts/2020-01-13-a.md';
    const late = new Date('2026-11-22T16:51:00Z');
    for (const [zone, day] of [
      ['+0800', '2026-11-23'],
      ['+0000', '2026-11-22'],
      ['-0500', '2026-11-22'],
    ] as const) {
      const style = learnHouseStyle([name], () => header(zone));
      expect(style.pathFor('b', late)).toBe(`_posts/${day}-b.md`);
      expect(style.textFor('b', [], late)).toContain(`date: ${day} `);
    }
  });

  test('a note that is retitled keeps its folder, its date and its way of being named', () => {
    expect(pathLike('_posts/2020-01-13-old.md', '新 标题')).toBe('_posts/2020-01-13-新-标题.md');
    expect(pathLike('a/old-name.md', 'New Name')).toBe('a/new-name.md');
    expect(pathLike('读书.md', 'Deep: V8?')).toBe('Deep-V8.md');
  });
});

describe('what a new note begins with', () => {
  test('title, date and tags when there is nothing to learn from', () => {
    expect(styleOf({}).text('茶: 一', 'a', 'b c')).toBe(
      '---\ntitle: "茶: 一"\ndate: 2026-02-03 12:05:06 +0800\ntags:\n  - a\n  - b c\n---\n\n',
    );
  });

  test('the keys of the house, in its order, and what is the same in every note', () => {
    const header = (title: string, date: string): string =>
      `---\nlayout: post\ntitle:  "${title}"\ndate: ${date}\nauthor: 王\ncategory:\n  - x\ntags:\n- a\n- b\ncomment: false\nexcerpt: ${title}\n---\n`;
    const style = styleOf({
      '_posts/2020-01-15-c.md': header('三', '2020-01-15T08:00:00+08:00'),
      '_posts/2020-01-14-b.md': header('二', '2020-01-14T08:00:00+08:00'),
      '_posts/2020-01-13-a.md': header('一', '2020-01-13T08:00:00+08:00'),
    });
    expect(style.text('新的', '前端')).toBe(
      '---\nlayout: post\ntitle: "新的"\ndate: 2026-02-03T12:05:06+08:00\nauthor: 王\ntags:\n- 前端\ncomment: false\n---\n\n',
    );
  });

  test('tags in brackets where the house writes them so, and singular quotes', () => {
    const style = styleOf({ 'a.md': "---\ntitle: 'A'\ndate: 2020-01-13\ntags: [x, y]\n---\n" });
    expect(style.text("It's", 'p, q', 'r')).toBe(
      "---\ntitle: 'It''s'\ndate: 2026-02-03\ntags: [\"p, q\", r]\n---\n\n",
    );
  });

  test('an empty title is an empty line, and broken notes teach nothing', () => {
    const style = styleOf({ 'a.md': '---\ntitle: "broken\nlayout: [\n---\n', 'b.md': 'no header\n' });
    expect(style.text('')).toBe('---\ntitle:\ndate: 2026-02-03 12:05:06 +0800\ntags:\n---\n\n');
  });

  test.each([
    'plain',
    'a: b',
    '# hash',
    '"quoted"',
    "it's",
    '- dash',
    '[译] 深入',
    '2020',
    'yes',
    'null',
    '@at',
    '`tick`',
    '%',
    '*star*',
    'line\nbreak',
    'back\\slash',
    'tab\there',
    '{a}',
    'x #y',
    '？',
    '  spaces  ',
    'a\0b',
    '\ud800',
  ])('a title and a tag are read back as they were given: %j', (text) => {
    const plain = text
      .toWellFormed()
      .replaceAll(/\p{Cc}/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
      .trim();
    for (const notes of [{}, { 'a.md': "---\ntitle: 'A'\ntags: [x]\n---\n" }]) {
      const facts = readFacts('x.md', styleOf(notes).text(text, 'first', text));
      expect(facts.problem).toBeNull();
      expect(facts.titleFrom).toBe('header');
      expect(readFacts('x.md', styleOf(notes).text('T', 'first')).tags).toEqual(['first']);
      expect(facts.tags[0]).toBe('first');
      expect(facts.title.replaceAll(/[*`]/g, '')).toBe(plain.replaceAll(/[*`]/g, ''));
    }
  });
});

test.each([
  ['2020-01-13 00:15:08 +0000', '2026-02-03 04:05:06 +0000'],
  ['2020-01-13 00:15:08 +0800', '2026-02-03 12:05:06 +0800'],
  ['2020-01-13T00:15:08-05:30', '2026-02-02T22:35:06-05:30'],
  ['2020-01-13T00:15:08.000Z', '2026-02-03T04:05:06.000Z'],
  ['2013/7/13 20:46 +0000', '2026/2/3 04:05 +0000'],
  ['15 Oct 2023', '2026-02-03 12:05:06 +0800'],
  ['2020-01-13 9:15', '2026-02-03 12:05'],
  [null, '2026-02-03 12:05:06 +0800'],
])('a new date is written as %j', (model, expected) => {
  expect(dateLike(model, now)).toBe(expected);
});

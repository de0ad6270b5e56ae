import { describe, expect, it } from 'vitest';
import { readHeader } from '../../notes/text/front-matter.ts';
import { categoriesOf, isSameTag, tagName, tagsOf } from '../../notes/text/tags.ts';

const tags = (header: string): string[] => tagsOf(readHeader(`---\n${header}\n---\n`));
const categories = (header: string): string[] => categoriesOf(readHeader(`---\n${header}\n---\n`));

describe('tags', () => {
  it.each<[string, string, string[]]>([
    ['a block list', 'tags:\n  - serverless\n  - 云原生', ['serverless', '云原生']],
    ['a block list without indentation', 'tags:\n- a\n- b', ['a', 'b']],
    ['a flow list', 'tags: [JavaScript, 前端]', ['JavaScript', '前端']],
    ['a flow list over several lines', 'tags: [\n  a,\n  b,\n]', ['a', 'b']],
    ['one text with blanks, as Jekyll splits it', 'tags: a b  c', ['a', 'b', 'c']],
    ['one text with commas', 'tags: a b, c,d', ['a b', 'c', 'd']],
    ['one text with full-width commas', 'tags: 前端，后端、运维', ['前端', '后端', '运维']],
    ['one text in quotes', 'tags: "a b"', ['a', 'b']],
    ['one tag in the singular, which may hold blanks', 'tag: read later', ['read later']],
    ['several in the singular', 'tag: a, b', ['a', 'b']],
    ['a list in the singular', 'tag: [a, b]', ['a', 'b']],
    ['both keys, without duplicates', 'tags: [a, b]\ntag: b', ['a', 'b']],
    ['keywords, where there is no other key (Zettlr)', 'keywords: [a, b]', ['a', 'b']],
    ['keywords beside tags, which are not tags', 'tags: [a]\nkeywords: [b]', ['a']],
    ['keywords beside an empty key', 'tags:\nkeywords: [b]', []],
    ['items with blanks and commas', 'tags:\n  - Spring Boot\n  - "a, b"', ['Spring Boot', 'a, b']],
    ['nested lists', 'tags:\n  - [a, b]\n  - - c\n    - [d]', ['a', 'b', 'c', 'd']],
    [
      'numbers, dates and words that other parsers turn',
      'tags: [2020, 1.10, yes, 0123, 2020-01-13, on]',
      ['2020', '1.10', 'yes', '0123', '2020-01-13', 'on'],
    ],
    ['one number', 'tags: 2020', ['2020']],
    ['nothing', 'tags:', []],
    ['null', 'tags: null', []],
    ['a tilde', 'tags: ~', []],
    ['an empty list', 'tags: []', []],
    ['an empty text', 'tags: ""', []],
    ['empty items', 'tags:\n  -\n  - a\n  - ~\n  - ""', ['a']],
    ['a comment, which is none', 'tags: #a', []],
    ['a quoted tag with a hash', 'tags: "#a"', ['a']],
    ['items with a hash', 'tags: ["#a", "#b/c", "C#"]', ['a', 'b/c', 'C#']],
    ['a null in quotes, which is a tag', 'tags: ["null"]', ['null']],
    ['the same tag in two Unicode forms', 'tags: [caf\u00e9, cafe\u0301]', ['caf\u00e9']],
    ['two letter cases, which are two tags', 'tags: [JS, js]', ['JS', 'js']],
    ['an alias', 'x: &x [a]\ntags: *x', ['a']],
    ['a mapping, which says nothing', 'tags: {a: 1}', []],
    ['another letter case of the key', 'Tags: [a]', ['a']],
    ['a broken header, where they are unknown', 'title: Foo: bar\ntags: [a]', []],
    ['no key at all', 'title: a', []],
  ])('are read from %s', (_, header, expected) => {
    expect(tags(header)).toEqual(expected);
  });

  it('are read from a Hexo header without an opening fence', () => {
    expect(tagsOf(readHeader('title: a\ntags:\n- b\n- c\n---\nbody'))).toEqual(['b', 'c']);
  });

  it('are the same when they are composed differently, not in other letter case', () => {
    expect(isSameTag('caf\u00e9', 'cafe\u0301')).toBe(true);
    expect(isSameTag('JS', 'js')).toBe(false);
    expect(tagName('  ## a b ')).toBe('a b');
  });
});

describe('categories', () => {
  it.each<[string, string, string[]]>([
    ['one in the singular, which may hold blanks', 'category: web dev', ['web dev']],
    ['a list in the singular', 'category:\n  - cloud-native', ['cloud-native']],
    ['a flat list', 'categories: [前端, JS]', ['前端', 'JS']],
    ['one text with blanks (Jekyll)', 'categories: a b', ['a', 'b']],
    ['one text with commas', 'categories: a b，c', ['a b', 'c']],
    [
      'lists in a list, each one hierarchy (Hexo)',
      'categories:\n  - [A, B]\n  - [C]\n  - D',
      ['A/B', 'C', 'D'],
    ],
    ['both keys, without duplicates', 'categories: [a]\ncategory: a', ['a']],
    ['numbers', 'categories: [2020]', ['2020']],
    ['nothing', 'categories:', []],
    ['empty items', 'categories: [~, "", []]', []],
  ])('are read from %s', (_, header, expected) => {
    expect(categories(header)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { readHeader } from '../../notes/text/front-matter.ts';
import { applyChanges, type HeaderEdit } from '../../notes/text/header-edit.ts';
import { deleteTags, renameTags } from '../../notes/text/tag-rename.ts';
import { tagsOf } from '../../notes/text/tags.ts';

const note = (header: string): string => `---\n${header}---\nbody #old\n`;

/** The text after an edit; the edit's kind where it is not 'edited'. */
function after(text: string, edit: HeaderEdit): string {
  return edit.kind === 'edited' ? applyChanges(text, edit.changes) : edit.kind;
}
const renamed = (header: string, to = 'new', ...from: string[]): string =>
  after(note(header), renameTags(note(header), from.length > 0 ? from : ['old'], to));
const deleted = (header: string, ...names: string[]): string =>
  after(note(header), deleteTags(note(header), names.length > 0 ? names : ['old']));
const tagsIn = (text: string): string[] => tagsOf(readHeader(text));

describe('renaming a tag', () => {
  it.each([
    ['a block list', 'tags:\n  - a\n  - old # why\nx: 1\n', 'tags:\n  - a\n  - new # why\nx: 1\n'],
    ['a block list at the margin', 'tags:\n-   old\n- a\n', 'tags:\n-   new\n- a\n'],
    ['a flow list', 'tags: [ a,old , b ] # c\n', 'tags: [ a,new , b ] # c\n'],
    ['a flow list over lines', 'tags: [\n  a, # x\n  old,\n  ]\n', 'tags: [\n  a, # x\n  new,\n  ]\n'],
    ['a text with blanks', 'tags: a  old b # c\n', 'tags: a  new b # c\n'],
    ['a text with commas', 'tags: a ,old, b\n', 'tags: a ,new, b\n'],
    ['a text with full-width commas', 'tags: 甲，old、乙\n', 'tags: 甲，new、乙\n'],
    ['a text in quotes', 'tags: "a old"\n', 'tags: "a new"\n'],
    ['a text of one tag', 'tags: old\n', 'tags: new\n'],
    ['the singular', 'tag: old\n', 'tag: new\n'],
    ['the singular as a list', 'tag:\n- old\n', 'tag:\n- new\n'],
    ['keywords', 'keywords: [a, old]\n', 'keywords: [a, new]\n'],
    ['a key in other letter case', 'Tags: [old]\n', 'Tags: [new]\n'],
    ['single quotes', "tags:\n  - 'old'\n", "tags:\n  - 'new'\n"],
    ['double quotes with blanks in them', 'tags: [" old "]\n', 'tags: [" new "]\n'],
    ['a tag with a hash', 'tags: ["#old", a]\n', 'tags: ["#new", a]\n'],
    ['words with hashes', 'tags: "#a #old"\n', 'tags: "#a #new"\n'],
    ['a list in a list', 'tags: [[a, old], b]\n', 'tags: [[a, new], b]\n'],
    ['both keys', 'tag: a\ntags: [old]\n', 'tag: a\ntags: [new]\n'],
    [
      'what is below it',
      'tags:\n  - old/x\n  - older\n  - x/old\n',
      'tags:\n  - new/x\n  - older\n  - x/old\n',
    ],
    ['words below it', 'tags: old/x/y older\n', 'tags: new/x/y older\n'],
    ['a comment between', 'tags:\n  # old\n  - old\n', 'tags:\n  # old\n  - new\n'],
    ['a header written in braces', '{tags: [old, a], title: x}\n', '{tags: [new, a], title: x}\n'],
  ])('follows the style of %s', (_, before, expected) => {
    expect(renamed(before)).toBe(note(expected));
  });

  it.each([
    ['in a block list', 'tags:\n  - old\n  - new\n  - x\n', 'tags:\n  - new\n  - x\n'],
    ['in a flow list', 'tags: [x, old, new]\n', 'tags: [x, new]\n'],
    ['in front of it', 'tags: [new, x, old]\n', 'tags: [new, x]\n'],
    ['in a text', 'tags: x old new\n', 'tags: x new\n'],
    ['at the start of a text', 'tags: old, new\n', 'tags: new\n'],
    ['at the end of a text in quotes', "tags: 'new、old'\n", "tags: 'new'\n"],
    ['in the other key', 'tags: [new]\ntag: old\n', 'tags: [new]\ntag:\n'],
    ['below it', 'tags: [old, old/x, new/x]\n', 'tags: [new, new/x]\n'],
    ['twice', 'tags: [old, x, "#old", old]\n', 'tags: [new, x]\n'],
    ['in Unicode of another form', 'tags: [old, cafe\u0301]\n', 'tags: [cafe\u0301]\n', 'caf\u00e9'],
    ['in a list of words that hold blanks', 'tags: read later, old, new\n', 'tags: read later, new\n'],
  ])('takes the old one out where the new one is there already, %s', (_, before, expected, to = 'new') => {
    expect(renamed(before, to)).toBe(note(expected));
  });

  it('makes several into one, at the place of the first', () => {
    expect(renamed('tags: [x, js, JS, y, ECMAScript]\n', 'JavaScript', 'JS', 'js', 'ECMAScript')).toBe(
      note('tags: [x, JavaScript, y]\n'),
    );
    expect(renamed('tags: a b c\n', 'b', 'a', 'b', 'c')).toBe(note('tags: b\n'));
  });

  it('changes letter case only, and leaves the tag in other letter case alone', () => {
    expect(renamed('tags: [js, JSON]\n', 'JS', 'js')).toBe(note('tags: [JS, JSON]\n'));
    expect(renamed('tags: [Js]\n', 'JS', 'js')).toBe('unchanged');
  });

  it('renames nothing twice when the new name is below the old one, or above it', () => {
    expect(renamed('tags: [a, a/x, a/b, a/b/x]\n', 'a/b', 'a')).toBe(note('tags: [a/b, a/b/x]\n'));
    expect(renamed('tags: [a, c]\n', 'a/b', 'a')).toBe(note('tags: [a/b, c]\n'));
    expect(renamed('tags: [b/a, b/a/x, b/y]\n', 'b', 'b/a')).toBe(note('tags: [b, b/x, b/y]\n'));
    expect(renamed('tags: [b/a/a, b/a]\n', 'b', 'b/a')).toBe(note('tags: [b/a, b]\n'));
  });

  it.each([
    'a: b',
    'a #b',
    "it's",
    '"so"',
    `'"\\`,
    '-dash',
    '- dash',
    'yes',
    '2020',
    '1.10',
    '2020-01-13',
    '~',
    'a,b',
    '，',
    '[译]',
    '{a}',
    '*a',
    '&a',
    '!a',
    '@a',
    '%a',
    '`a`',
    '|',
    '>',
    '?',
    'C#',
    'a:',
    'a/b',
    'read later',
    '前端',
    '冷 启动、二',
    '🍵',
    'a\\b',
    '<<',
  ])('writes %s back so that it is read as it is, whatever the style', (to) => {
    const styles = [
      'tags:\n  - a\n  - old\n  - b\n',
      "tags:\n- 'old'\n- b\n",
      'tags:\n- "old"\n',
      'tags: [a, old, b]\n',
      "tags: [a, 'old']\n",
      'tags: ["old"]\n',
      'tags: old\n',
      'tags: a old b\n',
      'tags: "a old b"\n',
      "tags: 'old b'\n",
      'tags: a, old, b\n',
      'tags: a，old\n',
      'tag: old\n',
      'tag: "old"\n',
      'keywords: old, b\n',
      'title: "x: y"   # c\ntags: [[old], b]\ntag: c\n',
    ];
    for (const header of styles) {
      const text = note(header);
      const expected = tagsIn(text).map((tag) => (tag === 'old' ? to : tag));
      const result = renamed(header, to);
      expect([header, tagsIn(result)]).toEqual([header, expected]);
      expect(readHeader(result).problem).toBeNull();
      expect(result.split('---\n').at(-1)).toBe('body #old\n');
      expect(result).not.toMatch(/old[^\n]*\n[^]*---/);
    }
  });

  it('turns a text that cannot hold the new name into a list', () => {
    expect(renamed('tags: a old b # c\n', 'read later')).toBe(note('tags: [a, read later, b] # c\n'));
    expect(renamed('tags: "a old"\n', 'read later')).toBe(note('tags: ["a", "read later"]\n'));
    expect(renamed('tags: a, old\n', 'c,d')).toBe(note('tags: [a, "c,d"]\n'));
    expect(renamed('tags: old\n', 'read later')).toBe(note('tags: [read later]\n'));
    expect(renamed('tags: read later, old\n', 'read later')).toBe(note('tags: [read later]\n'));
  });

  it('keeps CRLF, a byte order mark and a Hexo header', () => {
    const text = '\uFEFF---\r\ntags:\r\n  - old\r\n---\r\nbody';
    expect(after(text, renameTags(text, ['old'], 'a: b'))).toBe(
      '\uFEFF---\r\ntags:\r\n  - "a: b"\r\n---\r\nbody',
    );
    const hexo = 'title: x\ntags: old\n---\nold\n';
    expect(after(hexo, renameTags(hexo, ['old'], 'new'))).toBe('title: x\ntags: new\n---\nold\n');
  });

  it('leaves categories, the title and the text alone', () => {
    const header = 'title: old\ncategories: [old]\ncategory: old\ntags: [old]\nold: old\n';
    expect(renamed(header)).toBe(note(header.replace('tags: [old]', 'tags: [new]')));
    expect(readFacts('a.md', note('title: x\n')).tags).toEqual([]);
  });

  it('knows a tag by the name it is listed under, however long it is', () => {
    const long = 'x'.repeat(300);
    expect(renamed(`tags: [${long}, a]\n`, 'new', 'x'.repeat(200))).toBe(note('tags: [new, a]\n'));
    const deep = Array.from({ length: 25 }, (_, level) => `${level}`).join('/');
    expect(renamed(`tags: [${deep}]\n`, 'new', '0')).toBe(note(`tags: [new${deep.slice(1)}]\n`));
  });

  it('changes nothing where the tag is not', () => {
    for (const header of ['', 'tags: [a]\n', 'tags:\n', 'keywords: old\ntags: [a]\n'])
      expect([header, renamed(header)]).toEqual([header, 'unchanged']);
    expect(after('body', renameTags('body', ['old'], 'new'))).toBe('unchanged');
  });

  it.each([
    ['an alias', 'x: &x old\ntags: [*x]\n'],
    ['an alias of the whole list', 'x: &x [old]\ntags: *x\n'],
    ['an anchor', 'tags: [&x old]\nx: *x\n'],
    ['a text over several lines', 'tags: >-\n  old\n  b\n'],
    ['an item over several lines', 'tags:\n  - old/a\n    b\n'],
    ['tabs and blanks mixed', 'tags:\n  - old\n\t- b\n'],
    ['a header that cannot be read', 'title: a: b\ntags: [old]\n'],
  ])('is refused for %s', (_, header) => {
    expect(renamed(header)).toBe('refused');
  });

  it.each(['', ' ', '#', 'a\0b', 'a\uD800'])('is refused to %j, which is no tag', (to) => {
    expect(renamed('tags: [old]\n', to)).toBe('refused');
  });
});

describe('deleting tags', () => {
  it.each([
    ['a block list', 'tags:\n  - old\n  - a\n', 'tags:\n  - a\n'],
    ['a block list, with its key', 'title: x\ntags:\n  - old\n  - old/x\n', 'title: x\n'],
    ['a flow list', 'tags: [a, old, old/x, b]\n', 'tags: [a, b]\n'],
    ['a flow list of its own', 'tags: [old]\n', 'tags: []\n'],
    ['a text', 'tags: a old b\n', 'tags: a b\n'],
    ['a text of its own', 'tags: old # c\n', 'tags: # c\n'],
    ['both keys', 'tag: old\ntags: [old/x, a]\n', 'tag:\ntags: [a]\n'],
    ['a text that would be two tags then', 'tags: read later, old\n', 'tags: [read later]\n'],
  ])('takes the name and what is below it out of %s', (_, before, expected) => {
    expect(deleted(before)).toBe(note(expected));
  });

  it('takes several at once, and nothing that only looks like them', () => {
    expect(deleted('tags: [a, b/c, bc, d]\n', 'a', 'b')).toBe(note('tags: [bc, d]\n'));
    expect(deleted('tags: [Old, older]\n')).toBe('unchanged');
  });
});

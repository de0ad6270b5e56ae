import { describe, expect, it } from 'vitest';
import { readHeader } from '../../notes/text/front-matter.ts';
import {
  addTag,
  applyChanges,
  type HeaderEdit,
  removeTag,
  setField,
  setTitle,
} from '../../notes/text/header-edit.ts';

const note = (header: string): string => `---\n${header}---\nbody\n`;

/** The text after an edit; the edit's kind where it is not 'edited'. */
function after(text: string, edit: HeaderEdit): string {
  return edit.kind === 'edited' ? applyChanges(text, edit.changes) : edit.kind;
}
const added = (header: string, tag: string): string => after(note(header), addTag(note(header), tag));
const removed = (header: string, tag: string): string => after(note(header), removeTag(note(header), tag));

describe('adding a tag', () => {
  it.each([
    ['a block list', 'tags:\n  - a\nx: 1\n', 'tags:\n  - a\n  - t\nx: 1\n'],
    ['a block list at the margin, with wide dashes', 'tags:\n-   a\n', 'tags:\n-   a\n-   t\n'],
    ['a list in quotes', "tags:\n  - 'a'\n", "tags:\n  - 'a'\n  - 't'\n"],
    ['a list with comments', 'tags: # x\n  - a # y\n  # z\n', 'tags: # x\n  - a # y\n  - t\n  # z\n'],
    ['a flow list', 'tags: [a, b] # c\n', 'tags: [a, b, t] # c\n'],
    ['a tight flow list', 'tags: [a,b]\n', 'tags: [a,b,t]\n'],
    ['a flow list over several lines', 'tags: [\n  a,\n  b\n  ]\n', 'tags: [\n  a,\n  b,\n  t\n  ]\n'],
    ['a flow list with a comma at its end', 'tags: [\n  a,\n  ]\n', 'tags: [\n  a,\n  t,\n  ]\n'],
    ['an empty flow list', 'tags: []\n', 'tags: [t]\n'],
    ['a text with blanks', 'tags: a b # c\n', 'tags: a b t # c\n'],
    ['a text with commas', 'tags: a, b\n', 'tags: a, b, t\n'],
    ['a text with full-width commas', 'tags: 甲，乙\n', 'tags: 甲，乙，t\n'],
    ['a text in quotes', 'tags: "a b"\n', 'tags: "a b t"\n'],
    ['one word, which Hexo and Jekyll read differently', 'tags: a\n', 'tags: [a, t,]\n'],
    ['the singular', 'tag: read later\n', 'tag: [read later, t,]\n'],
    ['keywords', 'keywords: [a]\n', 'keywords: [a, t]\n'],
    ['an empty key', 'title: x\ntags:\ndate: 2020\n', 'title: x\ntags:\n- t\ndate: 2020\n'],
    ['a null', 'tags: null\n', 'tags: [t,]\n'],
    ['no key', 'title: x\ndate: 2020\ntoc: true\n', 'title: x\ndate: 2020\ntags:\n  - t\ntoc: true\n'],
    ['an empty header', '', 'tags:\n    - t\n'],
  ])('follows the style of %s', (_, before, expected) => {
    expect(added(before, 't')).toBe(note(expected));
  });

  it('gives a note without a header one, and keeps the body', () => {
    expect(after('# Title\n', addTag('# Title\n', 't'))).toBe('---\ntags:\n  - t\n---\n\n# Title\n');
    expect(after('', addTag('', 't'))).toBe('---\ntags:\n  - t\n---\n\n');
    const rule = '---\n\nprose\n\n---\n';
    expect(after(rule, addTag(rule, 't'))).toBe(`---\ntags:\n  - t\n---\n\n${rule}`);
  });

  it('keeps CRLF and a byte order mark', () => {
    const text = '\uFEFF---\r\ntags:\r\n  - a\r\n---\r\nbody';
    expect(after(text, addTag(text, 't'))).toBe('\uFEFF---\r\ntags:\r\n  - a\r\n  - t\r\n---\r\nbody');
    expect(after('\uFEFFa\r\n', addTag('\uFEFFa\r\n', 't'))).toBe(
      '\uFEFF---\r\ntags:\r\n  - t\r\n---\r\n\r\na\r\n',
    );
  });

  it('works in a Hexo header without an opening fence', () => {
    const text = 'title: x\ntags:\n---\nbody';
    expect(after(text, addTag(text, 't'))).toBe('title: x\ntags:\n- t\n---\nbody');
  });

  it.each([
    ['a: b', '- "a: b"'],
    ['[译]', '- "[译]"'],
    ['2020', '- "2020"'],
    ['1.10', '- "1.10"'],
    ['yes', '- "yes"'],
    ['null', '- "null"'],
    ['2020-01-13', '- "2020-01-13"'],
    ['- a', '- "- a"'],
    ['*a', '- "*a"'],
    ['@a', '- "@a"'],
    ['`a`', '- "`a`"'],
    ['%a', '- "%a"'],
    ['a #b', '- "a #b"'],
    ["'a'", `- "'a'"`],
    ['"a"', `- '"a"'`],
    ['a\\b', '- a\\b'],
    ['"a\\\'', '- "\\"a\\\\\'"'],
    ['C#', '- C#'],
    ['#a', '- a'],
    [' 云\n原生 ', '- 云 原生'],
    ['a/b', '- a/b'],
  ])('quotes %j where YAML or another program needs it', (tag, line) => {
    expect(added('tags:\n- x\n', tag)).toBe(note(`tags:\n- x\n${line}\n`));
  });

  it('turns a text that cannot hold the tag into a list', () => {
    expect(added('tags: a b # c\n', 'read later')).toBe(note('tags: [a, b, read later,] # c\n'));
    expect(added('tags: a, b\n', 'c,d')).toBe(note('tags: [a, b, "c,d", ]\n'));
  });

  it('changes nothing when the tag is there, in another Unicode form or with a hash too', () => {
    expect(addTag(note('tags: [a]\n'), '#a').kind).toBe('unchanged');
    expect(addTag(note('tags: [caf\u00e9]\n'), 'cafe\u0301').kind).toBe('unchanged');
    expect(addTag(note('tags: [a]\ntag: b\n'), 'b').kind).toBe('unchanged');
  });

  it.each(['', ' ', '#', 'a\0b', 'a\uD800'])('refuses %j, which is no tag', (tag) => {
    expect(addTag('body', tag).kind).toBe('refused');
  });
});

describe('removing a tag', () => {
  it.each([
    ['the first of a block list', 'tags:\n  - t # c\n  - a\n', 'tags:\n  - a\n'],
    ['the only one of an indented list, with its key', 'title: x\ntags:\n  - t\n', 'title: x\n'],
    ['the only one of a list at the margin, without its key', 'tags:\n- t\nx: 1\n', 'tags:\nx: 1\n'],
    ['the only one beside a comment, which stays', 'tags: # c\n  - t\n', 'tags: # c\n'],
    ['one between comments', 'tags:\n  - a\n  # b\n  - t\n  # c\n', 'tags:\n  - a\n  # b\n  # c\n'],
    ['the first of a flow list', 'tags: [t, a]\n', 'tags: [a]\n'],
    ['one in the middle', 'tags: [a, t, b]\n', 'tags: [a, b]\n'],
    ['the last', 'tags: [ a, t ]\n', 'tags: [ a ]\n'],
    ['the only one', 'tags: [t]\n', 'tags: []\n'],
    ['one with a comment before it', 'tags: [\n  a, # c\n  t\n  ]\n', 'tags: [\n  a, # c\n  \n  ]\n'],
    ['one in a nested list', 'tags: [[a, t], b]\n', 'tags: [[a], b]\n'],
    ['a word', 'tags: a t b\n', 'tags: a b\n'],
    ['the first word', 'tags: t b\n', 'tags: b\n'],
    ['the only word', 'tags: t # c\n', 'tags: # c\n'],
    ['one between commas', 'tags: "a, t，b"\n', 'tags: "a，b"\n'],
    ['one in both keys', 'tag: t\ntags: [t, a]\n', 'tag:\ntags: [a]\n'],
    ['one that is there twice', 'tags: [t, a, "#t"]\n', 'tags: [a]\n'],
    ['one in another Unicode form', 'tags: [a, caf\u00e9]\n', 'tags: [a]\n', 'cafe\u0301'],
  ])('takes out %s', (_, before, expected, tag = 't') => {
    expect(removed(before, tag)).toBe(note(expected));
  });

  it('takes the header away when nothing else is in it', () => {
    const text = '---\ntags:\n  - t\n---\n\nbody';
    expect(after(text, removeTag(text, 't'))).toBe('body');
  });

  it('keeps the key where a Hexo header would not be one without it', () => {
    const text = 'tags:\n  - t\n---\nbody';
    expect(after(text, removeTag(text, 't'))).toBe('tags:\n---\nbody');
  });

  it('keeps an empty key where keywords would become tags without it', () => {
    expect(removed('keywords: [k]\ntags:\n  - t\n', 't')).toBe(note('keywords: [k]\ntags:\n'));
  });

  it('changes nothing when the tag is not there', () => {
    expect(removeTag(note('tags: [a]\n'), 't').kind).toBe('unchanged');
    expect(removeTag('body', 't').kind).toBe('unchanged');
  });
});

describe('setting a title', () => {
  it.each([
    ['title: old # c\n', 'new', 'title: new # c\n'],
    ['title:  "old"   # c\n', 'new', 'title:  "new"   # c\n'],
    ["title: 'old'\n", "it's", "title: 'it''s'\n"],
    ['title: old\n', 'Foo: bar', 'title: "Foo: bar"\n'],
    ['title: old\n', '[译] 深入', 'title: "[译] 深入"\n'],
    ["title: old\nx: 'y'\n", '[译] 深入', "title: '[译] 深入'\nx: 'y'\n"],
    ['title: old\n', '2020', 'title: "2020"\n'],
    ['title: old\n', '', 'title: ""\n'],
    ['title:\nx: 1\n', 'new', 'title: new\nx: 1\n'],
    ['title: \n', 'new', 'title: new\n'],
    ['title: # c\n', 'new', 'title: new # c\n'],
    ['title: ~\n', 'new', 'title: new\n'],
    ['date: 2020-01-13\n', 'new', 'title: new\ndate: 2020-01-13\n'],
    ['Title: old\n', 'new', 'Title: new\n'],
    ['', 'new', 'title: new\n'],
    ['title: old\n', ' two\nlines ', 'title: two lines\n'],
  ])('splices %j with %j', (before, title, expected) => {
    expect(after(note(before), setTitle(note(before), title))).toBe(note(expected));
  });

  it('makes a header where there is none, and changes nothing where the title is the same', () => {
    expect(after('body', setTitle('body', '茶'))).toBe('---\ntitle: 茶\n---\n\nbody');
    expect(setTitle(note('title: "a"\n'), 'a').kind).toBe('unchanged');
  });

  it('sets any other field at the end of the header', () => {
    const text = note('title: a\n');
    expect(after(text, setField(text, 'excerpt', 'b: c'))).toBe(note('title: a\nexcerpt: "b: c"\n'));
  });
});

describe('an edit that could do damage', () => {
  it.each([
    ['an alias', 'x: &x [a]\ntags: *x\n'],
    ['an anchor that is used elsewhere', 'tags: &t\n  - a\nx: *t\n'],
    ['a text with a YAML tag, which no list may have', 'tags: !!str a\n'],
    ['a YAML tag with nothing behind it', 'tags: !!str\n'],
    ['a text over several lines', 'tags: >-\n  a\n  b\n'],
    ['a plain text over several lines', 'tags: a\n  b\n'],
    ['a mapping', 'tags: {a: 1}\n'],
    ['tabs and blanks mixed', 'tags:\n  - a\n\t- b\n'],
  ])('is refused for %s, with the line', (_, header) => {
    const edit = addTag(note(header), 't');
    expect(edit.kind).toBe('refused');
    if (edit.kind === 'refused') expect(edit.problem.line).toBeGreaterThan(1);
  });

  it('is refused for a header with a problem, which says where and what to do', () => {
    for (const header of [
      'title: Foo: bar\n',
      'title: [译] 深入\n',
      'a: 1\na: 2\n',
      `a: ${'['.repeat(100)}\n`,
    ]) {
      for (const edit of [
        addTag(note(header), 't'),
        removeTag(note(header), 't'),
        setTitle(note(header), 't'),
      ]) {
        expect(edit).toMatchObject({ kind: 'refused', problem: readHeaderProblem(header) });
      }
    }
  });

  it('is refused for a title over several lines', () => {
    expect(setTitle(note('title: >-\n  a\n'), 't').kind).toBe('refused');
  });

  function readHeaderProblem(header: string): unknown {
    const problem = readHeader(note(header)).problem;
    return {
      code: problem?.code,
      line: problem?.line,
      message: expect.stringContaining('Mend this line first') as string,
    };
  }
});

describe('what gray-matter would have spoiled', () => {
  const header =
    'layout: post\ntitle:  "深入理解 V8"   # my comment\ndate: 2020-01-13 00:15:08 +0000\nupdated: 2020-01-13\nnum: 0123\nver: 1.10\nid: 12345678901234567890\nempty:\n__proto__: {a: b}\n';

  it('stays as it is, byte for byte', () => {
    const before = `${header}tags: [JavaScript, 前端, 2020, yes]\n`;
    expect(added(before, 't')).toBe(note(`${header}tags: [JavaScript, 前端, 2020, yes, t]\n`));
    expect(removed(before, '2020')).toBe(note(`${header}tags: [JavaScript, 前端, yes]\n`));
    expect({}).not.toHaveProperty('a');
  });
});

describe('changes', () => {
  it('are applied in order, counted from the text as it was', () => {
    const changes = [
      { from: 0, to: 1, insert: 'xyz' },
      { from: 2, to: 2, insert: '-' },
    ];
    expect(applyChanges('abc', changes)).toBe('xyzb-c');
    expect(applyChanges('abc', [])).toBe('abc');
  });
});

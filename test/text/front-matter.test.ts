import { describe, expect, it } from 'vitest';
import { fieldText, readHeader } from '../../notes/text/front-matter.ts';

const note = (header: string, body = 'body\n'): string => `---\n${header}\n---\n${body}`;
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const fieldsOf = (text: string): unknown => plain(readHeader(text).fields);
describe('where a header begins and ends', () => {
  it('reads the fields between two fences and says where the body begins', () => {
    const text = '---\ntitle: 深入 V8\nlayout: post\n---\nbody\n';
    const header = readHeader(text);
    expect(header.kind).toBe('yaml');
    expect(plain(header.fields)).toEqual({ title: '深入 V8', layout: 'post' });
    expect(text.slice(header.from, header.to)).toBe('title: 深入 V8\nlayout: post\n');
    expect(text.slice(header.bodyFrom)).toBe('body\n');
    expect(header.bodyLine).toBe(5);
    expect(header.problem).toBeNull();
  });

  it.each([
    ['a byte order mark', '\uFEFF---\ntitle: a\n---\nbody'],
    ['CRLF line ends', '---\r\ntitle: a\r\n---\r\nbody'],
    ['blanks behind the fences', '--- \ntitle: a\n---\t \nbody'],
    ['a closing fence of three dots', '---\ntitle: a\n...\nbody'],
    ['three rules, of which the first two are the fences', '---\ntitle: a\n---\nbody'],
    ['a byte order mark and CRLF', '\uFEFF---\r\ntitle: a\r\n---\r\nbody'],
  ])('reads a header with %s', (_, text) => {
    const header = readHeader(text);
    expect(plain(header.fields)).toEqual({ title: 'a' });
    expect(text.slice(header.bodyFrom)).toBe('body');
    expect(header.bodyLine).toBe(4);
  });

  it('reads a header that ends with the file, and an empty one', () => {
    expect(readHeader('---\ntitle: a\n---').bodyFrom).toBe(16);
    expect(readHeader('---\n---\nbody')).toMatchObject({
      kind: 'yaml',
      from: 4,
      to: 4,
      bodyFrom: 8,
      problem: null,
    });
    expect(readHeader('---\n# only a comment\n---\nbody')).toMatchObject({
      kind: 'yaml',
      fields: {},
      bodyLine: 4,
    });
  });

  it.each([
    ['a body that starts with a rule', '---\n\nsome prose\n\n---\nmore'],
    [
      'prose with a colon and marks between two rules',
      '---\n\n**Note**: see [this](https://a.b): it is *fine*.\n\n---\n',
    ],
    ['a list between two rules', '---\n\n- a\n- b\n\n---\n'],
    ['an address between two rules', '---\nhttps://a.b/c\n---\n'],
    ['prose that begins like a field, between two rules', '---\ntitle:a\nand some prose\n---\n'],
    ['a fence that is never closed', '---\ntitle: a\nbody'],
    ['four dashes', '----\ntitle: a\n----\n'],
    ['a fence that is not at the very start', '\n---\ntitle: a\n---\n'],
    ['a fence with text behind it', '--- title: a\n---\n'],
    ['an empty text', ''],
    ['nothing but a fence', '---'],
    ['TOML between plus signs', '+++\ntitle = "a"\n+++\n'],
  ])('takes %s for body, without a problem', (_, text) => {
    const header = readHeader(text);
    expect(header).toMatchObject({
      kind: 'none',
      fields: {},
      from: 0,
      to: 0,
      bodyFrom: 0,
      bodyLine: 1,
      problem: null,
    });
  });

  it('does not end the header at a line that only begins like a fence', () => {
    expect(fieldsOf(note('---x: 1\ntitle: a'))).toEqual({ '---x': '1', title: 'a' });
  });
});

describe('what a field is', () => {
  it('keeps every scalar as it is written and resolves quotes', () => {
    const text = note(
      "a: 2020\nb: 1.10\nc: yes\nd: 0123\ne: 2020-01-13\nf: 2020-01-13 00:15:08 +0000\ng: \"x\\ty\"\nh: 'it''s'\ni: 12345678901234567890",
    );
    expect(fieldsOf(text)).toEqual({
      a: '2020',
      b: '1.10',
      c: 'yes',
      d: '0123',
      e: '2020-01-13',
      f: '2020-01-13 00:15:08 +0000',
      g: 'x\ty',
      h: "it's",
      i: '12345678901234567890',
    });
  });

  it('reads nothing, ~ and null as null, and quoted ones as text', () => {
    expect(fieldsOf(note('a:\nb: ~\nc: null\nd: ""\ne: "null"\nf: [~, x]'))).toEqual({
      a: null,
      b: null,
      c: null,
      d: '',
      e: 'null',
      f: [null, 'x'],
    });
  });

  it('reads lists, mappings, aliases and texts over several lines', () => {
    expect(fieldsOf(note('a: &x [1, 2]\nb: *x\nc: {d: [e]}\nf: >-\n  g\n  h\ni:\n  - j\n  - k: l'))).toEqual({
      a: ['1', '2'],
      b: ['1', '2'],
      c: { d: ['e'] },
      f: 'g h',
      i: ['j', { k: 'l' }],
    });
  });

  it('leaves merge keys and foreign tags alone', () => {
    expect(fieldsOf(note('a: &x {y: 1}\nb: {<<: *x}\nc: !!js/function "function () {}"'))).toEqual({
      a: { y: '1' },
      b: { '<<': { y: '1' } },
      c: 'function () {}',
    });
  });

  it('reads tabs as indentation, as Hexo does, mixed with blanks too', () => {
    expect(fieldsOf(note('tags:\n\t- a\n\t- b'))).toEqual({ tags: ['a', 'b'] });
    expect(fieldsOf(note('tags:\n  - a\n\t- b'))).toEqual({ tags: ['a', 'b'] });
  });

  it('finds a field in other letter case only where the exact one is missing', () => {
    expect(fieldText(readHeader(note('Title: a')), 'title')).toBe('a');
    expect(fieldText(readHeader(note('Title: a\ntitle: b')), 'title')).toBe('b');
    expect(fieldText(readHeader(note('title: [a]')), 'title')).toBeNull();
    expect(fieldText(readHeader('body'), 'title')).toBeNull();
  });
});

describe('a Hexo header without an opening fence', () => {
  it('is read', () => {
    const text = 'title: 标题\ndate: 2013/7/13 20:46:25\ntags:\n- a\n- b\n\n---\nbody';
    const header = readHeader(text);
    expect(header.kind).toBe('hexo');
    expect(plain(header.fields)).toEqual({ title: '标题', date: '2013/7/13 20:46:25', tags: ['a', 'b'] });
    expect(text.slice(header.bodyFrom)).toBe('body');
    expect(header.bodyLine).toBe(8);
  });

  it('is read with a byte order mark, CRLF and tabs', () => {
    expect(fieldsOf('\uFEFFtitle: a\r\ntags:\r\n\t- b\r\n---\r\nbody')).toEqual({ title: 'a', tags: ['b'] });
  });

  it('is reported, not hidden, when two of its lines say what it is', () => {
    const header = readHeader('title: Foo: bar\ndate: 2020-01-13\n---\nbody');
    expect(header).toMatchObject({ kind: 'hexo', problem: { code: 'yaml-syntax', line: 1 } });
    expect(fieldText(header, 'title')).toBe('Foo: bar');
  });

  it.each([
    ['prose with a rule further down', 'Some words.\n\n---\n\nmore'],
    ['an underlined heading with a colon', 'Note: something\n---\nmore'],
    ['a line `title: …` amid prose', 'title: x\n\nSome words follow.\n\n---\n'],
    ['a list with a rule below', 'Things: these\n- a\n- b\n\n---\n'],
    ['a heading', '# title: x\n---\n'],
    ['a link', 'https://example.com/a\n---\n'],
  ])('is not seen in %s', (_, text) => {
    expect(readHeader(text).kind).toBe('none');
  });
});

describe('a header that cannot be read', () => {
  it.each([
    ['title: Foo: bar', 'Foo: bar'],
    ['title: [译] 深入', '[译] 深入'],
    ['title: "译" 深入', '"译" 深入'],
    ['title: *重点*', '*重点*'],
    ['title: @someone', '@someone'],
    ['title: "unclosed', '"unclosed'],
  ])('still says its title: `%s`', (line, title) => {
    const header = readHeader(note(`layout: post\n${line}\ndate: 2020-01-13 00:15:08 +0000\ntags: [a]`));
    expect(header.problem?.code).toBe('yaml-syntax');
    expect(header.problem?.message).toMatch(/^The header can't be read: .+\.$/);
    expect(plain(header.fields)).toEqual({});
    expect(fieldText(header, 'title')).toBe(title);
    expect(fieldText(header, 'date')).toBe('2020-01-13 00:15:08 +0000');
    expect(header.kind).toBe('yaml');
  });

  it('names the line of the note', () => {
    expect(readHeader(note('layout: post\n\ntitle: Foo: bar\ndate: 2020-01-13')).problem?.line).toBe(4);
    expect(readHeader('\uFEFF---\r\nlayout: post\r\ntitle: [译] 深入\r\n---\r\n').problem?.line).toBe(3);
  });

  it('reports a key that is there twice, at its second line, in a nested mapping too', () => {
    expect(readHeader(note('title: a\ndate: 2020\ntitle: b')).problem).toMatchObject({
      code: 'duplicate-key',
      line: 4,
    });
    expect(readHeader(note('a:\n  b: 1\n  b: 2')).problem).toMatchObject({ code: 'duplicate-key', line: 4 });
    expect(fieldText(readHeader(note('title: a\ntitle: b')), 'title')).toBe('a');
  });

  it.each([
    ['title:深入\ndate: 2020-01-13', 2],
    ['title:深入\nlinks:\n- [a](b "c")', 2],
    ['title:深入', 2],
    ['title:深入\ntags:a', 2],
    ['\nlayout:post\ntitle:深入\n\ntags:\n- a', 3],
  ])('reports a colon without a blank behind it: %j', (block, line) => {
    const header = readHeader(note(block));
    expect(header.problem).toMatchObject({ code: 'yaml-syntax', line });
    expect(header.problem?.message).toContain('blank');
    expect(fieldText(header, 'title')).toBe('深入');
  });

  it('gives the same problem every time (gray-matter caches a bad header as an empty one)', () => {
    const text = note('title: Foo: bar');
    const [first, second, third] = [readHeader(text), readHeader(text), readHeader(text)];
    expect(first.problem).not.toBeNull();
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });

  it('never shares an object between two readings', () => {
    const text = note('title: a\ntags: [b]');
    const first = readHeader(text);
    first.fields['title'] = 'spoiled';
    (first.fields['tags'] as string[]).push('spoiled');
    expect(fieldsOf(text)).toEqual({ title: 'a', tags: ['b'] });
  });
});

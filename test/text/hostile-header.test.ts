import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fieldText, readHeader } from '../../notes/text/front-matter.ts';

const note = (header: string, body = 'body\n'): string => `---\n${header}\n---\n${body}`;
const fieldsOf = (text: string): unknown => JSON.parse(JSON.stringify(readHeader(text).fields));

describe('a hostile header', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    delete (globalThis as { canary?: unknown }).canary;
  });

  it.each([
    '---js',
    '---javascript',
    '--- js',
    '---coffee',
    '---json',
    '---toml',
    '---yaml',
    '--- yaml',
    '---js ',
  ])('opened by `%s` is body, and nothing in it runs', (fence) => {
    const text = `${fence}\n(globalThis.canary = 1, {title: "x"})\n---\nbody`;
    expect(readHeader(text)).toMatchObject({ kind: 'none', fields: {}, problem: null, bodyFrom: 0 });
    expect(globalThis).not.toHaveProperty('canary');
  });

  it('does not run code in a second header further down, or inside YAML', () => {
    const code = '(globalThis.canary = 1, {})';
    expect(readHeader(note('title: a', `---js\n${code}\n---\n`)).kind).toBe('yaml');
    expect(readHeader(note(`js\n${code}`)).kind).toBe('none');
    expect(
      readHeader(note(`a: !!js/undefined ''\nb: !!js/function ${JSON.stringify(code)}`)).problem,
    ).toBeNull();
    expect(globalThis).not.toHaveProperty('canary');
  });

  it('cannot reach a prototype', () => {
    const header = readHeader(
      note(
        '__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\na: {__proto__: {polluted: yes}}',
      ),
    );
    expect(header.problem).toBeNull();
    expect(Object.keys(header.fields)).toEqual(['__proto__', 'constructor', 'a']);
    expect(Object.getPrototypeOf(header.fields)).toBeNull();
    expect(Object.getPrototypeOf(header.fields['a'])).toBeNull();
    expect(Object.getPrototypeOf(header.raw)).toBeNull();
    expect({}).not.toHaveProperty('polluted');
    expect(readHeader(note('title: a')).fields).not.toHaveProperty('polluted');
  });

  it('cannot reach a prototype through raw fields either', () => {
    const header = readHeader(note('__proto__: x\ntitle: Foo: bar'));
    expect(Object.keys(header.raw)).toEqual(['__proto__', 'title']);
    expect(Object.getPrototypeOf(header.raw)).toBeNull();
  });

  it('that is a bomb of aliases is refused before it goes off', () => {
    const levels = 'bcdefghi'.split('').map((name, index) => {
      const below = String.fromCharCode(97 + index);
      return `${name}: &${name} [${Array(9).fill(`*${below}`).join(',')}]`;
    });
    const text = note(`a: &a [x,x,x,x,x,x,x,x,x]\n${levels.join('\n')}`);
    expect(readHeader(text).problem?.code).toBe('header-too-large');
  });

  it('may use a hundred aliases, and not one more', () => {
    const aliases = (count: number): string => note(`a: &a x\nb: [${Array(count).fill('*a').join(', ')}]`);
    expect(readHeader(aliases(100)).problem).toBeNull();
    expect(readHeader(aliases(101)).problem?.code).toBe('header-too-large');
  });

  it('whose alias points at itself is refused', () => {
    expect(readHeader(note('a: &a [*a]')).problem).not.toBeNull();
  });

  it.each([
    ['flow lists', (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['block lists', (depth: number) => `a:\n  ${'- '.repeat(depth)}x`],
    ['flow mappings', (depth: number) => `a: ${'{a: '.repeat(depth)}${'}'.repeat(depth)}`],
  ])('of %s nested 10,000 deep is refused, one nested 40 deep is read', (_, nested) => {
    expect(readHeader(note(nested(40))).problem).toBeNull();
    expect(readHeader(note(nested(10_000))).problem?.code).toBe('header-too-large');
  });

  it('of 5 MB is refused at once, and its title is still known', () => {
    const text = note(`title: big\nx: ${'长'.repeat(5_000_000)}`);
    expect(readHeader(text).problem).toMatchObject({ code: 'header-too-large', line: 2 });
    expect(fieldText(readHeader(text), 'title')).toBe('big');
  });

  it('of 64 KiB of blank lines is refused at once (gray-matter takes seconds)', () => {
    const text = note(`title: a${'\n'.repeat(65_000)}b: 1`);
    expect(readHeader(text).problem?.code).toBe('header-too-large');
  });

  it('is read in a browser too, which has no Buffer', () => {
    vi.stubGlobal('Buffer', undefined);
    expect(fieldsOf(note('title: 茶'))).toEqual({ title: '茶' });
  });
});

describe('any text', () => {
  const bits = fc.constantFrom(
    '---',
    '...',
    '\n',
    '\r\n',
    'title: a',
    'tags:',
    ' - b',
    '\t',
    '[',
    ']',
    '"',
    "'",
    '#',
    ': ',
    '&a',
    '*a',
    '中',
    '\uFEFF',
    '\0',
    '__proto__: 1',
    '{',
    '}',
    '|',
    '>',
    '!!x',
    '%',
    '\u2028',
  );

  it('is read without throwing, twice the same, and no prototype changes', () => {
    fc.assert(
      fc.property(
        fc.array(bits, { maxLength: 25 }).map((some) => some.join('')),
        fc.boolean(),
        (some, fenced) => {
          const text = fenced ? note(some) : some;
          const header = readHeader(text);
          expect(readHeader(text)).toEqual(header);
          expect(
            header.from <= header.to && header.to <= header.bodyFrom && header.bodyFrom <= text.length,
          ).toBe(true);
          expect(header.bodyLine).toBe(text.slice(0, header.bodyFrom).split('\n').length);
          if (header.problem) expect(Object.keys(header.fields)).toEqual([]);
          expect(Object.getPrototypeOf(header.fields)).toBeNull();
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

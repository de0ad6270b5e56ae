import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldText, readHeader } from '../../notes/text/front-matter.ts';
import { addTag, applyChanges, type HeaderEdit, removeTag, setTitle } from '../../notes/text/header-edit.ts';
import { tagsOf } from '../../notes/text/tags.ts';

const note = (header: string): string => `---\n${header}---\nbody\n`;

/** The text after an edit; the edit's kind where it is not 'edited'. */
function after(text: string, edit: HeaderEdit): string {
  return edit.kind === 'edited' ? applyChanges(text, edit.changes) : edit.kind;
}

/** Every shape in which a header holds tags, or none. */
const shapes = [
  '',
  '\n',
  '# comment\n',
  'title: x\n',
  'title: x\ndate: 2020-01-13 00:15:08 +0000   # when\ncategories:\n  - a\ncomment: false\n',
  '  title: indented\n  b: c\n',
  'tags:\n',
  'tags: \ntitle: x\n',
  'tags: # mine\n',
  'tags: #a\n',
  'tags: ~\n',
  'tags: null\n',
  'tags: ""\n',
  "tags: ''\n",
  'tags: []\n',
  'tags: [ ]\n',
  'tags: [  ]  # none yet\n',
  'tags: a\n',
  'tags: "a"\n',
  "tags: 'a' # c\n",
  'tags: 2020\n',
  'tags: a b\n',
  'tags: a b  \n',
  'tags: 前端, 可视化, WebGL\ncategories: 前端 \n',
  'tags: a   b\n',
  'tags: "a b"\n',
  'tags: a, b  # c\n',
  'tags: a,b\n',
  'tags: "a, b"\n',
  'tags: 前端，css， 后端\n',
  'tags: 前端，css\n',
  'tags: a， b， c # d\n',
  'tags: "甲、乙、丙"\n',
  "tags: 'a,b,c'\n",
  'tags: a，b、c\n',
  'tags: a,\n',
  'tag: a b\n',
  'tag: [a]\ntags: [b]\n',
  'keywords: a\n',
  'keywords: [a]\ntags:\n',
  'Tags: [a]\n',
  'tags: [a]\n',
  'tags: [a, b]\n',
  'tags: [a,b]\n',
  'tags: [ a , "b" ]\n',
  "tags: ['a']\n",
  'tags: [a,]\n',
  'tags: [a, b, ]\n',
  'tags: [\n  a,\n  b # c\n  ]\n',
  'tags: [\n  a,\n  b, # c\n]\ntitle: x\n',
  'tags: [[a, b], c]\n',
  'tags:\n  - a\n',
  'tags:\n- a\n- b\ntitle: x\n',
  'tags:\n    -   a # c\n\n  # d\ntitle: x\n',
  "tags:\n  - 'a'\n  # between\n  - 'b'\n",
  'tags:\n  -\n',
  'tags:\n  - [a, b]\n',
  'tags:\n- - a\n  - b\n',
  'tags:\n\t- a\n',
  'title: >-\n  several\n  lines\nother: |\n  kept\n\n',
  '"tags": [a]\n',
];

describe('adding a tag and removing it again', () => {
  const forms = [
    (text: string) => text,
    (text: string) => text.replaceAll('\n', '\r\n'),
    (text: string) => `\uFEFF${text}`,
  ];

  it.each(shapes.map((shape) => [shape]))('gives back every byte of %j', (shape) => {
    for (const form of forms) {
      const text = form(note(shape));
      for (const tag of ['t', '待读', 'C#', 'a/b']) {
        const added = addTag(text, tag);
        expect(added.kind, tag).toBe('edited');
        const tagged = after(text, added);
        expect(tagsOf(readHeader(tagged)).toSorted()).toEqual([...tagsOf(readHeader(text)), tag].toSorted());
        expect(after(tagged, removeTag(tagged, tag)), tagged).toBe(text);
      }
    }
  });

  it.each([
    '',
    'body',
    '\n\nbody',
    '---\n',
    '---\n\nprose\n\n---\nmore',
    '---js\n1\n---\n',
    'a\r\nb',
    'title: x\n---\nbody',
    '---\ntitle: x\n---',
    '---\ntitle: x\n...\nbody',
    'tags:\n- a\n---\n',
  ])('gives back every byte of the whole note %j', (text) => {
    const tagged = after(text, addTag(text, 't'));
    expect(tagged).not.toBe(text);
    expect(after(tagged, removeTag(tagged, 't'))).toBe(text);
  });

  it.each(['read later', 'a: b', '2020'])('gives an empty text in quotes back after %s', (tag) => {
    for (const text of [note('tags: ""\n'), note("tags: '' # c\n")]) {
      const tagged = after(text, addTag(text, tag));
      expect(tagsOf(readHeader(tagged))).toEqual([tag]);
      expect(after(tagged, removeTag(tagged, tag))).toBe(text);
    }
  });

  it('gives back every byte for any tag, in every shape but texts with odd blanks or different commas', () => {
    const rebuilt = shapes.filter(
      (shape) => !/^tags: (?:a {3}b|前端，css， |a，b、c|a,\n|""|'')/.test(shape),
    );
    const tag = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom('a', ' ', ',', '，', ':', '#', '-', '"', "'", '[', ']', '\\', '中', '2', '~'),
        maxLength: 6,
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...rebuilt), tag, (shape, tag) => {
        const text = note(shape);
        const edit = addTag(text, tag);
        if (edit.kind !== 'edited') return;
        const tagged = applyChanges(text, edit.changes);
        expect(after(tagged, removeTag(tagged, tag)), tagged).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives back every byte of headers put together at random', () => {
    const value = fc.constantFrom(
      'x',
      '"x: y" # c',
      '[a, b]',
      '2020-01-13 00:15:08 +0000',
      '\n  - a\n  - b',
      '',
      '|\n  text\n\n  more',
      '{a: b}',
      "'it''s'",
      '0123',
      'a,b',
    );
    const line = fc
      .tuple(fc.constantFrom('title', 'date', 'layout', 'categories', 'x'), value)
      .map(([key, some]) => `${key}: ${some}\n`);
    const extra = fc.constantFrom('# comment\n', '\n', '   \n');
    const shape = fc.constantFrom(
      ...shapes.filter((each) => !each.startsWith(' ') && !/^(?:title|\n)/.test(each)),
    );
    const header = fc.tuple(
      fc.uniqueArray(line, { selector: (each) => each.split(':')[0], maxLength: 4 }),
      extra,
      shape,
      fc.nat(4),
    );
    fc.assert(
      fc.property(
        header,
        fc.string(),
        fc.constantFrom('\n', '\r\n'),
        ([lines, some, tags, at], body, newline) => {
          const text =
            `---\n${[...lines.slice(0, at), some, tags, ...lines.slice(at)].join('')}---\n${body}`.replaceAll(
              /\r?\n/g,
              newline,
            );
          const edit = addTag(text, '待读');
          if (readHeader(text).problem) {
            expect(edit.kind).toBe('refused');
            return;
          }
          const tagged = after(text, edit);
          expect(edit.kind).toBe('edited');
          expect(after(tagged, removeTag(tagged, '待读')), tagged).toBe(text);
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('setting a title', () => {
  it('reads back as the title that was set, whatever it is, and touches nothing else', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (shape, title) => {
          const text = note(shape);
          const edit = setTitle(text, title);
          if (edit.kind !== 'edited') return;
          const set = readHeader(applyChanges(text, edit.changes));
          expect(fieldText(set, 'title')).toBe(title.replace(/[\s\u0085]+/g, ' ').trim());
          expect(tagsOf(set)).toEqual(tagsOf(readHeader(text)));
        },
      ),
    );
  });
});

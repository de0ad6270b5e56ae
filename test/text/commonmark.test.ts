/** The reading view against every example of the CommonMark specification 0.31.2, in the order of its text. */
import { text as specification, tests as examples } from 'commonmark-spec';
import { describe, expect, test } from 'vitest';
import { parseNote } from '../../notes/text/note-html.ts';

/** Where Gleaner means something else. `html`: what it shows then. */
const exceptions = new Map<number, { why: string; html: string }>([
  ...[
    [548, '<p><a data-note="[foo]">[foo]</a></p>\n<p><a data-note="[foo]">[foo]</a>: /url</p>\n'],
    [559, '<p><a data-note="*foo* bar">*foo* bar</a></p>\n'],
    [590, '<p><a data-note="foo">foo</a></p>\n<p><a data-note="foo">foo</a>: /url &quot;title&quot;</p>\n'],
  ].map(([number, html]) => exception(number, 'double brackets are a link to another note', html)),
  ...[
    [602, '<p>&lt;<a href="https://foo.bar/baz">https://foo.bar/baz</a> bim&gt;</p>\n'],
    [608, '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>\n'],
    [611, '<p><a href="https://example.com">https://example.com</a></p>\n'],
  ].map(([number, html]) => exception(number, 'a bare address is a link, as in GFM', html)),
]);

function exception(number: unknown, why: string, html: unknown): [number, { why: string; html: string }] {
  return [Number(number), { why, html: String(html) }];
}

/** The HTML of the specification and ours differ in what they say the same with. */
function shown(markdown: string): string {
  // A line before it, so that what looks like a note's header is not read as one.
  const html = parseNote(`\n${markdown.replaceAll('→', '\t')}`).blocks();
  return html
    .flatMap(({ pieces }) => pieces)
    .join('')
    .replace(/ data-line="\d+"/g, '')
    .replace(/<(h[1-6]) id="[^"]*"/g, '<$1')
    .replace(/<(br|hr)>/g, '<$1 />')
    .replace(/<img data-src=("[^"]*" alt="[^"]*"(?: title="[^"]*")?)>/g, '<img src=$1 />')
    .replaceAll('<blockquote></blockquote>', '<blockquote>\n</blockquote>');
}

describe('the reading view shows the examples of CommonMark as the specification says', () => {
  test('and has all of them', () => {
    expect(/^version: (.*)$/m.exec(specification)?.[1]).toMatch(/0\.31/);
    expect(examples.length).toBe(652);
    expect(exceptions.size).toBe(6);
  });

  const sections = Map.groupBy(examples, ({ section }) => section);
  for (const [section, list] of sections) {
    test(`${section}: ${String(list.length)} examples`, () => {
      for (const { number, markdown, html } of list) {
        const wanted = exceptions.get(number)?.html ?? html.replaceAll('→', '\t');
        expect(shown(markdown), `example ${String(number)}: ${JSON.stringify(markdown)}`).toBe(wanted);
      }
    });
  }

  test('where it does not, the specification says something else', () => {
    for (const [number, { why, html }] of exceptions) {
      expect(examples.find((example) => example.number === number)?.html, why).not.toBe(html);
    }
  });
});

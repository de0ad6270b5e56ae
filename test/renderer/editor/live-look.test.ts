import { ensureSyntaxTree } from '@codemirror/language';
import { EditorSelection, EditorState } from '@codemirror/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerFolding } from '../../../renderer/editor/header.ts';
import { linesOfSelection, noLines } from '../../../renderer/editor/live-lines.ts';
import { liveLook, mostMarks } from '../../../renderer/editor/live-look.ts';
import { tableLook } from '../../../renderer/editor/live-tables.ts';
import { noteMarkdown } from '../../../renderer/editor/note-markdown.ts';

function stateOf(doc: string, parseMs = 5000): EditorState {
  const state = EditorState.create({ doc, extensions: [noteMarkdown, headerFolding()] });
  ensureSyntaxTree(state, state.doc.length, parseMs);
  return state.update({}).state;
}

/** What is hidden and what is drawn otherwise: spans without a class are gone from the screen. */
function hiddenIn(state: EditorState, shown = noLines): [from: number, to: number][] {
  return liveLook(state, [{ from: 0, to: state.doc.length }], shown)
    .filter(({ value }) => isReplaced(value.spec as Record<string, unknown>))
    .map(({ from, to }): [number, number] => [from, to]);
}

/** A mark or line has a class; a widget beside the text hides nothing. */
const isReplaced = (spec: Record<string, unknown>) =>
  spec['class'] === undefined && spec['side'] === undefined;

function seen(doc: string, cursor: number | null = null): string {
  const state = stateOf(doc);
  const withCursor = cursor === null ? state : state.update({ selection: { anchor: cursor } }).state;
  let text = doc;
  const hidden = hiddenIn(state, cursor === null ? noLines : linesOfSelection(withCursor));
  for (const [from, to] of hidden.sort((a, b) => b[0] - a[0])) text = text.slice(0, from) + text.slice(to);
  return text;
}

describe('live formatting', () => {
  it.each([
    ['## Heading', 'Heading'],
    ['a **bold** and *soft* and ~~old~~ and ==new== word', 'a bold and soft and old and new word'],
    ['这是**我想做的事。**所以', '这是我想做的事。所以'],
    ['run `npm start` now', 'run npm start now'],
    ['see [Go 1.22](https://go.dev/doc/go1.22) today', 'see Go 1.22 today'],
    ['<https://raft.github.io>', 'https://raft.github.io'],
    ['[[note|shown]] and [[other]]', 'shown and other'],
    ['> quoted', 'quoted'],
    ['- [ ] task', ' task'],
    ['a \\* b', 'a * b'],
    ['```js\nlet a;\n```', 'js\nlet a;\n'],
    ['---', '---'],
    ['| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |\n\n| 1 | 2 |'],
  ])('shows “%s” as “%s” where the cursor is not', (written, shown) => {
    expect(seen(`${written === '---' ? '\n' : ''}${written}`).trimStart()).toBe(
      written === '---' ? '' : shown.trimStart(),
    );
  });

  it('shows all marks of the line with the cursor, and of no other', () => {
    expect(seen('**a**\n**b**\n**c**', 7)).toBe('a\n**b**\nc');
  });

  it('hides nothing that is not Markdown’s, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '*',
            '**',
            '`',
            '[',
            ']',
            '(',
            ')',
            '# ',
            '> ',
            '- ',
            '\n',
            '|',
            '好',
            'a ',
            '~~',
            '==',
            '[[',
            '$',
          ),
        ),
        (parts) => {
          const doc = parts.join('');
          for (const [from, to] of hiddenIn(stateOf(doc))) {
            expect(doc.slice(from, to)).not.toContain('\n');
            expect(doc.slice(from, to)).not.toMatch(/^好|^a/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never replaces anything on a line with a cursor, of which there may be many', () => {
    const doc = '## a **b** [c](https://d.e)\n- [x] **f** `g`\n> > *h*\n| i | j |\n|---|---|\n';
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(doc.length), { minLength: 1, maxLength: 4 }), (places) => {
        const state = stateOf(doc);
        const ranges = places.sort((a, b) => a - b).map((at) => EditorSelection.cursor(at));
        const several = EditorState.create({
          doc,
          selection: EditorSelection.create(ranges),
          extensions: EditorState.allowMultipleSelections.of(true),
        });
        const lines = several.selection.ranges.map(({ head }) => several.doc.lineAt(head).number);
        for (const [from] of hiddenIn(state, linesOfSelection(several)))
          expect(lines).not.toContain(state.doc.lineAt(from).number);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['10,000 nested quotes', '> '.repeat(10_000) + 'a'],
    [
      'quotes nested in 200 lines',
      Array.from({ length: 200 }, (_, n) => '> '.repeat(n + 1) + 'a').join('\n'),
    ],
    ['10,000 brackets', '['.repeat(10_000) + 'a' + ']('.repeat(10_000)],
    ['100,000 stars', '*'.repeat(100_000)],
    ['50,000 pairs of stars', '*a* '.repeat(50_000)],
    ['a list in a list in …', Array.from({ length: 500 }, (_, n) => `${'  '.repeat(n)}- a`).join('\n')],
    ['a fence that is never closed', '```js\n' + 'let a = 1;\n'.repeat(50_000)],
    ['5,000 links in a line', '[a](https://b.c) '.repeat(5000)],
  ])('makes a bounded number of decorations of %s', (_, doc) => {
    const state = stateOf(doc, 500);
    // As much as a screen draws: about a hundred lines.
    const to = state.doc.line(Math.min(100, state.doc.lines)).to;
    expect(liveLook(state, [{ from: 0, to }], noLines).length).toBeLessThan(mostMarks + 200);
  });
});

describe('a table', () => {
  const wide = 40;
  const cells = (doc: string, room = wide) => {
    const state = stateOf(doc);
    return tableLook(state, [{ from: 0, to: doc.length }], room)
      .filter(({ value }) => (value.spec as { class?: string }).class === 'editor-cell')
      .map(({ from, to, value }) => ({
        text: doc.slice(from, to).trim(),
        width: (value.spec as { attributes: { style: string } }).attributes.style,
      }));
  };

  it('has each column in one width, in Chinese as in English', () => {
    const all = cells('| 方案 | price |\n|---|---|\n| 阿里云函数计算 | 1 |\n| b | a longer one |\n');
    const of = (...texts: string[]) =>
      new Set(all.filter(({ text }) => texts.includes(text)).map(({ width }) => width));
    expect(of('方案', '阿里云函数计算', 'b').size).toBe(1);
    expect(of('price', '1', 'a longer one').size).toBe(1);
  });

  it('is no wider than its place: the widest column gives way', () => {
    const all = cells(`| a | b |\n|---|---|\n| c | ${'long '.repeat(40)} |\n`, 20);
    const widths = all.map(({ width }) => Number(/[\d.]+/.exec(width)?.[0]));
    expect((widths[0] ?? 0) + (widths[1] ?? 0)).toBeLessThan(20);
    expect(widths[0]).toBeLessThan(4);
  });

  it('stands as it is written where its columns have no room', () => {
    const row = `|${' a |'.repeat(30)}\n`;
    expect(cells(`${row}|${'---|'.repeat(30)}\n${row}`)).toEqual([]);
  });

  it('replaces nothing and covers every character of a row once at most', () => {
    const doc = '| a | **b** | `c` |\n|---|:--:|---|\n||x|  |\n| [l](https://m.n) | \\| | z';
    const state = stateOf(doc);
    const marks = tableLook(state, [{ from: 0, to: doc.length }], wide).filter(({ from, to }) => to > from);
    for (const { value } of marks)
      expect((value.spec as { class?: string }).class).toMatch(
        /^editor-(?:cell(?: editor-cell-(?:right|center))?|pipe)$/,
      );
    let end = 0;
    for (const { from, to } of marks.sort((a, b) => a.from - b.from)) {
      expect(from).toBeGreaterThanOrEqual(end);
      end = to;
    }
  });

  it('has the words of a column where the line below its head says', () => {
    const doc = '| a | b | c | d |\n|---|:--:|--:|:--|\n| 1 | 2 | 3 | 4 |';
    const cells = tableLook(stateOf(doc), [{ from: 0, to: doc.length }], wide)
      .filter(({ from, to }) => to > from && from > doc.lastIndexOf('\n'))
      .map(({ value }) => (value.spec as { class: string }).class)
      .filter((names) => names.startsWith('editor-cell'));
    expect(cells).toEqual([
      'editor-cell',
      'editor-cell editor-cell-center',
      'editor-cell editor-cell-right',
      'editor-cell',
    ]);
  });

  it('of a megabyte is dressed only where it is drawn', () => {
    const doc = `| a | b |\n|---|---|\n${'| some text | 中文 |\n'.repeat(55_000)}`;
    const state = stateOf(doc, 1500);
    expect(tableLook(state, [{ from: 0, to: 2000 }], wide).length).toBeLessThan(1000);
  });
});

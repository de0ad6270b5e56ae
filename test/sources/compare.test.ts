import { describe, expect, it } from 'vitest';
import { compareMarkdown } from '../../notes/sources/compare.ts';

const text = (count: number, changes: Record<number, string> = {}): string =>
  Array.from({ length: count }, (_, n) => changes[n] ?? `Line ${n}`).join('\n\n');

describe('a copy beside the page of today', () => {
  it.each([
    ['equal', 'a\n\nb\n', 'a\n\nb\n'],
    ['line ends and blank lines', 'a\r\n\r\nb\r\n', 'a\nb'],
    ['white space', 'a  b\n', ' a b '],
    ['the width of signs', '你好，世界（一）！\n', '你好,世界(一)!\n'],
    ['blanks between scripts', '使用Vue开发', '使用 Vue 开发'],
    ['where pictures are kept', 'a ![x](1.png) b', 'a ![x](https://example.com/p.png) b'],
    ['nothing', '', '\n'],
  ])('is the same: %s', (_name, before, after) => {
    expect(compareMarkdown(before, after)).toEqual({ kind: 'same' });
  });

  it('shows what is gone and what is new, with three lines around', () => {
    expect(compareMarkdown(text(20), text(20, { 10: 'Other' }))).toEqual({
      kind: 'changed',
      markdown: text(20, { 10: 'Other' }),
      lines: [
        ...[7, 8, 9].map((n) => ({ kind: 'same', text: `Line ${n}` })),
        { kind: 'gone', text: 'Line 10' },
        { kind: 'new', text: 'Other' },
        ...[11, 12, 13].map((n) => ({ kind: 'same', text: `Line ${n}` })),
      ],
    });
  });

  it.each([
    ['at the beginning', 0, ['gone Line 0', 'new Other', 'same Line 1', 'same Line 2', 'same Line 3']],
    ['at the end', 9, ['same Line 6', 'same Line 7', 'same Line 8', 'gone Line 9', 'new Other']],
  ])('%s there is nothing more around', (_name, at, expected) => {
    const found = compareMarkdown(text(10), text(10, { [at]: 'Other' }));
    expect(found.kind === 'changed' && found.lines.map((line) => `${line.kind} ${line.text}`)).toEqual(
      expected,
    );
  });

  it('two differences near each other share the lines between them', () => {
    const found = compareMarkdown(text(20), text(20, { 5: 'A', 8: 'B' }));
    const between =
      found.kind === 'changed' ? found.lines.filter((line) => /^Line [67]$/.test(line.text)) : [];
    expect(between.map((line) => line.kind)).toEqual(['same', 'same']);
  });

  it('of two long texts with nothing in common ends soon, with the first 2,000 lines', () => {
    const [before, after] = ['a', 'b'].map((letter) =>
      Array.from({ length: 50_000 }, (_, n) => `${letter}${n}`).join('\n'),
    );
    const started = performance.now();
    const found = compareMarkdown(before ?? '', after ?? '');
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(found.kind === 'changed' && found.lines.length).toBe(2_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merge } from '../../notes/text/merge.ts';
import { type Choice, passagesOf, textOf } from '../../notes/text/merge-passages.ts';

const chosenBy = (base: string | null, mine: string, theirs: string, one: Choice) => {
  const parts = passagesOf(base, mine, theirs);
  const passages = parts.filter((part) => part.kind === 'passage');
  return textOf(
    parts,
    passages.map(({ by }) => by ?? one),
    { base, mine, theirs },
  );
};

describe('two texts, passage by passage', () => {
  it('a line that both changed asks, one that only one changed says who', () => {
    const parts = passagesOf('a\nb\nc\nd\ne\n', 'A\nb\nc\nd\nmine\n', 'a\nb\nC\nd\ntheirs\n');
    expect(parts.map((part) => (part.kind === 'same' ? part.lines.join() : part))).toEqual([
      { kind: 'passage', mine: ['A'], theirs: ['a'], base: ['a'], by: 'mine' },
      'b',
      { kind: 'passage', mine: ['c'], theirs: ['C'], base: ['c'], by: 'theirs' },
      'd',
      { kind: 'passage', mine: ['mine'], theirs: ['theirs'], base: ['e'], by: null },
    ]);
  });

  it('without what both were every difference asks', () => {
    const parts = passagesOf(null, '茶\n我的\n', '茶\n你的\n完\n');
    expect(parts).toEqual([
      { kind: 'same', lines: ['茶'] },
      { kind: 'passage', mine: ['我的'], theirs: ['你的', '完'], base: null, by: null },
    ]);
    expect(chosenBy(null, '茶\n我的\n', '茶\n你的\n完\n', 'both')).toBe('茶\n我的\n你的\n完\n');
  });

  const line = fc.constantFrom('a', 'b', 'c', '', '茶', '- d');
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join('\n'));

  it('is the text of one side where that side is chosen all over, but for a final newline', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const isText = (text: string, wanted: string) => {
          const lines = wanted.replace(/\n$/, '');
          expect([lines, `${lines}\n`]).toContain(text);
        };
        for (const known of [null, base]) {
          const parts = passagesOf(known, mine, theirs);
          const all = (one: Choice) => {
            const chosen = parts.filter((part) => part.kind === 'passage').map(() => one);
            return textOf(parts, chosen, { base: known, mine, theirs });
          };
          isText(all('mine'), mine);
          isText(all('theirs'), theirs);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is what a merge by itself is, where that can be done', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = merge(base, mine, theirs);
        const asks = passagesOf(base, mine, theirs).some(
          (part) => part.kind === 'passage' && part.by === null,
        );
        if (asks || merged.kind === 'conflict') return;
        expect(chosenBy(base, mine, theirs, 'both')).toBe(merged.text);
      }),
      { numRuns: 500 },
    );
  });
});

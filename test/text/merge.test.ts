import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, merge } from '../../notes/text/merge.ts';

const line = fc.constantFrom('', '', '甲', '乙', '丙', '- 丁', 'x', 'constructor', '__proto__');
const text = fc.oneof(
  fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('merging two texts that grew out of one', () => {
  const base = '一\n二\n三\n四\n五\n';

  it('keeps the edits of both sides', () => {
    expect(merge(base, '一\n二 我\n三\n四\n五\n', '一\n二\n三\n四\n五 他\n')).toEqual({
      kind: 'merged',
      text: '一\n二 我\n三\n四\n五 他\n',
    });
    expect(merge(base, '零\n一\n二\n三\n四\n五\n', '一\n二\n三\n五\n六\n')).toEqual({
      kind: 'merged',
      text: '零\n一\n二\n三\n五\n六\n',
    });
  });

  it('counts the same edit on both sides once', () => {
    const both = '一\n2\n三\n四\n五\n';
    expect(merge(base, `${both}六\n`, both)).toEqual({ kind: 'merged', text: `${both}六\n` });
    expect(merge(base, both, both)).toEqual({ kind: 'merged', text: both });
  });

  it('decides nothing where both changed one line, or added at one place', () => {
    expect(merge(base, base.replace('二', '我'), base.replace('二', '他'))).toEqual({ kind: 'conflict' });
    expect(merge(base, `${base}我\n`, `${base}他\n`)).toEqual({ kind: 'conflict' });
    expect(merge(base, base.replace('二\n', ''), base.replace('二', '他'))).toEqual({ kind: 'conflict' });
  });

  it('does not let a final newline get in the way', () => {
    expect(merge('一\n二', '一\n二\n三', '一\n二\n')).toEqual({ kind: 'merged', text: '一\n二\n三\n' });
    expect(merge('一\n二\n', '一\n二\n三\n', '一\n二')).toEqual({ kind: 'merged', text: '一\n二\n三' });
  });

  it('answers with the side that changed when the other one did not', () => {
    fc.assert(
      fc.property(text, text, (from, changed) => {
        const merged = { kind: 'merged', text: changed };
        expect(merge(from, changed, from)).toEqual(merged);
        expect(merge(from, from, changed)).toEqual(merged);
        expect(merge(from, changed, changed)).toEqual(merged);
      }),
    );
  });

  it('never loses a line that a side has added, and brings none back that a side has removed', () => {
    const unique = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 12 });
    const edit = fc.record({
      remove: fc.array(fc.nat(12), { maxLength: 3 }),
      add: fc.array(fc.nat(12), { maxLength: 3 }),
    });
    const edited = (
      lines: string[],
      { remove, add }: { remove: number[]; add: number[] },
      name: string,
    ): string[] => {
      const next = lines.filter((_, i) => !remove.includes(i));
      for (const [i, at] of add.entries()) next.splice(Math.min(at, next.length), 0, `${name}${String(i)}`);
      return next;
    };
    let merges = 0;
    fc.assert(
      fc.property(unique, edit, edit, (numbers, one, other) => {
        const o = numbers.map(String);
        const mine = edited(o, one, 'mine ');
        const theirs = edited(o, other, 'theirs ');
        const result = merge(o.join('\n'), mine.join('\n'), theirs.join('\n'));
        if (result.kind === 'conflict') return;
        merges++;
        const kept = o.filter((number) => mine.includes(number) && theirs.includes(number));
        const added = [...mine, ...theirs].filter((each) => !o.includes(each));
        expect(result.text.split('\n').filter(Boolean).sort()).toEqual(
          [...kept, ...added].filter(Boolean).sort(),
        );
      }),
      { numRuns: 1000 },
    );
    expect(merges).toBeGreaterThan(200);
  });

  it('says the same whichever side is whose', () => {
    fc.assert(
      fc.property(text, text, text, (from, one, other) => {
        expect(merge(from, one, other)).toEqual(merge(from, other, one));
      }),
    );
  });

  it('can join notes of 200,000 lines, and gives up on such notes that have nothing in common', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => String(i));
    const result = merge(long.join('\n'), ['我', ...long].join('\n'), long.with(1000, '他').join('\n'));
    expect(result).toEqual({ kind: 'merged', text: ['我', ...long.with(1000, '他')].join('\n') });
    const other = (name: string): string => long.map((each) => name + each).join('\n');
    expect(merge(long.join('\n'), other('a'), other('b'))).toEqual({ kind: 'conflict' });
  });
});

describe('the changes between two texts', () => {
  const apply = (a: string, changes: { from: number; to: number; insert: string }[]): string =>
    changes.reduceRight(
      (result, { from, to, insert }) => result.slice(0, from) + insert + result.slice(to),
      a,
    );

  it('turn the one into the other, in order and apart', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const changes = changesBetween(a, b);
        expect(apply(a, changes)).toBe(b);
        let end = 0;
        for (const { from, to } of changes) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThanOrEqual(from);
          end = to;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('touch only what differs', () => {
    expect(changesBetween('一\n二\n三', '一\n二\n三')).toEqual([]);
    expect(changesBetween('一\n二二\n三\n四', '一\n二x二\n三\n四四')).toEqual([
      { from: 3, to: 3, insert: 'x' },
      { from: 8, to: 8, insert: '四' },
    ]);
    expect(changesBetween('甲\n乙\n丙', '甲\n丙')).toEqual([{ from: 2, to: 4, insert: '' }]);
  });

  it('do not cut a character in two', () => {
    expect(changesBetween('a😀b', 'a😁b')).toEqual([{ from: 1, to: 3, insert: '😁' }]);
    expect(changesBetween('\u{1f600}', '\u{2f600}')).toEqual([{ from: 0, to: 2, insert: '\u{2f600}' }]);
  });

  it('are one where the texts are too long and too different to compare', () => {
    const a = Array.from({ length: 20_000 }, (_, i) => `a${String(i)}`).join('\n');
    const b = Array.from({ length: 20_000 }, (_, i) => `b${String(i)}`).join('\n');
    const changes = changesBetween(`始\n${a}\n终`, `始\n${b}\n终`);
    expect(changes).toHaveLength(1);
    expect(apply(`始\n${a}\n终`, changes)).toBe(`始\n${b}\n终`);
  });
});

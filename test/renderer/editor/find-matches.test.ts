import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMatches, type FindQuery, mostMatches } from '../../../renderer/editor/find-matches.ts';

const usual: FindQuery = { words: '', matchCase: false, wholeWord: false, isRegexp: false, replacement: '' };

function found(text: string, query: Partial<FindQuery>): string[] {
  const findings = findMatches(text, { ...usual, ...query });
  if (findings.kind !== 'found') throw new Error(findings.kind);
  return findings.matches.map(({ from, to }) => text.slice(from, to));
}

/** The text after all matches were replaced. */
function replaced(text: string, query: Partial<FindQuery>): string {
  const findings = findMatches(text, { ...usual, ...query });
  if (findings.kind !== 'found') throw new Error(findings.kind);
  return findings.matches.reduceRight(
    (rest, { from, to, insert }) => rest.slice(0, from) + insert + rest.slice(to),
    text,
  );
}

describe('finding in a note', () => {
  test('plain words are found as they are written, whatever they mean in an expression', () => {
    expect(found('a.b (a+b) [x] a\\b', { words: '(a+b)' })).toEqual(['(a+b)']);
    expect(found('a.b axb', { words: 'a.b' })).toEqual(['a.b']);
    expect(found('C:\\dir - a-b', { words: '\\dir - a-' })).toEqual(['\\dir - a-']);
  });

  test('any words are found at every place where a text has them', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 12 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        (words, text) => {
          fc.pre(words !== '');
          const whole = `${text}${words}${text}`;
          const all = found(whole, { words, matchCase: true });
          expect(new Set(all)).toEqual(new Set([words]));
          expect(replaced(whole, { words, matchCase: true, replacement: '' })).toBe(
            whole.replaceAll(words, ''),
          );
        },
      ),
    );
  });

  test('case counts only when it is asked for', () => {
    expect(found('Tea tea ТЕА', { words: 'tea' })).toEqual(['Tea', 'tea']);
    expect(found('Tea tea', { words: 'tea', matchCase: true })).toEqual(['tea']);
  });

  test('whole words end where letters do, and Chinese ones where a dictionary says so', () => {
    expect(found('script JavaScript scripts', { words: 'script', wholeWord: true })).toEqual(['script']);
    expect(found('用JavaScript写', { words: 'JavaScript', wholeWord: true })).toEqual(['JavaScript']);
    expect(found('我们研究生命', { words: '研究', wholeWord: true })).toHaveLength(1);
    expect(found('每个人都有他的作战策略', { words: '个人都', wholeWord: true })).toEqual([]);
  });

  test('an expression looks at lines, and puts its groups where the replacement asks for them', () => {
    expect(found('# 一\n正文\n## 二', { words: '^#+ (.+)$', isRegexp: true })).toEqual(['# 一', '## 二']);
    const query = { words: '(?<year>\\d{4})-(\\d\\d)', isRegexp: true };
    expect(replaced('2026-11', { ...query, replacement: '$2/$<year>' })).toBe('11/2026');
    expect(replaced('2026-11', { ...query, replacement: '[$&] $$1 $3 $21' })).toBe('[2026-11] $1 $3 111');
    expect(replaced('a,b', { words: ',', isRegexp: true, replacement: '\\n\\t\\\\' })).toBe('a\n\t\\b');
  });

  test('a plain replacement is put as it is', () => {
    expect(replaced('a', { words: 'a', replacement: '$&\\n$1' })).toBe('$&\\n$1');
  });

  test('what matches nothing at a place can still be replaced there', () => {
    expect(replaced('一\n二', { words: '^', isRegexp: true, replacement: '- ' })).toBe('- 一\n- 二');
  });

  test('habits that a strict reader refuses are understood, and real mistakes are told', () => {
    expect(found('a-b', { words: 'a\\-b', isRegexp: true })).toEqual(['a-b']);
    expect(findMatches('a', { ...usual, words: '(', isRegexp: true })).toEqual({
      kind: 'wrong',
      message: 'Unterminated group',
    });
  });

  test('of very many matches the first ones are kept, and it is said', () => {
    const findings = findMatches('a'.repeat(mostMatches + 1), { ...usual, words: 'a' });
    expect(findings).toMatchObject({ kind: 'found', isCut: true });
    expect(findings.kind === 'found' && findings.matches.length).toBe(mostMatches);
    expect(findMatches('a'.repeat(mostMatches), { ...usual, words: 'a' })).toMatchObject({ isCut: false });
  });
});

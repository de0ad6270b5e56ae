import { describe, expect, test } from 'vitest';
import { readFacts } from '../../notes/text/facts.ts';
import { parseFilter } from '../../notes/text/filter.ts';
import { wordsOf } from '../../notes/text/match.ts';
import { foundLines, placeOf, shownLine } from '../../notes/text/match-lines.ts';

const wordsIn = (filter: string) => wordsOf(parseFilter(filter));
const linesIn = (text: string, filter: string) =>
  [...foundLines(text, wordsIn(filter))].flat().map(({ line, from, to, spans }) => ({
    line,
    text: text.slice(from, to),
    found: spans.map(([start, end]) => text.slice(from + start, from + end)),
  }));

describe('lines with matches', () => {
  test('are all lines of the body in which a word stands, with every place in them', () => {
    const text = '---\ntitle: x\n---\n\n冷启动很慢，冷启动\n\n没有\n- 0-1的**冷启动速度**\n';
    expect(linesIn(text, '冷启动')).toEqual([
      { line: 5, text: '冷启动很慢，冷启动', found: ['冷启动', '冷启动'] },
      { line: 8, text: '- 0-1的**冷启动速度**', found: ['冷启动'] },
    ]);
  });

  test('are found whatever the letter case and width, and marked as they are written', () => {
    const text = 'ＳＥＲＶＥＲＬＥＳＳ and Serverless\nnot aserverless\nsﬁx ﬁx\n';
    expect(linesIn(text, 'ｓｅｒｖｅｒｌｅｓｓ')).toEqual([
      {
        line: 1,
        text: 'ＳＥＲＶＥＲＬＥＳＳ and Serverless',
        found: ['ＳＥＲＶＥＲＬＥＳＳ', 'Serverless'],
      },
    ]);
    expect(linesIn(text, 'FIX')).toEqual([{ line: 3, text: 'sﬁx ﬁx', found: ['ﬁx'] }]);
  });

  test('count every kind of line end', () => {
    expect(linesIn('a\r\nb\rc\n\nx here\r\n', 'x')).toEqual([{ line: 5, text: 'x here', found: ['x'] }]);
    expect(linesIn('x', 'x')).toEqual([{ line: 1, text: 'x', found: ['x'] }]);
  });

  test('of a phrase over a line end are those in which it begins', () => {
    const text = 'the cold\nstart is slow, cold start\n';
    expect(linesIn(text, '"cold start"')).toEqual([
      { line: 1, text: 'the cold', found: ['cold'] },
      { line: 2, text: 'start is slow, cold start', found: ['cold start'] },
    ]);
  });

  test('leave out words after a minus and words of the title only', () => {
    expect(linesIn('a b c\n', 'a -b title:c')).toEqual([{ line: 1, text: 'a b c', found: ['a'] }]);
    expect(linesIn('c\n', 'title:c -a tag:c')).toEqual([]);
  });

  test('show the excerpt of the header, but neither its title, nor its tags, nor its keys', () => {
    const text =
      '---\ntitle: excerpt\ntags: [excerpt]\nexcerpt: >\n  the excerpt\n  goes on\nlayout: excerpt\n---\nbody\n';
    expect(linesIn(text, 'excerpt')).toEqual([{ line: 5, text: '  the excerpt', found: ['excerpt'] }]);
  });

  test('are the same in a note that is searched in pieces', () => {
    const filler = 'Nothing to see in this line, 什么也没有。\n'.repeat(3000);
    const text = `${filler}cold\n${filler}start cold start\n${'字'.repeat(200_000)}冷启动${'字'.repeat(10)}\n`;
    expect(linesIn(text, '"cold start" OR 冷启动').map(({ line, found }) => [line, found])).toEqual([
      [6002, ['cold start']],
      [6003, ['冷启动']],
    ]);
  });
});

describe('a line as it is shown', () => {
  test('is whole up to 300 units', () => {
    expect(shownLine('abc', [[1, 2]])).toEqual({ text: 'abc', spans: [[1, 2]] });
    expect(shownLine('a'.repeat(300), [[299, 300]]).text).toHaveLength(300);
  });

  test('is cut around its first match when it is longer, and its matches stay where they are in it', () => {
    for (const at of [0, 10, 59, 61, 500, 990, 997]) {
      const line = `${'茶'.repeat(at)}冷启动${'茶'.repeat(1000 - at - 3)}`;
      const { text, spans } = shownLine(line, [[at, at + 3]]);
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text.length).toBeGreaterThan(290);
      expect(spans.map(([from, to]) => text.slice(from, to))).toEqual(['冷启动']);
      expect([text.startsWith('…'), text.endsWith('…')]).toEqual([at > 60, at < 700]);
    }
  });

  test('never cuts a character in two, however it is made', () => {
    const characters = ['😀', '👩‍👩‍👧‍👦', 'é', '🇨🇳', '葛󠄀', 'ก็'];
    for (const character of characters) {
      for (let shift = 0; shift < character.length; shift++) {
        const line = `${'x'.repeat(shift)}${character.repeat(300)}here${character.repeat(300)}`;
        const at = line.indexOf('here');
        const { text, spans } = shownLine(line, [[at, at + 4]]);
        const inner = text.replace(/^…|…$/g, '');
        expect(inner.replaceAll(character, '')).toBe('here');
        expect(text.length).toBeLessThanOrEqual(300);
        expect(spans.map(([from, to]) => text.slice(from, to))).toEqual(['here']);
      }
    }
  });

  test('keeps a part of a match that is longer than what is shown', () => {
    const { text, spans } = shownLine('字'.repeat(500), [[0, 500]]);
    expect(spans).toEqual([[0, text.length - 1]]);
  });
});

describe('the place of a line', () => {
  const facts = readFacts(
    'a.md',
    [
      'before',
      '## Part',
      'x',
      '### [Serverless 落地挑战](https://example.com/a)',
      'x',
      '#### Inner',
      'x',
      '## Next',
      'x',
    ].join('\n'),
  );

  test('is the section of a source, else the nearest heading', () => {
    const places = [1, 3, 4, 5, 7, 9].map((line) => placeOf(line, facts));
    const source = { heading: 'Serverless 落地挑战', headingLine: 4, inSource: true };
    expect(places).toEqual([
      { heading: null, headingLine: null, inSource: false },
      { heading: 'Part', headingLine: 2, inSource: false },
      source,
      source,
      source,
      { heading: 'Next', headingLine: 8, inSource: false },
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { json, oneLine, table, width } from '../../cli/report.ts';

describe('width', () => {
  test.each([
    ['', 0],
    ['abc', 3],
    ['拾穗', 4],
    ['serverless资料收集', 18],
    ['（，。', 6],
    ['e\u0301', 1],
    ['\u{20000}', 2],
    ['👨‍👩‍👧', 2],
    ['日本語 かな', 11],
    ['한국', 4],
  ])('of %s is %i cells', (text, cells) => {
    expect(width(text)).toBe(cells);
  });
});

test('columns stand straight under Chinese text', () => {
  const columns = [{ title: 'TITLE', most: 8 }, { title: 'N', align: 'right' as const }, { title: 'PATH' }];
  const printed = table(columns, [
    ['资料', '1', 'a.md'],
    ['资料收集资料', '12', 'b.md'],
    ['abc', '3', 'c.md'],
  ]);
  expect(printed).toBe(
    ['TITLE     N  PATH', '资料      1  a.md', '资料收…  12  b.md', 'abc       3  c.md', ''].join('\n'),
  );
});

test('text of a note cannot steer the terminal', () => {
  const evil = 'a\u001b[2J\u001b]0;x\u0007b\r\nc\td\u009be\u202ef';
  expect(oneLine(evil)).toBe('a\ufffd[2J\ufffd]0;x\ufffdb c d\ufffde\ufffdf');
  expect(json({ title: evil })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(JSON.parse(json({ title: evil }))).toEqual({ title: evil });
});

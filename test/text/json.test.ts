import { describe, expect, test } from 'vitest';
import { linesIn } from '../../notes/text/json.ts';

const problem = (source: string) => {
  const found = linesIn(source);
  return 'message' in found ? found : null;
};

describe('JSON that a person edits', () => {
  test('knows the line of everything in it', () => {
    const found = linesIn('{\n  "a": [\n    1,\n    {"b": "x"}\n  ]\n}\n');
    if ('message' in found) throw new Error(found.message);
    const a = found.inner.get('a');
    expect([found.line, a?.line, a?.inner.get('0')?.line, a?.inner.get('1')?.inner.get('b')?.line]).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('knows them in a file of a hundred thousand lines too, before anybody gets tired', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `"${index}": {"state": "read"}`);
    const found = linesIn(`{\n${lines.join(',\n')}\n}`);
    if ('message' in found) throw new Error(found.message);
    expect(found.inner.get('0')?.line).toBe(2);
    expect(found.inner.get('99999')?.inner.get('state')?.line).toBe(100_001);
  });

  test.each([
    ['', 1, /end of the file/],
    ['{"a": 1,\n}', 1, /comma too many/],
    ['[1,\n2\n3]', 3, /comma or \] is missing/],
    ['{"a": 1\n"b": 2}', 2, /comma or \} is missing/],
    ['{\n"a" 1}', 2, /colon/],
    ["{\n\n'a': 1}", 3, /double quotes/],
    ['[\n"a\nb"]', 2, /no closing quote/],
    ['{"a": [1, 2]\n', 1, /end of the file/],
    ['{"a":\n nope}', 2, /value/],
    ['{} \n\n x', 3, /nothing may follow/],
    ['[01]', 1, /value/],
    ['['.repeat(5000), 1, /too much/],
  ])('says what is wrong with %j, and on which line', (source, line, message) => {
    expect(problem(source)).toMatchObject({ line, message: expect.stringMatching(message) as string });
  });

  test('takes exactly what JSON.parse takes', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\n"',
      '"\\x"',
      '1',
      '-0.5e+3',
      '00',
      'true',
      'nul',
      ' ',
      '\n',
    ];
    let seed = 7;
    const random = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n;
    for (let round = 0; round < 20_000; round++) {
      const source = Array.from({ length: 1 + random(7) }, () => pieces[random(pieces.length)]).join('');
      let isJson = true;
      try {
        JSON.parse(source);
      } catch {
        isJson = false;
      }
      expect([source, problem(source) === null]).toEqual([source, isJson]);
    }
  });
});

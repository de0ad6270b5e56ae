import { describe, expect, test } from 'vitest';
import { nameProblem, pathProblem } from '../../notes/text/portable-name.ts';

describe('a name that another system can’t hold', () => {
  test.each([
    ['a:b.md', 'forbidden'],
    ['为什么?.md', 'forbidden'],
    ['con.md', 'device'],
    ['LPT1.notes.md', 'device'],
    ['folder.', 'end'],
    ['tab\t.md', 'control'],
    ['\u202efdm.md', 'unseen'],
    [`${'茶'.repeat(85)}.md`, 'long'],
    ['half\ud83c.md', 'half'],
  ])('%j is told, with why', (name, code) => {
    expect(nameProblem(name)?.code).toBe(code);
  });

  test.each([
    '2020-01-13-serverless资料收集.md',
    '🍵 茶.md',
    'context.md',
    `${'茶'.repeat(84)}.md`,
    '.hidden.md',
  ])('%j is no such name', (name) => expect(nameProblem(name)).toBeNull());

  test('is found in any folder of a path', () => {
    expect(pathProblem('2020/aux/a.md')).toEqual({ name: 'aux', problem: { code: 'device' } });
    expect(pathProblem('a/why?/b.md')).toMatchObject({ problem: { character: '?' } });
    expect(pathProblem('a/b/c.md')).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { workshop, type Workshop } from './run.ts';

const shape = z.strictObject({
  total: z.int(),
  ms: z.number().min(0),
  notes: z.array(
    z.strictObject({
      path: z.string(),
      title: z.string(),
      matches: z.array(z.strictObject({ line: z.int().min(1), text: z.string() })),
    }),
  ),
});

let desk: Workshop;

beforeAll(() => {
  desk = workshop({
    'a.md': '---\ntitle: 冷启动的测量\ndate: 2020-01-01\ntags: [web]\n---\n\n没有\n\n- **冷启动** 3.6 s\n',
    'b.md':
      '---\ntitle: B\ndate: 2021-01-01\nexcerpt: 冷启动 Ｓｅｒｖｅｒｌｅｓｓ\n---\n\nserverless 冷启动\n',
    'c.md': '---\ntitle: C\n---\n\n别的\n',
    'many.md': `---\ntitle: many\n---\n\n${'line\n'.repeat(2500)}`,
  });
});
afterAll(() => desk.remove());

async function found(...args: string[]) {
  const { code, stdout, stderr } = await desk.gleaner('search', desk.folder, ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return shape.parse(JSON.parse(stdout));
}

describe('search', () => {
  test('prints every note in the documented shape, newest first, each with its lines', async () => {
    expect(await found('冷启动')).toMatchObject({
      total: 2,
      notes: [
        {
          path: 'b.md',
          title: 'B',
          matches: [
            { line: 4, text: 'excerpt: 冷启动 Ｓｅｒｖｅｒｌｅｓｓ' },
            { line: 7, text: 'serverless 冷启动' },
          ],
        },
        { path: 'a.md', title: '冷启动的测量', matches: [{ line: 9, text: '- **冷启动** 3.6 s' }] },
      ],
    });
  });

  test('finds other letter case and width', async () => {
    const { notes } = await found('ｓｅｒｖｅｒｌｅｓｓ');
    expect(notes.map(({ path, matches }) => [path, matches.map(({ line }) => line)])).toEqual([
      ['b.md', [4, 7]],
    ]);
  });

  test('puts a title that matches first by relevance', async () => {
    const { notes } = await found('冷启动', '--sort', 'relevance');
    expect(notes.map(({ path }) => path)).toEqual(['a.md', 'b.md']);
  });

  test('takes a whole filter and a limit; the total counts all that match', async () => {
    expect(await found('冷启动 -tag:web')).toMatchObject({ total: 1, notes: [{ path: 'b.md' }] });
    const limited = await found('冷启动', '--limit', '1');
    expect([limited.total, limited.notes.length]).toEqual([2, 1]);
    expect(await found('tag:web')).toMatchObject({ total: 1, notes: [{ path: 'a.md', matches: [] }] });
    expect(await found('不在这里')).toMatchObject({ total: 0, notes: [] });
  });

  test('prints all lines of a note, however many there are', async () => {
    const { notes } = await found('"line"');
    expect(notes.map(({ matches }) => matches.length)).toEqual([2500]);
    expect(notes[0]?.matches.at(-1)).toEqual({ line: 2504, text: 'line' });
  });

  test('prints notes and lines for people', async () => {
    const { code, stdout } = await desk.gleaner('search', desk.folder, '冷启动');
    expect(code).toBe(0);
    expect(stdout).toContain('冷启动的测量\na.md\n  9: - **冷启动** 3.6 s\n');
    expect(stdout).toMatch(/\n2 notes, found in [\d.]+ ms\n$/);
    const { stdout: many } = await desk.gleaner('search', desk.folder, 'line');
    expect(many).toContain('+ 2495 more lines\n');
  });

  test('waits until all texts can be found', async () => {
    const many = workshop();
    for (let at = 0; at < 3000; at++)
      many.put(`${at}.md`, `---\ntitle: x\n---\n\n${'文字'.repeat(50)}冷启动\n`);
    const { stdout } = await many.gleaner('search', many.folder, '冷启动', '--limit', '1', '--json');
    expect(shape.parse(JSON.parse(stdout)).total).toBe(3000);
    many.remove();
  }, 60_000);

  test('says in one line which character of a query is wrong', async () => {
    const { code, stdout, stderr } = await desk.gleaner('search', desk.folder, '冷启动 "a', '--json');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^gleaner: [^\n]*quotation mark[^\n]*\(at character 5\)\n$/);
  });

  test('takes an empty query and a missing one for wrong usage', async () => {
    for (const query of [[''], [' '], []]) {
      const { code, stdout, stderr } = await desk.gleaner('search', desk.folder, ...query);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^gleaner: [^\n]*query[^\n]*\n$/);
    }
  });

  test('cannot be made to steer the terminal', async () => {
    const evil = workshop({ 'a.md': '---\ntitle: "\\e[2J x"\n---\n\nx \u001b[2J \u009b31m \u202e y\n' });
    for (const format of [[], ['--json']]) {
      const { stdout } = await evil.gleaner('search', evil.folder, 'x', ...format);
      expect(stdout).toContain('y');
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
    evil.remove();
  });
});

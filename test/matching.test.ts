import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openFolder } from '../notes/files/folder.ts';
import { matchesIn } from '../notes/matching.ts';
import { makeFolder } from './contract-make.ts';
import { note } from './make.ts';

const serverless = note({
  title: 'serverless资料收集',
  body: '## 网上文章\n\n### [Serverless 落地挑战](https://juejin.im/post/1)\n\n- 0-1的**冷启动速度**\n- 冷启动\n',
});
const open = (files: Record<string, string | Buffer>) => openFolder(makeFolder(files));

describe('matches of notes', () => {
  test('are their lines with the heading of the source above them', async () => {
    const folder = open({ 'a.md': serverless, 'b.md': '冷启动\n', 'c.md': 'nothing\n' });
    const found = await matchesIn(folder, { filter: '冷启动', paths: ['b.md', 'c.md', 'a.md'], limit: 1 });
    expect(found).toEqual([
      {
        path: 'b.md',
        total: 1,
        lines: [
          { line: 1, text: '冷启动', spans: [[0, 3]], heading: null, headingLine: null, inSource: false },
        ],
      },
      { path: 'c.md', total: 0, lines: [] },
      {
        path: 'a.md',
        total: 2,
        lines: [
          {
            line: 9,
            text: '- 0-1的**冷启动速度**',
            spans: [[8, 11]],
            heading: 'Serverless 落地挑战',
            headingLine: 7,
            inSource: true,
          },
        ],
      },
    ]);
  });

  test('come in windows', async () => {
    const folder = open({ 'a.md': 'x\n'.repeat(50) });
    const ask = async (from: number, limit: number) => {
      const [found] = await matchesIn(folder, { filter: 'x', paths: ['a.md'], from, limit });
      return [found?.total, found?.lines.map(({ line }) => line)];
    };
    expect(await ask(0, 2)).toEqual([50, [1, 2]]);
    expect(await ask(48, 10)).toEqual([50, [49, 50]]);
    expect(await ask(50, 10)).toEqual([50, []]);
    expect(await ask(0, 0)).toEqual([50, []]);
  });

  test('in a title or tag only have no lines, as has a filter without words', async () => {
    const folder = open({ 'a.md': note({ title: 'serverless', tags: ['serverless'], body: 'text\n' }) });
    for (const filter of ['serverless', 'tag:serverless', '', '-nothing'])
      expect(await matchesIn(folder, { filter, paths: ['a.md'], limit: 9 })).toEqual([
        { path: 'a.md', total: 0, lines: [] },
      ]);
  });

  test('of a note that went or can’t be read are none, and those of the others are there', async () => {
    const folder = open({ 'a.md': 'x\n', 'binary.md': Buffer.from([0, 1, 2, 0x78]) });
    const found = await matchesIn(folder, { filter: 'x', paths: ['gone.md', 'binary.md', 'a.md'], limit: 9 });
    expect(found.map(({ path, total }) => [path, total])).toEqual([
      ['gone.md', 0],
      ['binary.md', 0],
      ['a.md', 1],
    ]);
  });

  test('stay inside of the notebook', async () => {
    const folder = open({ 'a.md': 'x\n' });
    await expect(matchesIn(folder, { filter: 'x', paths: ['../a.md'], limit: 9 })).rejects.toMatchObject({
      code: 'bad-path',
    });
  });

  test('of a filter that can’t be read are an error with its character', async () => {
    const folder = open({ 'a.md': 'x\n' });
    await expect(matchesIn(folder, { filter: 'x "', paths: ['a.md'], limit: 9 })).rejects.toMatchObject({
      code: 'bad-query',
      at: 2,
    });
  });

  test('have headings in a very long note, too', async () => {
    const filler = '一些文字，没有别的。\n'.repeat(20_000);
    const folder = open({ 'long.md': `# One\n${filler}## [Two](https://example.com) ##\n${filler}冷启动\n` });
    const [found] = await matchesIn(folder, { filter: '冷启动', paths: ['long.md'], limit: 9 });
    expect(found?.lines).toMatchObject([{ line: 40_003, heading: 'Two', headingLine: 20_002 }]);
  });

  test('come without headings when nobody needs them', async () => {
    const folder = open({ 'a.md': serverless });
    const [found] = await matchesIn(folder, { filter: '冷启动', paths: ['a.md'], limit: 9, headings: false });
    expect(found?.lines).toMatchObject([
      { line: 9, heading: null, headingLine: null, inSource: false },
      { line: 10, heading: null },
    ]);
  });

  test('let other work be done between notes', async () => {
    const root = makeFolder();
    const paths = Array.from({ length: 100 }, (_, at) => `${at}.md`);
    for (const path of paths) writeFileSync(join(root, path), serverless.repeat(30));
    // Every look at the clock is a slice later.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10));
    onTestFinished(() => void vi.restoreAllMocks());
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    const found = await matchesIn(openFolder(root), { filter: '冷启动', paths, limit: 3 });
    isDone = true;
    expect(found).toHaveLength(100);
    expect(turns).toBeGreaterThanOrEqual(100);
  });
});

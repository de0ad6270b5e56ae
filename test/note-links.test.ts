import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BulkChange } from '../notes/api.ts';
import { change, openIn, openWith, preview, textIn } from './bulk-make.ts';
import { withOwnHome } from './contract-make.ts';

const home = withOwnHome();

const renaming = (path: string, to: string): BulkChange => ({ kind: 'rename-note', path, to });

describe('Notes that link to a note', () => {
  test('are listed with the lines where they do, the newest first', async () => {
    const { notebook } = await openWith({
      'a.md': '# Alpha\n',
      '2020-01-01-old.md': 'one [[a]]\n\ntwo [x](a.md)\n',
      '2021-01-01-new.md': 'see [[Alpha#part|there]]\n',
      'other.md': '[[b]] and `[[a]]`\n',
    });
    const { total, notes } = await notebook.backlinks({ path: 'a.md', offset: 0, limit: 10 });
    expect(total).toBe(2);
    expect(notes.map(({ path, lines }) => [path, lines.map(({ line, text }) => [line, text])])).toEqual([
      ['2021-01-01-new.md', [[1, 'see [[Alpha#part|there]]']]],
      [
        '2020-01-01-old.md',
        [
          [1, 'one [[a]]'],
          [3, 'two [x](a.md)'],
        ],
      ],
    ]);
    expect(notes[1]?.lines[0]?.spans).toEqual([[6, 7]]);
  });

  test('follow when a nearer note of the name comes, and when a note goes', async () => {
    const { notebook, folder } = await openWith({ 'a/n.md': '', 'b/x.md': '[[n]]\n' });
    const count = async (path: string) => (await notebook.backlinks({ path, offset: 0, limit: 9 })).total;
    expect(await count('a/n.md')).toBe(1);
    await notebook.save({ path: 'b/n.md', base: null, text: 'nearer\n' });
    expect([await count('a/n.md'), await count('b/n.md')]).toEqual([0, 1]);
    await notebook.trash({ path: 'b/n.md' });
    expect(await count('a/n.md')).toBe(1);
    expect(existsSync(join(folder, 'b/n.md'))).toBe(false);
  });

  test('come in windows', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`2020-01-${String(n + 1).padStart(2, '0')}-n.md`, '[[hub]]']),
    );
    const { notebook } = await openWith({ 'hub.md': '', ...files });
    const { total, notes } = await notebook.backlinks({ path: 'hub.md', offset: 28, limit: 10 });
    expect([total, notes.map(({ path }) => path)]).toEqual([30, ['2020-01-02-n.md', '2020-01-01-n.md']]);
  });
});

test('A note that is named without a link is found; links, code and parts of words are not', async () => {
  const { notebook } = await openWith({
    'go.md': '---\ntitle: Go\naliases: [Golang, 围棋]\n---\n',
    '2020-01-03-a.md': 'Go is not Google.\n',
    '2020-01-02-b.md': '我喜欢围棋，也喜欢[[go|围棋]]。\n',
    '2020-01-01-c.md': '```\nGo\n```\n`Go` [Go](go.md) https://Go/Go\n',
    'd.md': 'Google\n',
  });
  const { notes, next } = await notebook.mentions({ path: 'go.md', offset: 0, limit: 10 });
  expect(next).toBeNull();
  expect(notes.map(({ path, lines }) => [path, lines.map(({ at }) => at)])).toEqual([
    ['2020-01-03-a.md', [[[0, 2]]]],
    ['2020-01-02-b.md', [[[3, 5]]]],
  ]);
});

test('What a link may lead to is offered by letters, pinyin and other names, with what to write', async () => {
  const { notebook } = await openWith({
    'a/plan.md': '---\ntitle: 深入 V8\naliases: 引擎\n---\n',
    'b/plan.md': 'x',
    'me.md': '',
  });
  const offers = async (text: string) =>
    (await notebook.linkTargets({ path: 'me.md', text, limit: 10 })).map(({ link }) => link);
  expect(await offers('sr v8')).toEqual(['[[a/plan|深入 V8]]']);
  expect(await offers('引')).toContain('[[a/plan|引擎]]');
  expect(await offers('')).not.toContain('[[me]]');
});

test('Many links are followed at once', async () => {
  const { notebook } = await openWith({ 'a/x.md': '', 'a/b.md': '', 'b.md': '' });
  const links = [
    { kind: 'wiki', target: 'b' },
    { kind: 'relative', target: 'b.md' },
    { kind: 'wiki', target: 'c' },
  ] as const;
  expect(await notebook.resolveLinks({ path: 'a/x.md', links: [...links] })).toEqual([
    'b.md',
    'a/b.md',
    null,
  ]);
});

describe('A note that is renamed with its links', () => {
  const files = {
    'a/old.md': '# Old\r\n\r\n![p](img/p.png) [[other]] [o](other.md) [self](old.md#x) [[old#Old]]\r\n',
    'a/img/p.png': 'png',
    'a/other.md':
      'to [[old|旧]] and [x](<old.md>) and [y](old.md#h "t")\n\n[r]: old.md\n\n[z][r] `[[old]]` [[Old]]\n',
    'c/third.md': '| [[old\\|t]] |\n|---|\n| [[a/old]] ![[old]] |\n',
    'plain.md': 'nothing\n',
  };

  test('keeps every link to it, its own included, byte for byte but for the targets', async () => {
    const { notebook, folder } = await openWith(files);
    const result = await change(notebook, renaming('a/old.md', 'b/new name.md'));
    expect(result).toMatchObject({ changed: 3, skipped: [] });
    expect(existsSync(join(folder, 'a/old.md'))).toBe(false);
    expect(textIn(folder, 'b/new name.md')).toBe(
      '# Old\r\n\r\n![p](../a/img/p.png) [[other]] [o](../a/other.md) [self](new%20name.md#x) [[new name#Old]]\r\n',
    );
    expect(textIn(folder, 'a/other.md')).toBe(
      'to [[new name|旧]] and [x](<../b/new name.md>) and [y](../b/new%20name.md#h "t")\n\n[r]: ../b/new%20name.md\n\n[z][r] `[[old]]` [[new name]]\n',
    );
    expect(textIn(folder, 'c/third.md')).toBe(
      '| [[new name\\|t]] |\n|---|\n| [[new name]] ![[new name]] |\n',
    );
    const { total } = await notebook.backlinks({ path: 'b/new name.md', offset: 0, limit: 9 });
    expect(total).toBe(2);
  });

  test('comes back with all of them in one undo', async () => {
    const { notebook, folder } = await openWith(files);
    const { batch } = await change(notebook, renaming('a/old.md', 'b/new.md'));
    expect(await notebook.bulkUndo({ batch })).toMatchObject({ changed: 3, skipped: [] });
    for (const [path, text] of Object.entries(files))
      expect([path, textIn(folder, path)]).toEqual([path, text]);
    expect(existsSync(join(folder, 'b/new.md'))).toBe(false);
  });

  test('that was cut off is finished or taken back', async () => {
    for (const way of ['continue', 'roll-back'] as const) {
      const { notebook, folder } = await openWith(files);
      const asked = renaming('a/old.md', 'b/new.md');
      const { plan } = await preview(notebook, asked);
      const applying = notebook.bulkApply({ change: asked, plan }).catch(() => undefined);
      await notebook.close();
      await applying;
      const again = await openIn(folder);
      const pending = await again.bulkPending({});
      if (pending !== null) await again.bulkResolve({ batch: pending.batch, way });
      const isDone = existsSync(join(folder, 'b/new.md'));
      expect(existsSync(join(folder, 'a/old.md'))).toBe(!isDone);
      expect(textIn(folder, 'a/other.md').includes('[[new|旧]]')).toBe(isDone);
    }
  });

  test('that was cut off after its last step is finished or taken back', async () => {
    for (const way of ['continue', 'roll-back'] as const) {
      const { notebook, folder } = await openWith(files);
      await change(notebook, renaming('a/old.md', 'b/new.md'));
      await notebook.close();
      // As a crash leaves it: everything is done, and nothing says so.
      const done = readdirSync(home(), { recursive: true, encoding: 'utf8' }).find((name) =>
        name.endsWith('.done.jsonl'),
      );
      if (done === undefined) throw new Error('There is no batch.');
      renameSync(join(home(), done), join(home(), done.replace('.done.', '.pending.')));
      const again = await openIn(folder);
      const pending = await again.bulkPending({});
      const result = await again.bulkResolve({ batch: pending?.batch ?? '', way });
      expect(result).toMatchObject({ changed: 3, skipped: [] });
      expect(existsSync(join(folder, 'b/new.md'))).toBe(way === 'continue');
      if (way === 'roll-back')
        for (const [path, text] of Object.entries(files))
          expect([path, textIn(folder, path)]).toEqual([path, text]);
      await again.close();
      rmSync(join(home()), { recursive: true });
    }
  });

  test('is not taken back over another note that has its old path by now', async () => {
    const { notebook, folder } = await openWith({ 'a.md': 'x', 'c.md': '[[a]]\n' });
    const { batch } = await change(notebook, renaming('a.md', 'd.md'));
    writeFileSync(join(folder, 'a.md'), 'somebody else');
    await expect(notebook.bulkUndo({ batch })).rejects.toMatchObject({ code: 'exists' });
    expect([textIn(folder, 'a.md'), textIn(folder, 'c.md')]).toEqual(['somebody else', '[[d]]\n']);
    expect(await notebook.bulkPending({})).toBeNull();
  });

  test('takes no link of another note that has the new name', async () => {
    const { notebook, folder } = await openWith({
      'a/one.md': '',
      'deep/down/two.md': 'two',
      'a/x.md': '[[two]] [[one]]\n',
    });
    await change(notebook, renaming('a/one.md', 'a/two.md'));
    expect(textIn(folder, 'a/x.md')).toBe('[[down/two]] [[a/two]]\n');
  });

  test('is refused where the new name is taken, and then nothing is changed', async () => {
    const { notebook, folder } = await openWith({ 'a.md': '', 'b.md': 'b', 'c.md': '[[a]]\n' });
    await expect(preview(notebook, renaming('a.md', 'b.md'))).rejects.toMatchObject({ code: 'exists' });
    const asked = renaming('a.md', 'd.md');
    const { plan } = await preview(notebook, asked);
    writeFileSync(join(folder, 'd.md'), 'somebody else');
    await expect(notebook.bulkApply({ change: asked, plan })).rejects.toMatchObject({ code: 'exists' });
    expect(textIn(folder, 'c.md')).toBe('[[a]]\n');
    expect(await notebook.bulkPending({})).toBeNull();
  });

  test('only to another letter case keeps its links', async () => {
    const { notebook, folder } = await openWith({ 'plan.md': '', 'c.md': '[[plan]]\n' });
    await change(notebook, renaming('plan.md', 'Plan.md'));
    expect(textIn(folder, 'c.md')).toBe('[[plan]]\n');
    expect(existsSync(join(folder, 'Plan.md'))).toBe(true);
  });
});

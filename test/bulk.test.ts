import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BulkNote, type NotebookEvent, NotesError, type SkippedNote } from '../notes/api.ts';
import { holdLock } from '../notes/find/lock.ts';
import { notebookFolder } from '../notes/files/home.ts';
import {
  adding,
  change,
  deleting,
  openIn,
  openWith,
  preview,
  renaming,
  textIn,
  versionsIn,
} from './bulk-make.ts';
import { makeFolder, writeIn, withOwnHome } from './contract-make.ts';

withOwnHome();

/** Every way to write tags that a note of ours may meet. */
const styles: Record<string, string | Buffer> = {
  'block.md': '---\ntitle: A\ntags:\n  - old # why\n  - x\n---\n\nText\n',
  'margin.md': '---\ntags:\n- x\n- old\n---\nText\n',
  'flow.md': '---\ntags: [old, "x"]\ntitle: A\n---\nText\n',
  'quoted.md': "---\ntags: ['x', 'old']\n---\nText\n",
  'words.md': '---\ntags: x old y\n---\nText\n',
  'commas.md': '---\ntags: x，old\n---\nText\n',
  'one.md': '---\ntags: old\n---\nText\n',
  'singular.md': '---\ntag: old\n---\nText\n',
  'keywords.md': '---\nkeywords: [old]\n---\nText\n',
  'capital.md': '---\nTags:\n  - old\n---\nText\n',
  'below.md': '---\ntags: [old/a, old/b/c]\n---\nText\n',
  'both.md': '---\ntag: old\ntags: [old, x]\n---\nText\n',
  'hash.md': '---\ntags: ["#old"]\n---\nText\n',
  'nested.md': '---\ntags: [[old, x], y]\n---\nText\n',
  'crlf.md': '---\r\ntitle: A\r\ntags:\r\n- old\r\n---\r\n\r\nText\r\n',
  'bom.md': '\ufeff---\ntags: [old]\n---\nText\n',
  'mixed.md': '---\ntitle: A\r\ntags: [old]\n---\r\nText\r\nmore\n',
  'cr.md': '---\rtags: [old]\r---\rText\r',
  'hexo.md': 'title: A\ntags:\n- old\n---\nText\n',
  'no-end.md': '---\ntags:\n  - old\n---\nText without an end',
  '_posts/中文 名.md': '---\ntitle: 中文\ntags:\n  - old\n  - 前端\n---\n正文\n',
};
const changesOf = (notes: BulkNote[]) => notes.map(({ path, changes }) => ({ path, changes }));
const codesOf = (skipped: SkippedNote[]) => skipped.map(({ path, code }) => `${path}: ${code}`);
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof NotesError ? error.code : String(error);
}
const total = async (notebook: Parameters<typeof preview>[0], filter: string) =>
  (await notebook.query({ filter, sort: 'date', offset: 0, limit: 0, facets: false })).total;

describe('a preview', () => {
  test('shows every line that would be another, by path, and writes nothing', async () => {
    const { notebook, folder } = await openWith({
      'b.md': '---\ntitle: B\ntags: [old, x]\n---\nold\n',
      'a.md': '---\ntags:\n  - x\n  - old\n  - y\n  - old/z\n---\n',
      'c.md': '---\ntags: [x]\n---\nold\n',
    });
    const before = versionsIn(folder, ['a.md', 'b.md', 'c.md']);
    const shown = await preview(notebook, renaming('new', 'old'));
    expect(shown).toMatchObject({ total: 2, skipped: [] });
    expect(shown.notes).toEqual([
      {
        path: 'a.md',
        title: 'a',
        changes: [
          { line: 4, before: ['  - old'], after: ['  - new'] },
          { line: 6, before: ['  - old/z'], after: ['  - new/z'] },
        ],
      },
      {
        path: 'b.md',
        title: 'B',
        changes: [{ line: 3, before: ['tags: [old, x]'], after: ['tags: [new, x]'] }],
      },
    ]);
    expect(versionsIn(folder, ['a.md', 'b.md', 'c.md'])).toEqual(before);
    expect(readdirSync(folder).toSorted()).toEqual(['a.md', 'b.md', 'c.md']);
  });

  test('shows lines that go, and lines that come', async () => {
    const { notebook } = await openWith({
      'a.md': '---\ntitle: A\ntags:\n  - old\n  - new\n---\n',
      'b.md': 'Text\n',
    });
    expect(changesOf((await preview(notebook, renaming('new', 'old'))).notes)).toEqual([
      { path: 'a.md', changes: [{ line: 4, before: ['  - old'], after: [] }] },
    ]);
    const add = adding('more', 'path:b');
    expect(changesOf((await preview(notebook, add)).notes)).toEqual([
      {
        path: 'b.md',
        changes: [{ line: 1, before: [], after: ['---', 'tags:', '  - more', '---', ''] }],
      },
    ]);
  });

  test('gives windows of one plan', async () => {
    const files = Array.from({ length: 25 }, (_, i) => [`${10 + i}.md`, '---\ntags: [old]\n---\n'] as const);
    const { notebook, folder } = await openWith(Object.fromEntries(files));
    const ask = (offset: number) =>
      notebook.bulkPreview({ change: renaming('new', 'old'), offset, limit: 10 });
    const first = await ask(0);
    writeIn(folder, '20.md', 'other\n');
    const windows = [first, await ask(10), await ask(20), await ask(30)];
    expect(windows.map(({ notes }) => notes.length)).toEqual([10, 10, 5, 0]);
    expect(new Set(windows.map(({ plan }) => plan)).size).toBe(1);
    expect(windows.flatMap(({ notes }) => notes.map(({ path }) => path))).toEqual(
      files.map(([path]) => path),
    );
    expect((await ask(0)).plan).not.toBe(first.plan);
  });

  test('names the notes that have the tag and would be left as they are, and why', async () => {
    const { notebook } = await openWith({
      'alias.md': '---\nx: &x old\ntags: [*x]\n---\n',
      'broken.md': '---\ntitle: a: b\ntags: [old]\n---\n',
      'broken-otherwise.md': '---\ntitle: a: b\ntags: [x]\n---\nold\n',
      'latin.md': Buffer.from('---\ntags: [old]\n---\ncaf\xe9\n', 'latin1'),
      'good.md': '---\ntags: [old]\n---\n',
      'typed.md': '---\ntags: [old]\n---\n',
    });
    const { version } = await notebook.read({ path: 'typed.md' });
    await notebook.journal({ path: 'typed.md', base: version, text: '---\ntags: [old]\n---\nmore' });
    const shown = await preview(notebook, renaming('new', 'old'));
    expect(shown.notes.map(({ path }) => path)).toEqual(['good.md']);
    expect(codesOf(shown.skipped)).toEqual([
      'alias.md: refused',
      'broken.md: header-broken',
      'latin.md: read-only',
      'typed.md: unsaved',
    ]);
    expect(shown.skipped[1]?.message).toContain('broken.md, line 2');
  });

  test('is given up for a newer one', async () => {
    const files = Array.from({ length: 400 }, (_, i) => [`${i}.md`, '---\ntags: [old]\n---\n'] as const);
    const { notebook } = await openWith(Object.fromEntries(files));
    const first = codeOf(preview(notebook, renaming('n', 'old')));
    const second = await preview(notebook, renaming('new', 'old'));
    expect(second.total).toBe(400);
    expect(await first).toBe('busy');
  });

  test.each([renaming('#', 'old'), renaming('new', '\0'), deleting(' ')])(
    'is refused for %j, which is no tag',
    async (asked) => {
      const { notebook } = await openWith({});
      expect(await codeOf(preview(notebook, asked))).toBe('bad-argument');
    },
  );
});

describe('a change of many notes', () => {
  test('leaves no old tag in any file where the preview said it would go (Zettlr#6008)', async () => {
    const { notebook, folder } = await openWith(styles);
    const paths = Object.keys(styles);
    const shown = await preview(notebook, renaming('new', 'old'));
    expect(shown.notes.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    const done = await notebook.bulkApply({ change: renaming('new', 'old'), plan: shown.plan });
    expect(done).toMatchObject({ changed: paths.length, skipped: [] });
    for (const path of paths) {
      const expected = String(styles[path])
        .replaceAll('old', 'new')
        .replace('tag: new\ntags: [new, x]', 'tag:\ntags: [new, x]');
      expect([path, textIn(folder, path)]).toEqual([path, expected]);
    }
    expect(grep('old', folder)).toEqual([]);
    expect(await total(notebook, 'tag:old')).toBe(0);
    expect(await total(notebook, 'tag:new')).toBe(paths.length);
  });

  test('is taken back as one, byte for byte', async () => {
    const { notebook, folder } = await openWith(styles);
    const before = versionsIn(folder, Object.keys(styles));
    for (const asked of [
      renaming('a: b', 'old'),
      renaming('x', 'old'),
      deleting('old', 'x'),
      adding('2020', ''),
    ]) {
      const { batch, changed } = await change(notebook, asked);
      expect(changed).toBe(Object.keys(styles).length);
      expect(await notebook.bulkUndo({ batch })).toEqual({ batch, changed, skipped: [] });
      expect(versionsIn(folder, Object.keys(styles))).toEqual(before);
      expect(await notebook.bulkUndo({ batch })).toEqual({ batch, changed: 0, skipped: [] });
    }
    expect(await total(notebook, 'tag:old')).toBe(Object.keys(styles).length);
  });

  test('merges several tags into one that is there', async () => {
    const { notebook, folder } = await openWith({
      'a.md': '---\ntags: [js, JavaScript]\n---\n',
      'b.md': '---\ntags:\n  - JS\n---\n',
      'c.md': '---\ntags: ECMAScript, js\n---\n',
    });
    await change(notebook, renaming('JavaScript', 'js', 'JS', 'ECMAScript'));
    expect(['a.md', 'b.md', 'c.md'].map((path) => textIn(folder, path))).toEqual([
      '---\ntags: [JavaScript]\n---\n',
      '---\ntags:\n  - JavaScript\n---\n',
      '---\ntags: JavaScript\n---\n',
    ]);
  });

  test('adds a tag to the notes of a filter only, and to each once', async () => {
    const { notebook, folder } = await openWith({
      'a.md': '---\ntags: [x]\n---\n',
      'b.md': '---\ntags: [x, new]\n---\n',
      'c.md': '---\ntags: [y]\n---\n',
    });
    expect(await change(notebook, adding('new', 'tag:x'))).toMatchObject({
      changed: 1,
    });
    expect(grep('new', folder)).toEqual(['a.md', 'b.md']);
    const bad = adding('new', 'is:nonsense');
    expect(await codeOf(preview(notebook, bad))).toBe('bad-query');
  });

  test('leaves a note that is not any more what was shown, and names it', async () => {
    const { notebook, folder } = await openWith({
      'a.md': '---\ntags: [old]\n---\n',
      'b.md': '---\ntags: [old]\n---\n',
      'c.md': '---\ntags: [old]\n---\n',
      'd.md': '---\ntags: [old]\n---\n',
    });
    const asked = renaming('new', 'old');
    const { plan } = await preview(notebook, asked);
    writeIn(folder, 'a.md', '---\ntags: [old]\n---\nmore\n');
    rmSync(join(folder, 'b.md'));
    const { version } = await notebook.read({ path: 'c.md' });
    await notebook.journal({ path: 'c.md', base: version, text: 'typed' });
    const done = await notebook.bulkApply({ change: asked, plan });
    expect(done.changed).toBe(1);
    expect(codesOf(done.skipped)).toEqual(['a.md: changed', 'b.md: gone', 'c.md: unsaved']);
    expect(textIn(folder, 'a.md')).toBe('---\ntags: [old]\n---\nmore\n');
    expect((await notebook.read({ path: 'c.md' })).unsaved?.text).toBe('typed');
    expect(textIn(folder, 'd.md')).toBe('---\ntags: [new]\n---\n');
  });

  test('is busy when the plan is another than what would be done now', async () => {
    const { notebook, folder } = await openWith({ 'a.md': '---\ntags: [old]\n---\n' });
    const asked = renaming('new', 'old');
    const { plan } = await preview(notebook, asked);
    expect(await codeOf(notebook.bulkApply({ change: renaming('other', 'old'), plan }))).toBe('busy');
    await preview(notebook, renaming('other', 'old'));
    // Another window's preview took its place: what would be done is found out once more.
    await notebook.bulkApply({ change: asked, plan });
    expect(textIn(folder, 'a.md')).toBe('---\ntags: [new]\n---\n');
    expect(await codeOf(notebook.bulkApply({ change: asked, plan }))).toBe('busy');
  });

  test('goes on past a note that cannot be written, names it, and is taken back', async () => {
    const paths = ['a.md', 'b.md', 'c.md'];
    const { notebook, folder } = await openWith(
      Object.fromEntries(paths.map((path) => [path, '---\ntags: [old]\n---\n'])),
    );
    const before = versionsIn(folder, paths);
    chmodSync(join(folder, 'b.md'), 0o444);
    const done = await change(notebook, renaming('new', 'old'));
    expect(done.changed).toBe(2);
    expect(codesOf(done.skipped)).toEqual(['b.md: failed']);
    expect(done.skipped[0]?.message).toMatch(/b\.md.*read-only/);
    expect(grep('old', folder)).toEqual(['b.md']);
    chmodSync(join(folder, 'b.md'), 0o644);
    expect(await notebook.bulkUndo({ batch: done.batch })).toMatchObject({ changed: 2, skipped: [] });
    expect(versionsIn(folder, paths)).toEqual(before);
  });

  test('an undo leaves a note that was changed since, and names it', async () => {
    const { notebook, folder } = await openWith({
      'a.md': '---\ntags: [old]\n---\n',
      'b.md': '---\ntags: [old]\n---\n',
    });
    const { batch } = await change(notebook, renaming('new', 'old'));
    writeIn(folder, 'a.md', '---\ntags: [new]\n---\nmore\n');
    const undone = await notebook.bulkUndo({ batch });
    expect(undone.changed).toBe(1);
    expect(codesOf(undone.skipped)).toEqual(['a.md: changed']);
    expect(textIn(folder, 'a.md')).toBe('---\ntags: [new]\n---\nmore\n');
    expect(await codeOf(notebook.bulkUndo({ batch: '20200101-000000000-abcdef' }))).toBe('not-found');
  });

  test('keeps the names of a file that has several, and nothing of it as unsaved', async () => {
    const { notebook, folder } = await openWith({ 'a.md': '---\ntags: [old]\n---\n' });
    const twin = join(makeFolder(), 'twin');
    linkSync(join(folder, 'a.md'), twin);
    await change(notebook, renaming('new', 'old'));
    expect(textIn(twin, '')).toBe('---\ntags: [new]\n---\n');
    writeIn(folder, 'a.md', 'other\n');
    expect((await notebook.read({ path: 'a.md' })).unsaved).toBeNull();
  });

  test('tells how far it is, and every note it changed', async () => {
    const files = Array.from({ length: 300 }, (_, i) => [`${i}.md`, '---\ntags: [old]\n---\n'] as const);
    const { notebook } = await openWith(Object.fromEntries(files));
    const events: NotebookEvent[] = [];
    notebook.listen((event) => events.push(event));
    await change(notebook, renaming('new', 'old'));
    const states = events.flatMap((event) => (event.kind === 'state' ? [event.state.bulk] : []));
    const progress = states.filter((bulk) => bulk !== null);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every(({ done, total }) => total === 300 && done <= 300)).toBe(true);
    expect((await notebook.state({})).bulk).toBeNull();
    const told = events.flatMap((event) => (event.kind === 'changed' ? event.notes : []));
    expect(new Set(told.map(({ path }) => path)).size).toBe(300);
  });

  test('waits for no other one: a second change, in this process or another, is busy', async () => {
    const files = Array.from({ length: 50 }, (_, i) => [`${i}.md`, '---\ntags: [old]\n---\n'] as const);
    const { notebook, folder } = await openWith(Object.fromEntries(files));
    const other = await openIn(folder);
    const asked = renaming('new', 'old');
    const { plan } = await preview(notebook, asked);
    await preview(other, asked);
    const first = notebook.bulkApply({ change: asked, plan });
    expect(await codeOf(notebook.bulkApply({ change: asked, plan }))).toBe('busy');
    expect(await codeOf(other.bulkApply({ change: asked, plan }))).toBe('busy');
    expect(await other.bulkPending({})).toBeNull();
    expect((await first).changed).toBe(50);
    const giveBack = holdLock(join(notebookFolder(folder), 'batch.sqlite'));
    expect(await codeOf(notebook.bulkUndo({ batch: (await first).batch }))).toBe('busy');
    giveBack?.();
    expect((await notebook.bulkUndo({ batch: (await first).batch })).changed).toBe(50);
  });

  test('changes nothing when it cannot be written down first', async () => {
    const { notebook, folder } = await openWith({ 'a.md': '---\ntags: [old]\n---\n' });
    writeFileSync(join(notebookFolder(folder), 'batches'), 'a file in the way');
    expect(await codeOf(change(notebook, renaming('new', 'old')))).not.toBe('null');
    expect(textIn(folder, 'a.md')).toBe('---\ntags: [old]\n---\n');
    expect((await notebook.state({})).bulk).toBeNull();
  });

  test('stops where the folder goes away, and is pending until it is back', async () => {
    const files = Array.from({ length: 200 }, (_, i) => [`${i}.md`, '---\ntags: [old]\n---\n'] as const);
    const { notebook, folder } = await openWith(Object.fromEntries(files));
    const asked = renaming('new', 'old');
    const { plan } = await preview(notebook, asked);
    let isAway = false;
    const moved = join(makeFolder(), 'moved');
    notebook.listen((event) => {
      if (isAway || event.kind !== 'changed') return;
      isAway = true;
      renameSync(folder, moved);
      mkdirSync(folder);
    });
    expect(await codeOf(notebook.bulkApply({ change: asked, plan }))).toBe('unavailable');
    rmSync(folder, { recursive: true });
    renameSync(moved, folder);
    const pending = await notebook.bulkPending({});
    expect(pending).toMatchObject({ change: asked, total: 200 });
    expect(pending?.done).toBeGreaterThan(0);
    expect(pending?.done).toBeLessThan(200);
    expect(await codeOf(change(notebook, renaming('x', 'new')))).toBe('busy');
    const batch = pending?.batch ?? '';
    expect(await notebook.bulkResolve({ batch, way: 'continue' })).toEqual({
      batch,
      changed: 200,
      skipped: [],
    });
    expect(grep('old', folder)).toEqual([]);
    expect(await notebook.bulkPending({})).toBeNull();
    expect(await notebook.bulkResolve({ batch, way: 'continue' })).toEqual({
      batch,
      changed: 0,
      skipped: [],
    });
    expect(await codeOf(notebook.bulkResolve({ batch, way: 'roll-back' }))).toBe('not-found');
  });
});

test('tags that seem to be the same one are found in the notes', async () => {
  const { notebook } = await openWith({
    'a.md': '---\ntags: [JS, serverless]\ncategories: [笔记]\n---\n',
    'b.md': '---\ntags: [js, JavaScript, js/x]\n---\n',
    'c.md': '---\ntags: [JS, 笔记]\n---\n',
  });
  expect(await notebook.tagTwins({})).toEqual([
    {
      names: [
        { name: 'JS', count: 2, kind: 'tag' },
        { name: 'JavaScript', count: 1, kind: 'tag' },
        { name: 'js', count: 1, kind: 'tag' },
      ],
      reason: 'alias',
      suggested: 'JS',
    },
    {
      names: [
        { name: '笔记', count: 1, kind: 'tag' },
        { name: '笔记', count: 1, kind: 'category' },
      ],
      reason: 'category',
      suggested: '笔记',
    },
  ]);
});

/** The paths of the files that hold `word`, as the tool of that name says. */
function grep(word: string, folder: string): string[] {
  try {
    const found = execFileSync('grep', ['-rl', word, '.'], { cwd: folder, encoding: 'utf8' });
    return found
      .split('\n')
      .filter(Boolean)
      .map((path) => path.replace('./', ''))
      .toSorted();
  } catch (error) {
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}

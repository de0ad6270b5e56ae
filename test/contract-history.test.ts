import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type BulkChange, NotesError, type Notebook, type NotePath } from '../notes/api.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { eventually, makeFolder, withOwnHome } from './contract-make.ts';
import { ways } from './contract-ports.ts';

withOwnHome();

describe.each(ways)('the history of a notebook reached %s', (_, way) => {
  async function reach(files: Record<string, string | Buffer>) {
    const folder = makeFolder(files);
    const opened: OpenNotebook = await openNotebook(folder);
    const connection = await way(opened);
    onTestFinished(async () => {
      await connection.close();
      await opened.close();
    });
    await opened.ready;
    return { notebook: connection.notebook, opened, folder };
  }
  const write = async (notebook: Notebook, path: NotePath, text: string): Promise<void> => {
    const { version } = await notebook.read({ path });
    expect((await notebook.save({ path, base: version, text })).kind).toBe('saved');
  };
  const history = (notebook: Notebook, path: NotePath) => notebook.history({ path, offset: 0, limit: 100 });
  /** The newest first. */
  const texts = async (notebook: Notebook, path: NotePath): Promise<string[]> => {
    const { versions } = await history(notebook, path);
    return Promise.all(versions.map(async ({ id }) => (await notebook.historyText({ path, id })).text));
  };
  const code = async (work: Promise<unknown>): Promise<string> => {
    try {
      return `answered ${JSON.stringify(await work)}`;
    } catch (error) {
      return error instanceof NotesError ? error.code : String(error);
    }
  };

  test('has what a note was before it was changed, with who made it, and which version the note is now', async () => {
    const { notebook } = await reach({ '茶.md': '喝茶\r\n' });
    expect(await history(notebook, '茶.md')).toMatchObject({ total: 0, versions: [] });
    const before = await notebook.read({ path: '茶.md' });
    await write(notebook, '茶.md', '喝水\n');
    const { total, versions, now } = await history(notebook, '茶.md');
    expect([total, now]).toEqual([1, (await notebook.read({ path: '茶.md' })).version]);
    expect(versions).toMatchObject([{ version: before.version, by: 'other', why: 'found', size: 8 }]);
    expect(await texts(notebook, '茶.md')).toEqual(['喝茶\n']);
  });

  test('brings a note back whose file is no text any more, and keeps that file, too', async () => {
    const { notebook, folder } = await reach({ 'a.md': '# 茶\n' });
    await write(notebook, 'a.md', '# 茶\n\n好。\n');
    await notebook.keepVersion({ path: 'a.md', why: 'restore' });
    const broken = Buffer.from([0, 0, 0xff, 0, 0]);
    writeFileSync(join(folder, 'a.md'), broken);
    await eventually(async () => expect((await notebook.read({ path: 'a.md' })).readOnly).toBe('binary'));
    const [newest] = (await history(notebook, 'a.md')).versions;
    await notebook.restoreVersion({ path: 'a.md', id: newest?.id ?? -1 });
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('# 茶\n\n好。\n');
    const { versions } = await history(notebook, 'a.md');
    expect(versions.map(({ size }) => size)).toContain(broken.length);
  });

  test('answers windows, and says so when a version is not kept', async () => {
    const { notebook } = await reach({ 'a.md': '0' });
    for (const text of ['one', 'two', 'three']) {
      await notebook.keepVersion({ path: 'a.md', why: 'restore' });
      await write(notebook, 'a.md', text);
    }
    expect(await texts(notebook, 'a.md')).toEqual(['two', 'one', '0']);
    const second = await notebook.history({ path: 'a.md', offset: 1, limit: 1 });
    expect([second.total, second.versions.length]).toEqual([3, 1]);
    expect(await code(notebook.historyText({ path: 'a.md', id: 999 }))).toBe('not-found');
    expect(await code(notebook.historyText({ path: 'other.md', id: 1 }))).toBe('not-found');
    expect(await code(notebook.restoreVersion({ path: 'a.md', id: 999 }))).toBe('not-found');
    expect(await history(notebook, 'never.md')).toEqual({ total: 0, versions: [], now: null });
  });

  test('brings a deleted note back byte for byte, beside another one that has its name by now', async () => {
    const bytes = Buffer.from('\ufefftitle\r\n\r\n茶\n');
    const { notebook, folder } = await reach({ 'sub/a.md': bytes, 'b.md': 'b' });
    await notebook.trash({ path: 'sub/a.md' });
    const { total, notes } = await notebook.deletedNotes({ offset: 0, limit: 10 });
    expect([total, notes]).toMatchObject([1, [{ path: 'sub/a.md', why: 'trash' }]]);
    const id = notes[0]?.id ?? 0;
    expect(await notebook.restoreVersion({ path: 'sub/a.md', id })).toMatchObject({ path: 'sub/a.md' });
    expect(readFileSync(join(folder, 'sub/a.md')).equals(bytes)).toBe(true);
    expect((await notebook.deletedNotes({ offset: 0, limit: 10 })).total).toBe(0);
    expect(
      (await notebook.query({ filter: '', sort: 'title', offset: 0, limit: 9, facets: false })).total,
    ).toBe(2);
    await notebook.trash({ path: 'sub/a.md' });
    writeFileSync(join(folder, 'sub/a.md'), 'another one');
    await write(notebook, 'sub/a.md', 'another one, changed');
    const restored = await notebook.restoreVersion({ path: 'sub/a.md', id });
    expect(restored.path).toBe('sub/a.md');
    expect(readFileSync(join(folder, 'sub/a.md')).equals(bytes)).toBe(true);
    expect(await texts(notebook, 'sub/a.md')).toContain('another one, changed');
  });

  test('goes with a note that is renamed here or by another program', async () => {
    const { notebook, opened, folder } = await reach({
      'a.md': 'a note of its own',
      'x.md': 'x',
      'y.md': 'y',
    });
    await write(notebook, 'a.md', 'a note of its own, changed');
    await notebook.rename({ path: 'a.md', to: 'sub/b.md' });
    expect(await texts(notebook, 'sub/b.md')).toEqual(['a note of its own']);
    renameSync(join(folder, 'sub/b.md'), join(folder, 'c.md'));
    opened.check();
    await eventually(async () => expect((await texts(notebook, 'c.md')).at(-1)).toBe('a note of its own'));
    expect((await history(notebook, 'sub/b.md')).total).toBe(0);
    expect((await notebook.deletedNotes({ offset: 0, limit: 10 })).total).toBe(0);
  });

  test('has what another program wrote over, and what it wrote', async () => {
    const { notebook, opened, folder } = await reach({ 'a.md': '0' });
    await write(notebook, 'a.md', 'mine');
    writeFileSync(join(folder, 'a.md'), 'theirs');
    opened.check();
    await eventually(async () => expect(await texts(notebook, 'a.md')).toEqual(['mine', '0']));
    await write(notebook, 'a.md', 'mine again');
    expect(await texts(notebook, 'a.md')).toEqual(['theirs', 'mine', '0']);
    const { versions } = await history(notebook, 'a.md');
    expect(versions.map(({ by }) => by)).toEqual(['other', 'you', 'other']);
  });

  test('has what a note was that another program deleted', async () => {
    const { notebook, opened, folder } = await reach({ 'a.md': '# 茶', 'b.md': 'b' });
    await write(notebook, 'a.md', '# 茶\n\nchanged');
    rmSync(join(folder, 'a.md'));
    opened.check();
    await eventually(async () => {
      const { notes } = await notebook.deletedNotes({ offset: 0, limit: 10 });
      expect(notes).toMatchObject([{ path: 'a.md', title: '茶', by: 'you', why: 'gone' }]);
    });
    expect((await texts(notebook, 'a.md'))[0]).toBe('# 茶\n\nchanged');
  });

  test('has every note as it was before a change of many notes', async () => {
    const tagged = (text: string) => `---\ntags: [old]\n---\n${text}\n`;
    const { notebook } = await reach({ 'a.md': tagged('a'), 'b.md': tagged('b'), 'c.md': 'none' });
    const change: BulkChange = { kind: 'rename', from: ['old'], to: 'new' };
    const { plan } = await notebook.bulkPreview({ change, offset: 0, limit: 10 });
    await notebook.bulkApply({ change, plan });
    expect(await texts(notebook, 'a.md')).toEqual([tagged('a')]);
    expect(await texts(notebook, 'b.md')).toEqual([tagged('b')]);
    expect((await history(notebook, 'c.md')).total).toBe(0);
    await notebook.bulkUndo({ batch: null });
    const { versions } = await history(notebook, 'a.md');
    expect(versions[0]).toMatchObject({ by: 'bulk', why: 'bulk' });
  });

  test('has text that was recovered and given up', async () => {
    const { notebook } = await reach({ 'a.md': 'a' });
    await notebook.journal({ path: 'a.md', base: null, text: 'typed, then Gleaner ended' });
    await notebook.journal({ path: 'a.md', base: null, text: null });
    expect(await texts(notebook, 'a.md')).toEqual(['typed, then Gleaner ended']);
    expect((await history(notebook, 'a.md')).versions).toMatchObject([{ by: 'recovered', why: 'discard' }]);
  });

  test('is outside the notebook, and gone without harm when it is deleted', async () => {
    const { notebook, folder } = await reach({ 'a.md': '0' });
    await write(notebook, 'a.md', '1');
    expect(existsSync(join(folder, '.gleaner'))).toBe(false);
    const { GLEANER_HOME: home = '' } = process.env;
    rmSync(join(home, 'notebooks'), { recursive: true, force: true });
    expect((await history(notebook, 'a.md')).total).toBe(0);
    expect((await notebook.read({ path: 'a.md' })).text).toBe('1');
  });

  test('tells once that a version could not be kept, with why, and saves all the same', async () => {
    const { notebook, folder } = await reach({ 'a.md': 'one\n' });
    const told: string[] = [];
    onTestFinished(
      notebook.listen((event) => {
        if (event.kind === 'unkept') told.push(event.code);
      }),
    );
    // Where the history is to be made stands a file.
    const home = join(String(process.env['GLEANER_HOME']), 'notebooks');
    for (const name of readdirSync(home)) {
      rmSync(join(home, name, 'history'), { recursive: true, force: true });
      writeFileSync(join(home, name, 'history'), '');
    }
    await write(notebook, 'a.md', 'two\n');
    await notebook.keepVersion({ path: 'a.md', why: 'restore' });
    await notebook.keepVersion({ path: 'a.md', why: 'restore' });
    await eventually(() => expect(told).toHaveLength(1));
    expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('two\n');
  });

  test('tells once that a text which was never saved is damaged, and leaves its file where it is', async () => {
    const { notebook } = await reach({ 'a.md': 'one\n' });
    const told: string[] = [];
    const stop = notebook.listen(({ kind }) => {
      if (kind === 'damaged') told.push(kind);
    });
    onTestFinished(stop);
    await notebook.journal({ path: 'a.md', base: null, text: 'typed', writer: 'a tab' });
    const home = join(String(process.env['GLEANER_HOME']), 'notebooks');
    const files = readdirSync(home).flatMap((name) => {
      const folder = join(home, name, 'journal');
      return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
    });
    const entries = files.filter((file) => file.endsWith('.json'));
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) writeFileSync(entry, '{"path":"a.md","text":"ty');
    expect(await notebook.unsaved({})).toEqual([]);
    expect((await notebook.read({ path: 'a.md' })).unsaved).toBeNull();
    await eventually(() => expect(told).toHaveLength(entries.length));
    expect(await notebook.unsaved({})).toEqual([]);
    expect(told).toHaveLength(entries.length);
    for (const entry of entries) expect(readFileSync(entry, 'utf8')).toContain('"ty');
  });
});

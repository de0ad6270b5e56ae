import { existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import {
  type Arguments,
  type CallName,
  type ErrorCode,
  NotesError,
  type Notebook,
  type NotebookEvent,
} from '../notes/api.ts';
import { calls } from '../notes/calls.ts';
import { openNotebook, type OpenNotebook } from '../notes/notebook.ts';
import { type Connection, ways } from './contract-ports.ts';
import { eventually, makeFolder, writeIn } from './contract-make.ts';
import { note } from './make.ts';

const serverless = note({
  title: 'serverless资料收集',
  date: '2020-01-13 00:15:08 +0000',
  categories: ['cloud-native'],
  tags: ['serverless'],
  body: '## 网上文章\n\n### [Serverless 落地挑战](https://juejin.im/post/5d4b?utm_source=x)\n\n冷启动速度\n',
});
const tea = note({
  title: '茶',
  date: '2021-05-01',
  tags: ['生活/茶', 'serverless'],
  body: '喝茶 [一](https://juejin.im/post/5d4b)\n',
});

describe.each(ways)('a notebook reached %s', (wayName, way) => {
  let home: string;
  let before: string | undefined;
  beforeEach(() => {
    before = process.env['GLEANER_HOME'];
    home = makeFolder();
    process.env['GLEANER_HOME'] = home;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['GLEANER_HOME'];
    else process.env['GLEANER_HOME'] = before;
  });

  interface Reached extends Connection {
    opened: OpenNotebook;
    folder: string;
    events: NotebookEvent[];
  }

  async function reach(files: Record<string, string | Buffer> = {}): Promise<Reached> {
    return reachIn(makeFolder({ 'serverless.md': serverless, '生活/茶.md': tea, ...files }));
  }

  async function reachIn(folder: string): Promise<Reached> {
    const opened = await openNotebook(folder);
    const connection = await way(opened);
    const events: NotebookEvent[] = [];
    connection.notebook.listen((event) => events.push(event));
    onTestFinished(async () => {
      await connection.close();
      await opened.close();
    });
    await opened.ready;
    return { ...connection, opened, folder, events };
  }

  async function failure(work: Promise<unknown>): Promise<NotesError> {
    const error: unknown = await work.then(
      (result) => new Error(`It answered ${JSON.stringify(result)}`),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NotesError);
    return error as NotesError;
  }
  const code = async (work: Promise<unknown>): Promise<ErrorCode> => (await failure(work)).code;
  const list = (notebook: Notebook, filter = '', facets = false) =>
    notebook.query({ filter, sort: 'date', offset: 0, limit: 1000, facets });
  const paths = async (notebook: Notebook, filter = ''): Promise<string[]> =>
    (await list(notebook, filter)).rows.map(({ path }) => path);
  const changedPaths = (events: NotebookEvent[]): string[] =>
    events.flatMap((event) => (event.kind === 'changed' ? event.notes.map(({ path }) => path) : []));

  // ---- lists

  test('lists every note with its title, tags, excerpt and sources, newest first', async () => {
    const { notebook } = await reach();
    const page = await list(notebook);
    expect(page).toMatchObject({ total: 2, offset: 0, facets: null });
    expect(page.rows).toMatchObject([
      { path: '生活/茶.md', title: '茶', date: '2021-05-01', tags: ['生活/茶', 'serverless'], sources: 1 },
      { path: 'serverless.md', title: 'serverless资料收集', categories: ['cloud-native'], problem: null },
    ]);
  });

  test('filters by tag and counts the tags of the result, parents with their children', async () => {
    const { notebook } = await reach({ 'plain.md': '没有标签\n' });
    expect((await list(notebook, '', true)).facets).toEqual({
      tags: [
        { name: 'serverless', count: 2, within: 2 },
        { name: '生活', count: 0, within: 1 },
        { name: '生活/茶', count: 1, within: 1 },
      ],
      categories: [{ name: 'cloud-native', count: 1, within: 1 }],
      untagged: 1,
    });
    const tagged = await list(notebook, 'tag:生活', true);
    expect(tagged.rows.map(({ title }) => title)).toEqual(['茶']);
    expect(tagged.facets?.categories).toEqual([]);
    expect(await paths(notebook, 'is:untagged')).toEqual(['plain.md']);
  });

  test('says which character of a filter is wrong', async () => {
    const { notebook } = await reach();
    const error = await failure(list(notebook, '茶 is:nonsense'));
    expect([error.code, error.at]).toEqual(['bad-query', 5]);
    expect(error.message).toContain('untagged');
  });

  test('gives 2,000 notes in windows that together are the whole list, each note once', async () => {
    const files = Array.from({ length: 2000 }, (_, index): [string, string] => [
      `第 ${index} 篇.md`,
      `---\ntitle: 第 ${index} 篇\ntags: [t${index % 7}]\n---\n正文\n`,
    ]);
    const { notebook } = await reachIn(makeFolder(Object.fromEntries(files)));
    const seen: string[] = [];
    for (let offset = 0; offset < 2000; offset += 300) {
      const page = await notebook.query({ filter: '', sort: 'title', offset, limit: 300, facets: false });
      expect(page.total).toBe(2000);
      seen.push(...page.rows.map(({ title }) => title));
    }
    expect(seen).toEqual(Array.from({ length: 2000 }, (_, index) => `第 ${index} 篇`));
    expect((await list(notebook, 'tag:t3')).total).toBe(286);
    const past = await notebook.query({ filter: '', sort: 'title', offset: 5000, limit: 10, facets: false });
    expect(past).toMatchObject({ total: 2000, rows: [] });
  });

  test('says where in the list a note stands, by path and by the start of its title', async () => {
    const { notebook } = await reach({ 'Alpha.md': '', 'alpine.md': '' });
    const locate = (target: { path: string } | { prefix: string; from: number }) =>
      notebook.locate({ filter: '', sort: 'title', target });
    expect(await locate({ path: '生活/茶.md' })).toBe(3);
    expect(await locate({ path: 'nobody.md' })).toBeNull();
    expect(await locate({ prefix: 'ALP', from: -1 })).toBe(0);
    expect(await locate({ prefix: 'alp', from: 0 })).toBe(1);
    expect(await locate({ prefix: 'alp', from: 1 })).toBe(0);
    expect(await locate({ prefix: '茶', from: 0 })).toBe(3);
  });

  test('suggests notes, headings and sources for a few characters, by pinyin too, and follows a save', async () => {
    const { notebook } = await reach();
    const suggest = async (text: string, limit = 20) =>
      (await notebook.suggest({ text, limit })).map(({ kind, path, text: shown, line }) => [
        kind,
        path,
        shown,
        line,
      ]);
    expect(await suggest('zlsj')).toEqual([['note', 'serverless.md', 'serverless资料收集', null]]);
    expect(await suggest('cha')).toContainEqual(['note', '生活/茶.md', '茶', null]);
    const [heading] = await suggest('wswz');
    expect(heading?.slice(0, 3)).toEqual(['heading', 'serverless.md', '网上文章']);
    const [source] = await suggest('ldtz');
    expect(source?.slice(0, 3)).toEqual(['source', 'serverless.md', 'Serverless 落地挑战']);
    expect(await suggest('')).toEqual([]);
    const { version, text } = await notebook.read({ path: '生活/茶.md' });
    await notebook.save({ path: '生活/茶.md', base: version, text: `${text}\n## 龙井\n` });
    expect((await suggest('longjing'))[0]?.slice(0, 3)).toEqual(['heading', '生活/茶.md', '龙井']);
    await notebook.trash({ path: '生活/茶.md' });
    expect(await suggest('longjing')).toEqual([]);
  });

  test('lists a note that can not be read properly, with its problem', async () => {
    const { notebook } = await reach({
      'broken.md': '---\ntitle: "never closed\ntags: [a\n---\n正文\n',
      'damaged.md': Buffer.from([0xc1, 0xaa, 0xff, 0xff, 0x0a]),
      'binary.md': Buffer.from([0, 1, 2, 3, 0]),
      'empty.md': '',
    });
    const { rows } = await list(notebook);
    const problems = Object.fromEntries(rows.map(({ path, problem }) => [path, problem?.code ?? null]));
    expect(problems).toMatchObject({ 'damaged.md': 'not-utf8', 'binary.md': 'binary', 'empty.md': null });
    expect(problems['broken.md']).not.toBeNull();
    expect((await paths(notebook, 'is:broken')).toSorted()).toEqual(['binary.md', 'broken.md', 'damaged.md']);
  });

  test('groups the sources of all notes by article and says which notes cite one', async () => {
    const { notebook } = await reach();
    const { total, sources } = await notebook.sources({ filter: '', offset: 0, limit: 10 });
    expect(total).toBe(1);
    expect(sources).toMatchObject([
      {
        ...{
          site: 'juejin.im',
          title: 'Serverless 落地挑战',
          url: 'https://juejin.im/post/5d4b?utm_source=x',
        },
        notes: [
          { path: 'serverless.md', title: 'serverless资料收集' },
          { path: '生活/茶.md', title: '茶' },
        ],
      },
    ]);
    expect(new Set((await notebook.sites({})).map(({ name }) => name))).toEqual(
      new Set(sources.map(({ site }) => site)),
    );
    const normalised = sources.map((source) => source.normalised);
    expect(await notebook.citations({ normalised: [...normalised, 'https://nobody.example'] })).toEqual(
      sources,
    );
    const [asked = ''] = normalised;
    expect(await notebook.citing({ normalised: asked, offset: 1, limit: 1 })).toEqual({
      total: 2,
      notes: sources[0]?.notes.slice(1),
    });
    expect((await notebook.sources({ filter: 'tag:生活', offset: 0, limit: 10 })).total).toBe(1);
    expect(await notebook.sources({ filter: 'title:nothing', offset: 0, limit: 10 })).toEqual({
      total: 0,
      sources: [],
    });
  });

  test('knows its own name, folder and number of notes', async () => {
    const { notebook, folder } = await reach();
    expect(await notebook.state({})).toEqual({
      ...{ name: folder.split('/').at(-1), folder, availability: 'ready', scanning: null, total: 2 },
      ...{ indexing: null, finding: 'index', bulk: null, fetching: null },
    });
  });

  // ---- one note

  test('reads a note as text with \\n line ends and says what the file has', async () => {
    const { notebook } = await reach({ 'windows.md': '\ufeff# 标题\r\n\r\n文\r\n' });
    const read = await notebook.read({ path: 'windows.md' });
    expect(read).toMatchObject({
      text: '# 标题\n\n文\n',
      lineEnds: 'CRLF',
      byteOrderMark: true,
      readOnly: null,
      unsaved: null,
    });
    expect(read.version).toMatch(/^[0-9a-f]{64}$/);
  });

  test('reads the facts of a note from the disk', async () => {
    const { notebook, folder } = await reach();
    writeIn(folder, 'serverless.md', '# 新\n\n**粗** [x](https://a.example/1)\n');
    expect(await notebook.facts({ path: 'serverless.md' })).toMatchObject({
      ...{ title: '新', titleFrom: 'heading', tags: [], bold: 1 },
      sources: [{ url: 'https://a.example/1', site: 'a.example', title: 'x', heading: '新', line: 3 }],
    });
  });

  test.each(['missing.md', '生活/没有.md'])('says not-found and names the note: %s', async (path) => {
    const { notebook } = await reach();
    const error = await failure(notebook.read({ path }));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain(path);
    expect(await code(notebook.facts({ path }))).toBe('not-found');
    expect(await code(notebook.trash({ path }))).toBe('not-found');
    expect(await code(notebook.duplicate({ path }))).toBe('not-found');
    expect(await code(notebook.rename({ path, to: 'new.md' }))).toBe('not-found');
  });

  test.each([
    '../outside.md',
    '/etc/passwd.md',
    'a/../../b.md',
    'serverless.txt',
    '.git/x.md',
    'C:\\x.md',
    'a\0.md',
  ])('refuses a path that is not a note inside the notebook: %j', async (path) => {
    const { notebook, folder } = await reach();
    expect(await code(notebook.read({ path }))).toBe('bad-path');
    expect(await code(notebook.save({ path, base: null, text: 'x' }))).toBe('bad-path');
    expect(await code(notebook.rename({ path: 'serverless.md', to: path }))).toBe('bad-path');
    expect(existsSync(join(folder, 'serverless.md'))).toBe(true);
    expect(existsSync(join(folder, '..', 'outside.md'))).toBe(false);
  });

  // ---- saving

  test('saves a text on the version it was read with, keeps the line ends of the file, and lists it at once', async () => {
    const { notebook, folder } = await reach({ 'w.md': '---\r\ntitle: old\r\n---\r\n' });
    const { version } = await notebook.read({ path: 'w.md' });
    const result = await notebook.save({
      path: 'w.md',
      base: version,
      text: '---\ntitle: 新的\n---\n一段\n',
    });
    expect(result.kind).toBe('saved');
    expect(readFileSync(join(folder, 'w.md'), 'utf8')).toBe('---\r\ntitle: 新的\r\n---\r\n一段\r\n');
    expect((await list(notebook, 'path:w.md')).rows[0]?.title).toBe('新的');
    const after = await notebook.read({ path: 'w.md' });
    expect(result).toMatchObject({ version: after.version });
  });

  test('answers conflict with what is there, and leaves the disk alone, when the file has changed', async () => {
    const { notebook, folder } = await reach();
    const { version } = await notebook.read({ path: 'serverless.md' });
    writeIn(folder, 'serverless.md', '别人写的\n');
    const result = await notebook.save({
      path: 'serverless.md',
      base: version,
      text: '我写的\n',
      isMeant: true,
    });
    expect(result).toMatchObject({ kind: 'conflict', text: '别人写的\n' });
    expect(readFileSync(join(folder, 'serverless.md'), 'utf8')).toBe('别人写的\n');
    const theirs = result.kind === 'conflict' ? result.version : '';
    const second = await notebook.save({
      path: 'serverless.md',
      base: theirs,
      text: '两个人的\n',
      isMeant: true,
    });
    expect(second.kind).toBe('saved');
  });

  test('answers gone, and writes nothing, when the file is not there any more', async () => {
    const { notebook, folder } = await reach();
    const { version } = await notebook.read({ path: 'serverless.md' });
    rmSync(join(folder, 'serverless.md'));
    expect(await notebook.save({ path: 'serverless.md', base: version, text: 'x', isMeant: true })).toEqual({
      kind: 'gone',
    });
    expect(existsSync(join(folder, 'serverless.md'))).toBe(false);
  });

  test('makes a file where there is none, and answers conflict where one is', async () => {
    const { notebook, folder } = await reach();
    const made = await notebook.save({ path: '新/文.md', base: null, text: '内容\n' });
    expect(made.kind).toBe('saved');
    expect(readFileSync(join(folder, '新/文.md'), 'utf8')).toBe('内容\n');
    expect(await notebook.save({ path: '新/文.md', base: null, text: 'other' })).toMatchObject({
      kind: 'conflict',
    });
    expect(await paths(notebook)).toContain('新/文.md');
  });

  test('keeps the order of saves of one note: the last text is what stays', async () => {
    const { notebook, folder } = await reach();
    let { version } = await notebook.read({ path: 'serverless.md' });
    for (let index = 0; index < 30; index++) {
      const saving = notebook.save({
        path: 'serverless.md',
        base: version,
        text: `第 ${index} 稿\n`,
        isMeant: true,
      });
      const late = notebook.save({ path: 'serverless.md', base: version, text: '迟到的\n', isMeant: true });
      const result = await saving;
      expect(result.kind).toBe('saved');
      expect((await late).kind).toBe('conflict');
      if (result.kind === 'saved') version = result.version;
    }
    expect(readFileSync(join(folder, 'serverless.md'), 'utf8')).toBe('第 29 稿\n');
  });

  test('keeps both sides of a conflict: the text goes beside the note', async () => {
    const { notebook, folder } = await reach();
    const path = await notebook.keepBoth({ path: '生活/茶.md', text: '我的茶\n' });
    expect(path).toMatch(/^生活\/茶 \(conflict \d{4}-\d{2}-\d{2} \d{6}\)\.md$/);
    expect(readFileSync(join(folder, path), 'utf8')).toBe('我的茶\n');
    expect(readFileSync(join(folder, '生活/茶.md'), 'utf8')).toBe(tea);
    expect(await paths(notebook)).toContain(path);
  });

  // ---- unsaved text

  test('gives unsaved text back after the notebook was closed and opened again, until it is forgotten', async () => {
    const folder = makeFolder({ '茶.md': tea });
    const first = await reachIn(folder);
    const { version } = await first.notebook.read({ path: '茶.md' });
    expect(await first.notebook.journal({ path: '茶.md', base: version, text: '没来得及存\n' })).toBeNull();
    await first.close();
    await first.opened.close();

    const second = await reachIn(folder);
    const read = await second.notebook.read({ path: '茶.md' });
    expect(read.unsaved).toMatchObject({ text: '没来得及存\n', base: version });
    expect(read.text).toBe(tea);
    await second.notebook.journal({ path: '茶.md', base: null, text: null });
    expect((await second.notebook.read({ path: '茶.md' })).unsaved).toBeNull();
    expect(readFileSync(join(folder, '茶.md'), 'utf8')).toBe(tea);
  });

  test('forgets unsaved text once it is saved, but not what was typed after that', async () => {
    const { notebook } = await reach();
    const { version } = await notebook.read({ path: 'serverless.md' });
    await notebook.journal({ path: 'serverless.md', base: version, text: 'a' });
    const saved = await notebook.save({ path: 'serverless.md', base: version, text: 'a', isMeant: true });
    expect((await notebook.read({ path: 'serverless.md' })).unsaved).toBeNull();
    const base = saved.kind === 'saved' ? saved.version : '';
    const saving = notebook.save({ path: 'serverless.md', base, text: 'ab' });
    await notebook.journal({ path: 'serverless.md', base, text: 'abc' });
    await saving;
    expect((await notebook.read({ path: 'serverless.md' })).unsaved?.text).toBe('abc');
  });

  test('keeps text that was typed on another version when somebody else saves', async () => {
    const { notebook } = await reach();
    const { version } = await notebook.read({ path: 'serverless.md' });
    const saved = await notebook.save({
      path: 'serverless.md',
      base: version,
      text: 'theirs',
      isMeant: true,
    });
    await notebook.journal({ path: 'serverless.md', base: version, text: 'mine, in a conflict' });
    const base = saved.kind === 'saved' ? saved.version : '';
    await notebook.save({ path: 'serverless.md', base, text: 'theirs, and more' });
    expect((await notebook.read({ path: 'serverless.md' })).unsaved?.text).toBe('mine, in a conflict');
  });

  test('takes unsaved text along when a note is renamed', async () => {
    const { notebook } = await reach();
    await notebook.journal({ path: 'serverless.md', base: null, text: '未存' });
    await notebook.rename({ path: 'serverless.md', to: '新名.md' });
    expect((await notebook.read({ path: '新名.md' })).unsaved?.text).toBe('未存');
    expect(await notebook.save({ path: 'serverless.md', base: null, text: 'x' })).toMatchObject({
      kind: 'saved',
    });
    expect((await notebook.read({ path: 'serverless.md' })).unsaved).toBeNull();
  });

  // ---- names

  test('makes a new note with title and tags in its header, and never takes a name twice', async () => {
    const { notebook } = await reach();
    const title = '读: “深入 V8” #1';
    const path = await notebook.create({ title, tags: ['前端', 'a: b'] });
    const again = await notebook.create({ title, tags: [] });
    expect(again).not.toBe(path);
    expect(await notebook.facts({ path })).toMatchObject({
      title,
      titleFrom: 'header',
      tags: ['前端', 'a: b'],
    });
    expect((await notebook.facts({ path })).instant).toBeGreaterThan(Date.now() - 2 * 86_400_000);
    expect(await paths(notebook)).toEqual(expect.arrayContaining([path, again]));
  });

  test('makes a note without a title, for whoever wants to write first', async () => {
    const { notebook } = await reach();
    const path = await notebook.create({ title: '', tags: [] });
    expect(path).toMatch(/untitled\.md$/i);
    expect((await notebook.read({ path })).text).toMatch(/^title:$/m);
    expect((await notebook.facts({ path })).problem).toBeNull();
  });

  test('suggests a free path for a title, or one like the note that it is for', async () => {
    const { notebook } = await reach({
      '_posts/2020-01-13-old.md': '# Old\n',
      '_posts/2020-02-02-冷启动.md': '',
    });
    const suggest = (title: string, like: string | null) => notebook.suggestPath({ title, like });
    expect(await suggest('冷启动 Cold Start', '_posts/2020-01-13-old.md')).toBe(
      '_posts/2020-01-13-冷启动-cold-start.md',
    );
    expect(await suggest('Old', '_posts/2020-01-13-old.md')).toBe('_posts/2020-01-13-old.md');
    expect(await suggest('茶', null)).toMatch(/^_posts\/\d{4}-\d{2}-\d{2}-茶\.md$/);
    expect(await suggest('serverless', '生活/茶.md')).toBe('生活/serverless.md');
  });

  test('renames a note, never over another one', async () => {
    const { notebook, folder, events } = await reach();
    expect(await code(notebook.rename({ path: 'serverless.md', to: '生活/茶.md' }))).toBe('exists');
    expect(readFileSync(join(folder, '生活/茶.md'), 'utf8')).toBe(tea);
    expect(await notebook.rename({ path: 'serverless.md', to: '归档/无服务器.md' })).toBe('归档/无服务器.md');
    expect(await paths(notebook)).toEqual(['生活/茶.md', '归档/无服务器.md']);
    await eventually(() => {
      expect(changedPaths(events)).toEqual(expect.arrayContaining(['serverless.md', '归档/无服务器.md']));
    });
    expect(await notebook.rename({ path: '归档/无服务器.md', to: '归档/无服务器.md' })).toBe(
      '归档/无服务器.md',
    );
    expect(await paths(notebook)).toContain('归档/无服务器.md');
  });

  test('duplicates a note byte for byte beside it', async () => {
    const bytes = Buffer.from('\ufeffa\r\nb\nc');
    const { notebook, folder } = await reach({ 'odd.md': bytes });
    const path = await notebook.duplicate({ path: 'odd.md' });
    expect(readFileSync(join(folder, path))).toEqual(bytes);
    expect(await paths(notebook)).toEqual(expect.arrayContaining(['odd.md', path]));
  });

  test('moves a note to the trash and brings it back as it was', async () => {
    const { notebook, folder } = await reach();
    utimesSync(join(folder, 'serverless.md'), 1_600_000_000, 1_600_000_000);
    const trashed = await notebook.trash({ path: 'serverless.md' });
    expect(existsSync(join(folder, 'serverless.md'))).toBe(false);
    expect(await paths(notebook)).toEqual(['生活/茶.md']);
    expect(await notebook.restore({ trashed })).toBe('serverless.md');
    expect(readFileSync(join(folder, 'serverless.md'), 'utf8')).toBe(serverless);
    expect(statSync(join(folder, 'serverless.md')).mtimeMs).toBe(1_600_000_000_000);
    expect(await paths(notebook)).toEqual(['生活/茶.md', 'serverless.md']);
    expect(await code(notebook.restore({ trashed }))).toBe('not-found');
  });

  // ---- many notes at once

  test('renames a tag in every note as the preview shows it, and takes it back', async () => {
    const { notebook, folder, events } = await reach({ 'plain.md': 'serverless\n' });
    const change = { kind: 'rename' as const, from: ['serverless', '生活'], to: '无服务器' };
    const shown = await notebook.bulkPreview({ change, offset: 0, limit: 1 });
    expect(shown).toMatchObject({ total: 2, skipped: [] });
    expect(shown.notes).toEqual([
      {
        path: 'serverless.md',
        title: 'serverless资料收集',
        changes: [{ line: 5, before: ['  - serverless'], after: ['  - 无服务器'] }],
      },
    ]);
    const next = await notebook.bulkPreview({ change, offset: 1, limit: 1 });
    expect([next.plan, next.notes.map(({ path }) => path)]).toEqual([shown.plan, ['生活/茶.md']]);
    const done = await notebook.bulkApply({ change, plan: shown.plan });
    expect(done).toMatchObject({ changed: 2, skipped: [] });
    expect(readFileSync(join(folder, 'serverless.md'), 'utf8')).toBe(
      serverless.replace('  - serverless', '  - 无服务器'),
    );
    expect((await list(notebook, 'tag:无服务器')).rows.map(({ tags }) => tags)).toEqual([
      ['无服务器/茶', '无服务器'],
      ['无服务器'],
    ]);
    await eventually(() => {
      expect(changedPaths(events)).toEqual(expect.arrayContaining(['serverless.md', '生活/茶.md']));
    });
    expect(await code(notebook.bulkApply({ change, plan: shown.plan }))).toBe('busy');
    expect(await notebook.bulkLast({})).toEqual({
      batch: done.batch,
      change,
      at: expect.any(Number) as number,
    });
    expect(await notebook.bulkUndo({ batch: null })).toEqual({ batch: done.batch, changed: 2, skipped: [] });
    expect(await notebook.bulkLast({})).toBeNull();
    expect(readFileSync(join(folder, '生活/茶.md'), 'utf8')).toBe(tea);
    expect(await code(notebook.bulkUndo({ batch: null }))).toBe('not-found');
    expect(await notebook.bulkCancel({})).toBe(false);
    expect(await notebook.bulkPending({})).toBeNull();
    expect(await code(notebook.bulkResolve({ batch: 'nobody', way: 'continue' }))).toBe('not-found');
  });

  test('adds a tag to the notes of a filter, deletes tags, and finds tags that seem to be the same', async () => {
    const { notebook } = await reach({ 'plain.md': 'Text\n', 'twin.md': note({ tags: ['Serverless'] }) });
    const apply = async (change: Arguments<'bulkApply'>['change']) =>
      notebook.bulkApply({
        change,
        plan: (await notebook.bulkPreview({ change, offset: 0, limit: 0 })).plan,
      });
    expect(await notebook.tagTwins({})).toEqual([
      {
        names: [
          { name: 'serverless', count: 2, kind: 'tag' },
          { name: 'Serverless', count: 1, kind: 'tag' },
        ],
        reason: 'case',
        suggested: 'serverless',
      },
    ]);
    expect((await apply({ kind: 'add', name: '新', filter: 'is:untagged' })).changed).toBe(1);
    expect(await paths(notebook, 'tag:新')).toEqual(['plain.md']);
    expect((await apply({ kind: 'delete', names: ['serverless', 'Serverless', '生活'] })).changed).toBe(3);
    expect((await list(notebook, '', true)).facets?.tags.map(({ name }) => name)).toEqual(['新']);
    const bad = { kind: 'add' as const, name: 'x', filter: 'is:' };
    expect(await code(notebook.bulkPreview({ change: bad, offset: 0, limit: 0 }))).toBe('bad-query');
  });

  // ---- events

  test('tells every listener about its own saves, with the version', async () => {
    const { notebook, events, opened } = await reach();
    const others: NotebookEvent[] = [];
    opened.listen((event) => others.push(event));
    const { version } = await notebook.read({ path: 'serverless.md' });
    const result = await notebook.save({ path: 'serverless.md', base: version, text: '新\n', isMeant: true });
    const saved = result.kind === 'saved' ? result.version : null;
    await eventually(() => {
      for (const seen of [events, others]) {
        const changes = seen.flatMap((event) => (event.kind === 'changed' ? event.notes : []));
        expect(changes).toContainEqual({ path: 'serverless.md', version: saved });
      }
    });
  });

  test('sees what another program adds, changes and deletes', async () => {
    const { notebook, folder, events } = await reach();
    writeIn(folder, '外/来.md', note({ title: '外来', tags: ['外'] }));
    await eventually(async () => expect(await paths(notebook, 'tag:外')).toEqual(['外/来.md']));
    writeIn(folder, '外/来.md', note({ title: '改过的', tags: ['内'] }));
    await eventually(async () => expect((await list(notebook, 'tag:内')).rows[0]?.title).toBe('改过的'));
    rmSync(join(folder, '外/来.md'));
    await eventually(async () => expect((await list(notebook)).total).toBe(2));
    // The list may show it before the news of it is out.
    await eventually(() => {
      const last = events.flatMap((event) => (event.kind === 'changed' ? event.notes : [])).at(-1);
      expect(last).toEqual({ path: '外/来.md', version: null });
    });
  });

  test('stops telling a listener that went away', async () => {
    const { notebook, opened } = await reachIn(makeFolder());
    const seen: NotebookEvent[] = [];
    const kept: NotebookEvent[] = [];
    const stop = notebook.listen((event) => seen.push(event));
    notebook.listen((event) => kept.push(event));
    stop();
    await opened.create({ title: 'x', tags: [] });
    await eventually(() => expect(changedPaths(kept)).toHaveLength(1));
    expect(seen).toEqual([]);
  });

  test('is unavailable while its folder is gone: still lists, says so, loses nothing, and comes back by itself', async () => {
    const { notebook, folder, events } = await reach();
    const { version } = await notebook.read({ path: 'serverless.md' });
    renameSync(folder, `${folder}-away`);
    onTestFinished(() => rmSync(`${folder}-away`, { recursive: true, force: true }));
    await eventually(async () => expect((await notebook.state({})).availability).toBe('unavailable'));
    expect((await list(notebook)).total).toBe(2);
    const error = await failure(
      notebook.save({ path: 'serverless.md', base: version, text: 'x', isMeant: true }),
    );
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain(folder);
    expect(await code(notebook.read({ path: 'serverless.md' }))).toBe('unavailable');
    expect(await code(notebook.create({ title: 'x', tags: [] }))).toBe('unavailable');
    expect(existsSync(folder)).toBe(false);
    expect(await notebook.journal({ path: 'serverless.md', base: version, text: '还在' })).toBeNull();
    renameSync(`${folder}-away`, folder);
    await eventually(async () => expect((await notebook.state({})).availability).toBe('ready'));
    expect((await notebook.read({ path: 'serverless.md' })).unsaved?.text).toBe('还在');
    const states = events.flatMap((event) => (event.kind === 'state' ? event.state.availability : []));
    expect(states).toContain('unavailable');
    expect(states.at(-1)).toBe('ready');
    expect(
      events.flatMap((e) => (e.kind === 'changed' ? e.notes : [])).filter((n) => n.version === null),
    ).toEqual([]);
  });

  test('answers offline after it was closed', async () => {
    const { notebook, opened } = await reach();
    await opened.close();
    expect(await code(list(notebook))).toBe('offline');
    expect(await code(notebook.read({ path: 'serverless.md' }))).toBe('offline');
    expect(await code(notebook.save({ path: 'serverless.md', base: null, text: '' }))).toBe('offline');
  });

  // ---- saved filters

  test('keeps named filters in .gleaner/filters.json, in order, and tells every listener', async () => {
    const { notebook, folder, events } = await reach();
    expect(await notebook.savedFilters({})).toEqual({ version: null, filters: [] });
    expect(existsSync(join(folder, '.gleaner'))).toBe(false);
    const filters = [
      { name: '茶', filter: 'tag:生活/茶' },
      { name: 'Serverless', filter: 'tag:serverless -tag:draft' },
    ];
    const saved = await notebook.saveFilters({ base: null, filters });
    expect(saved).toMatchObject({ kind: 'saved', filters });
    expect(JSON.parse(readFileSync(join(folder, '.gleaner/filters.json'), 'utf8'))).toEqual({ filters });
    expect(await notebook.savedFilters({})).toEqual({ version: saved.version, filters });
    await eventually(() => expect(events).toContainEqual({ kind: 'filters' }));
    expect(await paths(notebook)).toEqual(['生活/茶.md', 'serverless.md']);
  });

  test('writes no saved filters over ones that changed since, and says what is there', async () => {
    const { notebook, opened, folder, events } = await reach();
    const { version } = await notebook.saveFilters({ base: null, filters: [{ name: 'a', filter: 'x' }] });
    await eventually(() => expect(events).toContainEqual({ kind: 'filters' }));
    events.length = 0;
    const theirs = [{ name: 'b', filter: 'y' }];
    writeIn(folder, '.gleaner/filters.json', JSON.stringify({ filters: theirs }));
    opened.check();
    await eventually(() => expect(events).toContainEqual({ kind: 'filters' }));
    const result = await notebook.saveFilters({ base: version, filters: [] });
    expect(result).toMatchObject({ kind: 'conflict', filters: theirs });
    expect(await notebook.saveFilters({ base: result.version, filters: [] })).toMatchObject({
      kind: 'saved',
    });
  });

  test('leaves saved filters that can’t be read alone, and names their file and line', async () => {
    const { notebook, folder } = await reach();
    writeIn(folder, '.gleaner/filters.json', '{"filters": [\n  {"name": "a"\n]}');
    const read = await failure(notebook.savedFilters({}));
    expect(read).toMatchObject({ code: 'broken', at: 3 });
    expect(read.message).toContain('.gleaner/filters.json, line 3');
    expect(await code(notebook.saveFilters({ base: null, filters: [] }))).toBe('broken');
    expect(readFileSync(join(folder, '.gleaner/filters.json'), 'utf8')).toContain('"a"\n]');
  });

  // ---- the wire

  if (wayName !== 'directly') {
    test('refuses arguments that do not fit, for every call, and says which', async () => {
      const { notebook } = await reach();
      for (const name of Object.keys(calls) as CallName[]) {
        const call = notebook[name] as (args: unknown) => Promise<unknown>;
        for (const args of [
          undefined,
          null,
          5,
          [],
          'x',
          { unknownKey: 1 },
          { path: 7 },
          { path: 'a.md', extra: true },
        ]) {
          const error = await failure(call(args));
          expect(error.code, `${name}(${JSON.stringify(args)})`).toBe('bad-argument');
          expect(error.message).toContain(name);
        }
      }
      const over = notebook.query({ filter: '', sort: 'date', offset: 0, limit: 1001, facets: false });
      expect(await code(over)).toBe('bad-argument');
      expect(await code(notebook.save({ path: 'a.md', base: 'no hash', text: '' }))).toBe('bad-argument');
    });

    test('does not know calls that the contract does not have', async () => {
      const { notebook, post, opened } = await reach();
      for (const name of [
        'close',
        'constructor',
        '__proto__',
        'toString',
        'check',
        'listen',
        'hasOwnProperty',
      ]) {
        post?.({ t: 'q', i: `x-${name}`, m: name, a: [{}] });
      }
      expect((await notebook.state({})).total).toBe(2);
      expect((await opened.state({})).total).toBe(2);
    });

    test('lives on after frames that are no messages', async () => {
      const { notebook, post } = await reach();
      const strange = [
        null,
        1,
        '',
        'not json',
        '{',
        [],
        {},
        { t: 'q' },
        { t: 's', i: 'nobody' },
        { t: 'q', m: 'state', a: 1 },
      ];
      const worse = [
        { t: 'q', i: 1, m: 'state', a: [{}, {}] },
        { t: 'x', m: 'state' },
        { t: 'q', m: 'state', a: [] },
      ];
      for (const frame of [...strange, ...worse]) post?.(frame);
      expect((await notebook.state({})).total).toBe(2);
    });

    test('fails pending and later calls with offline when the connection is gone', async () => {
      const { notebook, cut } = await reach();
      const pending = code(list(notebook));
      cut?.();
      expect(['offline']).toContain(await pending);
      expect(await code(notebook.state({}))).toBe('offline');
    });
  }
});

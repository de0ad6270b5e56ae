import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { NotesError } from '../notes/api.ts';
import { encodedAs } from '../notes/files/encoders.ts';
import { openNotebook } from '../notes/notebook.ts';
import { eventually, makeFolder, withOwnHome } from './contract-make.ts';
import { ways } from './contract-ports.ts';

withOwnHome();

const header = '---\r\ntitle: 旧笔记\r\ntags: [前端]\r\n---\r\n';
const body = '\r\n看了文章就忘，在这儿把文章收集起来。\r\n';

describe.each(ways)(
  'notes in other encodings, the trash and missing notes, in a notebook reached %s',
  (_, way) => {
    async function reach(files: Record<string, string | Buffer>) {
      const folder = makeFolder(files);
      const opened = await openNotebook(folder);
      const connection = await way(opened);
      onTestFinished(async () => {
        await connection.close();
        await opened.close();
      });
      await opened.ready;
      const bytes = (path: string) => readFileSync(join(folder, path));
      return { notebook: connection.notebook, folder, bytes };
    }
    const code = async (work: Promise<unknown>): Promise<string> => {
      try {
        return `answered ${JSON.stringify(await work)}`;
      } catch (error) {
        return error instanceof NotesError ? error.code : String(error);
      }
    };
    const found = { sort: 'date', offset: 0, limit: 10, facets: false } as const;

    test('are read, listed, found and saved in their encoding', async () => {
      const { notebook, bytes } = await reach({ '旧.md': encodedAs(header + body, 'gbk') });
      const note = await notebook.read({ path: '旧.md' });
      expect(note).toMatchObject({ encoding: 'gbk', lineEnds: 'CRLF', readOnly: null });
      const { rows } = await notebook.query({ ...found, filter: 'tag:前端 收集起来' });
      expect(rows).toMatchObject([{ path: '旧.md', title: '旧笔记', problem: null }]);
      const text = `${note.text}新的一行`;
      expect((await notebook.save({ path: '旧.md', base: note.version, text })).kind).toBe('saved');
      expect(bytes('旧.md').equals(encodedAs(`${header}${body}新的一行`, 'gbk'))).toBe(true);
    });

    test('keep it when tags are changed in many of them, down to the byte', async () => {
      const { notebook, bytes } = await reach({
        'a.md': encodedAs(header + body, 'gbk'),
        'b.md': Buffer.concat([Buffer.from([0xff, 0xfe]), encodedAs(header + body, 'utf-16le')]),
        'c.md': header + body,
      });
      const before = bytes('b.md');
      const change = { kind: 'rename' as const, from: ['前端'], to: '网页' };
      const { plan } = await notebook.bulkPreview({ change, offset: 0, limit: 10 });
      const { changed, skipped, batch } = await notebook.bulkApply({ change, plan });
      expect([changed, skipped]).toEqual([3, []]);
      expect(bytes('a.md').equals(encodedAs(header.replace('前端', '网页') + body, 'gbk'))).toBe(true);
      expect(bytes('b.md').toString('utf16le')).toBe(`\ufeff${header.replace('前端', '网页')}${body}`);
      await notebook.bulkUndo({ batch });
      expect(bytes('b.md').equals(before)).toBe(true);
    });

    test('ask where a character has no place in the encoding, and become UTF-8 with the old bytes kept', async () => {
      const { notebook, bytes } = await reach({ 'a.md': encodedAs(body, 'gbk') });
      const { version, text } = await notebook.read({ path: 'a.md' });
      const save = { path: 'a.md', base: version, text: `${text}😀𠮷` };
      expect(await notebook.save(save)).toEqual({
        kind: 'unmappable',
        characters: ['😀', '𠮷'],
        encoding: 'gbk',
      });
      expect(bytes('a.md').equals(encodedAs(body, 'gbk'))).toBe(true);
      expect((await notebook.save({ ...save, encoding: 'utf-8' })).kind).toBe('saved');
      expect(bytes('a.md').toString()).toBe(`${body}😀𠮷`);
      const { versions } = await notebook.history({ path: 'a.md', offset: 0, limit: 10 });
      expect(versions.map((one) => one.version)).toContain(version);
    });

    test('get their encoding also while it makes no difference to a byte', async () => {
      const { notebook, bytes } = await reach({ 'a.md': 'plain\n' });
      const { version } = await notebook.read({ path: 'a.md' });
      const save = { path: 'a.md', base: version, text: 'plain\n' };
      expect((await notebook.save({ ...save, encoding: 'gbk' })).kind).toBe('saved');
      expect((await notebook.read({ path: 'a.md' })).encoding).toBe('gbk');
      await notebook.save({ ...save, text: 'plain\n茶\n' });
      expect(bytes('a.md').equals(encodedAs('plain\n茶\n', 'gbk'))).toBe(true);
    });

    test('are read as a person says, remembered by their bytes, also after a save', async () => {
      const { notebook, bytes } = await reach({ 'one.md': Buffer.from([0xd2, 0xbb]) });
      expect((await notebook.read({ path: 'one.md' })).text).toBe('һ');
      expect(await notebook.readAs({ path: 'one.md', encoding: 'gbk' })).toMatchObject({
        text: '一',
        encoding: 'gbk',
      });
      const { version } = await notebook.read({ path: 'one.md' });
      await notebook.save({ path: 'one.md', base: version, text: '一一' });
      expect(bytes('one.md').toString('hex')).toBe('d2bbd2bb');
      expect(await notebook.read({ path: 'one.md' })).toMatchObject({ text: '一一', encoding: 'gbk' });
      expect(await code(notebook.readAs({ path: 'one.md', encoding: 'utf-16be' }))).toMatch(/answered/);
      expect(await code(notebook.readAs({ path: 'gone.md', encoding: 'gbk' }))).toBe('not-found');
    });

    test('are not written in another encoding than the one their text was read in', async () => {
      const { notebook, bytes } = await reach({ 'a.md': encodedAs(body, 'gbk') });
      const { version, text } = await notebook.read({ path: 'a.md' });
      // Another window says that it is something else; this one has not heard of it.
      const there = await notebook.readAs({ path: 'a.md', encoding: 'big5' });
      expect([there.version, there.text === text]).toEqual([version, false]);
      const save = { path: 'a.md', base: version, text: `${text}新的一行`, readIn: 'gbk' as const };
      expect(await notebook.save(save)).toEqual({
        kind: 'conflict',
        version,
        text: there.text,
        encoding: 'big5',
      });
      expect(bytes('a.md').equals(encodedAs(body, 'gbk'))).toBe(true);
      await notebook.readAs({ path: 'a.md', encoding: 'gbk' });
      expect((await notebook.save(save)).kind).toBe('saved');
      expect(bytes('a.md').equals(encodedAs(`${body}新的一行`, 'gbk'))).toBe(true);
    });

    test('lie in the trash until a person deletes them', async () => {
      const { notebook, bytes } = await reach({
        'x/a.md': encodedAs(body, 'gbk'),
        'b.md': '# 乙\n',
        'c.md': 'c',
      });
      const trashed = await notebook.trash({ path: 'x/a.md' });
      await notebook.trash({ path: 'b.md' });
      const { total, notes } = await notebook.trashed({ offset: 0, limit: 10 });
      expect([total, notes.map(({ path }) => path).sort()]).toEqual([2, ['b.md', 'x/a.md']]);
      expect(notes.map(({ title }) => title).sort()).toEqual(['a', '乙']);
      expect((await notebook.trashedText({ trashed })).text).toBe(body.replaceAll('\r\n', '\n'));
      expect(await notebook.deleteTrashed({ trashed: ['b.md', 'gone.md'] })).toBe(1);
      expect(await notebook.restore({ trashed })).toBe('x/a.md');
      expect(bytes('x/a.md').equals(encodedAs(body, 'gbk'))).toBe(true);
      await notebook.trash({ path: 'x/a.md' });
      const at = Math.max(...(await notebook.trashed({ offset: 0, limit: 10 })).notes.map((one) => one.at));
      expect(await notebook.emptyTrash({ until: at - 1 })).toBe(0);
      expect(await notebook.emptyTrash({ until: at })).toBe(1);
      expect(await code(notebook.trashedText({ trashed }))).toBe('not-found');
    });

    test('stay listed when many are missing at once, until a person says that they are gone', async () => {
      const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${n}.md`, `# Note ${n}`]));
      const { notebook, folder } = await reach({ ...many, 'a.md': '# A' });
      for (const path of Object.keys(many)) rmSync(join(folder, path));
      await eventually(async () =>
        expect(await notebook.state({})).toMatchObject({
          availability: 'unavailable',
          missing: 30,
          total: 31,
        }),
      );
      expect(await code(notebook.create({ title: 'x', tags: [] }))).toBe('unavailable');
      expect((await notebook.read({ path: 'a.md' })).text).toBe('# A');
      expect(await notebook.lookAgain({})).toMatchObject({ missing: 30 });
      expect(await notebook.acceptLoss({})).toMatchObject({ availability: 'ready', total: 1 });
    });

    test('has a log that says nothing as long as nothing fails', async () => {
      const { notebook } = await reach({ 'a.md': 'a' });
      expect((await notebook.log({})).text).toBe('');
    });
  },
);

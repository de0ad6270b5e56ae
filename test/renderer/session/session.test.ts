import { afterEach, describe, expect, it, vi } from 'vitest';
import { NotesError, type Notebook } from '../../../notes/api.ts';
import { useStore } from '../../../renderer/store.ts';
import { note } from '../../make.ts';
import { closeDesks, desk, never, openNote, quick, replace, typeAtEnd, until, untilTrue } from './make.ts';

afterEach(closeDesks);

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}\n`).join('');

describe('typing', () => {
  it('ends with Saved, and the file holds exactly the text', async () => {
    const { sessions, read } = await desk({ 'a.md': note({ title: '茶', body: '正文\n' }) });
    await sessions.open('a.md');
    expect(openNote()).toMatchObject({ path: 'a.md', status: { kind: 'saved' }, facts: { title: '茶' } });
    typeAtEnd(sessions, '新的一段。\n');
    expect(openNote().status.kind).toBe('saving');
    await until('saved');
    expect(read('a.md')).toBe(note({ title: '茶', body: '正文\n新的一段。\n' }));
  });

  it('keeps CRLF and the byte order mark of the file', async () => {
    const { sessions, read } = await desk({ 'a.md': '\ufeff一\r\n二\r\n' });
    await sessions.open('a.md');
    expect(openNote()).toMatchObject({ lineEnds: 'CRLF', byteOrderMark: true });
    replace(sessions, '二', '二二');
    await until('saved');
    expect(read('a.md')).toBe('\ufeff一\r\n二二\r\n');
  });

  it('is Saved without a write when it is undone', async () => {
    const { sessions, notebook } = await desk({ 'a.md': 'a\n' }, never);
    await sessions.open('a.md');
    const before = (await notebook.read({ path: 'a.md' })).modified;
    typeAtEnd(sessions, 'b');
    replace(sessions, 'b', '');
    expect(openNote().status.kind).toBe('saved');
    expect((await notebook.read({ path: 'a.md' })).modified).toBe(before);
  });

  it('tells of the cursor and of facts that follow the text', async () => {
    const { sessions } = await desk({ 'a.md': '# 一\n\n正文\n' });
    await sessions.open('a.md', { line: 3 });
    expect(openNote()).toMatchObject({ line: 3, column: 1 });
    typeAtEnd(sessions, '\n### [文章](https://example.com/a)\n');
    await untilTrue(() => openNote().facts.sources.length === 1, 'The source is not among the facts.');
  });

  it("is not sent back when the notebook's news are of its own save", async () => {
    let reads = 0;
    const { sessions, notebook } = await desk({ 'a.md': '一\n' }, quick, (plain) => ({
      ...plain,
      read: (args) => {
        reads += 1;
        return plain.read(args);
      },
    }));
    let news = 0;
    notebook.listen((event) => (news += event.kind === 'changed' ? 1 : 0));
    await sessions.open('a.md');
    typeAtEnd(sessions, '二');
    await until('saved');
    await untilTrue(() => news > 0, 'The notebook told nobody of the save.');
    // A later change by another program is looked at after the news of the save.
    await notebook.save({
      path: 'a.md',
      base: (await notebook.read({ path: 'a.md' })).version,
      text: '三\n',
    });
    await untilTrue(() => sessions.text() === '三\n', 'The change outside did not arrive.');
    expect(reads).toBe(2);
  });

  it('while a save is under way is saved next, and Saved is said only then', async () => {
    const saves: { text: string; finish: () => void }[] = [];
    const slow = (notebook: Notebook): Notebook => ({
      ...notebook,
      save: async (args) => {
        await new Promise<void>((finish) => saves.push({ text: args.text, finish }));
        return notebook.save(args);
      },
    });
    const { sessions, read } = await desk({ 'a.md': '' }, quick, slow);
    await sessions.open('a.md');
    typeAtEnd(sessions, '1');
    await untilTrue(() => saves.length === 1, 'Nothing is being saved.');
    typeAtEnd(sessions, '2');
    saves[0]?.finish();
    await untilTrue(() => saves.length === 2, 'What was typed meanwhile is not being saved.');
    expect(openNote().status.kind).toBe('saving');
    expect(read('a.md')).toBe('1');
    saves[1]?.finish();
    await until('saved');
    expect(read('a.md')).toBe('12');
    expect(saves.map(({ text }) => text)).toEqual(['1', '12']);
  });
});

describe('two sessions on one note', () => {
  it('type alternately 200 times and lose nothing', async () => {
    const { sessions: one, second, read } = await desk({ 'a.md': lines(40) });
    const two = second();
    await one.open('a.md');
    await two.open('a.md');
    for (let step = 0; step < 100; step++) {
      replace(one, `line ${step % 10}\n`, `line ${step % 10}\none ${step}.\n`);
      replace(two, `line ${30 + (step % 10)}\n`, `line ${30 + (step % 10)}\ntwo ${step}.\n`);
      if (step % 7 === 0) await new Promise((done) => setTimeout(done, 15));
    }
    await untilTrue(() => one.unsaved().length + two.unsaved().length === 0, 'Not all is saved.');
    await one.flush();
    await two.flush();
    const text = read('a.md');
    for (let step = 0; step < 100; step++) {
      expect(text).toContain(`one ${step}.\n`);
      expect(text).toContain(`two ${step}.\n`);
    }
    await untilTrue(() => one.text() === read('a.md') && two.text() === read('a.md'), 'The two differ.');
  });
});

describe('text that is only in the journal', () => {
  it('is written there again when another one has saved the same note', async () => {
    const { sessions: one, second, notebook } = await desk({ 'a.md': lines(3) }, never);
    const two = second({ ...never, settle: 20 });
    await two.open('a.md');
    await one.open('a.md');
    replace(one, 'line 1', 'mine');
    const kept = async () => (await notebook.read({ path: 'a.md' })).unsaved?.text;
    // Both changed one line: the first to save has it, the other one is in conflict.
    await two.open('a.md');
    replace(two, 'line 1', 'theirs');
    expect(await two.flush()).toBe(true);
    await vi.waitFor(async () => expect(await kept()).toBe(lines(3).replace('line 1', 'mine')));
    // As a save by another one does, whatever the entry holds.
    await notebook.journal({ path: 'a.md', base: null, text: null });
    typeAtEnd(two, 'more\n');
    expect(await two.flush()).toBe(true);
    await vi.waitFor(async () => expect(await kept()).toBe(lines(3).replace('line 1', 'mine')), 3000);
    expect(one.unsaved()).toEqual(['a.md']);
  });
});

describe('a change outside', () => {
  it('comes into a clean note with the cursor and the undo history kept', async () => {
    const { sessions, write } = await desk({ 'a.md': lines(5) });
    await sessions.open('a.md', { line: 4 });
    replace(sessions, 'line 0', 'LINE 0');
    await until('saved');
    write('a.md', `new\n${lines(5).replace('line 0', 'LINE 0')}`);
    await untilTrue(() => sessions.text()?.startsWith('new\n') === true, 'The change did not come.');
    expect(openNote()).toMatchObject({ line: 5, status: { kind: 'saved' } });
  });

  it('elsewhere in a dirty note is merged, and both are saved', async () => {
    const { sessions, write, read } = await desk({ 'a.md': lines(20) }, never);
    await sessions.open('a.md');
    replace(sessions, 'line 1\n', 'mine\n');
    write('a.md', lines(20).replace('line 15\n', 'theirs\n'));
    expect(await sessions.flush()).toBe(true);
    expect(read('a.md')).toBe(lines(20).replace('line 1\n', 'mine\n').replace('line 15\n', 'theirs\n'));
    expect(sessions.text()).toBe(read('a.md'));
  });

  it('of the same line is a conflict: nothing is written until the person decides', async () => {
    const { sessions, write, read } = await desk({ 'a.md': lines(3) });
    await sessions.open('a.md');
    write('a.md', lines(3).replace('line 1', 'theirs'));
    replace(sessions, 'line 1', 'mine');
    await until('conflict');
    typeAtEnd(sessions, 'more');
    expect(await sessions.flush()).toBe(false);
    expect(read('a.md')).toBe(lines(3).replace('line 1', 'theirs'));
    expect(sessions.text()).toBe(`${lines(3).replace('line 1', 'mine')}more`);
  });

  it('in conflict: "Keep both" shows the disk and keeps this text in a file beside it', async () => {
    const { sessions, write, read, files } = await desk({ 'a.md': lines(3) });
    await sessions.open('a.md');
    write('a.md', lines(3).replace('line 1', 'theirs'));
    replace(sessions, 'line 1', 'mine');
    await until('conflict');
    await sessions.keepBoth();
    await until('saved');
    const kept = openNote().keptAs ?? '';
    expect(files()).toEqual([kept, 'a.md'].sort());
    expect(read(kept)).toBe(lines(3).replace('line 1', 'mine'));
    expect(read('a.md')).toBe(lines(3).replace('line 1', 'theirs'));
    expect(sessions.text()).toBe(read('a.md'));
  });

  it('in conflict: "Keep mine" saves this text; what the disk had is in the history and in no other file', async () => {
    const { sessions, notebook, write, read, files } = await desk({ 'a.md': lines(3) });
    await sessions.open('a.md');
    write('a.md', lines(3).replace('line 1', 'theirs'));
    replace(sessions, 'line 1', 'mine');
    await until('conflict');
    await sessions.keepMine();
    await until('saved');
    expect(files()).toEqual(['a.md']);
    expect(openNote().keptAs).toBeNull();
    expect(read('a.md')).toBe(lines(3).replace('line 1', 'mine'));
    expect(await keptTexts(notebook, 'a.md')).toContain(lines(3).replace('line 1', 'theirs'));
  });

  it('in conflict: "Keep mine" without a history keeps what the disk had in a file beside it', async () => {
    const { sessions, notebook, write, read } = await desk({ 'a.md': lines(3) });
    await sessions.open('a.md');
    write('a.md', lines(3).replace('line 1', 'theirs'));
    replace(sessions, 'line 1', 'mine');
    await until('conflict');
    notebook.history = () => Promise.resolve({ total: 0, versions: [], now: null });
    await sessions.keepMine();
    await until('saved');
    expect(read(openNote().keptAs ?? '')).toBe(lines(3).replace('line 1', 'theirs'));
    expect(read('a.md')).toBe(lines(3).replace('line 1', 'mine'));
  });

  it('in conflict: "Take the other" shows the disk; this text is in the history, and one step of undo brings it back', async () => {
    const { sessions, notebook, write, read, files } = await desk({ 'a.md': lines(3) });
    await sessions.open('a.md');
    write('a.md', lines(3).replace('line 1', 'theirs'));
    replace(sessions, 'line 1', 'mine');
    await until('conflict');
    await sessions.keepTheirs();
    await until('saved');
    expect(files()).toEqual(['a.md']);
    expect(sessions.text()).toBe(lines(3).replace('line 1', 'theirs'));
    expect(read('a.md')).toBe(sessions.text());
    expect(await keptTexts(notebook, 'a.md')).toContain(lines(3).replace('line 1', 'mine'));
  });

  it('that makes the texts equal is no conflict', async () => {
    const { sessions, write } = await desk({ 'a.md': lines(3) }, never);
    await sessions.open('a.md');
    replace(sessions, 'line 1', 'same');
    write('a.md', lines(3).replace('line 1', 'same'));
    expect(await sessions.flush()).toBe(true);
    expect(openNote().status.kind).toBe('saved');
  });
});

// A notebook that loses half of its notes at once counts as unavailable, and nothing in it as deleted.
const others = Object.fromEntries(['b', 'c', 'd', 'e'].map((name) => [`${name}.md`, name]));

describe('a file that is deleted', () => {
  it('leaves the text on screen, clean or dirty, and "Save again" writes it', async () => {
    const { sessions, remove, read, exists } = await desk({ 'a.md': 'a\n', ...others });
    await sessions.open('a.md');
    remove('a.md');
    await until('gone');
    expect(sessions.text()).toBe('a\n');
    typeAtEnd(sessions, 'more\n');
    expect(await sessions.flush()).toBe(false);
    expect(exists('a.md')).toBe(false);
    await sessions.saveAgain();
    await until('saved');
    expect(read('a.md')).toBe('a\nmore\n');
  });

  it('and comes back as it was is no loss any more', async () => {
    const { sessions, remove, write } = await desk({ 'a.md': 'a\n', ...others });
    await sessions.open('a.md');
    remove('a.md');
    await until('gone');
    write('a.md', 'a\n');
    await until('saved');
  });
});

describe('a file that is renamed by another program', () => {
  it('is followed, with the text, the undo history and what is typed', async () => {
    const { sessions, move, read, exists } = await desk({ 'a.md': lines(3), ...others });
    await sessions.open('a.md', { line: 2 });
    move('a.md', 'sub/new.md');
    await untilTrue(() => openNote().path === 'sub/new.md', 'The note was not followed.');
    expect(openNote()).toMatchObject({ line: 2 });
    typeAtEnd(sessions, 'more\n');
    expect(await sessions.flush()).toBe(true);
    expect(read('sub/new.md')).toBe(`${lines(3)}more\n`);
    expect(exists('a.md')).toBe(false);
    expect(openNote().status.kind).toBe('saved');
  });

  it('is followed when its text is not saved yet, and saved under its new name', async () => {
    const { sessions, move, read, exists, notebook } = await desk({ 'a.md': lines(3), ...others }, never);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'mine\n');
    move('a.md', 'new.md');
    await untilTrue(() => openNote().path === 'new.md', 'The note was not followed.');
    expect(await sessions.flush()).toBe(true);
    expect(read('new.md')).toBe(`${lines(3)}mine\n`);
    expect(exists('a.md')).toBe(false);
    expect((await notebook.read({ path: 'new.md' })).unsaved).toBeNull();
  });

  it('counts as gone when two files have its text now', async () => {
    const { sessions, move, write } = await desk({ 'a.md': lines(3), ...others });
    await sessions.open('a.md');
    write('copy.md', lines(3));
    move('a.md', 'new.md');
    await until('gone');
    expect(openNote().path).toBe('a.md');
  });

  it('counts as gone when only a note with other text has come', async () => {
    const { sessions, remove, write } = await desk({ 'a.md': lines(3), ...others });
    await sessions.open('a.md');
    write('new.md', lines(4));
    remove('a.md');
    await until('gone');
    expect(openNote().path).toBe('a.md');
  });
});

describe('a save that fails', () => {
  it('says why until it works, and tries again by itself', async () => {
    let broken = true;
    const full = (notebook: Notebook): Notebook => ({
      ...notebook,
      save: (args) =>
        broken ? Promise.reject(new NotesError('disk-full', 'The disk is full.')) : notebook.save(args),
    });
    const { sessions, read } = await desk({ 'a.md': 'a' }, quick, full);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'b');
    await until('failed');
    expect(openNote().status).toMatchObject({ error: { code: 'disk-full' } });
    expect(await sessions.flush()).toBe(false);
    expect(sessions.unsaved()).toEqual(['a.md']);
    typeAtEnd(sessions, 'c');
    expect(openNote().status.kind).toBe('failed');
    broken = false;
    await until('saved');
    expect(read('a.md')).toBe('abc');
  });

  it('because the host is away is made up for when it is back', async () => {
    let away = false;
    const leaving = (notebook: Notebook): Notebook => ({
      ...notebook,
      save: (args) => (away ? Promise.reject(new NotesError('offline', 'away')) : notebook.save(args)),
    });
    const { sessions, read } = await desk(
      { 'a.md': 'a' },
      { ...quick, retry: 1e6, retryAtMost: 1e6 },
      leaving,
    );
    await sessions.open('a.md');
    away = true;
    useStore.setState({ connection: 'offline' });
    typeAtEnd(sessions, 'b');
    await until('failed');
    away = false;
    useStore.setState({ connection: 'online' });
    await until('saved');
    expect(read('a.md')).toBe('ab');
  });

  it('keeps the text in the journal, and it comes back after Gleaner has ended', async () => {
    const full = (notebook: Notebook): Notebook => ({
      ...notebook,
      save: () => Promise.reject(new NotesError('disk-full', 'The disk is full.')),
    });
    const { sessions, notebook, second, read } = await desk({ 'a.md': 'a' }, quick, full);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'b');
    await untilTrue(() => openNote().status.kind === 'failed', 'The save did not fail.');
    await vi.waitFor(async () => expect((await notebook.read({ path: 'a.md' })).unsaved?.text).toBe('ab'));
    const { writer = '' } = (await notebook.read({ path: 'a.md' })).unsaved ?? {};
    notebook.left?.([writer]);
    const later = second(quick, (same) => same);
    await later.open('a.md');
    expect(later.text()).toBe('ab');
    expect(openNote().recovered).toBe(true);
    await until('saved');
    expect(read('a.md')).toBe('ab');
    expect((await notebook.read({ path: 'a.md' })).unsaved).toBeNull();
  });
});

describe('text of an earlier run', () => {
  it('is an edit that can be undone', async () => {
    const { sessions, notebook } = await desk({ 'a.md': 'a\n' }, never);
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({ path: 'a.md', base: version, text: 'a\nunsaved\n' });
    await sessions.open('a.md');
    expect(sessions.text()).toBe('a\nunsaved\n');
    expect(openNote()).toMatchObject({ recovered: true, status: { kind: 'saving' } });
    sessions.dismissNews();
    expect(openNote().recovered).toBe(false);
  });

  it('never overwrites what the disk got since: a person decides', async () => {
    const { sessions, notebook, write, read } = await desk({ 'a.md': 'a\n' });
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({ path: 'a.md', base: version, text: 'a\nunsaved\n' });
    write('a.md', 'a\nnewer\n');
    await sessions.open('a.md');
    expect(sessions.text()).toBe('a\nunsaved\n');
    expect(openNote()).toMatchObject({ recovered: true, status: { kind: 'conflict' } });
    expect(await sessions.flush()).toBe(false);
    expect(read('a.md')).toBe('a\nnewer\n');
    await sessions.keepBoth();
    await until('saved');
    expect(sessions.text()).toBe('a\nnewer\n');
    expect(read(openNote().keptAs ?? '')).toBe('a\nunsaved\n');
  });
});

describe('a save that had to write in place', () => {
  it('is told once, until the person has read it', async () => {
    const { sessions, notebook } = await desk({ 'a.md': 'a\n' }, quick);
    const { save } = notebook;
    notebook.save = async (args) => {
      const result = await save(args);
      return result.kind === 'saved' ? { ...result, inPlace: true } : result;
    };
    await sessions.open('a.md');
    expect(openNote().inPlace).toBe(false);
    typeAtEnd(sessions, 'b');
    await sessions.flush();
    expect(openNote()).toMatchObject({ inPlace: true, status: { kind: 'saved' } });
    sessions.dismissNews();
    typeAtEnd(sessions, 'c');
    await sessions.flush();
    expect(openNote()).toMatchObject({ inPlace: false, status: { kind: 'saved' } });
  });
});

describe('going to another note', () => {
  it('saves the one before, and coming back keeps its text and cursor', async () => {
    const { sessions, read } = await desk({ 'a.md': lines(5), 'b.md': 'b\n' }, never);
    await sessions.open('a.md', { line: 3 });
    replace(sessions, 'line 4', 'LINE 4');
    await sessions.open('b.md');
    expect(read('a.md')).toContain('LINE 4');
    expect(openNote().path).toBe('b.md');
    await sessions.open('a.md');
    expect(openNote()).toMatchObject({ path: 'a.md', line: 3, status: { kind: 'saved' } });
    expect(sessions.text()).toBe(read('a.md'));
  });

  it('takes over what changed on the disk in between', async () => {
    const { sessions, write } = await desk({ 'a.md': 'a\n', 'b.md': 'b\n' });
    await sessions.open('a.md');
    await sessions.open('b.md');
    write('a.md', 'a\nnew\n');
    await sessions.open('a.md');
    expect(sessions.text()).toBe('a\nnew\n');
  });

  it('quickly shows the last one asked for', async () => {
    const { sessions } = await desk({ 'a.md': 'a', 'b.md': 'b', 'c.md': 'c' });
    await Promise.all(['a.md', 'b.md', 'c.md'].map((path) => sessions.open(path)));
    expect(openNote().path).toBe('c.md');
    expect(sessions.text()).toBe('c');
  });

  it('that is not there says so and leaves the open one', async () => {
    const { sessions } = await desk({ 'a.md': 'a' });
    await sessions.open('a.md');
    await expect(sessions.open('none.md')).rejects.toMatchObject({ code: 'not-found' });
    expect(openNote().path).toBe('a.md');
  });

  it('or to none saves too', async () => {
    const { sessions, read } = await desk({ 'a.md': 'a' }, never);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'b');
    await sessions.close();
    expect(useStore.getState().note).toBeNull();
    expect(read('a.md')).toBe('ab');
  });
});

describe('a note that is renamed while it is dirty', () => {
  it('is saved under its new name, also what was typed in between', async () => {
    const { sessions, notebook, read, exists } = await desk({ 'a.md': 'a' }, never);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'b');
    const renamed = notebook.rename({ path: 'a.md', to: 'c.md' });
    typeAtEnd(sessions, 'c');
    await renamed;
    sessions.moved('a.md', 'c.md');
    expect(await sessions.flush()).toBe(true);
    expect(openNote()).toMatchObject({ path: 'c.md', status: { kind: 'saved' } });
    expect(read('c.md')).toBe('abc');
    expect(exists('a.md')).toBe(false);
  });
});

/** Every text of the note that the history has. */
async function keptTexts(notebook: Notebook, path: string): Promise<string[]> {
  const { versions } = await notebook.history({ path, offset: 0, limit: 50 });
  return Promise.all(versions.map(async ({ id }) => (await notebook.historyText({ path, id })).text));
}

import { afterEach, describe, expect, it, vi } from 'vitest';
import { closeDesks, desk, never, openNote, quick, replace, typeAtEnd, until, untilTrue } from './make.ts';

afterEach(closeDesks);

describe('text of an earlier run', () => {
  it('meets a note that was changed since: both are shown, with what they were, and nothing is written', async () => {
    const { notebook, sessions, write, read } = await desk({ 'a.md': 'one\ntwo\nthree\n' });
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({
      path: 'a.md',
      base: version,
      text: 'one, mine\ntwo\nthree\n',
      writer: 'x',
      isLeft: true,
    });
    write('a.md', 'one\ntwo\nthree, theirs\n');
    await sessions.open('a.md');
    expect(openNote()).toMatchObject({ status: { kind: 'conflict' }, recovered: true });
    await sessions.open('a.md');
    expect(openNote().status.kind).toBe('conflict');
    const sides = await sessions.bothTexts();
    expect(sides).toMatchObject({
      base: 'one\ntwo\nthree\n',
      mine: 'one, mine\ntwo\nthree\n',
      theirs: 'one\ntwo\nthree, theirs\n',
    });
    expect(read('a.md')).toBe('one\ntwo\nthree, theirs\n');
    if (sides === null) throw new Error('No note is open.');
    await sessions.resolve(sides, 'one, mine\ntwo\nthree, theirs\n');
    await until('saved');
    expect(read('a.md')).toBe('one, mine\ntwo\nthree, theirs\n');
    expect(await notebook.unsaved({})).toEqual([]);
  });

  it('that is discarded is in the history', async () => {
    const { notebook, sessions, write, read } = await desk({ 'a.md': 'one\n' });
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({ path: 'a.md', base: version, text: 'only here\n', writer: 'x', isLeft: true });
    write('a.md', 'two\n');
    await sessions.open('a.md');
    const sides = await sessions.bothTexts();
    if (sides === null) throw new Error('No note is open.');
    await sessions.resolve(sides, sides.theirs);
    await until('saved');
    expect(read('a.md')).toBe('two\n');
    const { versions } = await notebook.history({ path: 'a.md', offset: 0, limit: 20 });
    const texts = await Promise.all(
      versions.map(async ({ id }) => (await notebook.historyText({ path: 'a.md', id })).text),
    );
    expect(texts).toContain('only here\n');
  });

  it('is offered by a note that is open already, when a person asks for it', async () => {
    const { notebook, sessions, read } = await desk({ 'a.md': 'one\n' });
    await sessions.open('a.md');
    const { version } = await notebook.read({ path: 'a.md' });
    const lost = { path: 'a.md', base: version, text: 'one\nlost\n', writer: 'x', isLeft: true };
    await notebook.journal(lost);
    await sessions.open('a.md');
    expect(openNote().recovered).toBe(false);
    await sessions.openAnew('a.md');
    expect(openNote().recovered).toBe(true);
    expect(sessions.text()).toBe('one\nlost\n');
    await sessions.flush();
    expect(read('a.md')).toBe('one\nlost\n');
  });

  it('of an editor that is still there is not taken from it', async () => {
    const { notebook, sessions, second } = await desk({ 'a.md': 'one\n' }, { ...never, journal: 20 });
    await sessions.open('a.md');
    typeAtEnd(sessions, 'being typed');
    await vi.waitFor(async () =>
      expect((await notebook.read({ path: 'a.md' })).unsaved).toMatchObject({ isLive: true }),
    );
    const other = second(never);
    await other.open('a.md');
    expect(other.text()).toBe('one\n');
    expect(await notebook.unsaved({})).toEqual([]);
  });

  it('of two editors is kept twice, and dropping one leaves the other', async () => {
    const { notebook } = await desk({ 'a.md': 'one\n' });
    const keep = (text: string, writer: string) =>
      notebook.journal({ path: 'a.md', base: null, text, writer, isLeft: true });
    await keep('first', 'x');
    await keep('second', 'y');
    await notebook.journal({ path: 'a.md', base: null, text: null, writer: 'y' });
    expect((await notebook.unsaved({})).map(({ beginning }) => beginning)).toEqual(['first']);
  });

  it('is told by what was written, not by the header that all notes have', async () => {
    const { notebook } = await desk({ 'a.md': 'one\n' });
    const keep = (text: string, writer: string) =>
      notebook.journal({ path: 'a.md', base: null, text, writer, isLeft: true });
    await keep('---\ntitle: 茶\ndate: 2020-01-13\n---\n\n喝茶。\n', 'x');
    expect((await notebook.unsaved({})).map(({ beginning }) => beginning)).toEqual(['喝茶。\n']);
    await keep('---\ntitle: 茶\n---\n', 'x');
    expect((await notebook.unsaved({})).map(({ beginning }) => beginning)).toEqual(['---\ntitle: 茶\n---\n']);
  });

  it('is offered for the note under the name that it has now', async () => {
    const { notebook, move } = await desk({ 'a.md': 'one\n' });
    const { version } = await notebook.read({ path: 'a.md' });
    await notebook.journal({ path: 'a.md', base: version, text: 'mine', writer: 'x', isLeft: true });
    move('a.md', 'b/renamed.md');
    await vi.waitFor(
      async () =>
        expect(await notebook.unsaved({})).toMatchObject([{ path: 'a.md', note: 'b/renamed.md', length: 4 }]),
      { timeout: 8000 },
    );
  });
});

describe('a conflict', () => {
  it('is not resolved over what came meanwhile', async () => {
    const { sessions, write, read } = await desk({ 'a.md': 'one\n' }, quick);
    await sessions.open('a.md');
    replace(sessions, 'one', 'mine');
    write('a.md', 'theirs\n');
    await until('conflict');
    const sides = await sessions.bothTexts();
    if (sides === null) throw new Error('No note is open.');
    write('a.md', 'theirs, newer\n');
    await expect(sessions.resolve(sides, 'mine and theirs\n')).rejects.toMatchObject({ code: 'busy' });
    expect(read('a.md')).toBe('theirs, newer\n');
    expect(sessions.text()).toBe('mine\n');
    const again = await sessions.bothTexts();
    if (again === null) throw new Error('No note is open.');
    await sessions.resolve(again, 'mine and theirs, newer\n');
    await untilTrue(() => read('a.md') === 'mine and theirs, newer\n', 'It is not saved.');
  });
});

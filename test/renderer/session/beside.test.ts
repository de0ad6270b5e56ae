import { afterEach, describe, expect, test } from 'vitest';
import { useStore } from '../../../renderer/store.ts';
import { closeDesks, desk, openNote, typeAtEnd, until, untilTrue } from './make.ts';

afterEach(closeDesks);

const files = { 'a.md': '# A\n', 'b.md': '# B\n', 'c.md': '# C\n' };
const beside = () => useStore.getState().beside?.path ?? null;
const shown = () => [openNote().path, beside()];

describe('two notes beside each other', () => {
  test('are saved into their own files, whichever has the focus', async () => {
    const { sessions, read } = await desk(files);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'one');
    await sessions.openBeside('b.md');
    expect(shown()).toEqual(['b.md', 'a.md']);
    typeAtEnd(sessions, 'two');
    sessions.activate('one');
    expect(shown()).toEqual(['a.md', 'b.md']);
    typeAtEnd(sessions, ' more');
    expect(await sessions.flush()).toBe(true);
    expect([read('a.md'), read('b.md')]).toEqual(['# A\none more', '# B\ntwo']);
  });

  test('are never the same note: asking for one again makes it the open one', async () => {
    const { sessions } = await desk(files);
    await sessions.open('a.md');
    await sessions.openBeside('a.md');
    expect([shown(), useStore.getState().sides]).toEqual([['a.md', null], ['one']]);
    await sessions.openBeside('b.md');
    await sessions.open('a.md');
    expect(shown()).toEqual(['a.md', 'b.md']);
    await sessions.openBeside('b.md');
    expect(shown()).toEqual(['b.md', 'a.md']);
  });

  test('are never the same note, also when it is asked for on both sides at once', async () => {
    const { sessions } = await desk(files);
    await sessions.open('a.md');
    await sessions.openBeside('b.md');
    await Promise.all([sessions.open('c.md'), sessions.openBeside('c.md')]);
    expect(shown().filter((path) => path === 'c.md')).toEqual(['c.md']);
    typeAtEnd(sessions, 'once');
    expect(await sessions.flush()).toBe(true);
    await until('saved');
  });

  test('come one at a time when the first place is empty', async () => {
    const { sessions } = await desk(files);
    await sessions.openBeside('a.md');
    expect([shown(), useStore.getState().sides]).toEqual([['a.md', null], ['one']]);
  });

  test('go one by one: the other one stays with its text, and what was unsaved is saved', async () => {
    const { sessions, read } = await desk(files);
    await sessions.open('a.md');
    typeAtEnd(sessions, 'kept');
    await sessions.openBeside('b.md');
    typeAtEnd(sessions, 'two');
    await sessions.close('a.md');
    expect([shown(), useStore.getState().sides]).toEqual([['b.md', null], ['two']]);
    expect(sessions.text()).toBe('# B\ntwo');
    expect(read('a.md')).toBe('# A\nkept');
    await sessions.openBeside('c.md');
    expect(useStore.getState().sides).toEqual(['two', 'one']);
    await sessions.closeBeside();
    expect(shown()).toEqual(['c.md', null]);
    await sessions.close();
    expect(useStore.getState()).toMatchObject({ note: null, beside: null });
  });

  test('each take over what another program writes, and follow their file when it is renamed', async () => {
    const { sessions, write, move, read } = await desk(files);
    await sessions.open('a.md');
    await sessions.openBeside('b.md');
    write('a.md', '# A\nfrom elsewhere\n');
    await untilTrue(() => sessions.textOf('a.md') === '# A\nfrom elsewhere\n', 'The text is not there.');
    expect(shown()).toEqual(['b.md', 'a.md']);
    move('a.md', 'd.md');
    await untilTrue(() => beside() === 'd.md', 'The note was not followed.');
    sessions.activate('one');
    typeAtEnd(sessions, 'mine');
    expect(await sessions.flush()).toBe(true);
    expect(read('d.md')).toBe('# A\nfrom elsewhere\nmine');
  });

  test('each have a conflict of their own, which is told of the one that has not the focus, too', async () => {
    const { sessions, write } = await desk(files, {
      settle: 1e6,
      atMost: 1e6,
      journal: 1e6,
      retry: 1e6,
      retryAtMost: 1e6,
    });
    await sessions.open('a.md');
    sessions.edit([{ from: 0, to: 3, insert: 'mine' }]);
    await sessions.openBeside('b.md');
    write('a.md', 'theirs\n');
    await untilTrue(() => useStore.getState().beside?.status.kind === 'conflict', 'No conflict was told.');
    expect(openNote()).toMatchObject({ path: 'b.md', status: { kind: 'saved' } });
    sessions.activate('one');
    await sessions.keepMine();
    await until('saved');
  });

  test('have steps that are taken back where they were made, whichever has the focus', async () => {
    const { sessions } = await desk(files);
    await sessions.open('a.md');
    await sessions.openBeside('b.md');
    sessions.edit([{ from: 0, to: 0, insert: 'X' }], { side: 'one' });
    expect([sessions.text('one'), sessions.text()]).toEqual(['X# A\n', '# B\n']);
    expect(useStore.getState().beside?.path).toBe('a.md');
  });
});

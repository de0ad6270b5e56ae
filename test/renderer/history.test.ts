import { beforeEach, afterEach, describe, expect, test, vi } from 'vitest';
import { goThrough, keepHistory, useHistory, waysOf } from '../../renderer/history.ts';
import { type OpenNote, useStore } from '../../renderer/store.ts';

const there = vi.hoisted(() => ({ ids: new Map<string, number>(), wentTo: [] as number[] }));
vi.mock('../../renderer/actions.ts', () => ({
  openNote: (path: string) => {
    const id = there.ids.get(path);
    if (id !== undefined) show(path, id);
    return Promise.resolve();
  },
  sessions: () => ({ goToLine: (line: number) => there.wentTo.push(line), focus: () => undefined }),
}));

function show(path: string, id: number, line = 1): void {
  useStore.setState({ note: { path, id, line } as OpenNote });
}
const back = () => waysOf().back.map(({ path }) => path);
const forward = () => waysOf().forward.map(({ path }) => path);
const open = () => useStore.getState().note?.path;

let end = (): void => undefined;
beforeEach(() => {
  there.ids = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ]);
  there.wentTo = [];
  useStore.setState({ note: null });
  useHistory.setState({ one: { back: [], forward: [] }, two: { back: [], forward: [] } });
  end = keepHistory();
});
afterEach(() => end());

describe('back and forward', () => {
  test('lead through the notes as they were shown, and a new one ends the way forward', async () => {
    for (const [path, id] of [...there.ids].slice(0, 3)) show(path, id);
    expect(back()).toEqual(['a', 'b']);
    await goThrough(-1);
    expect(open()).toBe('b');
    await goThrough(-1);
    expect([open(), ...forward()]).toEqual(['a', 'c', 'b']);
    await goThrough(-1);
    expect(open()).toBe('a');
    await goThrough(1);
    expect([open(), ...back()]).toEqual(['b', 'a']);
    show('d', 4);
    expect([...back(), '|', ...forward()]).toEqual(['a', 'b', '|']);
  });

  test('lead to the line that was left, where the note was read anew meanwhile', async () => {
    show('a', 1);
    show('a', 1, 40);
    show('b', 2);
    await goThrough(-1);
    expect(there.wentTo).toEqual([]);
    await goThrough(1);
    there.ids.set('a', 9);
    await goThrough(-1);
    expect(there.wentTo).toEqual([]);
    useHistory.setState({ one: { back: [{ path: 'c', id: 77, line: 12 }], forward: [] } });
    await goThrough(-1);
    expect([open(), ...there.wentTo]).toEqual(['c', 12]);
  });

  test('follow a rename, and leave out a note that is gone', async () => {
    show('a', 1);
    show('x', 1);
    show('b', 2);
    expect(back()).toEqual(['x']);
    await goThrough(-1);
    expect([open(), ...back(), ...forward()]).toEqual(['b']);
  });
});

/** A note that is renamed to the name of one that was deleted underneath and is still open. */
import { afterEach, describe, expect, it } from 'vitest';
import { useStore } from '../../../renderer/store.ts';
import { closeDesks, desk, openNote, quick, typeAtEnd, until, untilTrue } from './make.ts';

afterEach(closeDesks);

// Enough notes that two which go are no mass loss.
const others = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`other ${i}.md`, `# other ${i}\n`]));
const files = { ...others, 'a.md': '# A\n', 'b.md': '# B\n' };
const beside = () => useStore.getState().beside;
const aside = /^b \(conflict \d{4}-\d{2}-\d{2} \d{6}\)\.md$/;
/** Another program is quicker than a save. */
const slow = { ...quick, settle: 150, atMost: 300 };

describe.each(['clean', 'dirty'])('a note that is gone from the disk and %s on one side', (state) => {
  it('stays on screen and is kept when the note on the other side gets its name', async () => {
    const { notebook, sessions, remove, read, files: names } = await desk(files, slow);
    await sessions.open('a.md');
    await sessions.openBeside('b.md');
    if (state === 'dirty') typeAtEnd(sessions, 'typed\n');
    remove('b.md');
    await until('gone');
    const text = state === 'dirty' ? '# B\ntyped\n' : '# B\n';
    expect(sessions.text()).toBe(text);

    await notebook.rename({ path: 'a.md', to: 'b.md' });
    sessions.moved('a.md', 'b.md');
    // It has another name, and is as gone as before.
    await untilTrue(
      () => aside.test(openNote().path) && openNote().status.kind === 'gone',
      `It is ${openNote().path}, ${openNote().status.kind}.`,
    );
    expect(sessions.text()).toBe(text);
    expect(beside()).toMatchObject({ path: 'b.md' });
    expect(sessions.textOf('b.md')).toBe('# A\n');
    expect(sessions.unsaved()).toEqual(state === 'dirty' ? [openNote().path] : []);
    expect(names().filter((name) => aside.test(name))).toEqual([]);

    // Each goes on, in a file of its own, once the person says so.
    const { path } = openNote();
    await sessions.saveAgain();
    await until('saved');
    sessions.activate('one');
    typeAtEnd(sessions, 'on A\n');
    expect(await sessions.flush()).toBe(true);
    expect([read('b.md'), read(path)]).toEqual(['# A\non A\n', text]);
  });
});

it('a dirty one that is not on screen any more is not forgotten either', async () => {
  const { notebook, sessions, remove } = await desk(files, slow);
  await sessions.open('b.md');
  typeAtEnd(sessions, 'typed\n');
  remove('b.md');
  await until('gone');
  await sessions.open('a.md');
  await notebook.rename({ path: 'a.md', to: 'b.md' });
  sessions.moved('a.md', 'b.md');
  const [left, ...more] = sessions.unsaved();
  expect([left, more]).toEqual([expect.stringMatching(aside), []]);
  await sessions.open(String(left));
  expect(sessions.text()).toBe('# B\ntyped\n');
});

import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { canLink, linkNeeds, unless } from '../temporary.ts';
import { compared, filesIn, makeFolder, Observed, pause, put } from './make.ts';

/** Waits for what a listener is told; the limit only ends a test that has failed. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });
/** Long enough for a second report of the same thing to arrive, the one after the calm included. */
const calm = () => pause(1300);

/** Until the files' times are old enough to tell a later change: what is younger may be told twice. */
const aged = () => pause(30);

async function watched(files: Record<string, string>) {
  const folder = makeFolder(files);
  await aged();
  const observed = new Observed(folder);
  await observed.watching.ready;
  observed.forgetEvents();
  return { folder, observed };
}

describe('a watched folder', () => {
  it('tells first what is different from what was known', async () => {
    const folder = makeFolder({ 'same.md': 'a', 'x/new.md': 'b', 'x/other.md': 'c' });
    const notes = openFolder(folder);
    await aged();
    const { stamps } = await compared(notes);
    const known = new Map([
      ...stamps,
      ['x/other.md', 'old stamp'],
      ['gone.md', 'stamp'],
      ['y/gone.md', 'stamp'],
    ]);
    known.delete('x/new.md');
    const observed = new Observed(notes, known);
    await observed.watching.ready;
    expect(observed.changed.sort()).toEqual(['x/new.md', 'x/other.md']);
    expect(observed.gone.sort()).toEqual(['gone.md', 'y/gone.md']);
  });

  it('tells a new note, a changed one and a removed one', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a', 'b.md': 'b' });
    put(folder, 'c.md', 'c');
    await soon(() => expect(observed.changed).toEqual(['c.md']));
    put(folder, 'a.md', 'changed');
    await soon(() => expect(observed.changed).toEqual(['c.md', 'a.md']));
    rmSync(join(folder, 'b.md'));
    await soon(() => expect(observed.gone).toEqual(['b.md']));
  });

  it('tells an atomic replace exactly once, and nothing of temporary or hidden files', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a', 'x/b.md': 'b' });
    for (const path of ['a.md', 'x/b.md']) {
      put(folder, path + '.tmp', 'new');
      renameSync(join(folder, path + '.tmp'), join(folder, path));
    }
    put(folder, '.git/x.md', '');
    put(folder, '.hidden.md', '');
    await calm();
    expect(observed.changed.sort()).toEqual(['a.md', 'x/b.md']);
    expect(observed.gone).toEqual([]);
  });

  it('tells its own save exactly once', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    const observed = new Observed(notes);
    await observed.watching.ready;
    observed.forgetEvents();
    await notes.save('a.md', notes.read('a.md').version, 'b');
    await calm();
    expect(observed.changed).toEqual(['a.md']);
    expect(observed.changes[0]?.changed[0]).toEqual(notes.read('a.md').stamp);
  });

  it('tells a rename as one that is gone and one that is new, at once', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a', 'c.md': 'c' });
    renameSync(join(folder, 'a.md'), join(folder, 'b.md'));
    await soon(() => expect(observed.gone).toEqual(['a.md']));
    expect(observed.changes).toHaveLength(1);
    expect(observed.changed).toEqual(['b.md']);
  });

  it('misses nothing of a burst of 300 notes', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a' });
    const names = Array.from({ length: 300 }, (_, index) => `x${index}.md`).sort();
    for (const name of names) put(folder, name, name);
    await soon(() => expect(new Set(observed.changed).size).toBe(300));
    expect([...new Set(observed.changed)].sort()).toEqual(names);
    observed.forgetEvents();
    for (const name of names) rmSync(join(folder, name));
    // So many at once: a person is asked.
    await soon(() => expect(observed.events).toContain('unavailable'));
    await calm();
    await observed.watching.accept();
    expect(observed.gone).toHaveLength(300);
    await calm();
    expect(observed.gone.sort()).toEqual(names);
  });

  it('sees notes in new nested folders at once, and later changes there', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a' });
    const paths = Array.from({ length: 12 }, (_, index) => `n${index}/deep/er/note.md`).sort();
    for (const path of paths) put(folder, path, 'first');
    await soon(() => expect([...new Set(observed.changed)].sort()).toEqual(paths));
    await calm();
    observed.forgetEvents();
    for (const path of paths) put(folder, path, 'second');
    await soon(() => expect([...new Set(observed.changed)].sort()).toEqual(paths));
  });

  it('follows a folder that was renamed, removed or replaced', async () => {
    const { folder, observed } = await watched({ 'a/1.md': '1', 'a/b/2.md': '2', 'c.md': 'c' });
    renameSync(join(folder, 'a'), join(folder, 'z'));
    await soon(() => expect(observed.gone.sort()).toEqual(['a/1.md', 'a/b/2.md']));
    expect(observed.changed.sort()).toEqual(['z/1.md', 'z/b/2.md']);
    observed.forgetEvents();
    put(folder, 'z/b/2.md', 'changed');
    await soon(() => expect(observed.changed).toEqual(['z/b/2.md']));
    observed.forgetEvents();
    renameSync(join(folder, 'z'), join(folder, '.away'));
    mkdirSync(join(folder, 'z'));
    await soon(() => expect(observed.gone.sort()).toEqual(['z/1.md', 'z/b/2.md']));
    put(folder, 'z/new.md', 'new');
    await soon(() => expect(observed.changed).toEqual(['z/new.md']));
  });

  it.skipIf(!canLink)(`finds on check what no event told${unless(canLink, linkNeeds)}`, async () => {
    const { folder, observed } = await watched({ 'sub/a.md': 'a' });
    symlinkSync('sub/a.md', join(folder, 'link.md'));
    await soon(() => expect(observed.changed).toEqual(['link.md']));
    await calm();
    observed.forgetEvents();
    put(folder, 'sub/a.md', 'changed');
    await soon(() => expect(observed.changed).toEqual(['sub/a.md']));
    await observed.watching.check();
    expect(observed.changed).toEqual(['sub/a.md', 'link.md']);
  });

  it('notices a change of the same size with the time put back', async () => {
    const { folder, observed } = await watched({ 'a.md': 'one' });
    const { atime, mtime } = statSync(join(folder, 'a.md'));
    writeFileSync(join(folder, 'a.md'), 'two');
    utimesSync(join(folder, 'a.md'), atime, mtime);
    await soon(() => expect(observed.changed).toContain('a.md'));
  });

  it('follows what .gleanerignore says now', async () => {
    const { folder, observed } = await watched({ 'a.md': '', 'x/b.md': '' });
    put(folder, '.gleanerignore', 'x/\n');
    await soon(() => expect(observed.gone).toEqual(['x/b.md']));
    rmSync(join(folder, '.gleanerignore'));
    await soon(() => expect(observed.changed).toEqual(['x/b.md']));
  });

  it('says nothing any more after it was closed', async () => {
    const { folder, observed } = await watched({ 'a.md': 'a' });
    put(folder, 'b.md', 'b');
    observed.watching.close();
    put(folder, 'c.md', 'c');
    await observed.watching.check();
    await pause(100);
    expect(observed.events).toEqual([]);
  });
});

describe('a watched folder that vanishes', () => {
  it('is unavailable, tells nothing as gone, and tells what is different when it is back', async () => {
    const outside = makeFolder({ 'notebook/a.md': 'a', 'notebook/x/b.md': 'b' });
    const root = join(outside, 'notebook');
    await aged();
    const observed = new Observed(root);
    await observed.watching.ready;
    observed.forgetEvents();
    renameSync(root, join(outside, 'away'));
    await soon(() => expect(observed.events).toEqual(['unavailable']));
    await observed.watching.check();
    expect(observed.events).toEqual(['unavailable']);
    expect(filesIn(outside)).toEqual(['away/a.md', 'away/x/b.md']);
    rmSync(join(outside, 'away/a.md'));
    put(outside, 'away/c.md', 'c');
    renameSync(join(outside, 'away'), root);
    await observed.watching.check();
    expect(observed.events[1]).toBe('available');
    expect([observed.changed, observed.gone]).toEqual([['c.md'], ['a.md']]);
    observed.forgetEvents();
    put(outside, 'notebook/x/b.md', 'changed');
    await soon(() => expect(observed.changed).toEqual(['x/b.md']));
  });

  it('comes back by itself', async () => {
    const outside = makeFolder({ 'notebook/a.md': 'a' });
    const root = join(outside, 'notebook');
    await aged();
    const observed = new Observed(root);
    await observed.watching.ready;
    renameSync(root, join(outside, 'away'));
    await soon(() => expect(observed.events).toContain('unavailable'));
    renameSync(join(outside, 'away'), root);
    await soon(() => expect(observed.events).toContain('available'));
    expect(observed.gone).toEqual([]);
  });

  it('is unavailable when it is empty all of a sudden, or another empty one', async () => {
    const outside = makeFolder({ 'one/a.md': 'a', 'one/b.md': 'b', 'two/a.md': 'a' });
    const one = new Observed(join(outside, 'one'));
    const two = new Observed(join(outside, 'two'));
    await Promise.all([one.watching.ready, two.watching.ready]);
    rmSync(join(outside, 'one/a.md'));
    rmSync(join(outside, 'one/b.md'));
    renameSync(join(outside, 'two'), join(outside, 'away'));
    mkdirSync(join(outside, 'two'));
    await soon(() => expect([one.events.at(-1), two.events.at(-1)]).toEqual(['unavailable', 'unavailable']));
    expect([one.gone, two.gone]).toEqual([[], []]);
  });

  it('is unavailable from the start when it was emptied before', async () => {
    const folder = makeFolder({ 'picture.png': '' });
    const observed = new Observed(folder, new Map([['a.md', 'stamp']]));
    await observed.watching.ready;
    expect(observed.events).toEqual(['unavailable']);
  });

  it('has not vanished when the last note was moved to the trash', async () => {
    const folder = makeFolder({ 'a.md': 'a' });
    const notes = openFolder(folder);
    const observed = new Observed(notes);
    await observed.watching.ready;
    observed.forgetEvents();
    const trashed = await notes.trash('a.md');
    await calm();
    expect(observed.events).toEqual([{ changed: [], gone: ['a.md'] }]);
    await notes.restore(trashed);
    await soon(() => expect(observed.changed).toEqual(['a.md']));
  });

  it('is followed when another full folder takes its place', async () => {
    const outside = makeFolder({ 'notebook/a.md': 'a', 'other/b.md': 'b' });
    const root = join(outside, 'notebook');
    await aged();
    const observed = new Observed(root);
    await observed.watching.ready;
    observed.forgetEvents();
    renameSync(root, join(outside, 'away'));
    renameSync(join(outside, 'other'), root);
    await soon(() => expect([observed.changed, observed.gone]).toEqual([['b.md'], ['a.md']]));
    observed.forgetEvents();
    put(root, 'c.md', 'c');
    await soon(() => expect(observed.changed).toEqual(['c.md']));
  });
});

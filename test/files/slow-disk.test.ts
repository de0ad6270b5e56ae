/** What a disk that takes its time to write a folder makes of the order of things. */
import type { NoParamCallback } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openFolder } from '../../notes/files/folder.ts';
import { makeFolder, Observed } from './make.ts';

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  // Longer than a watch waits until it looks what was meant by an event.
  const fsync = (file: number, done: NoParamCallback) => setTimeout(() => fs.fsync(file, done), 200);
  return { ...fs, fsync };
});

it('the last note that is moved to the trash is deleted, not a notebook that vanished', async () => {
  const folder = makeFolder({ 'a.md': 'a' });
  const notes = openFolder(folder);
  const observed = new Observed(notes);
  await observed.watching.ready;
  observed.forgetEvents();
  await notes.trash('a.md');
  expect(observed.events).toEqual([{ changed: [], gone: ['a.md'] }]);
});

it('30 notes of 40 that are moved to the trash at once are deleted', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `${String(at)}.md`);
  const folder = makeFolder(Object.fromEntries(names.map((name) => [name, name])));
  const notes = openFolder(folder);
  const observed = new Observed(notes);
  await observed.watching.ready;
  observed.forgetEvents();
  await Promise.all(names.slice(0, 30).map((name) => notes.trash(name)));
  expect(observed.events).not.toContain('unavailable');
  expect(observed.gone.sort()).toEqual(names.slice(0, 30).sort());
});

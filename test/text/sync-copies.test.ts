import { expect, test } from 'vitest';
import { isNoteName } from '../../notes/files/paths.ts';
import { hostCopyOf, syncCopyOf } from '../../notes/text/sync-copies.ts';

test.each([
  ['a/茶 (conflict 2026-01-31 235959).md', 'a/茶.md', 'own'],
  ['茶 (conflict 2026-01-31 235959) 2.md', '茶.md', 'own'],
  ['note.sync-conflict-20260131-235959-ABCDEFG.md', 'note.md', 'syncthing'],
  ['note.sync-conflict-20260131-235959.markdown', 'note.markdown', 'syncthing'],
  ["note (Anna's conflicted copy 2026-01-31).md", 'note.md', 'dropbox'],
  ['笔记 (Anna 的冲突副本 2026-01-31).md', '笔记.md', 'dropbox'],
  ['笔记（小明的衝突複本 2026-01-31）.md', '笔记.md', 'dropbox'],
  ['note (conflicted copy 2026-01-31) (1).md', 'note.md', 'dropbox'],
  ['note_conflict-20260131-235959.md', 'note.md', 'nextcloud'],
  ['note (Case Conflict 1).md', 'note.md', 'other'],
])('%s is another text of %s', (path, of, by) => {
  expect(syncCopyOf(path)).toEqual({ of, by });
});

test.each([
  'note.md',
  'conflict.md',
  '冲突.md',
  'the conflict of 2026.md',
  'israel-conflict-2026.md',
  'notes (2).md',
  '.sync-conflict-20260131-235959.md',
  'conflicted copy.md',
  'note (conflict 2026-01-31 235959).txt',
])('%s is a note of its own', (path) => {
  expect(syncCopyOf(path)).toBeNull();
});

test('the name of a machine behind that of a note tells only beside that note', () => {
  const there = (path: string) => path === 'x/note.md';
  expect(hostCopyOf('x/note-LAPTOP-7F2K.md', there)).toEqual({ of: 'x/note.md', by: 'onedrive' });
  expect(hostCopyOf('x/note-DESKTOP-7F2K9AB-2.md', there)).toEqual({ of: 'x/note.md', by: 'onedrive' });
  expect(hostCopyOf('x/other-LAPTOP-7F2K.md', there)).toBeNull();
  expect(hostCopyOf('x/note-part-two.md', there)).toBeNull();
});

test('what programs put beside notes while they work is no note', () => {
  const names = ['~$note.md', '.~lock.note.md', 'note.md.icloud', 'note.md.tmp', '.stfolder'];
  expect(names.filter(isNoteName)).toEqual([]);
});

import { mkdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findNote, notePaths } from '../../cli/note-path.ts';
import { NotesError } from '../../notes/api.ts';
import { linkFolder, removeFolder, temporaryFolder } from '../temporary.ts';

const folder = ['', 'home', 'me', 'notes'].join(sep);
const at = (...names: string[]) => [folder, ...names].join(sep);

test('a note is named from the notebook, from the current folder or by its whole path', () => {
  expect(notePaths(folder, '_posts/a.md', '/tmp')).toEqual(['_posts/a.md']);
  expect(notePaths(folder, './a.md', '/tmp')).toEqual(['a.md']);
  expect(notePaths(folder, 'a.md', at('_posts'))).toEqual(['a.md', '_posts/a.md']);
  expect(notePaths(folder, at('_posts', 'a.md'), '/tmp')).toEqual(['_posts/a.md']);
  expect(notePaths(folder, '..note.md', '/tmp')).toEqual(['..note.md']);
  expect(notePaths(folder, 'notes/a.md', '/home/me')).toEqual(['notes/a.md', 'a.md']);
});

test.each(['/etc/passwd', '../a.md', '..', '.', '', '/home/me/notes', '/home/me/notes-twin/a.md'])(
  '"%s" is not a note of the notebook',
  (named) => {
    expect(notePaths(folder, named, '/tmp')).toEqual([]);
  },
);

test('a notebook behind a link is the same notebook, from whichever side it is named', () => {
  const place = temporaryFolder('gleaner-note-path-');
  onTestFinished(() => removeFolder(place));
  mkdirSync(join(place, 'real/notes/_posts'), { recursive: true });
  mkdirSync(join(place, 'real/notes-twin'));
  linkFolder('real', join(place, 'link'));
  linkFolder('real/notes', join(place, 'direct'));
  const [real, link] = [join(place, 'real/notes'), join(place, 'link/notes')];
  expect(notePaths(link, 'a.md', join(real, '_posts'))).toEqual(['a.md', '_posts/a.md']);
  expect(notePaths(link, join(real, '_posts/a.md'), '/tmp')).toEqual(['_posts/a.md']);
  expect(notePaths(real, join(link, '_posts/a.md'), '/tmp')).toEqual(['_posts/a.md']);
  expect(notePaths(join(place, 'direct'), 'a.md', join(real, '_posts'))).toEqual(['a.md', '_posts/a.md']);
  expect(notePaths(real, join(link, 'none/at all/a.md'), '/tmp')).toEqual(['none/at all/a.md']);
  expect(notePaths(link, join(real, '../notes-twin/a.md'), '/tmp')).toEqual([]);
});

test('the second meaning is tried only when there is no note of the first', async () => {
  const get = (answers: Record<string, string | NotesError>) => (path: string) => {
    const answer = answers[path];
    return typeof answer === 'string'
      ? Promise.resolve(answer)
      : Promise.reject(answer ?? new NotesError('not-found', path));
  };
  const named = process.cwd() + sep + 'x.md';
  expect(await findNote(process.cwd(), named, get({ 'x.md': 'text' }))).toEqual({
    path: 'x.md',
    note: 'text',
  });
  await expect(findNote(process.cwd(), 'x.md', get({}))).rejects.toThrow('x.md');
  const denied = new NotesError('denied', 'You may not read it.');
  await expect(findNote(process.cwd(), 'x.md', get({ 'x.md': denied }))).rejects.toBe(denied);
});

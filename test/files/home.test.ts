import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFolder, notebookFolder } from '../../notes/files/home.ts';
import { lastNotebook, rememberNotebook } from '../../notes/files/remembered.ts';
import { filesIn, makeFolder } from './make.ts';

const onLinux = it.skipIf(process.platform !== 'linux');
const modeOf = (path: string) => statSync(path).mode & 0o777;

describe('the data folder', () => {
  it('is where GLEANER_HOME says', () => {
    expect(dataFolder({ GLEANER_HOME: '/x/y' })).toBe(resolve('/x/y'));
  });

  onLinux('is where the XDG specification says otherwise', () => {
    expect(dataFolder({ XDG_DATA_HOME: '/data' })).toBe('/data/gleaner');
    expect(dataFolder({ XDG_DATA_HOME: 'relative' })).toMatch(/^\/.*\/\.local\/share\/gleaner$/);
  });

  it('has a folder for each notebook, also for two of the same name', () => {
    const environment = { GLEANER_HOME: makeFolder() };
    const folders = ['/a/notes', '/b/notes', '/b/笔记', '/'].map((root) => notebookFolder(root, environment));
    expect(new Set(folders).size).toBe(4);
    expect(notebookFolder('/a/notes', environment)).toBe(folders[0]);
  });

  it.skipIf(process.platform === 'win32')('is closed to other people, also when it was open before', () => {
    const home = join(makeFolder(), 'new');
    const environment = { GLEANER_HOME: home };
    const folder = notebookFolder('/a/notes', environment);
    rememberNotebook('/a/notes', environment);
    const folders = [home, join(home, 'notebooks'), folder];
    expect(folders.map(modeOf)).toEqual([0o700, 0o700, 0o700]);
    for (const open of folders) chmodSync(open, 0o755);
    notebookFolder('/a/notes', environment);
    expect([...folders, join(home, 'last.json')].map(modeOf)).toEqual([0o700, 0o700, 0o700, 0o600]);
  });

  it.skipIf(process.platform === 'win32')('leaves a folder that holds other things as open as it was', () => {
    const home = makeFolder({ 'shared.txt': 'theirs' });
    chmodSync(home, 0o755);
    const folder = notebookFolder('/a/notes', { GLEANER_HOME: home });
    expect([home, join(home, 'notebooks'), folder].map(modeOf)).toEqual([0o755, 0o700, 0o700]);
  });

  it('remembers the last notebook, and forgets it rather than fail', () => {
    const environment = { GLEANER_HOME: join(makeFolder(), 'new') };
    expect(lastNotebook(environment)).toBeNull();
    rememberNotebook('/x/笔记', environment);
    rememberNotebook('/y/笔记', environment);
    expect(lastNotebook(environment)).toBe(resolve('/y/笔记'));
    expect(filesIn(environment.GLEANER_HOME)).toEqual(['last.json']);
    const file = join(environment.GLEANER_HOME, 'last.json');
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, '\ufeff' + whole);
    expect(lastNotebook(environment)).toBe(resolve('/y/笔记'));
    for (const damage of ['', whole.slice(0, 9), 'null', '{}', '{"folder":1}', '\0'.repeat(40)]) {
      writeFileSync(file, damage);
      expect(lastNotebook(environment)).toBeNull();
    }
    rememberNotebook('/z', environment);
    expect(lastNotebook(environment)).toBe(resolve('/z'));
  });
});

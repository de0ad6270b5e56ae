import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { documentsFolder, makeStarter, starterFolder } from '../../notes/files/first-notebook.ts';
import { filesIn, makeFolder, put, textOf } from './make.ts';

const onLinux = it.skipIf(process.platform !== 'linux');
const starter = fileURLToPath(new URL('../../notes/starter/', import.meta.url));

describe('the documents folder', () => {
  onLinux('is the one of user-dirs.dirs, else Documents, else the home folder', () => {
    const home = makeFolder({ 'Dokumente/x': '', 'elsewhere/x': '' });
    expect(documentsFolder({ HOME: home })).toBe(home);
    put(home, 'Documents/x', '');
    expect(documentsFolder({ HOME: home })).toBe(join(home, 'Documents'));
    const written = '# comment\nXDG_MUSIC_DIR="$HOME/Music"\nXDG_DOCUMENTS_DIR="$HOME/Dokumente"\n';
    put(home, '.config/user-dirs.dirs', written);
    expect(documentsFolder({ HOME: home })).toBe(join(home, 'Dokumente'));
    put(home, 'config/user-dirs.dirs', `XDG_DOCUMENTS_DIR="${home}/elsewhere"`);
    expect(documentsFolder({ HOME: home, XDG_CONFIG_HOME: join(home, 'config') })).toBe(
      join(home, 'elsewhere'),
    );
    put(home, '.config/user-dirs.dirs', 'XDG_DOCUMENTS_DIR="$(rm -rf)"\n');
    expect(documentsFolder({ HOME: home })).toBe(join(home, 'Documents'));
  });
});

describe('the first notebook', () => {
  it('has the starter notes byte for byte, and never touches a folder with something in it', () => {
    const documents = makeFolder();
    const folder = makeStarter(starterFolder(documents), starter);
    expect(folder).toBe(join(documents, 'Gleaner'));
    const names = filesIn(starter).filter((name) => name.endsWith('.md'));
    expect(names.length).toBeGreaterThan(0);
    expect(filesIn(folder)).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(folder, name))).toEqual(readFileSync(join(starter, name)));
    const [first = ''] = names;
    writeFileSync(join(folder, first), 'mine');
    makeStarter(folder, starter);
    expect(textOf(folder, first)).toBe('mine');
    expect(filesIn(folder)).toEqual(names);
  });
});

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLog } from '../notes/files/log-file.ts';
import { keepLog, logFailure } from '../notes/log.ts';
import { openNotebook } from '../notes/notebook.ts';
import { makeFolder, withOwnHome } from './contract-make.ts';

const home = withOwnHome();

afterEach(() => {
  keepLog(() => undefined);
  vi.restoreAllMocks();
});

describe('the log', () => {
  test('has no text, title, key or address of the person, whatever failed', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const log = openLog();
    keepLog((entry) => log.write(entry));
    const canaries = ['CANARY-text', 'CANARY-title', 'CANARY-token', 'CANARY-query'];
    const error = new Error(`${canaries[0]} https://a.example/?q=${canaries[3]}&token=${canaries[2]}`);
    error.name = `Bad ${canaries[0]}`;
    Object.assign(error, { code: `E ${canaries[2]}` });
    logFailure('a note could not be indexed', error, `folder/${canaries[1]}.md`);
    logFailure('a call failed', Object.assign(new TypeError(canaries[0]), { code: 'ENOSPC' }));
    const text = log.read(100_000);
    for (const canary of canaries) expect(text).not.toContain(canary);
    expect(text).toContain('a note could not be indexed [note ');
    expect(text).toContain('a call failed (TypeError ENOSPC)');
    expect(text).toContain('log.test.ts');
    expect(text).not.toContain(import.meta.dirname);
  });

  test('stays small, and has the newest at its end', () => {
    const log = openLog();
    for (let n = 0; n < 3000; n++) log.write(`entry ${n} ${'x'.repeat(400)}`);
    const size = (name: string) => statSync(join(home(), name)).size;
    expect(size('log.txt')).toBeLessThan(300 * 1024);
    expect(size('log.1.txt')).toBeLessThan(300 * 1024);
    const read = log.read(5000);
    expect(read.length).toBeLessThanOrEqual(5000);
    expect(read.trimEnd().split('\n').at(-1)).toContain('entry 2999');
    expect(statSync(join(home(), 'log.txt')).mode & 0o077).toBe(0);
  });

  test('is read through the notebook, and nothing is in it as long as nothing fails', async () => {
    const notebook = await openNotebook(makeFolder({ 'a.md': '# A' }));
    await notebook.ready;
    expect(await notebook.log({})).toEqual({ file: join(home(), 'log.txt'), text: '' });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    logFailure('something failed', new Error('secret'));
    expect((await notebook.log({})).text).toContain('something failed (Error)');
    expect(readFileSync(join(home(), 'log.txt'), 'utf8')).not.toContain('secret');
    await notebook.close();
  });

  test('has a save that failed, with its reason and without the name of the note', async () => {
    const folder = makeFolder({ 'CANARY.md': '# A note that is long enough to be missed\n' });
    const notebook = await openNotebook(folder, { watch: false });
    await notebook.ready;
    const { version } = await notebook.read({ path: 'CANARY.md' });
    const save = notebook.save({ path: 'CANARY.md', base: version, text: '' });
    await expect(save).rejects.toMatchObject({ code: 'shrunk' });
    await expect(notebook.read({ path: 'gone-CANARY.md' })).rejects.toMatchObject({ code: 'not-found' });
    const { text } = await notebook.log({});
    expect(text).toMatch(/save failed \[note [0-9a-f]{6}\] \(NotesError shrunk\)/);
    expect(text).not.toContain('CANARY');
    expect(text).not.toContain('read failed');
    await notebook.close();
  });
});

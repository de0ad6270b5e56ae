import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../notes/files/journal.ts';
import { filesIn, makeFolder, put, textOf } from './make.ts';

const base = 'a'.repeat(64);

describe('the journal', () => {
  it('gives back what was put, also after a restart, and forgets what was dropped', async () => {
    const folder = join(makeFolder(), 'not/made/yet');
    const journal = openJournal(folder);
    expect([journal.get('a.md'), journal.list()]).toEqual([null, []]);
    await journal.put('a.md', { text: '茶\n\0\ufeff', base, at: 1 });
    await journal.put('x/b.md', { text: '', base: null, at: 2 });
    const later = openJournal(folder);
    expect(later.get('a.md')).toMatchObject({ text: '茶\n\0\ufeff', base, at: 1 });
    expect(
      later
        .list()
        .map((entry) => entry.path)
        .sort(),
    ).toEqual(['a.md', 'x/b.md']);
    await later.drop('a.md');
    await later.drop('never.md');
    expect(openJournal(folder).list()).toEqual([
      { path: 'x/b.md', text: '', base: null, at: 2, writer: '', file: null },
    ]);
  });

  it('leaves an entry that can not be read where it is, and says so once', async () => {
    const folder = makeFolder();
    await openJournal(folder).put('a.md', { text: 'words', base, at: 1 });
    const [name = ''] = filesIn(folder).filter((file) => file.endsWith('.json'));
    put(folder, name, textOf(folder, name).slice(0, 20));
    const said: string[] = [];
    const journal = openJournal(folder, (what) => void said.push(what));
    expect([journal.list(), journal.of('a.md'), journal.get('b.md')]).toEqual([[], [], null]);
    expect(said).toEqual(['text that was never saved can not be read any more']);
    expect(filesIn(folder)).toContain(name);
  });

  it('answers at once with the latest, and ends with what was asked for last', async () => {
    const folder = makeFolder();
    const journal = openJournal(folder);
    const work = Array.from({ length: 20 }, (_, at) => journal.put('a.md', { text: `${at}`, base, at }));
    expect(journal.get('a.md')).toMatchObject({ text: '19', base, at: 19 });
    work.push(journal.drop('a.md'));
    expect([journal.get('a.md'), journal.list()]).toEqual([null, []]);
    await Promise.all(work);
    expect(filesIn(folder)).toEqual([]);
    await Promise.all([journal.drop('a.md'), journal.put('a.md', { text: 'last', base, at: 1 })]);
    expect(openJournal(folder).get('a.md')?.text).toBe('last');
  });

  it('survives damaged entries and leaves them where they are', async () => {
    const folder = makeFolder();
    const journal = openJournal(folder);
    await journal.put('a.md', { text: 'a', base, at: 1 });
    const [file = ''] = readdirSync(folder);
    for (const damage of [
      '',
      '{"path":"a.md","te',
      '[]',
      '{"path":"other.md","text":"x","base":null,"at":1}',
    ]) {
      writeFileSync(join(folder, file), damage);
      expect(journal.get('a.md')).toBeNull();
      expect(textOf(folder, file)).toBe(damage);
    }
    put(folder, 'half.json', '{');
    expect(journal.list().map((entry) => entry.path)).toEqual(['other.md']);
  });

  it('says which note it could not keep', async () => {
    const folder = makeFolder({ file: '' });
    const journal = openJournal(join(folder, 'file'));
    await expect(journal.put('茶.md', { text: 'a', base, at: 1 })).rejects.toThrow(
      'Could not keep the unsaved text of 茶.md',
    );
    rmSync(join(folder, 'file'));
    await journal.put('茶.md', { text: 'a', base, at: 1 });
  });

  it('keeps a text of each writer, and nobody drops or replaces that of another', async () => {
    const folder = makeFolder();
    const [one, other] = [openJournal(folder), openJournal(folder)];
    await one.put('a.md', { text: 'one', base, at: 1, file: '7' }, 'tab 1');
    await other.put('a.md', { text: 'other', base, at: 2 }, 'tab 2');
    await other.put('a.md', { text: 'other, more', base, at: 3 }, 'tab 2');
    expect(one.of('a.md').map(({ writer, text }) => `${writer}: ${text}`)).toEqual([
      'tab 2: other, more',
      'tab 1: one',
    ]);
    await other.drop('a.md', 'tab 2');
    await other.drop('a.md');
    expect(openJournal(folder).get('a.md')).toMatchObject({ text: 'one', writer: 'tab 1', file: '7' });
  });

  it('knows what a text was typed on as long as any text is kept', async () => {
    const folder = makeFolder();
    const journal = openJournal(folder);
    await journal.put('a.md', { text: 'mine', base, at: 1 }, 'x');
    await journal.keepBase(base, '茶\n');
    expect([openJournal(folder).baseText(base), journal.baseText('b'.repeat(64))]).toEqual(['茶\n', null]);
    await journal.drop('a.md', 'x');
    expect(journal.baseText(base)).toBeNull();
    expect(filesIn(folder)).toEqual([]);
  });
});

import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodedAs } from '../../../notes/files/encoders.ts';
import { versionOf } from '../../../notes/files/bytes.ts';
import { filesIn, put, textOf } from '../make.ts';
import { type Lab, labIn, makeLab } from './make.ts';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['Date', 'performance', 'setTimeout', 'clearTimeout'],
    now: Date.UTC(2026, 10, 1),
  });
  // What waits for the disk does so in real time.
  vi.advanceTimersByTime(1);
});
afterEach(() => {
  vi.useRealTimers();
});

const madeBy = async (lab: Lab, path: string) => (await lab.kept(path)).map(({ by, why }) => `${by}: ${why}`);

describe('a version is kept', () => {
  it('of what was there before the first change', async () => {
    const lab = makeLab({ 'a.md': 'as it was\r\n' });
    await lab.write('a.md', 'changed\n');
    expect(await lab.texts('a.md')).toEqual(['as it was\r\n']);
    expect(await madeBy(lab, 'a.md')).toEqual(['other: found']);
  });

  it('every five minutes of writing, of the text that was there then', async () => {
    const lab = makeLab({ 'a.md': '0' });
    for (let second = 1; second <= 1230; second += 15) {
      vi.advanceTimersByTime(15_000);
      await lab.write('a.md', `text ${second}`);
    }
    const texts = await lab.texts('a.md');
    const seconds = texts.map((text) => Number(text.replace('text ', '')));
    expect(seconds).toEqual([0, 301, 601, 901, 1201].map((second) => expect.closeTo(second, -2) as number));
  });

  it('when the writing pauses, and not again while it pauses', async () => {
    const lab = makeLab({ 'a.md': '0' }, { pauseMs: 2 * minute });
    await lab.write('a.md', 'one');
    await lab.write('a.md', 'one and two');
    vi.advanceTimersByTime(2 * minute);
    expect(await lab.texts('a.md')).toEqual(['0', 'one and two']);
    vi.advanceTimersByTime(60 * minute);
    expect((await lab.texts('a.md')).length).toBe(2);
    expect(filesIn(lab.home).filter((name) => name.startsWith('last/'))).toEqual([]);
  });

  it('when Gleaner ends, and after a crash when it starts again', async () => {
    const lab = makeLab({ 'a.md': '0', 'b.md': '0' });
    await lab.write('a.md', 'last words');
    await lab.folder.moments.close();
    expect(await lab.again().texts('a.md')).toEqual(['0', 'last words']);
    await lab.write('b.md', 'crashed');
    put(lab.root, 'b.md', 'by another program');
    const later = lab.again();
    expect(await later.texts('b.md')).toEqual(['0', 'crashed']);
    expect((await madeBy(later, 'b.md')).at(-1)).toBe('you: pause');
  });

  it('of what a save would take away, when it takes away more than half', async () => {
    const lab = makeLab({ 'a.md': '' });
    await lab.write('a.md', 'a long text of many words, '.repeat(20));
    await lab.write('a.md', '');
    expect((await lab.texts('a.md')).at(-1)).toBe('a long text of many words, '.repeat(20));
    expect((await madeBy(lab, 'a.md')).at(-1)).toBe('you: shrink');
  });

  it.each([
    ['Chinese', Buffer.from('茶者，南方之嘉木也。'.repeat(9))],
    ['wide', Buffer.from(`\ufeff${'tea '.repeat(20)}`, 'utf16le')],
    ['old Chinese', encodedAs('茶者，南方之嘉木也。'.repeat(9), 'gbk')],
  ])('not of every save of a %s text, whose characters take several bytes', async (_, bytes) => {
    const lab = makeLab({ 'a.md': bytes });
    const text = lab.folder.read('a.md').text;
    for (let save = 1; save < 5; save++) await lab.write('a.md', text.slice(0, -save));
    expect(await madeBy(lab, 'a.md')).toEqual(['other: found']);
    await lab.write('a.md', text.slice(0, 8));
    expect(await madeBy(lab, 'a.md')).toEqual(['other: found', 'you: shrink']);
  });

  it('before each save of a file that has several names', async () => {
    const lab = makeLab({ 'a.md': '0' });
    linkSync(join(lab.root, 'a.md'), join(lab.root, 'b.md'));
    for (const text of ['one', 'two and', 'three and more']) await lab.write('a.md', text);
    expect(await lab.texts('a.md')).toEqual(['0', 'one', 'two and']);
  });

  it('of both texts when another program writes over ours', async () => {
    const lab = makeLab({ 'a.md': '0' });
    await lab.write('a.md', 'mine');
    put(lab.root, 'a.md', 'theirs');
    lab.folder.moments.noticed('a.md', versionOf(Buffer.from('theirs')));
    expect(await lab.texts('a.md')).toEqual(['0', 'mine']);
    await lab.write('a.md', 'mine again');
    expect(await lab.texts('a.md')).toEqual(['0', 'mine', 'theirs']);
    expect(await madeBy(lab, 'a.md')).toEqual(['other: found', 'you: changed', 'other: changed']);
  });

  it('of a note that is only read, when another program writes over it', async () => {
    const lab = makeLab({ 'a.md': 'read' });
    lab.folder.moments.opened('a.md');
    await new Promise(setImmediate);
    put(lab.root, 'a.md', 'theirs');
    lab.folder.moments.noticed('a.md', versionOf(Buffer.from('theirs')));
    expect(await lab.texts('a.md')).toEqual(['read']);
  });

  it('of the disk’s text in a conflict', async () => {
    const lab = makeLab({ 'a.md': 'base' });
    put(lab.root, 'a.md', 'theirs');
    const result = await lab.folder.save('a.md', versionOf(Buffer.from('base')), 'mine');
    expect(result.kind).toBe('conflict');
    await lab.write('a.md', 'mine');
    expect(await lab.texts('a.md')).toEqual(['theirs']);
  });

  it('of a note that goes to the trash, and of one that another program deletes', async () => {
    const lab = makeLab({ 'a.md': 'a', 'b.md': 'b' });
    await lab.folder.trash('a.md');
    expect(await lab.texts('a.md')).toEqual(['a']);
    await lab.write('b.md', 'b, and more');
    rmSync(join(lab.root, 'b.md'));
    lab.folder.moments.noticed('b.md', null);
    expect(await lab.texts('b.md')).toEqual(['b', 'b, and more']);
    expect((await madeBy(lab, 'b.md')).at(-1)).toBe('you: gone');
  });

  it('before a change of many notes, and who made what came of it is known later', async () => {
    const lab = makeLab({ 'a.md': 'tags: a' });
    const base = versionOf(Buffer.from('tags: a'));
    await lab.folder.putBytes('a.md', base, Buffer.from('tags: b'));
    expect(await madeBy(lab, 'a.md')).toEqual(['other: bulk']);
    const later = lab.again();
    await later.write('a.md', 'tags: b, and more');
    expect(await later.texts('a.md')).toEqual(['tags: a', 'tags: b']);
    expect((await madeBy(later, 'a.md')).at(-1)).toBe('bulk: found');
  });

  it('of text that never reached the file, when it is given up', async () => {
    const lab = makeLab({ 'a.md': 'a' });
    await lab.folder.moments.discarded('a.md', 'typed, never saved', 1);
    expect(await lab.texts('a.md')).toEqual(['typed, never saved']);
    expect(await madeBy(lab, 'a.md')).toEqual(['recovered: discard']);
  });

  it('of given up text, or whoever gives it up is told that it was not', async () => {
    const lab = makeLab({ 'a.md': 'a' });
    await lab.folder.moments.history();
    mkdirSync(lab.home, { recursive: true });
    writeFileSync(join(lab.home, 'blobs'), 'no folder');
    await expect(lab.folder.moments.discarded('a.md', 'typed, never saved', 1)).rejects.toThrow();
    expect(await lab.texts('a.md')).toEqual([]);
  });
});

describe('the history of a note', () => {
  it('goes with it when it is renamed, with what is not kept yet', async () => {
    const lab = makeLab({ 'a.md': '0' });
    await lab.write('a.md', 'one');
    await lab.folder.rename('a.md', 'sub/b.md');
    await lab.write('sub/b.md', 'one and two');
    await lab.folder.moments.close();
    const later = lab.again();
    expect(await later.texts('sub/b.md')).toEqual(['0', 'one and two']);
    expect(await later.texts('a.md')).toEqual([]);
  });

  it('never holds up or fails what is done to the note: no room, no folder, and said once', async () => {
    const lab = makeLab({ 'a.md': '0', 'b.md': '0' });
    // A file where its folder would be.
    writeFileSync(lab.home, '');
    await lab.write('a.md', 'one');
    await lab.write('b.md', 'one');
    await lab.folder.rename('b.md', 'c.md');
    await lab.folder.trash('c.md');
    expect(textOf(lab.root, 'a.md')).toBe('one');
    expect(lab.complaints.length).toBe(1);
    rmSync(lab.home);
    mkdirSync(lab.home);
    await lab.write('a.md', 'two, written in another five minutes');
    vi.advanceTimersByTime(5 * minute);
    await lab.write('a.md', 'three, written in another five minutes');
    expect(await lab.texts('a.md')).toEqual(['two, written in another five minutes']);
  });

  it('is not there where there is no place for it, and nothing else is missing', async () => {
    const lab = makeLab({ 'a.md': '0' });
    const { folder } = labIn(lab.root, '\0');
    expect((await folder.save('a.md', versionOf(Buffer.from('0')), '1')).kind).toBe('saved');
  });
});

describe('200 edits with a clock that goes on, jumps and goes back', () => {
  it.each([
    ['goes on by six minutes', () => 6 * minute],
    ['goes on by a day', () => 24 * 60 * minute],
    ['jumps two years ahead in the middle', (at: number) => (at === 100 ? 730 * 1440 * minute : 6 * minute)],
    ['goes back an hour each tenth time', (at: number) => (at % 10 === 0 ? -60 * minute : 6 * minute)],
    ['stands in 1999', (at: number) => (at === 50 ? Date.UTC(1999, 0, 1) - Date.now() : 6 * minute)],
  ])('when it %s, every text is kept, in the order of writing', async (_, step) => {
    const lab = makeLab({ 'a.md': '0' });
    const written = ['0'];
    for (let at = 1; at <= 200; at++) {
      vi.setSystemTime(Date.now() + step(at));
      written.push(`edit ${at}, 看了文章就忘`);
      await lab.write('a.md', written.at(-1) ?? '');
    }
    await lab.folder.moments.close();
    expect(await lab.again().texts('a.md')).toEqual(written);
  });
});

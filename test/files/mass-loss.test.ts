import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { MassLoss } from '../../notes/files/mass-loss.ts';
import { makeFolder, Observed, pause, put } from './make.ts';

const soon = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

async function watched(files: Record<string, string>) {
  const folder = makeFolder(files);
  // Until the files' times are old enough to tell a later change.
  await pause(30);
  const observed = new Observed(folder);
  await observed.watching.ready;
  observed.forgetEvents();
  return { folder, observed };
}

const notes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n/${index}.md`, `note ${index}`]));
const remove = (folder: string, count: number) => {
  for (let index = 0; index < count; index++) rmSync(join(folder, `n/${index}.md`));
};

describe('too much at once', () => {
  it.each([
    [19, 1000, false],
    [20, 1000, true],
    [5, 10, true],
    [4, 10, false],
    [2, 4, false],
    [3, 6, true],
    [-3, 6, false],
  ])('are %i of %i notes: %s', (lost, total, says) => {
    expect(new MassLoss().isTooMuch(lost, total, 0)).toBe(says);
  });

  it('is also what is lost in several steps within a second, and not later', () => {
    const loss = new MassLoss();
    loss.took(12, 1000);
    expect(loss.isTooMuch(8, 988, 1500)).toBe(true);
    expect(loss.isTooMuch(8, 988, 2100)).toBe(false);
  });
});

describe('a notebook that loses many notes at once', () => {
  it('is unavailable and tells nothing as gone, until they are back', async () => {
    const { folder, observed } = await watched(notes(60));
    renameSync(join(folder, 'n'), join(folder, '.n'));
    mkdirSync(join(folder, 'n'));
    for (let index = 0; index < 35; index++) put(folder, `n/${index}.md`, `note ${index}`);
    await soon(() => expect(observed.events).toContain('unavailable'));
    expect(observed.gone).toEqual([]);
    rmSync(join(folder, 'n'), { recursive: true });
    renameSync(join(folder, '.n'), join(folder, 'n'));
    await observed.watching.check();
    expect(observed.events.at(-1) === 'available' || observed.events.includes('available')).toBe(true);
    expect(observed.gone).toEqual([]);
  });

  it('tells them as gone when a person says that they are', async () => {
    const { folder, observed } = await watched({ ...notes(30), 'a.md': 'a' });
    remove(folder, 25);
    await soon(() => expect(observed.events).toContain('unavailable'));
    await observed.watching.accept();
    expect(observed.gone).toHaveLength(25);
    expect(observed.events).toContain('available');
  });

  it('is unavailable as well when many are empty all of a sudden', async () => {
    const { folder, observed } = await watched({ ...notes(30), 'a.md': 'a' });
    for (let index = 0; index < 25; index++) truncateSync(join(folder, `n/${index}.md`));
    await soon(() => expect(observed.events).toContain('unavailable'));
    expect(observed.changed).toEqual([]);
    await observed.watching.accept();
    expect(new Set(observed.changed).size).toBe(25);
  });

  it('is available when a folder of many notes was only renamed', async () => {
    const { folder, observed } = await watched({ ...notes(40), 'a.md': 'a' });
    renameSync(join(folder, 'n'), join(folder, 'm'));
    await soon(() => expect(observed.gone).toHaveLength(40));
    await pause(1300);
    expect(observed.events).not.toContain('unavailable');
  });

  it('is available while few are deleted', async () => {
    const { folder, observed } = await watched({ ...notes(40), 'a.md': 'a' });
    remove(folder, 15);
    await soon(() => expect(observed.gone).toHaveLength(15));
    writeFileSync(join(folder, 'a.md'), '');
    await soon(() => expect(observed.changed).toContain('a.md'));
    expect(observed.events).not.toContain('unavailable');
  });
});

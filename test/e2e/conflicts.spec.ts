import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type TestNotebook } from './fixtures.ts';

test.use({ files: { 'a.md': '# Tea\n\none\n\ntwo\n\nthree\n', 'b.md': '# Other\n' } });

const text = (page: import('@playwright/test').Page) => page.getByRole('textbox', { name: 'Note text' });

test('overlapping edits are shown side by side, and a person chooses by keyboard; undo brings the own text back', async ({
  app: page,
  notebook,
}) => {
  await page.getByRole('option', { name: 'Tea' }).click();
  await expect(text(page)).toContainText('three');
  await expect(page.getByRole('status')).toContainText('Saved');
  // The page is behind: what it types is typed on the text before.
  await text(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('mine at the end');
  notebook.write('a.md', '# Tea\n\nONE\n\ntwo\n\nthree\ntheirs at the end\n');
  await expect(page.getByRole('button', { name: 'Compare…' })).toBeVisible();
  await page.getByRole('button', { name: 'Compare…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Two texts of “Tea”' });
  await expect(dialog).toContainText('mine at the end');
  await expect(dialog).toContainText('theirs at the end');
  await expect(dialog.getByRole('region', { name: 'Passage 2 of 2' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Use this text' })).toBeDisabled();
  await page.keyboard.press('3');
  await expect(dialog.getByText('All is decided')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use this text' }).press('Enter');
  await expect(dialog).toBeHidden();
  const both = '# Tea\n\nONE\n\ntwo\n\nthree\nmine at the end\ntheirs at the end';
  await expect.poll(() => notebook.read('a.md')).toBe(both);
  await expect(page.getByRole('status')).toContainText('Saved');
  await expect(text(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect.poll(() => notebook.read('a.md')).toBe('# Tea\n\none\n\ntwo\n\nthree\nmine at the end');
});

test('a conflict copy has a badge, and is merged into its note and put away', async ({
  app: page,
  notebook,
}) => {
  const copy = 'a.sync-conflict-20260131-235959-ABCDEFG.md';
  notebook.write(copy, '# Tea\n\none\n\ntwo, elsewhere\n\nthree\n');
  const row = page.locator(`[data-path="${copy}"]`);
  await expect(row).toContainText('Copy from syncing');
  await row.click();
  await page.getByRole('button', { name: 'Compare and merge…' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'Passage 1 of 1' })).toBeFocused();
  await page.keyboard.press('2');
  await dialog.getByRole('button', { name: 'Use this text' }).press('Enter');
  await expect.poll(() => notebook.read('a.md')).toBe('# Tea\n\none\n\ntwo, elsewhere\n\nthree\n');
  await expect.poll(() => notebook.exists(copy)).toBe(false);
});

/** Both change the last line. */
async function meet(page: import('@playwright/test').Page, notebook: TestNotebook): Promise<void> {
  await page.getByRole('option', { name: 'Tea' }).click();
  await expect(text(page)).toContainText('three');
  await text(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('mine');
  notebook.write('a.md', '# Tea\n\none\n\ntwo\n\nthree\ntheirs');
  await expect(page.getByRole('status')).toHaveText('Not saved: changed elsewhere');
}
const filesOf = (notebook: TestNotebook) =>
  readdirSync(notebook.folder)
    .filter((name) => name.endsWith('.md'))
    .sort();

test('no copy is written before a person chooses, nor when one side is chosen: the other one is in the history', async ({
  app: page,
  notebook,
}) => {
  await meet(page, notebook);
  expect(filesOf(notebook)).toEqual(['a.md', 'b.md']);
  expect(notebook.read('a.md')).toContain('theirs');
  await page.getByRole('button', { name: 'Keep mine' }).press('Enter');
  await expect.poll(() => notebook.read('a.md')).toBe('# Tea\n\none\n\ntwo\n\nthree\nmine');
  await expect(page.getByRole('status')).toHaveText('Saved');
  expect(filesOf(notebook)).toEqual(['a.md', 'b.md']);
  await page.keyboard.press('Alt+Shift+H');
  const history = page.getByRole('dialog', { name: 'History' });
  await history.getByRole('option', { name: /Another program/ }).click();
  await expect(history.getByRole('textbox', { name: /Version of/ })).toContainText('theirs');
});

test('“Take the other” shows what is on the disk, and one step of undo brings the own text back', async ({
  app: page,
  notebook,
}) => {
  await meet(page, notebook);
  await page.getByRole('button', { name: 'Take the other' }).press('Enter');
  await expect(text(page)).toContainText('theirs');
  await expect(page.getByRole('status')).toHaveText('Saved');
  expect(filesOf(notebook)).toEqual(['a.md', 'b.md']);
  await text(page).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => notebook.read('a.md')).toContain('mine');
});

test('“Keep both” writes one file beside the note, named for the conflict and its moment', async ({
  app: page,
  notebook,
}) => {
  await meet(page, notebook);
  await page.getByRole('button', { name: 'Keep both' }).press('Enter');
  await expect(page.getByText('The other text is kept in')).toBeVisible();
  const [beside = '', ...others] = filesOf(notebook).filter((name) => name.startsWith('a '));
  expect(others).toEqual([]);
  expect(beside).toMatch(/^a \(conflict \d{4}-\d\d-\d\d \d{6}\)\.md$/);
  expect(notebook.read(beside)).toContain('mine');
  expect(notebook.read('a.md')).toContain('theirs');
});

test('a note whose text is not saved is marked in the list, also while another one is open, until it is', async ({
  app: page,
  notebook,
}) => {
  const tea = page.locator('[data-path="a.md"]');
  await meet(page, notebook);
  await expect(tea).toContainText('Not saved');
  await page.locator('[data-path="b.md"]').click();
  await expect(text(page)).toContainText('Other');
  await expect(tea).toContainText('Not saved');
  await expect(page.locator('[data-path="b.md"]')).not.toContainText('Not saved');
  await tea.click();
  await page.getByRole('button', { name: 'Keep mine' }).press('Enter');
  await expect(page.getByRole('status')).toHaveText('Saved');
  await expect(tea).not.toContainText('Not saved');
});

test('a copy that is saved elsewhere has the text on the screen, and it is said where it is', async ({
  app: page,
  notebook,
}) => {
  await meet(page, notebook);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy elsewhere…' }).press('Enter');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('a.md');
  expect(readFileSync(await download.path(), 'utf8')).toContain('three\nmine');
  await expect(page.getByText('as a.md: it is where your downloads go')).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Not saved: changed elsewhere');
});

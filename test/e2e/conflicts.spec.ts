import { expect, test } from './fixtures.ts';

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

/** Deleted notes, and notes that are missing all at once. */
import AxeBuilder from '@axe-core/playwright';
import { mkdirSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

const many = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`n/${index}.md`, `# Note ${index}\n`]),
);

test.describe('the trash', () => {
  test.use({
    files: {
      '茶/绿茶.md': '# 绿茶\n\n喝茶。\n',
      'a.md': '# A\n',
      '.trash/old.md': '# Old\n',
    },
  });

  test('shows what was deleted, and gives it back where it was, byte for byte, by keyboard', async ({
    app,
    notebook,
  }) => {
    const file = join(notebook.folder, '茶/绿茶.md');
    utimesSync(file, new Date(1.6e12), new Date(1.6e12));
    await app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: /绿茶/ }).click();
    await app.keyboard.press('ControlOrMeta+Backspace');
    await expect.poll(() => notebook.exists('茶/绿茶.md')).toBe(false);
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Trash' }).focus();
    await app.keyboard.press('Enter');
    const dialog = app.getByRole('dialog', { name: 'Trash' });
    const notes = dialog.getByRole('listbox', { name: 'Notes in the trash' });
    await expect(notes.getByRole('option')).toHaveCount(2);
    await notes.getByRole('option', { name: /绿茶/ }).click();
    await expect(dialog.getByRole('region', { name: 'Text of the note in the trash' })).toContainText(
      '喝茶。',
    );
    const { violations } = await new AxeBuilder({ page: app })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore' }).focus();
    await app.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);
    expect(notebook.read('茶/绿茶.md')).toBe('# 绿茶\n\n喝茶。\n');
    expect(statSync(file).mtimeMs).toBe(1.6e12);
  });

  test('is emptied only when the word was typed', async ({ app, notebook }) => {
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Trash' }).click();
    const dialog = app.getByRole('dialog', { name: 'Trash' });
    await dialog.getByRole('button', { name: 'Empty the trash…' }).click();
    const yes = dialog.getByRole('button', { name: 'Delete 1 note' });
    await expect(yes).toBeDisabled();
    await app.keyboard.type('delete');
    await app.keyboard.press('Enter');
    await expect(dialog.getByText('The trash is empty')).toBeVisible();
    expect(notebook.exists('.trash/old.md')).toBe(false);
    expect(notebook.read('a.md')).toBe('# A\n');
  });

  test('is empty in the other tab too, once it was emptied in one', async ({
    app,
    context,
    served,
    notebook,
  }) => {
    const other = await context.newPage();
    await other.goto(served.origin);
    for (const page of [app, other]) {
      await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Trash' }).click();
      await expect(page.getByRole('dialog', { name: 'Trash' }).getByRole('option')).toHaveCount(1);
    }
    await app.bringToFront();
    await app.getByRole('button', { name: 'Empty the trash…' }).click();
    await app.keyboard.type('delete');
    await app.keyboard.press('Enter');
    await expect(app.getByText('The trash is empty')).toBeVisible();
    await expect(other.getByText('The trash is empty')).toBeVisible();
    // What is deleted now is there as well.
    await app.keyboard.press('Escape');
    await app.locator('[data-path="a.md"]').click();
    await app.keyboard.press('ControlOrMeta+Backspace');
    await expect.poll(() => notebook.exists('a.md')).toBe(false);
    await expect(
      other.getByRole('dialog', { name: 'Trash' }).getByRole('option', { name: 'A' }),
    ).toBeVisible();
  });

  test('deletes one note for good after a question, and keeps it when the answer is no', async ({
    app,
    notebook,
  }) => {
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Trash' }).click();
    const dialog = app.getByRole('dialog', { name: 'Trash' });
    await dialog.getByRole('button', { name: 'Delete for good…' }).click();
    await app.keyboard.press('Enter');
    await expect(dialog.getByText('This can’t be undone.')).toHaveCount(0);
    expect(notebook.exists('.trash/old.md')).toBe(true);
    await dialog.getByRole('button', { name: 'Delete for good…' }).click();
    await dialog.getByRole('button', { name: 'Delete for good', exact: true }).click();
    await expect(dialog.getByText('The trash is empty')).toBeVisible();
    expect(notebook.exists('.trash/old.md')).toBe(false);
  });
});

test.describe('many notes that are missing all at once', () => {
  test.use({ files: { ...many, 'a.md': '# A\n' } });

  test('stay listed until they are back', async ({ app, notebook }) => {
    await app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: 'A' }).first().click();
    renameSync(join(notebook.folder, 'n'), join(notebook.folder, '.away'));
    await expect(app.getByText('40 notes are missing all at once')).toBeVisible();
    await expect(app.getByText('41 notes').first()).toBeVisible();
    await expect(app.locator('.cm-content')).toContainText('A');
    const { violations } = await new AxeBuilder({ page: app })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations).toEqual([]);
    renameSync(join(notebook.folder, '.away'), join(notebook.folder, 'n'));
    // It may be seen before anybody asks: then the button is gone.
    const again = app.getByRole('button', { name: 'Look again' });
    await again.click({ timeout: 2000 }).catch(() => expect(again).toHaveCount(0));
    await expect(app.getByText('40 notes are missing all at once')).toHaveCount(0);
    await expect(app.getByText('41 notes').first()).toBeVisible();
  });

  test('leave the list when the person says that they are gone', async ({ app, notebook }) => {
    mkdirSync(join(notebook.folder, '.away'));
    renameSync(join(notebook.folder, 'n'), join(notebook.folder, '.away/n'));
    await app.getByRole('button', { name: 'They are really gone' }).click();
    await expect(app.getByText('40 notes are missing all at once')).toHaveCount(0);
    await expect(app.getByText('1 note').first()).toBeVisible();
  });
});

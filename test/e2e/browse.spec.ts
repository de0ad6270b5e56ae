/** Finding and keeping notes: the list, the tags, new notes, renaming and the trash. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const options = (app: Page) => app.getByRole('listbox', { name: 'Notes' }).getByRole('option');
const option = (app: Page, name: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name, exact: true });
const tag = (app: Page, name: string) =>
  app.getByRole('tree', { name: 'Tags' }).getByRole('treeitem', { name, exact: true });

const note = (title: string, date: string, tags: string[]) =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [${tags.join(', ')}]\n---\n\nText of ${title}.\n`;

test.describe('with the starter notebook', () => {
  test('all notes are listed by title, newest first, with the starter note last', async ({ app }) => {
    await expect(options(app)).toHaveCount(3);
    await expect(option(app, 'serverless资料收集')).toContainText('2020-01-13');
    await expect(option(app, 'serverless资料收集')).toContainText('4 sources');
    await expect(options(app).last()).toHaveAccessibleName('serverless资料收集');
    await expect(app.getByRole('navigation', { name: 'Views' })).toContainText('3');
  });

  test('a click on a tag filters, is shown as a chip, and the chip takes it away', async ({ app }) => {
    await tag(app, 'serverless, 1 note').click();
    await expect(options(app)).toHaveCount(1);
    await expect(tag(app, 'serverless, 1 note')).toHaveAttribute('aria-selected', 'true');
    await expect(tag(app, 'guide, 0 notes')).toBeVisible();
    await app.getByRole('button', { name: 'Remove filter serverless' }).click();
    await expect(options(app)).toHaveCount(3);
    await tag(app, 'serverless, 1 note').click();
    await expect(options(app)).toHaveCount(1);
    await tag(app, 'serverless, 1 note').click();
    await expect(options(app)).toHaveCount(3);
  });

  test('the token leaves the address, and loading the page again still works', async ({ app }) => {
    expect(app.url()).not.toContain('token');
    await app.reload();
    await expect(options(app)).toHaveCount(3);
  });

  test('the window’s title is the open note’s', async ({ app }) => {
    await option(app, 'serverless资料收集').click();
    await expect(app).toHaveTitle(/^serverless资料收集/);
  });

  test('a note moves to the trash and comes back with Undo, byte for byte', async ({ app, notebook }) => {
    const before = notebook.read('2020-01-13-serverless.md');
    await option(app, 'serverless资料收集').click();
    await app.getByRole('listbox', { name: 'Notes' }).press('Delete');
    await expect(options(app)).toHaveCount(2);
    expect(notebook.exists('2020-01-13-serverless.md')).toBe(false);
    await app.getByRole('button', { name: 'Undo' }).click();
    await expect(options(app)).toHaveCount(3);
    expect(notebook.read('2020-01-13-serverless.md')).toBe(before);
  });

  test('Undo leaves the focus in the list, on the note that is back', async ({ app }) => {
    const list = app.getByRole('listbox', { name: 'Notes' });
    await option(app, 'serverless资料收集').click();
    await list.press('Delete');
    await expect(options(app)).toHaveCount(2);
    await app.getByRole('button', { name: 'Undo' }).focus();
    await app.keyboard.press('Enter');
    await expect(options(app)).toHaveCount(3);
    await expect(list).toBeFocused();
    const active = async () =>
      app.locator(`[id="${(await list.getAttribute('aria-activedescendant')) ?? ''}"]`).textContent();
    await expect.poll(active).toContain('serverless资料收集');
  });

  test('a note thrown away from its own menu leaves the focus in the list, where Mod+Z undoes it', async ({
    app,
    notebook,
  }) => {
    await option(app, 'serverless资料收集').click();
    await app.getByRole('main').getByRole('button', { name: 'Note actions' }).click();
    await app.getByRole('menuitem', { name: 'Move to trash' }).click();
    await expect(options(app)).toHaveCount(2);
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
    await app.keyboard.press('ControlOrMeta+z');
    await expect(options(app)).toHaveCount(3);
    expect(notebook.exists('2020-01-13-serverless.md')).toBe(true);
  });

  test('F2 renames the file and says what is wrong with a name', async ({ app, notebook }) => {
    await option(app, 'serverless资料收集').click();
    await app.getByRole('listbox', { name: 'Notes' }).press('F2');
    const dialog = app.getByRole('dialog', { name: 'Rename note' });
    const field = dialog.getByRole('textbox', { name: 'File name' });
    await expect(field).toHaveValue('2020-01-13-serverless.md');
    await field.fill('welcome.md');
    await field.press('Enter');
    await expect(dialog).toContainText('a file with this name exists already');
    await field.fill('收集.md');
    await field.press('Enter');
    await expect(dialog).toBeHidden();
    await expect.poll(() => notebook.exists('收集.md')).toBe(true);
    expect(notebook.exists('2020-01-13-serverless.md')).toBe(false);
    await expect(app.getByRole('main')).toContainText('收集.md');
  });

  test('the menu of a row opens where it is asked for and duplicates the note', async ({ app }) => {
    const row = option(app, 'serverless资料收集');
    await row.click({ button: 'right', position: { x: 60, y: 30 } });
    const menu = app.getByRole('menu', { name: 'Actions for serverless资料收集' });
    const off = async () =>
      Math.abs(((await menu.boundingBox())?.x ?? 0) - ((await row.boundingBox())?.x ?? 0) - 60);
    await expect.poll(off).toBeLessThan(20);
    await menu.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(options(app)).toHaveCount(4);
  });

  test('the UI speaks Chinese when the address asks for it', async ({ page, served }) => {
    await page.goto(served.address.replace('/#', '/?lang=zh#'));
    await expect(page.getByRole('listbox', { name: '笔记' }).getByRole('option')).toHaveCount(3);
    await expect(page.getByRole('treeitem', { name: 'serverless，1 篇笔记' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  });
});

test.describe('with nested tags', () => {
  test.use({
    files: {
      'a.md': note('Alpha', '2021-01-01', ['web']),
      'b.md': note('Beta', '2021-01-02', ['web/css', 'x']),
      'c.md': note('Gamma', '2021-01-03', ['x']),
      'd.md': '# Delta\n\nNo header.\n',
      'e.md': '---\ntitle: Foo: bar\n---\n\nA broken header.\n',
    },
  });

  test('a parent matches its children, and counts are those of the current result', async ({ app }) => {
    await tag(app, 'web, 2 notes').click();
    await expect(options(app)).toHaveCount(2);
    await expect(tag(app, 'x, 1 note')).toBeVisible();
    await tag(app, 'x, 1 note').click({ modifiers: ['ControlOrMeta'] });
    await expect(options(app)).toHaveCount(1);
    await expect(option(app, 'Beta')).toBeVisible();
    await tag(app, 'x, 1 note').click({ modifiers: ['Alt'] });
    await expect(option(app, 'Alpha')).toBeVisible();
    await expect(options(app)).toHaveCount(1);
    await app.getByRole('button', { name: 'Remove filter not x' }).click();
    await expect(options(app)).toHaveCount(2);
  });

  for (const way of ['a click', 'Enter']) {
    test(`a chip taken away by ${way} leaves the focus on the next, and the last in the list`, async ({
      app,
    }) => {
      await tag(app, 'web, 2 notes').click();
      await tag(app, 'x, 1 note').click({ modifiers: ['ControlOrMeta'] });
      const chip = (name: string) => app.getByRole('button', { name: `Remove filter ${name}`, exact: true });
      const remove = async (name: string) => {
        if (way === 'a click') return chip(name).click();
        await chip(name).focus();
        await app.keyboard.press('Enter');
      };
      await remove('web');
      await expect(chip('x')).toBeFocused();
      await remove('x');
      await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
    });
  }

  test('notes without tags have an item of their own', async ({ app }) => {
    await tag(app, 'Untagged, 2 notes').click();
    await expect(options(app)).toHaveCount(2);
    await expect(option(app, 'Delta')).toBeVisible();
  });

  test('the tree is walked, folded and chosen from with the keyboard', async ({ app }) => {
    await tag(app, 'web, 2 notes').focus();
    await app.keyboard.press('ArrowDown');
    await expect(tag(app, 'web/css, 1 note')).toBeFocused();
    await app.keyboard.press('ArrowLeft');
    await expect(tag(app, 'web, 2 notes')).toBeFocused();
    await app.keyboard.press('ArrowLeft');
    await expect(tag(app, 'web, 2 notes')).toHaveAttribute('aria-expanded', 'false');
    await expect(tag(app, 'web/css, 1 note')).toHaveCount(0);
    await app.keyboard.press('End');
    await app.keyboard.press('x');
    await expect(tag(app, 'x, 2 notes')).toBeFocused();
    await app.keyboard.press('Enter');
    await expect(options(app)).toHaveCount(2);
  });

  test('the list is walked with arrows and letters, and Enter goes to the text', async ({ app }) => {
    const list = app.getByRole('listbox', { name: 'Notes' });
    await expect(options(app)).toHaveCount(5);
    await list.focus();
    await app.keyboard.press('Home');
    const active = () => list.getAttribute('aria-activedescendant');
    const nameOfActive = async () =>
      app
        .locator(`[id="${(await active()) ?? ''}"]`)
        .locator('.note-row-title')
        .textContent();
    await expect.poll(nameOfActive).toBe('Gamma');
    await app.keyboard.press('ArrowDown');
    await expect.poll(nameOfActive).toBe('Beta');
    await app.keyboard.type('al');
    await expect.poll(nameOfActive).toBe('Alpha');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeFocused();
    await expect(option(app, 'Alpha')).toHaveAttribute('aria-selected', 'true');
  });

  test('rows that come to an empty list with the focus can be acted on at once', async ({ app }) => {
    const list = app.getByRole('listbox', { name: 'Notes' });
    await app.getByRole('searchbox').fill('no such words');
    await expect(options(app)).toHaveCount(0);
    await list.focus();
    await app.keyboard.press('Escape');
    await expect(option(app, 'Gamma')).toBeVisible();
    await app.keyboard.press('Enter');
    await expect(option(app, 'Gamma')).toHaveAttribute('aria-selected', 'true');
  });

  test('a broken header is listed with a word about it', async ({ app }) => {
    await expect(app.getByRole('option', { name: /Foo: bar/ })).toContainText('Header problem, line 2');
  });

  test('a note changed outside changes in the list', async ({ app, notebook }) => {
    notebook.write('a.md', note('Alpha again', '2021-01-01', ['web']));
    await expect(option(app, 'Alpha again')).toBeVisible();
  });

  test('the sort menu changes the order', async ({ app }) => {
    await app.getByRole('button', { name: /^Sort/ }).click();
    await app.getByRole('menuitemradio', { name: 'Title' }).click();
    await expect(options(app).first()).toHaveAccessibleName('Alpha');
  });

  test('a new note carries the tags of the filter and is named after its title', async ({
    app,
    notebook,
  }) => {
    await tag(app, 'x, 2 notes').click();
    await app.getByRole('button', { name: 'New note', exact: true }).first().click();
    await expect(options(app)).toHaveCount(3);
    await app.keyboard.type('Epsilon');
    await app.keyboard.press('Enter');
    await expect(option(app, 'Epsilon')).toBeVisible();
    await expect(app.getByRole('main')).toContainText(/epsilon/i);
    await expect.poll(() => ['Epsilon.md', 'epsilon.md'].some((path) => notebook.exists(path))).toBe(true);
  });
});

test.describe('with an empty folder', () => {
  test.use({ files: {} });

  test('the list says so and offers the first note', async ({ app }) => {
    await expect(app.getByRole('heading', { name: 'No notes yet' })).toBeVisible();
    await app.getByRole('button', { name: 'Write a note' }).click();
    await expect(options(app)).toHaveCount(1);
  });
});

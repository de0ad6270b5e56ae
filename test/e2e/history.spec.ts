import AxeBuilder from '@axe-core/playwright';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { versionOf } from '../../notes/files/bytes.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test } from './fixtures.ts';

const list = Array.from({ length: 12 }, (_, at) => `- 第 ${at + 1} 条摘录`).join('\n');
const tea = `# 茶\n\n第一段：喝茶。\n\n${list}\n\n最后一段：喝水。\n`;

test.use({ files: { 'tea.md': tea, 'other.md': '# Other\n\nAnother note.\n' } });

const editor = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const status = (app: Page) => app.getByRole('status');
const dialog = (app: Page) => app.getByRole('dialog', { name: 'History' });

async function open(app: Page, title: string): Promise<void> {
  await app.getByRole('option', { name: title }).click();
  await expect(editor(app)).toBeVisible();
}

/** Changes the first and the last paragraph, with keys. */
async function write(app: Page): Promise<void> {
  await editor(app).click();
  await app.keyboard.press('ControlOrMeta+Home');
  for (let line = 0; line < 2; line++) await app.keyboard.press('ArrowDown');
  await app.keyboard.press('End');
  await app.keyboard.type(' one');
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('two\n');
  await expect(status(app)).toHaveText(/^Saved/);
}

test('one passage is put back by keyboard, saved, and undone in one step', async ({ app, notebook }) => {
  await open(app, '茶');
  await write(app);
  expect(notebook.read('tea.md')).toBe(tea.replace('喝茶。', '喝茶。 one') + 'two\n');
  await app.keyboard.press('Alt+Shift+H');
  const versions = dialog(app).getByRole('listbox', { name: 'Versions' });
  await expect(versions.getByRole('option')).toHaveCount(1);
  await expect(versions.getByRole('option')).toHaveAccessibleName(/As it was found/);
  await expect(dialog(app).getByText('2 changes since')).toBeVisible();

  const next = dialog(app).getByRole('button', { name: 'Next change' });
  await next.focus();
  await app.keyboard.press('Enter');
  await expect(dialog(app).getByRole('button', { name: 'Put this passage back' }).first()).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(dialog(app).getByText('1 change since')).toBeVisible();
  await expect.poll(() => notebook.read('tea.md')).toBe(`${tea}two\n`);
  // What was there before is a version too.
  await expect(versions.getByRole('option')).toHaveCount(2);

  await app.keyboard.press('Escape');
  await expect(dialog(app)).toBeHidden();
  await expect(editor(app)).toBeFocused();
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('tea.md')).toBe(tea.replace('喝茶。', '喝茶。 one') + 'two\n');
});

test('a whole version is restored, and Undo takes that back', async ({ app, notebook }) => {
  await open(app, '茶');
  await write(app);
  const written = notebook.read('tea.md');
  await app.keyboard.press('Alt+Shift+H');
  await dialog(app).getByRole('button', { name: 'Restore this version' }).click();
  await expect(dialog(app)).toBeHidden();
  await expect.poll(() => notebook.read('tea.md')).toBe(tea);
  await app.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => notebook.read('tea.md')).toBe(written);
});

test('what was restored is in the list as the person’s own, when something else comes after it', async ({
  app,
  notebook,
}) => {
  await open(app, '茶');
  await write(app);
  await app.keyboard.press('Alt+Shift+H');
  await dialog(app).getByRole('button', { name: 'Restore this version' }).click();
  await expect.poll(() => notebook.read('tea.md')).toBe(tea);
  await expect(status(app)).toHaveText(/^Saved/);
  notebook.write('tea.md', `${tea}theirs\n`);
  await expect(editor(app)).toContainText('theirs');
  await app.keyboard.press('Alt+Shift+H');
  const versions = dialog(app).getByRole('listbox', { name: 'Versions' });
  // The restored text, then what was there before it was restored, then what was found.
  await expect(versions.getByRole('option').nth(0)).toHaveAccessibleName(/You/);
  await expect(versions.getByRole('option').nth(1)).toHaveAccessibleName(/You Before a version was restored/);
});

test('what another program wrote is in the list, and can be compared in one text', async ({
  app,
  notebook,
}) => {
  await open(app, '茶');
  await write(app);
  notebook.write('tea.md', `${tea}theirs\n`);
  await expect(editor(app)).toContainText('theirs');
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('mine\n');
  await expect(status(app)).toHaveText(/^Saved/);
  await app.keyboard.press('Alt+Shift+H');
  const versions = dialog(app).getByRole('listbox', { name: 'Versions' });
  await expect(versions.getByRole('option')).toHaveCount(3);
  await expect(versions.getByRole('option').first()).toHaveAccessibleName(/Another program/);
  await expect(versions.getByRole('option').nth(1)).toHaveAccessibleName(/You/);
  await versions.getByRole('option').first().focus();
  await app.keyboard.press('ArrowDown');
  await expect(versions.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await dialog(app).getByRole('button', { name: 'In one text' }).click();
  await expect(dialog(app).locator('.cm-deletedChunk').first()).toContainText('one');
  await dialog(app).getByRole('button', { name: 'Put this passage back' }).first().click();
  await expect.poll(() => notebook.read('tea.md')).toContain('喝茶。 one');
});

test('a deleted note comes back from the history', async ({ app, notebook }) => {
  await open(app, '茶');
  await write(app);
  const written = notebook.read('tea.md');
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.keyboard.type('Move to trash');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('option', { name: '茶' })).toBeHidden();
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.keyboard.type('recently deleted');
  await app.keyboard.press('Enter');
  const deleted = dialog(app).getByRole('listbox', { name: 'Deleted notes' });
  await expect(deleted.getByRole('option')).toHaveAccessibleName(/^茶/);
  await expect(dialog(app).getByRole('region', { name: 'The note’s last text' })).toContainText('two');
  await dialog(app).getByRole('button', { name: 'Restore this note' }).click();
  await expect(dialog(app)).toBeHidden();
  await expect(editor(app)).toContainText('two');
  expect(notebook.read('tea.md')).toBe(written);
});

test('the history has no accessibility fault, side by side, in one text, and without versions', async ({
  app,
}) => {
  const check = async () => {
    const { violations } = await new AxeBuilder({ page: app }).include('.versions-frame').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };
  await open(app, 'Other');
  await app.keyboard.press('Alt+Shift+H');
  await expect(dialog(app).getByText('No earlier version yet')).toBeVisible();
  await check();
  await app.keyboard.press('Escape');
  await open(app, '茶');
  await write(app);
  await app.keyboard.press('Alt+Shift+H');
  await expect(dialog(app).getByText('2 changes since')).toBeVisible();
  await check();
  await dialog(app).getByRole('button', { name: 'In one text' }).click();
  await expect(dialog(app).locator('.cm-deletedChunk').first()).toBeVisible();
  await check();
  await app.emulateMedia({ colorScheme: 'dark' });
  await check();
});

test('a version whose text is damaged says so in its place, and the others are still shown', async ({
  browser,
  notebook,
}) => {
  const home = temporaryFolder('gleaner-home-');
  const served = await serve(notebook.folder, home);
  const context = await browser.newContext();
  try {
    const app = await context.newPage();
    await app.goto(served.address);
    await open(app, '茶');
    await write(app);
    notebook.write('tea.md', `${tea}theirs\n`);
    await expect(editor(app)).toContainText('theirs');
    await app.keyboard.press('ControlOrMeta+End');
    await app.keyboard.type('mine\n');
    await expect(status(app)).toHaveText(/^Saved/);
    await app.keyboard.press('Alt+Shift+H');
    const versions = dialog(app).getByRole('listbox', { name: 'Versions' });
    await expect(versions.getByRole('option')).toHaveCount(3);
    await app.keyboard.press('Escape');
    const [name = ''] = readdirSync(join(home, 'notebooks'));
    const blobs = join(home, 'notebooks', name, 'history', 'blobs');
    // What another program wrote is the newest one in the list.
    const theirs = versionOf(Buffer.from(`${tea}theirs\n`));
    const damaged = readdirSync(blobs, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && join(entry.parentPath, entry.name).replaceAll('/', '').includes(theirs),
    );
    expect(damaged).toHaveLength(1);
    for (const { parentPath, name } of damaged) writeFileSync(join(parentPath, name), 'damaged');
    await app.keyboard.press('Alt+Shift+H');
    const said = dialog(app).getByRole('group', { name: 'This version can’t be read any more' });
    await expect(said).toContainText('choose another one from the list');
    await expect(dialog(app).getByRole('button', { name: 'Restore this version' })).toBeDisabled();
    await expect(app.getByText('Could not read the history')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page: app }).include('.versions-frame').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await versions.getByRole('option').nth(1).click();
    await expect(said).toHaveCount(0);
    await expect(dialog(app).getByRole('textbox', { name: /Version of/ })).toContainText('two');
  } finally {
    await context.close();
    await ended(served.process, 'SIGKILL');
    removeFolder(home);
  }
});

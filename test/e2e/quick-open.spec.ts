/** Quick open and the command palette, by keyboard. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const note = (title: string, date: string, tags: string, text: string) =>
  `---\ntitle: ${title}\ndate: ${date}\ntags: [${tags}]\n---\n\n${text}\n`;

test.use({
  files: {
    'v8.md': note('深入 V8', '2020-01-13', '前端', '## 隐藏类\n\n一\n\n## 垃圾回收\n\n二'),
    'react.md': note(
      'React 笔记',
      '2021-02-03',
      '前端, x',
      '### [用 Hooks 管理状态](https://a.cn/1)\n\n摘录',
    ),
    'tea.md': note('茶', '2022-05-06', '生活', '喝茶'),
  },
  contextOptions: { reducedMotion: 'reduce' },
});

const dialog = (app: Page) => app.getByRole('dialog', { name: 'Quick open' });
const field = (app: Page) => dialog(app).getByRole('combobox');
const rows = (app: Page) => dialog(app).getByRole('option');
const chosen = (app: Page) => dialog(app).getByRole('option', { selected: true });
const title = (app: Page) => app.locator('[data-title-field]');
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

async function open(app: Page, typed: string): Promise<void> {
  await app.keyboard.press('ControlOrMeta+p');
  await expect(field(app)).toBeFocused();
  await app.keyboard.type(typed);
}

test('finds a note by the initials of its pinyin, marks them, and opens it with the cursor in its text', async ({
  app,
}) => {
  await open(app, 'sr v8');
  await expect(chosen(app)).toContainText('深入 V8');
  await expect(chosen(app).locator('mark')).toHaveText(['深入', 'V8']);
  await app.keyboard.press('Enter');
  await expect(dialog(app)).toBeHidden();
  await expect(title(app)).toHaveText('深入 V8');
  await expect(text(app)).toBeFocused();
});

test('opens the best match of what was typed even when Enter comes before the answer', async ({ app }) => {
  await open(app, 'shenru');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('深入 V8');
});

test('opens a heading and a source at their lines', async ({ app }) => {
  await open(app, 'ljhs');
  await app.keyboard.press('Enter');
  await expect(text(app)).toBeFocused();
  await expect(app.getByText('11:1')).toBeVisible();
  await open(app, 'hooks zt');
  await expect(chosen(app)).toContainText('React 笔记');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('React 笔记');
  await expect(app.getByText('7:1')).toBeVisible();
});

test('flips between two notes while nothing is typed', async ({ app }) => {
  for (const typed of ['shenru', 'react', 'cha']) {
    await open(app, typed);
    await app.keyboard.press('Enter');
    await expect(dialog(app)).toBeHidden();
    await expect(text(app)).toBeFocused();
  }
  await expect(title(app)).toHaveText('茶');
  await open(app, '');
  await expect(rows(app)).toHaveCount(2);
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('React 笔记');
  await open(app, '');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('茶');
  await open(app, '');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('深入 V8');
});

test('creates a note with the typed name, by Shift+Enter or its row', async ({ app, notebook }) => {
  await open(app, 'react 新');
  await expect(rows(app)).toHaveText(['Search all notes for “react 新”', 'Create “react 新”Shift+Enter']);
  await app.keyboard.press('End');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('react 新');
  await open(app, '茶');
  await expect(chosen(app)).toContainText('tea.md');
  await app.keyboard.press('Shift+Enter');
  await expect(title(app)).toHaveText('茶');
  await expect(app.getByRole('listbox', { name: 'Notes' }).getByRole('option')).toHaveCount(5);
  expect(notebook.exists('tea.md')).toBe(true);
});

test('keys that come before the first answer are for it', async ({ app, served }) => {
  test.skip(process.platform === 'win32', 'A process can not be stopped for a while on Windows.');
  await app.getByRole('listbox', { name: 'Notes' }).focus();
  served.process.kill('SIGSTOP');
  await open(app, '');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(rows(app)).toHaveCount(0);
  served.process.kill('SIGCONT');
  await expect(dialog(app)).toBeHidden();
  await expect(title(app)).toHaveText('React 笔记');
});

test('the keys move in the list; Escape closes it and gives the focus back', async ({ app }) => {
  const list = app.getByRole('listbox', { name: 'Notes' });
  await list.focus();
  await open(app, 'e');
  await expect(rows(app)).toHaveCount(4);
  await expect(rows(app).nth(0)).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('End');
  await expect(rows(app).nth(3)).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('ArrowDown');
  await expect(rows(app).nth(0)).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('ArrowUp');
  await app.keyboard.press('Home');
  await app.keyboard.press('PageDown');
  await expect(rows(app).nth(3)).toHaveAttribute('aria-selected', 'true');
  await app.keyboard.press('PageUp');
  await expect(field(app)).toHaveAttribute(
    'aria-activedescendant',
    (await rows(app).nth(0).getAttribute('id')) ?? '',
  );
  await app.keyboard.press('Escape');
  await expect(dialog(app)).toBeHidden();
  await expect(list).toBeFocused();
});

test('# offers tags and filters by the chosen one; @ offers the headings of the open note; > commands', async ({
  app,
}) => {
  await open(app, '#qd');
  await expect(rows(app)).toHaveText(['前端2']);
  await app.keyboard.press('Enter');
  await expect(app.getByRole('searchbox')).toHaveValue('tag:前端');
  await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
  await open(app, '@');
  await expect(dialog(app)).toContainText('Open a note to go to one of its headings.');
  await app.keyboard.press('Escape');
  await open(app, 'v8');
  await app.keyboard.press('Enter');
  await expect(text(app)).toBeFocused();
  await open(app, '@ljhs');
  await expect(rows(app)).toHaveCount(1);
  await app.keyboard.press('Enter');
  await expect(app.getByText('11:1')).toBeVisible();
  await open(app, '>clear filter');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('searchbox')).toHaveValue('');
});

test('asks for nothing, and takes no Enter, while an input method composes', async ({ app }) => {
  await open(app, '');
  // Nothing was opened yet: the newest notes are offered.
  await expect(rows(app)).toHaveCount(3);
  const keyboard = await app.context().newCDPSession(app);
  for (const typed of ['s', 'sh', "shen'ru", '深入']) {
    await keyboard.send('Input.imeSetComposition', {
      text: typed,
      selectionStart: typed.length,
      selectionEnd: typed.length,
    });
  }
  await expect(rows(app)).toHaveCount(3);
  await expect(app.getByText('Newest notes')).toBeVisible();
  await keyboard.send('Input.dispatchKeyEvent', {
    type: 'keyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await expect(dialog(app)).toBeVisible();
  await keyboard.send('Input.insertText', { text: '深入' });
  await expect(field(app)).toHaveValue('深入');
  await expect(chosen(app)).toContainText('深入 V8');
  await app.keyboard.press('Enter');
  await expect(title(app)).toHaveText('深入 V8');
});

test('Mod+O opens it too, and Mod+P over it neither prints nor closes it', async ({ app }) => {
  await app.keyboard.press('ControlOrMeta+o');
  await expect(field(app)).toBeFocused();
  await app.keyboard.type('cha');
  await app.keyboard.press('ControlOrMeta+p');
  await expect(field(app)).toBeFocused();
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await expect(app.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await expect(dialog(app)).toBeHidden();
});

test('the palette runs a command, says its keys, and begins with it the next time', async ({ app }) => {
  const palette = app.getByRole('dialog', { name: 'Commands' });
  await app.getByRole('listbox', { name: 'Notes' }).focus();
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await app.keyboard.type('sidebar');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Show or hide sidebar');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Ctrl+\\');
  await app.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(app.getByRole('tree', { name: 'Tags' })).toBeHidden();
  await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
  await app.keyboard.press('F1');
  await expect(palette.getByRole('option').first()).toContainText('Show or hide sidebar');
  await app.keyboard.press('Escape');
  await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
});

test('words selected in the text are searched', async ({ app }) => {
  await open(app, 'v8');
  await app.keyboard.press('Enter');
  await expect(text(app)).toBeFocused();
  await text(app).getByText('垃圾回收').dblclick();
  const selected = await app.evaluate(() => document.getSelection()?.toString() ?? '');
  expect(selected).not.toBe('');
  await app.keyboard.press('ControlOrMeta+Shift+F');
  await expect(app.getByRole('searchbox')).toHaveValue(selected);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, in Chinese`, () => {
    test.use({ colorScheme });
    test('both are found by pinyin and accessible, wide and narrow', async ({ page, served }) => {
      await page.goto(served.address.replace('/#', '/?lang=zh#'));
      await expect(page.getByRole('option')).toHaveCount(3);
      const violations = async () =>
        (await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`,
        );
      await page.keyboard.press('ControlOrMeta+p');
      await page.keyboard.type('sr');
      await expect(
        page.getByRole('dialog', { name: '快速打开' }).getByRole('option', { selected: true }),
      ).toContainText('深入 V8');
      expect(await violations()).toEqual([]);
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await violations()).toEqual([]);
      await page.keyboard.press('ControlOrMeta+Shift+p');
      const palette = page.getByRole('dialog', { name: '命令' });
      await expect(palette.getByRole('option').first()).toBeVisible();
      await page.keyboard.type('xjbj');
      await expect(palette.getByRole('option', { selected: true })).toContainText('新建笔记');
      expect(await violations()).toEqual([]);
    });
  });
}

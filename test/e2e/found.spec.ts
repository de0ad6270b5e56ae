/** What was searched for: the lines under the notes, and the way through the matches. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const box = (app: Page) => app.getByRole('searchbox', { name: 'Search notes' });
const list = (app: Page) => app.getByRole('listbox', { name: 'Notes' });
const options = (app: Page) => list(app).getByRole('option');
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const marks = (app: Page) => app.locator('.editor-found');
const current = (app: Page) => app.locator('.editor-found-current');
const place = (app: Page) => app.locator('.editor-found-count [aria-live]');

const filler = '一段没有什么内容的文字。\n\n'.repeat(60);
const files = {
  'a.md': `---\ntitle: 甲\ndate: 2021-03-01\ntags: [web]\n---\n\n## 网上文章\n\n${filler}### [Serverless 落地挑战](https://juejin.im/post/1)\n\n- 0-1的**冷启动速度**\n- 一说冷启动\n- 别的冷启动\n\n${filler}末尾的冷启动\n`,
  'b.md': `---\ntitle: 冷启动的测量\ndate: 2021-02-01\n---\n\n没有别的，只有ＳＥＲＶＥＲＬＥＳＳ。\n`,
  'c.md': `---\ntitle: 丙\ndate: 2021-01-01\n---\n\n最后的冷启动\n`,
  'd.md': `---\ntitle: 丁\ndate: 2020-01-01\n---\n\n别的\n`,
};
test.use({ files });

test('every note shows its lines with the words marked, under the heading of their source', async ({
  app,
}) => {
  await box(app).pressSequentially('冷启动');
  await expect(options(app)).toHaveCount(3);
  const first = options(app).nth(0);
  await expect(first).toHaveAccessibleName('甲');
  await expect(first).toHaveAccessibleDescription(/in: Serverless 落地挑战 ?0-1的冷启动速度/);
  await expect(first.locator('.match-line')).toHaveText(['0-1的冷启动速度', '一说冷启动']);
  await expect(first.locator('.match-line mark')).toHaveText(['冷启动', '冷启动']);
  await expect(first).toContainText('2 more lines');
  await expect(options(app).nth(1)).toHaveAccessibleName('冷启动的测量');
  await expect(options(app).nth(1).locator('.note-row-title mark')).toHaveText('冷启动');
  await app.getByRole('button', { name: 'Clear search' }).click();
  await expect(options(app)).toHaveCount(4);
  await expect(app.locator('mark')).toHaveCount(0);
});

test('from a word to its places by keyboard: down, Enter, F4 through the notes, Escape', async ({ app }) => {
  await app.keyboard.press('ControlOrMeta+Shift+F');
  await app.keyboard.type('冷启动');
  await expect(options(app)).toHaveCount(3);
  await app.keyboard.press('ArrowDown');
  await expect(list(app)).toBeFocused();
  await app.keyboard.press('Enter');
  await expect(text(app)).toBeFocused();
  await expect(current(app)).toHaveText('冷启动');
  await expect(current(app)).toBeInViewport();
  await expect(place(app)).toHaveText('match 1 of 4');

  for (const at of [2, 3, 4]) {
    await app.keyboard.press('F4');
    await expect(place(app)).toHaveText(`match ${at} of 4`);
  }
  await expect(current(app)).toBeInViewport();
  await app.keyboard.press('F4');
  // Only the title has it there: its note is shown all the same.
  await expect(app.getByRole('textbox', { name: 'Title' })).toHaveValue('冷启动的测量');
  await expect(place(app)).toHaveText('Not in the text itself');
  await app.keyboard.press('F4');
  await expect(app.getByRole('textbox', { name: 'Title' })).toHaveValue('丙');
  await expect(place(app)).toHaveText('match 1 of 1');
  await app.keyboard.press('F4');
  await expect(app.getByText('Back to the first match')).toBeVisible();
  await expect(place(app)).toHaveText('match 1 of 4');
  await app.keyboard.press('Shift+F4');
  await expect(app.getByText('Back to the last match')).toBeVisible();
  await expect(app.getByRole('textbox', { name: 'Title' })).toHaveValue('丙');
  await expect(text(app)).toBeFocused();
  await app.keyboard.press('Escape');
  await expect(marks(app)).toHaveCount(0);
  await expect(place(app)).toHaveText('');
  await app.keyboard.press('F4');
  // The cursor is there still.
  await expect(place(app)).toHaveText('match 1 of 1');
});

test('who types on and goes down before the list has followed is at the first match all the same', async ({
  app,
}) => {
  await app.keyboard.press('ControlOrMeta+Shift+F');
  await app.keyboard.type('冷');
  await expect(options(app)).toHaveCount(3);
  await app.keyboard.insertText('启动');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(current(app)).toHaveText('冷启动');
  await expect(place(app)).toHaveText('match 1 of 4');
});

test('of a note that was not found nothing is said', async ({ app }) => {
  await options(app).filter({ hasText: '丁' }).click();
  await box(app).fill('冷启动的测量');
  await expect(options(app)).toHaveCount(1);
  await app.waitForTimeout(300);
  await expect(place(app)).toHaveText('');
  await options(app).first().click();
  await expect(place(app)).toHaveText('Not in the text itself');
});

test('going to a match selects nothing, so that a key typed there deletes nothing', async ({
  app,
  notebook,
}) => {
  await box(app).fill('冷启动');
  await expect(options(app)).toHaveCount(3);
  await box(app).press('ArrowDown');
  await app.keyboard.press('End');
  await app.keyboard.press('Enter');
  await expect(place(app)).toHaveText('match 1 of 1');
  await expect(text(app)).toBeFocused();
  await app.keyboard.type('x');
  await expect.poll(() => notebook.read('c.md')).toContain('最后的x冷启动');
  await expect(marks(app)).toHaveText(['冷启动']);
});

test('full-width letters find the others, and all of them are marked as they are written', async ({
  app,
}) => {
  await box(app).fill('ｓｅｒｖｅｒｌｅｓｓ');
  await expect(options(app)).toHaveCount(2);
  await expect(options(app).nth(0).locator('.match-line mark')).toHaveText(['Serverless']);
  await expect(options(app).nth(1).locator('.match-line mark')).toHaveText(['ＳＥＲＶＥＲＬＥＳＳ']);
  await options(app).nth(1).click();
  await expect(marks(app)).toHaveText(['ＳＥＲＶＥＲＬＥＳＳ']);
});

test('a click on a line opens the note there', async ({ app }) => {
  await box(app).fill('别的冷启动 OR 落地');
  await options(app).nth(0).locator('.match-line').nth(1).click();
  await expect(current(app)).toHaveText('别的冷启动');
  await expect(current(app)).toBeInViewport();
  await expect(place(app)).toHaveText('match 2 of 2');
});

test('Escape in the list takes the marks away, and then the search', async ({ app }) => {
  await box(app).fill('冷启动');
  await expect(options(app)).toHaveCount(3);
  await box(app).press('ArrowDown');
  await app.keyboard.press('Space');
  await expect(marks(app).first()).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(marks(app)).toHaveCount(0);
  await expect(options(app)).toHaveCount(3);
  await app.keyboard.press('Escape');
  await expect(options(app)).toHaveCount(4);
  await expect(box(app)).toHaveValue('');
  await expect(list(app)).toBeFocused();
});

test('is found beside the search of the editor itself', async ({ app }) => {
  await box(app).fill('冷启动');
  await expect(options(app)).toHaveCount(3);
  await box(app).press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(place(app)).toHaveText('match 1 of 4');
  await app.keyboard.press('ControlOrMeta+F');
  await app.keyboard.type('没有');
  await app.keyboard.press('Escape');
  await expect(text(app)).toBeFocused();
  await app.keyboard.press('F4');
  await expect(current(app)).toHaveText('冷启动');
});

test('order by relevance is offered while words are searched for', async ({ app }) => {
  const sort = app.getByRole('button', { name: /^Sort:/ });
  await sort.click();
  await expect(app.getByRole('menuitemradio', { name: 'Title', exact: true })).toBeVisible();
  await expect(app.getByRole('menuitemradio', { name: 'Relevance' })).toHaveCount(0);
  await app.keyboard.press('Escape');
  await box(app).fill('冷启动');
  await expect(options(app)).toHaveCount(3);
  await sort.click();
  await app.getByRole('menuitemradio', { name: 'Relevance' }).click();
  await app.keyboard.press('Escape');
  await expect(sort).toHaveAccessibleName('Sort: Relevance');
  await expect(options(app).nth(0)).toHaveAccessibleName('冷启动的测量');
  await box(app).fill('');
  await expect(options(app)).toHaveCount(4);
  await expect(sort).toHaveAccessibleName('Sort: Newest');
  await expect(options(app).nth(0)).toHaveAccessibleName('甲');
});

test('一切也有中文', async ({ app }) => {
  await app.goto(`${new URL(app.url()).origin}/?lang=zh`);
  await app.getByRole('searchbox', { name: '搜索笔记' }).fill('冷启动');
  const rows = app.getByRole('listbox', { name: '笔记' }).getByRole('option');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText('见：Serverless 落地挑战');
  await expect(rows.nth(0)).toContainText('还有 2 行');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Enter');
  await expect(place(app)).toHaveText('第 1 处，共 4 处');
  await app.keyboard.press('F4');
  await expect(place(app)).toHaveText('第 2 处，共 4 处');
  await app.keyboard.press('Escape');
  await expect(marks(app)).toHaveCount(0);
});

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

test.use({
  files: {
    '写.md': '# 写\n\n1. 一\n2. 二\n\n末尾\n',
    '茶/绿茶.md': '# 绿茶\n\n[冲泡](https://tea.example/brew)\n',
    '.gleaner/templates/读书.md': '## 读 {{title}}\n\n- {{cursor}}\n',
  },
});

/** Opens the note with the cursor behind `after`. */
async function open(app: Page, after: string): Promise<void> {
  await app.getByRole('option', { name: '写' }).click();
  await text(app).getByText(after, { exact: false }).first().click();
  await app.keyboard.press('End');
}

/** While `now` is set, what the notebook answers comes half a second later. */
async function answerSlowly(page: Page): Promise<{ now: boolean }> {
  const isSlow = { now: false };
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (isSlow.now) setTimeout(() => socket.send(message), 500);
      else socket.send(message);
    });
  });
  return isSlow;
}

/** What a browser does with these on the clipboard. */
async function paste(app: Page, types: Record<string, string>): Promise<void> {
  await text(app).evaluate((element, given) => {
    const clipboardData = new DataTransfer();
    for (const [type, data] of Object.entries(given)) clipboardData.setData(type, data);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, types);
}

test.describe('writing', () => {
  test('goes on with a list, nests, moves and ticks items by the keys', async ({ app, notebook }) => {
    await open(app, '一');
    await app.keyboard.press('Enter');
    await app.keyboard.insertText('新');
    await expect.poll(() => notebook.read('写.md')).toContain('1. 一\n2. 新\n3. 二\n');
    await app.keyboard.press('Alt+ArrowUp');
    await expect.poll(() => notebook.read('写.md')).toContain('1. 新\n2. 一\n3. 二\n');
    await app.keyboard.press('Alt+ArrowDown');
    await app.keyboard.press('Tab');
    await expect.poll(() => notebook.read('写.md')).toContain('1. 一\n   1. 新\n2. 二\n');
    await app.keyboard.press('Shift+Tab');
    await app.keyboard.press('ControlOrMeta+l');
    await expect.poll(() => notebook.read('写.md')).toContain('1. 一\n2. [ ] 新\n3. 二\n');
    for (let undone = 0; undone < 5; undone++) await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('写.md')).toContain('1. 一\n2. 新\n3. 二\n');
  });

  test('pastes a page as Markdown without what runs, and cells as a table', async ({ app, notebook }) => {
    await open(app, '末尾');
    await app.keyboard.press('Enter');
    await app.keyboard.press('Enter');
    await paste(app, {
      'text/plain': '标题 重点',
      'text/html':
        '<h2>标题</h2><p onclick="alert(1)"><b>重点</b> <a href="javascript:alert(1)">坏</a><script>alert(1)</script><img src=x onerror=alert(1)></p>',
    });
    await expect.poll(() => notebook.read('写.md')).toContain('末尾\n\n## 标题\n\n**重点** 坏');
    await app.keyboard.press('Enter');
    await app.keyboard.press('Enter');
    await paste(app, { 'text/plain': '名\t值\n茶\t1\n' });
    await expect.poll(() => notebook.read('写.md')).toContain('\n\n| 名 | 值 |\n| --- | --- |\n| 茶 | 1 |');
    await app.keyboard.press('Tab');
    await app.keyboard.insertText('水');
    await expect.poll(() => notebook.read('写.md')).toMatch(/\| 茶 \| 1 \|\n\|\s+水\s+\|\s+\|/);
    expect(notebook.read('写.md')).not.toContain('alert');
  });

  test('puts in a link to a note that is found by a few letters', async ({ app, notebook }) => {
    await open(app, '末尾');
    await app.keyboard.press('ControlOrMeta+k');
    const dialog = app.getByRole('dialog', { name: 'Insert link' });
    await dialog.getByRole('combobox').fill('绿茶');
    await expect(dialog.getByRole('option').first()).toContainText('绿茶');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read('写.md')).toContain(`末尾[绿茶](${encodeURI('茶/绿茶')}.md)`);
    await expect(text(app)).toBeFocused();
  });

  test('offers at a slash what can stand there; Escape leaves the slash', async ({ app, notebook }) => {
    await open(app, '末尾');
    await app.keyboard.press('Enter');
    await app.keyboard.type('/tab');
    await expect(app.getByRole('option', { name: 'Table', exact: true })).toBeVisible();
    await app.keyboard.press('Escape');
    await expect.poll(() => notebook.read('写.md')).toContain('末尾\n/tab');
    await app.keyboard.press('Backspace');
    await app.keyboard.type('b');
    await expect(app.getByRole('option', { name: 'Table', exact: true })).toBeVisible();
    // For a moment after it opens, a key still goes to the text.
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowUp');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read('写.md')).toContain('末尾\n|  |  |\n| --- | --- |');
  });

  test('puts in a template, and makes a note of one', async ({ app, notebook }) => {
    await open(app, '末尾');
    await app.keyboard.press('Enter');
    await app.keyboard.press('ControlOrMeta+Shift+p');
    await app.keyboard.type('insert template');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('dialog', { name: 'Insert template' }).getByRole('option')).toHaveText('读书');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.keyboard.insertText('好');
    await expect.poll(() => notebook.read('写.md')).toContain('末尾\n## 读 写\n\n- 好');

    await app.keyboard.press('ControlOrMeta+Shift+p');
    await app.keyboard.type('new note from template');
    await app.keyboard.press('Enter');
    const dialog = app.getByRole('dialog', { name: 'New note from template' });
    await expect(dialog.getByRole('option')).toHaveText('读书');
    await dialog.getByRole('combobox').fill('新书');
    await app.keyboard.press('Enter');
    await expect(text(app)).toContainText('读 新书');
    await expect(app.getByRole('dialog')).toBeHidden();
    await app.keyboard.insertText('看');
    await expect.poll(() => notebook.read('新书.md')).toContain('## 读 新书\n\n- 看');
  });

  test('writes where the cursor was, also what comes in the moment in which a dialog closes', async ({
    app,
    notebook,
  }) => {
    await open(app, '末尾');
    await app.keyboard.press('ControlOrMeta+k');
    const field = app.getByRole('dialog', { name: 'Insert link' }).getByRole('combobox');
    await expect(field).toBeFocused();
    await field.evaluate((input) => {
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the one way to type in the same task
      document.execCommand('insertText', false, '好');
    });
    await expect.poll(() => notebook.read('写.md')).toBe('# 写\n\n1. 一\n2. 二\n\n末尾好\n');
  });

  test('does not write into the text what is typed while a template is read', async ({
    page,
    served,
    notebook,
  }) => {
    const isSlow = await answerSlowly(page);
    await page.goto(served.address);
    await open(page, '末尾');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+Shift+p');
    await page.keyboard.type('insert template');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Insert template' });
    await expect(dialog.getByRole('option')).toHaveText('读书');
    isSlow.now = true;
    await page.keyboard.press('Enter');
    await page.keyboard.type('xy');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    isSlow.now = false;
    await page.keyboard.insertText('好');
    await expect.poll(() => notebook.read('写.md')).toBe('# 写\n\n1. 一\n2. 二\n\n末尾\n## 读 写\n\n- 好\n');
  });

  test('does not write into the old note what is typed while quick open shows another', async ({
    page,
    served,
    notebook,
  }) => {
    const isSlow = await answerSlowly(page);
    await page.goto(served.address);
    await open(page, '末尾');
    await page.keyboard.press('ControlOrMeta+p');
    const dialog = page.getByRole('dialog', { name: 'Quick open' });
    await dialog.getByRole('combobox').fill('绿茶');
    await expect(dialog.getByRole('option', { name: 'Search' })).toContainText('绿茶');
    isSlow.now = true;
    await page.keyboard.press('Enter');
    await page.keyboard.type('xy');
    await expect(dialog).toBeHidden();
    isSlow.now = false;
    await page.keyboard.insertText('好');
    await expect.poll(() => notebook.read('茶/绿茶.md')).toContain('好');
    expect(notebook.read('写.md')).toBe('# 写\n\n1. 一\n2. 二\n\n末尾\n');
  });
});

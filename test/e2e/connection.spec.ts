/** The page and its host: coming back to where one was, and what is said when the host is away. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test } from './fixtures.ts';

const list = (app: Page) => app.getByRole('listbox', { name: 'Notes' });
const option = (app: Page, name: string) => list(app).getByRole('option', { name, exact: true });
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

test.describe('loading the page again', () => {
  const titles = Array.from({ length: 300 }, (_, n) => `Note ${String(n).padStart(3, '0')}`);
  const dateOf = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10);
  test.use({
    files: Object.fromEntries(
      titles.map((title, n) => [
        `${title}.md`,
        `---\ntitle: ${title}\ndate: ${dateOf(n)}\n---\n\nText ${n}.\n`,
      ]),
    ),
  });

  test('opens the note that was open, and the list is scrolled to it', async ({ app }) => {
    // The notes come in one after another: until all are there the last row is another one.
    await expect(list(app).getByRole('option').first()).toHaveAttribute('aria-setsize', '300');
    await list(app).focus();
    await app.keyboard.press('End');
    await expect(option(app, 'Note 000')).toBeInViewport();
    await option(app, 'Note 003').click();
    await expect(text(app)).toContainText('Text 3.');
    await app.reload();
    await expect(text(app)).toContainText('Text 3.');
    await expect(option(app, 'Note 003')).toBeInViewport();
    await expect(option(app, 'Note 003')).toHaveAttribute('aria-selected', 'true');
  });

  test('opens nothing and says nothing where that note is gone', async ({ app, notebook }) => {
    await option(app, 'Note 299').click();
    await expect(text(app)).toContainText('Text 299.');
    await app.goto('about:blank');
    rmSync(join(notebook.folder, 'Note 299.md'));
    await app.goBack();
    await expect(option(app, 'Note 298')).toBeVisible();
    await expect(app.getByText('No note is open')).toBeVisible();
    await expect(app.getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
  });
});

test.describe('the host', () => {
  let home: string;
  test.beforeEach(() => {
    home = temporaryFolder('gleaner-home-');
  });
  test.afterEach(() => removeFolder(home));

  test('that ended is missed kindly, and the page goes on when it is back on its port', async ({
    page,
    context,
    notebook,
  }) => {
    const first = await serve(notebook.folder, home);
    await page.goto(first.address);
    await option(page, 'serverless资料收集').click();
    await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
    await ended(first.process, 'SIGKILL');
    await expect(page.getByText('Gleaner is not answering')).toBeVisible();
    await expect(page.getByText('Everything you wrote is saved.')).toBeVisible();
    await expect(text(page)).toBeVisible();

    const second = await serve(notebook.folder, home, Number(new URL(first.origin).port));
    await expect(page.getByText('This address is not valid any more')).toBeVisible();
    await expect(page.getByText('Text that is not saved yet stays')).toHaveCount(0);
    const other = await context.newPage();
    await other.goto(second.address);
    await expect(option(other, 'serverless资料收集')).toBeVisible();
    await expect(page.getByText('This address is not valid any more')).toBeHidden();
    await option(page, 'Welcome to Gleaner').click();
    await expect(page).toHaveTitle(/^Welcome to Gleaner/);
    await ended(second.process, 'SIGTERM');
  });

  test('is asked once more when another tab signed in while it was refusing this one', async ({
    page,
    context,
    notebook,
  }) => {
    const first = await serve(notebook.folder, home);
    await page.goto(first.address);
    await expect(option(page, 'serverless资料收集')).toBeVisible();
    await ended(first.process, 'SIGKILL');
    const second = await serve(notebook.folder, home, Number(new URL(first.origin).port));
    await expect(page.getByText('This address is not valid any more')).toBeVisible();
    // The refusal is on its way while the other tab opens the address.
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let refusals = 0;
    await page.route('**/session', async (route) => {
      const answer = await route.fetch();
      if (!answer.ok() && refusals++ === 0) await held;
      await route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: 'Try now' }).click();
    await expect.poll(() => refusals).toBe(1);
    const other = await context.newPage();
    await other.goto(second.address);
    await expect(option(other, 'serverless资料收集')).toBeVisible();
    letGo();
    await expect(page.getByText('This address is not valid any more')).toBeHidden();
    await ended(second.process, 'SIGTERM');
  });

  test('that is away does not hold back a page with nothing unsaved from closing', async ({
    page,
    notebook,
  }) => {
    const served = await serve(notebook.folder, home);
    await page.goto(served.address);
    await option(page, 'serverless资料收集').click();
    await expect(page.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
    await ended(served.process, 'SIGKILL');
    await expect(page.getByText('Gleaner is not answering')).toBeVisible();
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked += 1;
      void dialog.accept();
    });
    await page.close({ runBeforeUnload: true });
    await expect.poll(() => page.isClosed()).toBe(true);
    expect(asked).toBe(0);
  });

  test('takes the new address in the same tab', async ({ page, notebook }) => {
    const first = await serve(notebook.folder, home);
    await page.goto(first.address);
    await expect(option(page, 'serverless资料收集')).toBeVisible();
    await ended(first.process, 'SIGKILL');
    const second = await serve(notebook.folder, home, Number(new URL(first.origin).port));
    await expect(page.getByText('This address is not valid any more')).toBeVisible();
    await page.evaluate((address) => window.location.assign(address), second.address);
    await expect(page.getByText('This address is not valid any more')).toBeHidden();
    await option(page, 'serverless资料收集').click();
    await expect(text(page)).toBeVisible();
    await ended(second.process, 'SIGTERM');
  });

  test('says what to do when an address was used before, in another browser', async ({
    app,
    browser,
    served,
  }) => {
    await expect(list(app)).toBeVisible();
    const stranger = await browser.newContext({ locale: 'zh-CN' });
    const page = await stranger.newPage();
    await page.goto(served.address);
    const alert = page.getByRole('alert').filter({ hasText: '这个地址已失效' });
    await expect(alert).toContainText('重新启动拾穗');
    await expect(page.getByRole('option')).toHaveCount(0);
    await stranger.close();
  });
});

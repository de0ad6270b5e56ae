/** Adding articles: pasted addresses, quick add, links from outside. */
import type { Page } from '@playwright/test';
import { startTestWeb, type TestWeb } from '../test-web.ts';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test as base } from './fixtures.ts';

const test = base.extend<{ web: TestWeb }>({
  web: async ({}, use) => {
    const web = await startTestWeb();
    await use(web);
    await web.close();
  },
});

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const saved = (app: Page) => expect(app.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
const open = (app: Page, title: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title, exact: true }).click();

/** Pastes as a browser does, without the system's clipboard. */
async function paste(app: Page, pasted: string): Promise<void> {
  await text(app).evaluate((element, plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', plain);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, pasted);
}
async function toEnd(app: Page): Promise<void> {
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+End');
}

test.use({
  files: {
    'known.md':
      '---\ntitle: Collected\ndate: 2020-01-13\n---\n\n## 网上文章\n\n### [Zebra](https://zoo.example/zebra)\n\nStriped.\n',
    'open.md': '# Open\n\n## Links\n\n### [Bee](https://hive.example/bee)\n\nBusy.\n\n',
  },
});

test('a known address that is pasted says where it is, and Tab goes there', async ({ app, notebook }) => {
  await open(app, 'Open');
  await toEnd(app);
  await paste(app, 'http://www.zoo.example/zebra/?utm_source=x');
  await expect(app.locator('.paste-offer')).toContainText(
    'Noted in “Collected” on 2020-01-13 under 网上文章',
  );
  await app.keyboard.press('Tab');
  await expect(app.getByRole('main')).toContainText('known.md');
  await expect.poll(() => notebook.read('open.md')).toContain('http://www.zoo.example/zebra/?utm_source=x');
});

test('a new address is in the text at once; its offer goes with the next key, which does what it always does', async ({
  app,
  notebook,
}) => {
  const url = 'https://zoo.example/ant_(insect)';
  await open(app, 'Open');
  await toEnd(app);
  await paste(app, url);
  await expect(text(app)).toContainText(url);
  await expect(app.locator('.paste-offer')).toContainText('Get the title');
  await expect(text(app)).toBeFocused();
  await app.keyboard.type(' and on');
  await expect(app.locator('.paste-offer')).toHaveCount(0);
  await expect.poll(() => notebook.read('open.md')).toContain(`${url} and on`);
});

test('the title of a page that may be fetched is put in, and is one step to undo', async ({
  page,
  notebook,
  web,
}) => {
  const home = temporaryFolder('gleaner-home-');
  const served = await serve(notebook.folder, home, 0, ['--allow-address', web.address]);
  const url = `${web.origin}/article/1`;
  await page.goto(served.address);
  await open(page, 'Open');
  await toEnd(page);
  await paste(page, url);
  await expect(page.locator('.paste-offer')).toContainText('Get the title');
  expect(web.log).toEqual([]);
  await page.keyboard.press('Tab');
  await saved(page);
  await expect.poll(() => notebook.read('open.md')).toMatch(/^### \[.+\]\(http:\/\/127/m);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('open.md')).toContain(`\n${url}`);
  await ended(served.process, 'SIGTERM');
  removeFolder(home);
});

test('quick add puts an article into the open note, as one step to undo', async ({ app, notebook }) => {
  await open(app, 'Open');
  await text(app).focus();
  await app.keyboard.press('Alt+Shift+N');
  const dialog = app.getByRole('dialog', { name: 'Quick add' });
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toBeFocused();
  await app.keyboard.type('https://zoo.example/ant');
  await dialog.getByRole('textbox', { name: 'Title' }).fill('The ant [sic]');
  await dialog.getByRole('textbox', { name: 'Quote (optional)' }).fill('It is small.');
  await expect(dialog.getByRole('radio', { name: 'The open note: Open' })).toBeChecked();
  await app.keyboard.press('ControlOrMeta+Enter');
  await expect(dialog).toBeHidden();
  await expect(app.getByText('Added to “Open”.')).toBeVisible();
  await expect
    .poll(() => notebook.read('open.md'))
    .toContain('### [The ant \\[sic\\]](https://zoo.example/ant)');
  expect(notebook.read('open.md')).toContain('> It is small.');
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('open.md')).not.toContain('ant');
});

test('quick add says that an address is known, and makes a new note when asked', async ({
  app,
  notebook,
}) => {
  await app.keyboard.press('Alt+Shift+N');
  const dialog = app.getByRole('dialog', { name: 'Quick add' });
  const address = dialog.getByRole('textbox', { name: 'Address' });
  await address.fill('ftp://zoo.example');
  await app.keyboard.press('Enter');
  await expect(
    dialog.getByText('Gleaner keeps addresses that begin with http:// or https://.'),
  ).toBeVisible();
  await address.fill('https://zoo.example/zebra');
  await expect(dialog.getByText('Noted in “Collected” on 2020-01-13 under 网上文章')).toBeVisible();
  await expect(dialog.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Zebra');
  await dialog.getByRole('textbox', { name: 'Title of the note' }).fill('Animals');
  await dialog.getByRole('button', { name: 'Add anyway' }).click();
  await expect(dialog).toBeHidden();
  await app.getByRole('button', { name: 'Show' }).click();
  await expect(text(app)).toContainText('Zebra');
  await expect(
    app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: 'Animals' }),
  ).toBeVisible();
  expect(notebook.read('known.md').match(/zebra/g)).toHaveLength(1);
});

test('quick add jumps to where an address is noted', async ({ app }) => {
  await app.keyboard.press('Alt+Shift+N');
  await app.keyboard.type('https://zoo.example/zebra');
  await app.getByRole('button', { name: 'Jump there' }).click();
  await expect(app.getByRole('main')).toContainText('known.md');
  await expect(text(app)).toBeFocused();
});

test('a link from outside fills quick add in, and writes nothing by itself', async ({
  app,
  served,
  notebook,
}) => {
  const before = notebook.read('open.md');
  const link = `${served.origin}/#add?url=${encodeURIComponent('https://zoo.example/owl?a=1&b=2')}&title=Owl&quote=Wise&token=x`;
  await app.goto(link);
  const dialog = app.getByRole('dialog', { name: 'Quick add' });
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue(
    'https://zoo.example/owl?a=1&b=2',
  );
  await expect(dialog.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Owl');
  await expect(dialog.getByRole('textbox', { name: 'Quote (optional)' })).toHaveValue('Wise');
  expect(new URL(app.url()).hash).toBe('');
  await app.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(notebook.read('open.md')).toBe(before);
  await app.goto(`${served.origin}/#add?url=javascript:alert(1)`);
  await expect(app.getByRole('listbox', { name: 'Notes' })).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('a link dropped onto the list fills quick add in; onto the text it goes where it is dropped', async ({
  app,
}) => {
  const drop = (selector: string, held: Record<string, string>) =>
    app.locator(selector).evaluate((element, data) => {
      const dataTransfer = new DataTransfer();
      for (const [type, value] of Object.entries(data)) dataTransfer.setData(type, value);
      const box = element.getBoundingClientRect();
      const at = { clientX: box.left + 20, clientY: box.bottom - 4 };
      const more = { dataTransfer, bubbles: true, cancelable: true, ...at };
      element.dispatchEvent(new DragEvent('dragover', more));
      element.dispatchEvent(new DragEvent('drop', more));
    }, held);
  await drop('[data-pane="list"] [role="listbox"]', {
    'text/uri-list': 'https://zoo.example/owl',
    'text/x-moz-url': 'https://zoo.example/owl\nThe owl',
  });
  const dialog = app.getByRole('dialog', { name: 'Quick add' });
  await expect(dialog.getByRole('textbox', { name: 'Address' })).toHaveValue('https://zoo.example/owl');
  await expect(dialog.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('The owl');
  await app.keyboard.press('Escape');
  await open(app, 'Open');
  await drop('.cm-content', { 'text/uri-list': 'https://zoo.example/owl', 'text/plain': 'The owl' });
  await expect(text(app)).toContainText('https://zoo.example/owl');
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('a known address says so, and quick add is there', async ({ page, served }) => {
    await page.goto(served.address);
    await page.getByRole('listbox', { name: '笔记' }).getByRole('option', { name: 'Open' }).click();
    const body = page.locator('.cm-content');
    await body.focus();
    await page.keyboard.press('ControlOrMeta+End');
    await body.evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'https://zoo.example/zebra');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await expect(page.locator('.paste-offer')).toContainText(
      '2020-01-13 已记在《Collected》的“网上文章”下。',
    );
    await page.keyboard.press('Alt+Shift+N');
    await expect(page.getByRole('dialog', { name: '快速添加' })).toBeVisible();
  });
});

/** Quick add in a notebook that may fetch cards: when the network is asked, and what is never thrown away. */
import type { Page } from '@playwright/test';
import { expect, test } from './web-fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const dialog = (app: Page) => app.getByRole('dialog', { name: 'Quick add' });
const field = (app: Page, name: string) => dialog(app).getByRole('textbox', { name, exact: true });
const open = (app: Page, title: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title, exact: true }).click();

async function command(app: Page, name: string): Promise<void> {
  await app.keyboard.press('ControlOrMeta+Shift+P');
  await app.keyboard.type(name);
  await app.keyboard.press('Enter');
}

/** Pastes as a browser does, without the system's clipboard. */
async function paste(app: Page, pasted: string): Promise<void> {
  const isLeftToField = await app.evaluate((plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', plain);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    return document.activeElement?.dispatchEvent(event) === true;
  }, pasted);
  if (isLeftToField) await app.keyboard.insertText(pasted);
}

/** As a link from outside arrives in a tab that is open. */
const arrive = (app: Page, url: string) =>
  app.evaluate((asked) => {
    window.location.hash = `add?url=${encodeURIComponent(asked)}`;
  }, url);

/** Long enough for everything that fetches by itself to have done so. */
const restMs = 800;

test.use({
  files: {
    'known.md': '# Collected\n\n### [Zebra](https://zoo.example/zebra)\n\nStriped.\n',
    'open.md': '# Open\n\n## Links\n\n### [Bee](https://hive.example/bee)\n\nBusy.\n\n',
  },
});

test.describe('in a notebook that may fetch cards', () => {
  test.beforeEach(async ({ app }) => {
    await command(app, 'Fetch cards when I select');
    await expect(app.getByText('The card of an article that you select is fetched.')).toBeVisible();
  });

  test('a pasted address offers the title of its page; Tab takes it, and one undo gives the address back', async ({
    app,
    notebook,
    web,
  }) => {
    await open(app, 'Open');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+End');
    await paste(app, `${web.origin}/article/1`);
    await expect(app.locator('.paste-offer')).toContainText('Make it ### [');
    expect(web.log.filter(({ url }) => url === '/article/1')).toHaveLength(1);
    await app.keyboard.press('Tab');
    await expect
      .poll(() => notebook.read('open.md'))
      .toMatch(/^### \[.+\]\(http:\/\/127\.0\.0\.1:\d+\/article\/1\)$/m);
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('open.md')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/article\/1$/m);
  });

  test('a page that gives no title leaves the bare address, without a word', async ({
    app,
    notebook,
    web,
  }) => {
    await open(app, 'Open');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+End');
    await paste(app, `${web.origin}/drop`);
    await expect.poll(() => web.log.map(({ url }) => url)).toContain('/drop');
    await expect.poll(() => notebook.read('open.md')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/drop$/m);
    await expect(app.locator('.paste-offer')).toHaveCount(0);
  });

  test('an address that is typed is asked for when its field is left, not before', async ({ app, web }) => {
    await app.keyboard.press('Alt+Shift+N');
    await app.keyboard.type(`${web.origin}/article`, { delay: 5 });
    await app.waitForTimeout(restMs);
    await app.keyboard.type('/1');
    await app.waitForTimeout(restMs);
    expect(web.log).toEqual([]);
    await app.keyboard.press('Tab');
    await expect(field(app, 'Title')).not.toHaveValue('');
    expect(web.log.map(({ url }) => url).filter((url) => url !== '/robots.txt')).toContain('/article/1');
  });

  test('one that is pasted is asked for at once; Enter without waiting takes the title of the page', async ({
    app,
    notebook,
    web,
  }) => {
    await open(app, 'Open');
    await text(app).focus();
    await app.keyboard.press('Alt+Shift+N');
    await paste(app, `${web.origin}/article/4`);
    await expect(field(app, 'Title')).not.toHaveValue('');
    await field(app, 'Address').fill(`${web.origin}/article/1`);
    await field(app, 'Title').fill('');
    await field(app, 'Address').press('Enter');
    await expect(dialog(app)).toBeHidden();
    await expect
      .poll(() => notebook.read('open.md'))
      .toMatch(/^### \[.+\]\(http:\/\/127\.0\.0\.1:\d+\/article\/1\)$/m);
    expect(notebook.read('open.md')).not.toContain(`[${web.address}`);
  });

  test('one that a link brought is asked for by the button alone', async ({ app, notebook, web }) => {
    await open(app, 'Open');
    await arrive(app, `${web.origin}/article/1`);
    await expect(field(app, 'Address')).toHaveValue(`${web.origin}/article/1`);
    await field(app, 'Address').press('Tab');
    await app.waitForTimeout(restMs);
    await field(app, 'Title').press('Enter');
    await expect(dialog(app)).toBeHidden();
    await expect
      .poll(() => notebook.read('open.md'))
      .toContain(`### [${web.address}/article/1](${web.origin}/article/1)`);
    expect(web.log).toEqual([]);
  });
});

test('what is typed outlives links from outside: they wait, and a notice offers them', async ({ app }) => {
  await open(app, 'Open');
  await arrive(app, 'https://zoo.example/owl');
  await expect(field(app, 'Address')).toHaveValue('https://zoo.example/owl');
  await field(app, 'Title').fill('The owl');
  await arrive(app, 'https://zoo.example/ant');
  await arrive(app, 'https://zoo.example/bat');
  await expect(app.getByText('2 articles wait to be added.')).toBeVisible();
  await expect(field(app, 'Title')).toHaveValue('The owl');
  // A press beside the box does not take it away either.
  await app.mouse.click(5, 5);
  await expect(field(app, 'Title')).toHaveValue('The owl');
  await expect(dialog(app).locator(':focus')).toHaveCount(1);
  await app.keyboard.press('Escape');
  await expect(dialog(app)).toBeHidden();
  await app.getByRole('button', { name: 'Add it' }).click();
  await expect(field(app, 'Address')).toHaveValue('https://zoo.example/ant');
  await expect(app.getByText('1 article waits to be added.')).toBeVisible();
  await app.keyboard.press('Escape');
  await app.getByRole('button', { name: 'Dismiss' }).last().click();
  await arrive(app, 'https://zoo.example/cow');
  await expect(field(app, 'Address')).toHaveValue('https://zoo.example/cow');
});

test('the buttons say what happens to a note that has the article', async ({ app, notebook }) => {
  await open(app, 'Collected');
  await text(app).focus();
  await app.keyboard.press('Alt+Shift+N');
  await app.keyboard.type('https://zoo.example/zebra?utm_source=x');
  await expect(dialog(app).getByRole('button', { name: 'Add anyway' })).toBeVisible();
  await field(app, 'Quote (optional)').fill('It runs.');
  await dialog(app).getByRole('button', { name: 'Add the quote' }).click();
  await expect(app.getByText('“Collected” has this source already; the quote was added.')).toBeVisible();
  await expect.poll(() => notebook.read('known.md')).toContain('> It runs.');
  await app.keyboard.press('Alt+Shift+N');
  await app.keyboard.type('https://zoo.example/zebra');
  await field(app, 'Title').fill('Zebra, again');
  await dialog(app).getByRole('button', { name: 'Add anyway' }).click();
  await expect
    .poll(() => notebook.read('known.md'))
    .toContain('### [Zebra, again](https://zoo.example/zebra)');
});

test('Enter faster than the notebook answers does not pass over that the address is known', async ({
  app,
  notebook,
}) => {
  await open(app, 'Open');
  await text(app).focus();
  const before = notebook.read('open.md');
  await app.keyboard.press('Alt+Shift+N');
  await paste(app, 'https://zoo.example/zebra');
  await app.keyboard.press('Enter');
  await expect(dialog(app).getByText('Noted in “Collected” under Collected')).toBeVisible();
  await expect(dialog(app).getByRole('button', { name: 'Add anyway' })).toBeVisible();
  expect(notebook.read('open.md')).toBe(before);
});

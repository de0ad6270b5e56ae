/** Cards and copies in the sources pane, from a web of the test's own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './web-fixtures.ts';

const pane = (app: Page) => app.getByRole('complementary', { name: 'Sources' });
const card = (app: Page, name: string) => pane(app).getByRole('article', { name, exact: true });
const open = (app: Page, title: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title, exact: true }).click();
const select = (app: Page, name: string) =>
  card(app, name).getByRole('button', { name, exact: true }).click();
const menuItem = async (app: Page, name: string, item: string | RegExp) => {
  await card(app, name).getByRole('button', { name: 'Actions' }).click();
  await app.getByRole('menuitem', { name: item }).click();
};
const note = (title: string, links: Record<string, string>) =>
  `# ${title}\n\n${Object.entries(links)
    .map(([name, path]) => `### [${name}](http://web.test${path})\n\nNoted about ${name}.\n`)
    .join('\n')}`;

/** Long enough for everything that fetches by itself to have done so. */
const restMs = 1500;

test.describe('an article', () => {
  test.use({
    files: {
      'articles.md': note('Articles', {
        Serverless: '/article/1',
        Collector: '/article/4',
        Broken: '/status/500',
      }),
    },
  });

  test('is not asked for by opening and selecting it', async ({ app, web }) => {
    await open(app, 'Articles');
    for (const name of ['Serverless', 'Collector']) {
      await select(app, name);
      await expect(card(app, name)).toHaveAttribute('aria-current', 'true');
    }
    await expect(card(app, 'Collector').getByRole('button', { name: 'Show card' })).toBeVisible();
    await app.waitForTimeout(restMs);
    expect(web.log).toEqual([]);
  });

  test('shows its card, is kept, and is read', async ({ app, web, notebook }) => {
    await open(app, 'Articles');
    await select(app, 'Serverless');
    const shown = card(app, 'Serverless');
    await shown.getByRole('button', { name: 'Show card' }).click();
    await expect(shown.locator('img')).toBeVisible();
    await expect(shown.locator('img')).toHaveAttribute('src', /^data:image\/(png|jpeg);base64,/);
    await expect(shown).toContainText(/\d minutes/);
    expect(web.log.map(({ url }) => url)).toContain('/article/1');
    await expect(shown.getByRole('button', { name: 'Show card' })).toHaveCount(0);
    await expect(shown.getByRole('button', { name: 'Keep a copy' })).toBeFocused();
    await expect(shown).toContainText('Your excerpt: Noted about Serverless.');
    await expect(shown.locator('.source-description')).toContainText('Serverless');

    await shown.getByRole('button', { name: 'Keep a copy' }).click();
    const read = shown.getByRole('button', { name: 'Read copy' });
    await expect(read).toBeVisible({ timeout: 15_000 });
    await expect(shown).toContainText('Copy');
    expect(readdirSync(join(notebook.folder, '.gleaner/copies')).some((name) => name.endsWith('.md'))).toBe(
      true,
    );
    await read.click();
    await expect(app.getByRole('region', { name: 'Reading view' })).toBeVisible();
  });

  test('has its card again after a start without a request, and says how old it is', async ({ app, web }) => {
    await open(app, 'Articles');
    await select(app, 'Collector');
    await card(app, 'Collector').getByRole('button', { name: 'Show card' }).click();
    await expect(card(app, 'Collector').locator('img')).toBeVisible();
    const before = web.log.length;
    await app.reload();
    await open(app, 'Articles');
    await select(app, 'Collector');
    await expect(card(app, 'Collector').locator('img')).toBeVisible();
    expect(web.log).toHaveLength(before);
    await card(app, 'Collector').getByRole('button', { name: 'Actions' }).click();
    await expect(app.getByRole('menuitem', { name: 'Refresh card' })).toContainText(
      /fetched (just now|.*ago)/,
    );
  });

  test('whose site fails says why, and can be tried again', async ({ app, web }) => {
    await open(app, 'Articles');
    await select(app, 'Broken');
    await card(app, 'Broken').getByRole('button', { name: 'Show card' }).click();
    await expect(card(app, 'Broken')).toContainText('answered with an error (status 500)');
    const before = web.log.length;
    await card(app, 'Broken').getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => web.log.length).toBeGreaterThan(before);
  });

  test('is marked as read, which stays and is kept as text', async ({ app, notebook }) => {
    await open(app, 'Articles');
    await card(app, 'Collector').getByRole('button', { name: 'Actions' }).click();
    await app.getByRole('menuitemradio', { name: 'Read', exact: true }).click();
    await expect(card(app, 'Collector')).toContainText('Read');
    await expect.poll(() => notebook.exists('.gleaner/reading.json')).toBe(true);
    expect(notebook.read('.gleaner/reading.json')).toContain('/article/4');
    await app.reload();
    await open(app, 'Articles');
    await expect(card(app, 'Collector').locator('.source-state')).toHaveText('Read');
  });

  test('takes a page that a browser saved as its copy', async ({ app, web }) => {
    await open(app, 'Articles');
    await select(app, 'Broken');
    const body = `<html><head><title>Saved</title></head><body><article><h1>Saved</h1>${'<p>A paragraph of the saved page that is long enough to be read as an article by anybody.</p>'.repeat(20)}</article></body></html>`;
    const [chooser] = await Promise.all([
      app.waitForEvent('filechooser'),
      menuItem(app, 'Broken', 'Import a saved page…'),
    ]);
    await chooser.setFiles({ name: 'saved.html', mimeType: 'text/html', buffer: Buffer.from(body) });
    await expect(card(app, 'Broken').getByRole('button', { name: 'Read copy' })).toBeVisible();
    expect(web.log).toEqual([]);
    await menuItem(app, 'Broken', 'Remove copy');
    await expect(card(app, 'Broken').getByRole('button', { name: 'Keep a copy' })).toBeVisible();
  });

  test('takes a page that is dropped on its card', async ({ app }) => {
    await open(app, 'Articles');
    await select(app, 'Broken');
    const drop = (name: string, text: string) =>
      card(app, 'Broken').evaluate(
        (element, [name = '', text = '']) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name, { type: 'text/html' }));
          for (const kind of ['dragover', 'drop'])
            element.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        },
        [name, text],
      );
    await drop('letter.pdf', 'x');
    await expect(app.getByRole('alert').filter({ hasText: 'letter.pdf' })).toBeVisible();
    await drop(
      'saved.html',
      `<h1>Saved</h1>${'<p>A long paragraph of the saved page, long enough to be read.</p>'.repeat(20)}`,
    );
    await expect(card(app, 'Broken').getByRole('button', { name: 'Read copy' })).toBeVisible();
  });
});

test.describe('links', () => {
  test.use({ files: { 'links.md': note('Links', { Dead: '/status/404', Moved: '/redirect/301' }) } });

  test('that are dead lead to the Internet Archive', async ({ app, web, context }) => {
    await open(app, 'Links');
    await select(app, 'Dead');
    await menuItem(app, 'Dead', 'Check link');
    await expect(card(app, 'Dead')).toContainText('Gone', { timeout: 15_000 });
    await expect(card(app, 'Dead').getByRole('button', { name: 'Keep a copy' })).toHaveCount(0);
    await context.route('https://web.archive.org/**', (route) => route.fulfill({ body: 'The archive.' }));
    const link = card(app, 'Dead').getByRole('link', { name: 'Look in the Internet Archive' });
    await expect(link).toHaveAttribute('href', `https://web.archive.org/web/${web.origin}/status/404`);
    await expect(link).toHaveAttribute('rel', 'noopener noreferrer');
    const [page] = await Promise.all([context.waitForEvent('page'), link.click()]);
    await expect(page).toHaveURL(/web\.archive\.org/);
  });

  test('that are dead offer the copy where there is one', async ({ app }) => {
    await open(app, 'Links');
    await select(app, 'Dead');
    const [chooser] = await Promise.all([
      app.waitForEvent('filechooser'),
      menuItem(app, 'Dead', 'Import a saved page…'),
    ]);
    const buffer = Buffer.from(`<h1>Saved</h1>${'<p>A long paragraph of the saved page.</p>'.repeat(30)}`);
    await chooser.setFiles({ name: 'saved.htm', mimeType: 'text/html', buffer });
    await menuItem(app, 'Dead', 'Check link');
    await expect(card(app, 'Dead')).toContainText('Gone', { timeout: 15_000 });
    await expect(card(app, 'Dead').getByRole('link', { name: 'Look in the Internet Archive' })).toHaveCount(
      0,
    );
    const read = card(app, 'Dead').getByRole('button', { name: 'Read copy' });
    await expect(read).toHaveClass(/button-filled/);
    await expect(card(app, 'Dead').getByRole('link', { name: 'Open article' })).not.toHaveClass(/filled/);
    await expect(card(app, 'Dead').getByRole('button', { name: 'Show card' })).toHaveCount(0);
    await read.click();
    const frame = app.getByRole('region', { name: 'Reading view' }).frameLocator('iframe');
    await expect(frame.locator('body')).toContainText('A long paragraph of the saved page.');
    await app.keyboard.press('Escape');
    await expect(read).toBeFocused();

    // The same from the list of all articles, which gets the focus back.
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Sources' }).click();
    const list = app.locator('[data-pane="list"]').getByRole('listbox', { name: 'Sources' });
    await list.getByRole('option', { name: 'Dead' }).click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Read copy' }).press('Enter');
    await expect(frame.locator('body')).toContainText('A long paragraph of the saved page.');
    await expect(list).toBeHidden();
    await app.keyboard.press('Escape');
    await expect(list).toBeFocused();
    await app.setViewportSize({ width: 390, height: 800 });
    await list.getByRole('option', { name: 'Dead' }).click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Read copy' }).click();
    await frame.getByRole('heading', { level: 1 }).click();
    await app.keyboard.press('Escape');
    await expect(list).toBeFocused();
    await app.setViewportSize({ width: 1280, height: 800 });
    await list.getByRole('option', { name: 'Dead' }).click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Remove copy' }).click();
    await expect(list.getByRole('option', { name: 'Dead' })).not.toContainText('Copy');
  });

  test('that are asked for from the list of all articles say there what went wrong', async ({ app }) => {
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Sources' }).click();
    const list = app.locator('[data-pane="list"]').getByRole('listbox', { name: 'Sources' });
    await list.getByRole('option', { name: 'Dead' }).click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Show card' }).click();
    await expect(app.getByRole('alert').filter({ hasText: 'Could not show the card' })).toContainText(
      'not there any more (status 404)',
    );
  });

  test('that moved get their new address after a look at the change', async ({ app, web, notebook }) => {
    await open(app, 'Links');
    await select(app, 'Moved');
    await menuItem(app, 'Moved', 'Check link');
    await expect(card(app, 'Moved')).toContainText(`Moved to ${web.origin}/ok`, { timeout: 15_000 });
    expect(notebook.read('links.md')).toContain('/redirect/301');
    const before = notebook.read('links.md');
    await card(app, 'Moved').getByRole('button', { name: 'Use the new address…' }).click();
    const dialog = app.getByRole('dialog');
    await expect(dialog).toContainText(`### [Moved](${web.origin}/redirect/301)`);
    await expect(dialog).toContainText(`### [Moved](${web.origin}/ok)`);
    expect(notebook.read('links.md')).toBe(before);
    await dialog.getByRole('button', { name: 'Change 1 note' }).click();
    // That line, and no other byte.
    const after = before.replace(`(${web.origin}/redirect/301)`, `(${web.origin}/ok)`);
    await expect.poll(() => notebook.read('links.md')).toBe(after);
    await expect(card(app, 'Moved').getByRole('button', { name: 'Use the new address…' })).toHaveCount(0);
  });

  test('that moved get their new address from the list of all articles', async ({ app, web, notebook }) => {
    await app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Sources' }).click();
    const option = app.locator('[data-pane="list"]').getByRole('option', { name: 'Moved' });
    await option.click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Check link' }).click();
    await expect(option).toContainText('Moved', { timeout: 15_000 });
    await expect(option.locator('.article-health')).toHaveText('Moved', { timeout: 15_000 });
    await option.click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Use the new address…' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Change 1 note' }).click();
    await expect.poll(() => notebook.read('links.md')).toContain(`### [Moved](${web.origin}/ok)`);
  });
});

test.describe('consent', () => {
  const links = Object.fromEntries(Array.from({ length: 3 }, (_, n) => [`Page ${n + 1}`, `/many/${n + 1}`]));
  test.use({ files: { 'many.md': note('Many', links) } });
  const pages = (log: { url: string }[]) =>
    log.map(({ url }) => url).filter((url) => url.startsWith('/many/'));

  test('is asked for under the first card, with the keyboard, and never again', async ({ app, web }) => {
    await open(app, 'Many');
    await select(app, 'Page 1');
    await card(app, 'Page 1').getByRole('button', { name: 'Show card' }).press('Enter');
    const ways = card(app, 'Page 1').getByRole('radiogroup', { name: 'Fetch cards' });
    await expect(ways).toBeVisible();
    await expect(card(app, 'Page 1')).toContainText('sees the address of this computer');
    await expect(ways.getByRole('radio', { name: 'only when I ask' })).toBeChecked();
    await ways.getByRole('radio', { name: 'only when I ask' }).focus();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Enter');
    await expect(ways).toHaveCount(0);
    await select(app, 'Page 2');
    await expect.poll(() => pages(web.log)).toEqual(['/many/1', '/many/2']);
    await app.waitForTimeout(restMs);
    expect(pages(web.log)).toEqual(['/many/1', '/many/2']);
    await expect(pane(app).getByRole('radiogroup')).toHaveCount(0);
  });

  for (const [way, leave] of [
    [
      'told that it may stay as it is',
      (app: Page) => app.getByRole('radio', { name: 'only when I ask' }).click(),
    ],
    ['left for another article', (app: Page) => select(app, 'Page 2')],
  ] as const) {
    test(`goes away when it is ${way}`, async ({ app, web }) => {
      await open(app, 'Many');
      await select(app, 'Page 1');
      await card(app, 'Page 1').getByRole('button', { name: 'Show card' }).click();
      await expect(pane(app).getByRole('radiogroup')).toBeVisible();
      await leave(app);
      await expect(pane(app).getByRole('radiogroup')).toHaveCount(0);
      await select(app, 'Page 1');
      await expect(pane(app).getByRole('radiogroup')).toHaveCount(0);
      await app.waitForTimeout(restMs);
      expect(pages(web.log)).toEqual(['/many/1']);
    });
  }

  test('by the menu fetches the cards on screen, one after the other, moves none, and is kept', async ({
    app,
    web,
  }) => {
    await open(app, 'Many');
    const places = () =>
      pane(app)
        .getByRole('article')
        .evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().top)));
    await expect(card(app, 'Page 3').getByRole('button', { name: 'Actions' })).toBeVisible();
    const before = await places();
    await pane(app).getByRole('button', { name: 'All articles of this note' }).click();
    await app.getByRole('menuitemradio', { name: 'when I open a note' }).click();
    await expect.poll(() => pages(web.log), { timeout: 15_000 }).toEqual(['/many/1', '/many/2', '/many/3']);
    await card(app, 'Page 3').getByRole('button', { name: 'Actions' }).click();
    await expect(app.getByRole('menuitem', { name: 'Refresh card' })).toBeVisible();
    expect(await places()).toEqual(before);
    await app.reload();
    await open(app, 'Many');
    await pane(app).getByRole('button', { name: 'All articles of this note' }).click();
    await expect(app.getByRole('menuitemradio', { name: 'when I open a note' })).toBeChecked();
    expect(pages(web.log)).toHaveLength(3);
  });
});

test.describe('a hostile page', () => {
  test.use({ files: { 'note.md': note('Note', { Payloads: '/payloads' }) } });

  test('is shown as text and nothing of it runs', async ({ app }) => {
    await open(app, 'Note');
    await select(app, 'Payloads');
    await card(app, 'Payloads').getByRole('button', { name: 'Show card' }).click();
    await expect(card(app, 'Payloads')).toContainText('<script>window.hit=1</script>');
    expect(await app.evaluate(() => 'hit' in window)).toBe(false);
    expect(await card(app, 'Payloads').locator('script, img[src="x"], iframe').count()).toBe(0);
    expect(await card(app, 'Payloads').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });
});

test.describe('an address that a server chose', () => {
  test.use({
    files: {
      'note.md': note('Note', { Turned: '/redirect/301?to=/ok?x=%25E2%2580%25AEmoc.live%25E4%25B8%25AD' }),
    },
  });

  test('is shown decoded, but never turned around', async ({ app }) => {
    await open(app, 'Note');
    await select(app, 'Turned');
    await menuItem(app, 'Turned', 'Check link');
    const moved = card(app, 'Turned').getByText('Moved to');
    await expect(moved).toContainText('/ok?x=%E2%80%AEmoc.live中', { timeout: 15_000 });
    expect(await card(app, 'Turned').innerText()).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });
});

test.describe('a site in a private network', () => {
  test.use({ allowed: 'nothing', files: { 'note.md': note('Note', { Wiki: '/ok' }) } });

  test('is not asked, and the card says how to allow it', async ({ app, web }) => {
    await open(app, 'Note');
    await select(app, 'Wiki');
    await card(app, 'Wiki').getByRole('button', { name: 'Show card' }).click();
    await expect(card(app, 'Wiki')).toContainText(`--allow-address ${web.address}`);
    expect(web.connections()).toBe(0);
  });
});

test.describe('a site that is away', () => {
  test.use({ files: { 'note.md': note('Note', { Away: '/ok', Gone: '/status/404' }) } });

  test('is said to be away', async ({ app, web }) => {
    await open(app, 'Note');
    await select(app, 'Away');
    await web.close();
    await card(app, 'Away').getByRole('button', { name: 'Show card' }).click();
    await expect(card(app, 'Away')).toContainText('could not be reached');
  });

  test('leaves what was known of a link, and says that it was tried', async ({ app, web }) => {
    await open(app, 'Note');
    await select(app, 'Gone');
    await menuItem(app, 'Gone', 'Check link');
    await expect(card(app, 'Gone')).toContainText('not there any more (status 404)', { timeout: 15_000 });
    await web.close();
    await menuItem(app, 'Gone', 'Check link');
    await expect(card(app, 'Gone')).toContainText('Tried again just now: the site could not be reached.', {
      timeout: 15_000,
    });
    await expect(card(app, 'Gone')).toContainText('not there any more (status 404)');
  });
});

test.describe('copies of a whole note', () => {
  test.use({
    files: {
      'note.md': note('Note', {
        One: '/article/1',
        Two: '/article/2',
        Three: '/article/4',
        Four: '/status/500',
      }),
    },
  });

  test('show how far they are, wait, go on and end', async ({ app, notebook }) => {
    await open(app, 'Note');
    await pane(app).getByRole('button', { name: 'All articles of this note' }).click();
    await app.getByRole('menuitem', { name: 'Keep copies of this note’s articles' }).click();
    const bar = pane(app).getByRole('progressbar', { name: 'Keeping copies' });
    await expect(bar).toBeVisible();
    await pane(app).getByRole('button', { name: 'Pause' }).click();
    await expect(pane(app)).toContainText(/Paused: \d of 4/);
    await pane(app).getByRole('button', { name: 'Go on' }).click();
    await expect(card(app, 'One').locator('.source-state')).toHaveText('Copy', { timeout: 15_000 });
    await pane(app).getByRole('button', { name: 'Cancel' }).click();
    await expect(bar).toHaveCount(0);
    await expect(card(app, 'Four').locator('.source-state')).toHaveCount(0);
    expect(readdirSync(join(notebook.folder, '.gleaner/copies')).length).toBeGreaterThan(0);
  });
});

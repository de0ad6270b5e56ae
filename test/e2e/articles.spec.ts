/** The view of all articles, in the place of the notes. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const view = (app: Page, name: string) =>
  app.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });
const list = (app: Page) => app.locator('[data-pane="list"]').getByRole('listbox', { name: 'Sources' });
const options = (app: Page) => list(app).getByRole('option');

/** By the palette, without a pointer. */
async function showSources(app: Page): Promise<void> {
  await app.keyboard.press('ControlOrMeta+Shift+P');
  await app.keyboard.type('All sources');
  await app.keyboard.press('Enter');
  await expect(list(app)).toBeFocused();
}

const note = (date: string, ...sources: string[]) =>
  `---\ntitle: Of ${date}\ndate: ${date}\n---\n\n## Articles\n\n${sources.join('\n\nNoted.\n\n')}\n`;

test.describe('all sources', () => {
  test.use({
    files: {
      'a.md': note(
        '2020-01-13',
        '### [Zebra](https://zoo.example/zebra)',
        '### [Ant](https://zoo.example/ant)',
      ),
      'b.md': note(
        '2021-05-02',
        '### [Bee](https://hive.example/bee)',
        '### [Ant](http://www.zoo.example/ant?utm_source=x)',
      ),
      'c.md': note('2019-03-01', '### [Cow](https://farm.example/cow)'),
    },
  });

  test('are listed, sorted, filtered and opened by keys alone', async ({ app }) => {
    await showSources(app);
    await expect(options(app)).toHaveCount(4);
    await expect(options(app).first()).toHaveAccessibleName('Bee');
    await expect(list(app).getByRole('option', { name: 'Ant' })).toContainText('2 notes');
    await app.keyboard.press('Escape');
    const search = app.getByRole('searchbox', { name: 'Search sources' });
    await expect(search).toBeFocused();
    await app.keyboard.type('site:zoo.example');
    await expect(options(app)).toHaveCount(2);
    await app.keyboard.press('Enter');
    await expect(list(app)).toBeFocused();
    await app.keyboard.press('End');
    await app.keyboard.press('Home');
    const first = await options(app).first().textContent();
    await app.keyboard.press('Enter');
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeFocused();
    const title = first?.startsWith('Ant') === true ? 'Ant' : 'Zebra';
    await expect(
      app.getByRole('complementary', { name: 'Sources' }).locator('[aria-current="true"]'),
    ).toHaveAccessibleName(title);
  });

  test('are marked as read by a key, which takes them out of the unread ones', async ({ app }) => {
    await showSources(app);
    await app.getByRole('button', { name: 'Unread' }).click();
    await expect(options(app)).toHaveCount(4);
    await list(app).focus();
    await app.keyboard.press('Home');
    await app.keyboard.press('r');
    await expect(options(app)).toHaveCount(3);
    await app.getByRole('button', { name: 'Read', exact: true }).click();
    await expect(options(app)).toHaveCount(1);
    await expect(options(app).first()).toHaveAccessibleName('Bee');
    await app.getByRole('button', { name: 'Read', exact: true }).click();
    await app.getByRole('button', { name: 'What to do with these sources' }).click();
    await app.getByRole('menuitem', { name: 'Mark 4 sources as read' }).click();
    await expect(app.getByText('3 sources marked as read')).toBeVisible();
    await app.getByRole('button', { name: 'Undo' }).click();
    await app.getByRole('button', { name: 'Unread' }).click();
    await expect(options(app)).toHaveCount(3);
  });

  test('are sorted by the menu', async ({ app }) => {
    await showSources(app);
    await app.getByRole('button', { name: /^Sort: First noted/ }).click();
    await app.getByRole('menuitemradio', { name: 'Title' }).click();
    await expect(options(app).first()).toHaveAccessibleName('Ant');
    await app.getByRole('button', { name: /^Sort: Title, Ascending/ }).click();
    await app.getByRole('menuitemradio', { name: 'Descending' }).click();
    await expect(options(app).first()).toHaveAccessibleName('Zebra');
  });

  test('are grouped by site, with when they were noted, and a site shows its own', async ({ app }) => {
    await showSources(app);
    await app.getByRole('button', { name: 'By site' }).click();
    const sites = app.getByRole('listbox', { name: 'Sites' });
    const zoo = sites.getByRole('option', { name: 'zoo.example, 2 sources' });
    await expect(zoo).toHaveAccessibleDescription(/2020-01 to 2021-05/);
    await sites.focus();
    await app.keyboard.press('Home');
    await app.keyboard.press('Enter');
    await expect(list(app)).toBeFocused();
    await expect(app.getByRole('searchbox')).toHaveValue('site:zoo.example');
    await expect(options(app)).toHaveCount(2);
  });

  test('a tag, a saved filter or the first view leads back to the notes', async ({ app }) => {
    await view(app, 'Sources').click();
    await expect(view(app, 'Sources')).toHaveAttribute('aria-current', 'page');
    await view(app, 'Notes').click();
    await expect(app.getByRole('listbox', { name: 'Notes' }).getByRole('option')).toHaveCount(3);
  });

  test('what can’t be read is said, and nothing found has a way out', async ({ app }) => {
    await showSources(app);
    const search = app.getByRole('searchbox', { name: 'Search sources' });
    await search.fill('"zebra');
    await expect(app.getByText('This quotation mark is not closed.')).toBeVisible();
    await expect(options(app)).toHaveCount(4);
    await search.fill('giraffe');
    await expect(app.getByRole('heading', { name: 'No source matches' })).toBeVisible();
    await app.getByRole('button', { name: 'Show all sources' }).click();
    await expect(options(app)).toHaveCount(4);
  });
});

test.describe('the same article under two addresses', () => {
  test.use({
    files: {
      'one.md': '# One\n\n### [The long story of a cold start](https://a.example/story)\n\nNoted.\n',
      'two.md': '# Two\n\n### [The long story of a cold start](https://a.example/p/story?id=1)\n\nNoted.\n',
    },
  });

  test('is found by keys alone; Escape leads back to the list', async ({ app }) => {
    await showSources(app);
    await app.getByRole('button', { name: 'What to do with these sources' }).focus();
    await app.keyboard.press('Enter');
    await app.keyboard.press('End');
    await app.keyboard.press('Enter');
    await expect(app.getByRole('heading', { name: 'Possible duplicates' })).toBeVisible();
    await expect(app.getByRole('button', { name: 'All sources' })).toBeFocused();
    await expect(app.getByRole('radio')).toHaveCount(2);
    await app.keyboard.press('Tab');
    await expect(app.getByRole('radio', { name: /^https:\/\/a\.example/ }).first()).toBeFocused();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Escape');
    await expect(list(app)).toBeFocused();
  });

  test('is found, and merged through a preview', async ({ app, notebook }) => {
    await showSources(app);
    await app.getByRole('button', { name: 'What to do with these sources' }).click();
    await app.getByRole('menuitem', { name: 'Possible duplicates' }).click();
    const group = app.getByRole('region', { name: 'The long story of a cold start' });
    await group.getByRole('radio', { name: 'https://a.example/story' }).check();
    await group.getByRole('button', { name: /^Merge/ }).click();
    const dialog = app.getByRole('dialog');
    await expect(dialog).toContainText('a.example/p/story');
    await dialog.getByRole('button', { name: 'Change 1 note' }).click();
    await expect.poll(() => notebook.read('two.md')).toContain('(https://a.example/story)');
  });
});

test.describe('three addresses of one article', () => {
  const title = 'The long story of a cold start';
  test.use({
    files: {
      'one.md': `# One\n\n### [${title}](https://a.example/story)\n\nNoted.\n`,
      'two.md': `# Two\n\n### [${title}](https://a.example/p/story?id=1)\n\nNoted.\n`,
      'three.md': `# Three\n\n### [${title}](https://a.example/q/story?id=2)\n\nNoted.\n`,
    },
  });

  test('become one at once', async ({ app, notebook }) => {
    await showSources(app);
    await app.getByRole('button', { name: 'What to do with these sources' }).click();
    await app.getByRole('menuitem', { name: 'Possible duplicates' }).click();
    const group = app.getByRole('region', { name: title });
    await group.getByRole('radio', { name: 'https://a.example/story' }).check();
    await group.getByRole('button', { name: /^Merge/ }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Change 2 notes' }).click();
    for (const path of ['two.md', 'three.md'])
      await expect.poll(() => notebook.read(path)).toContain('(https://a.example/story)');
  });
});

test.describe('the box over the sources', () => {
  test.use({
    files: {
      'dated.md': note('2020-01-13', '### [Zebra](https://zoo.example/zebra)'),
      'undated.md': '# Undated\n\n### [Owl](https://wood.example/owl)\n\nHoots.\n',
    },
  });

  test('offers how a filter may go on, and says what it asks for', async ({ app }) => {
    await showSources(app);
    const search = app.getByRole('searchbox', { name: 'Search sources' });
    await search.focus();
    await app.keyboard.type('is:unr');
    await expect(app.getByRole('option', { name: 'is:unread' })).toBeVisible();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Enter');
    await expect(search).toHaveValue('is:unread ');
    await app.keyboard.type('site:zoo');
    await expect(app.getByRole('option', { name: 'site:zoo.example' })).toBeVisible();
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('Tab');
    await expect(search).toHaveValue('is:unread site:zoo.example ');
    await expect(options(app)).toHaveCount(1);
    await expect(app.getByText('Sources that are unread, from zoo.example')).toBeVisible();
    await app.keyboard.press('Escape');
    await expect(search).toHaveValue('');
    await expect(options(app)).toHaveCount(2);
  });

  test('has the newest on top, whether their notes are dated or not', async ({ app, notebook }) => {
    await showSources(app);
    await expect(options(app).first()).toHaveAccessibleName('Owl');
    notebook.write(
      'undated.md',
      '# Undated\n\n### [Owl](https://wood.example/owl)\n\nHoots.\n\n### [Bat](https://wood.example/bat)\n',
    );
    await expect(options(app).first()).toHaveAccessibleName('Bat');
    await expect(options(app).last()).toHaveAccessibleName('Zebra');
    await expect(view(app, 'Sources')).toHaveAccessibleName('Sources, 3 sources');
  });

  test('has sites that show when their articles were read', async ({ app }) => {
    await showSources(app);
    await app.keyboard.press('Home');
    await app.keyboard.press('r');
    await expect(options(app).first()).toContainText('Read');
    await app.getByRole('button', { name: 'By site' }).click();
    const site = app.getByRole('listbox', { name: 'Sites' }).getByRole('option', { name: /^wood\.example/ });
    await expect(site).toHaveAccessibleDescription(/^1 source read or begun from \d{4}-\d\d to/);
    await app.getByRole('button', { name: 'When noted' }).click();
    await expect(site).toHaveAccessibleDescription('Its notes have no date');
    await expect(site).toContainText('1 note, 1 undated');
  });
});

test.describe('in Chinese', () => {
  test.use({
    locale: 'zh-CN',
    files: { 'a.md': note('2020-01-13', '### [斑马](https://zoo.example/zebra)') },
  });

  test('the view and its parts have Chinese names', async ({ page, served }) => {
    await page.goto(served.address);
    await page.getByRole('navigation', { name: '视图' }).getByRole('button', { name: '来源' }).click();
    const sources = page.locator('[data-pane="list"]').getByRole('listbox', { name: '来源' });
    await expect(sources.getByRole('option', { name: '斑马' })).toContainText('未读');
    await sources.focus();
    await page.keyboard.press('r');
    await expect(sources.getByRole('option', { name: '斑马' })).toContainText('已读');
  });
});

/** The search box: the filter as text that can be written. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const box = (app: Page) => app.getByRole('searchbox', { name: 'Search notes' });
const list = (app: Page) => app.getByRole('listbox', { name: 'Notes' });
const options = (app: Page) => list(app).getByRole('option');
const tag = (app: Page, name: string) =>
  app.getByRole('tree', { name: 'Tags' }).getByRole('treeitem', { name });
const chip = (app: Page, name: string) =>
  app.getByRole('button', { name: `Remove filter ${name}`, exact: true });

const note = (title: string, tags: string, text: string) =>
  `---\ntitle: ${title}\ndate: 2021-01-01\ntags: [${tags}]\n---\n\n${text}\n`;

test.use({
  files: {
    'a.md': note('Alpha', 'web, x', 'About cold starts.'),
    'b.md': note('Beta', 'web', '冷启动的测量。'),
    'c.md': note('Gamma', 'x', 'Nothing else.'),
  },
});

test('says how many notes it searches and in what, and its keys put the cursor into it', async ({ app }) => {
  await expect(box(app)).toHaveAttribute('placeholder', 'Search 3 notes');
  await expect(box(app)).toHaveAccessibleDescription(/titles, tags, categories, excerpts and the text/);
  await app.keyboard.press('ControlOrMeta+Shift+F');
  await expect(box(app)).toBeFocused();
});

test('filters while it is written; chips and tags say the same as the text', async ({ app }) => {
  await box(app).pressSequentially('冷启动');
  await expect(options(app)).toHaveCount(1);
  await expect(options(app)).toHaveAccessibleName('Beta');
  // The box shows the words.
  await expect(chip(app, '冷启动')).toHaveCount(0);
  await box(app).fill('tag:web -tag:x');
  await expect(options(app)).toHaveCount(1);
  await expect(tag(app, 'web')).toHaveAttribute('aria-selected', 'true');
  await chip(app, 'not x').click();
  await expect(box(app)).toHaveValue('tag:web');
  await expect(options(app)).toHaveCount(2);
  await tag(app, 'x').click({ modifiers: ['ControlOrMeta'] });
  await expect(box(app)).toHaveValue('tag:web tag:x');
  await expect(options(app)).toHaveCount(1);
  await app.getByRole('button', { name: 'Clear search' }).click();
  await expect(options(app)).toHaveCount(3);
  await expect(box(app)).toBeFocused();
});

test('Escape and Arrow Down leave it for the list and keep what it asks for; there Escape clears it', async ({
  app,
}) => {
  await box(app).fill('tag:web');
  await expect(options(app)).toHaveCount(2);
  await box(app).press('Escape');
  await expect(list(app)).toBeFocused();
  await expect(box(app)).toHaveValue('tag:web');
  await box(app).press('ArrowDown');
  await expect(list(app)).toBeFocused();
  await expect(options(app)).toHaveCount(2);
  await list(app).press('Escape');
  await expect(options(app)).toHaveCount(3);
  await expect(box(app)).toHaveValue('');
  // What was cleared comes first among the searches of before; Escape closes them, and no more.
  await box(app).focus();
  await expect(app.getByRole('listbox', { name: 'Recent searches' }).getByRole('option').first()).toHaveText(
    'tag:web',
  );
  await box(app).press('Escape');
  await expect(app.getByRole('listbox', { name: 'Recent searches' })).toBeHidden();
  await expect(box(app)).toBeFocused();
});

test('Enter opens the first note at its match and puts the focus on it in the list', async ({ app }) => {
  await box(app).focus();
  await app.keyboard.type('测量');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('textbox', { name: 'Title' })).toHaveValue('Beta');
  await expect(app.locator('.editor-found-current')).toHaveText('测量');
  await expect(list(app)).toBeFocused();
  await expect(list(app)).toHaveAttribute('aria-activedescendant', 'note-0');
});

test('a slip is asked about in a line, and mended with a click', async ({ app }) => {
  await box(app).fill('标签:web');
  await app.getByRole('button', { name: 'Did you mean tag:web?' }).click();
  await expect(box(app)).toHaveValue('tag:web');
  await expect(box(app)).toBeFocused();
  await expect(options(app)).toHaveCount(2);
  await box(app).fill('alpha or beta');
  await app.getByRole('button', { name: 'OR in capitals joins: alpha OR beta' }).click();
  await expect(options(app)).toHaveCount(2);
});

test('offers cover neither what is wrong nor the filter in words, and end with a whole name', async ({
  app,
}) => {
  await box(app).pressSequentially('alpha tag:');
  const offers = app.locator('.search-options');
  await expect(offers).toBeVisible();
  /** NaN while one of them is drawn anew. */
  const gapBelow = async (selector: string) => {
    const [above, below] = [await app.locator(selector).boundingBox(), await offers.boundingBox()];
    return above === null || below === null ? Number.NaN : below.y - above.y - above.height;
  };
  await expect(app.locator('.search-problem')).toBeVisible();
  await expect.poll(() => gapBelow('.search-problem')).toBeGreaterThanOrEqual(0);
  await app.keyboard.type('we');
  await expect(app.locator('.search-words')).toBeVisible();
  await expect(offers).toBeVisible();
  await expect.poll(() => gapBelow('.search-words')).toBeGreaterThanOrEqual(0);
  await app.keyboard.type('b');
  await expect(offers).toBeHidden();
});

test('what can’t be read is said with its place, and the list keeps what it had', async ({ app }) => {
  await box(app).fill('tag:web');
  await expect(options(app)).toHaveCount(2);
  await box(app).fill('tag:web (x OR');
  await expect(app.getByText('OR needs something on its right.')).toBeVisible();
  await expect(box(app)).toHaveAttribute('aria-invalid', 'true');
  await expect(box(app)).toHaveAccessibleDescription(/OR needs something on its right/);
  await expect(app.locator('.search-problem em')).toHaveText('O');
  await expect(app.getByText('Last result: tag:web', { exact: true })).toBeVisible();
  await expect(options(app)).toHaveCount(2);
  await expect(chip(app, 'web')).toHaveCount(0);
  await box(app).fill('tag:web (x OR y)');
  await expect(app.getByText('OR needs something on its right.')).toBeHidden();
  await expect(options(app)).toHaveCount(1);
});

test('a pasted text that is too long is said to be, and nothing of it is searched for', async ({ app }) => {
  await box(app).fill('tag:web');
  await expect(options(app)).toHaveCount(2);
  await box(app).fill('x'.repeat(10_001));
  await expect(app.getByText('A search may have at most 10,000 characters.')).toBeVisible();
  await expect(options(app)).toHaveCount(2);
  await expect(box(app)).toHaveValue(/^x{10001}$/);
});

test('asks for nothing while an input method composes', async ({ app }) => {
  const asked: string[] = [];
  await box(app).focus();
  const keyboard = await app.context().newCDPSession(app);
  const steps = ['l', 'le', 'leng', '冷启', '冷启动'];
  for (const text of steps) {
    await keyboard.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
    // Longer than the rest in typing that is waited for: only the composition holds the list back.
    await app.waitForTimeout(200);
    asked.push(String(await options(app).count()));
  }
  expect(asked).toEqual(['3', '3', '3', '3', '3']);
  await keyboard.send('Input.insertText', { text: '冷启动' });
  await expect(options(app)).toHaveCount(1);
  await expect(box(app)).toHaveValue('冷启动');
});

test('says so when nothing matches, and the way back', async ({ app }) => {
  await box(app).fill('nothing like this');
  await expect(app.getByRole('heading', { name: 'No note matches' })).toBeVisible();
  await box(app).fill('冷门');
  await expect(app.getByRole('heading', { name: 'No note contains “冷门”' })).toBeVisible();
  await app.getByRole('button', { name: 'Clear filter' }).click();
  await expect(options(app)).toHaveCount(3);
  await expect(box(app)).toHaveValue('');
});

test('is there in a window that shows one pane at a time', async ({ app }) => {
  await app.setViewportSize({ width: 390, height: 800 });
  await options(app).first().click();
  await expect(box(app)).toBeHidden();
  await app.keyboard.press('ControlOrMeta+Shift+F');
  await expect(box(app)).toBeFocused();
});

test.describe('with notes of many tags', () => {
  test.use({ files: { 'a.md': note('Alpha', 'one, two, three, four, web/css', 'About cold starts.') } });

  test('the tag that is filtered for is seen in every row, and how many are not', async ({ app }) => {
    const chips = options(app).first().locator('.chip');
    await expect(chips).toHaveText(['one', 'two', 'three']);
    await expect(options(app).first()).toContainText('+2');
    await box(app).fill('tag:web');
    await expect(chips).toHaveText(['one', 'two', 'web/css']);
    await expect(options(app).first()).toContainText('+2');
  });
});

test('an input method keeps its keys while something is offered', async ({ app }) => {
  // What is offered are the tags that are known.
  await expect(app.getByRole('treeitem').first()).toBeVisible();
  await box(app).pressSequentially('tag:');
  await expect(app.getByRole('option', { name: 'tag:web' })).toBeVisible();
  const keyboard = await app.context().newCDPSession(app);
  await keyboard.send('Input.imeSetComposition', { text: 'w', selectionStart: 1, selectionEnd: 1 });
  await expect(app.getByRole('option', { name: 'tag:web' })).toBeHidden();
  // The keys that choose a word of the input method.
  const prevented = await box(app).evaluate((field) =>
    ['Enter', ' ', 'ArrowDown', 'Tab', 'Escape'].filter(
      (key) =>
        !field.dispatchEvent(
          new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }),
        ),
    ),
  );
  expect(prevented).toEqual([]);
  await keyboard.send('Input.insertText', { text: 'w' });
  await expect(box(app)).toHaveValue('tag:w');
  await expect(app.getByRole('option', { name: 'tag:web' })).toBeVisible();
  // Nothing was chosen with an arrow: Enter searches for what is written, Space writes a space.
  await box(app).press('Space');
  await expect(box(app)).toHaveValue('tag:w ');
  await box(app).press('Enter');
  await expect(box(app)).toHaveValue('tag:w ');
  await expect(list(app)).toBeFocused();
});

/** Two notes beside each other, as a person has them. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const side = (app: Page, title: string) => app.getByRole('region', { name: title, exact: true });
const textIn = (place: Locator) => place.getByRole('textbox', { name: 'Note text' });
const texts = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const row = (app: Page, title: string) => app.getByRole('option', { name: title, exact: true });
const status = (app: Page) => app.getByRole('status');

test.use({
  viewport: { width: 1440, height: 900 },
  files: {
    'alpha.md': '# Alpha\n\nWords of alpha.\n\n## Part of alpha\n\n### [One](https://example.org/one)\n',
    'beta.md': '# Beta\n\nWords of beta.\n\n## Part of beta\n',
    'notes/gamma.md': '# Gamma\n\nWords of gamma.\n',
  },
});

async function openBoth(app: Page): Promise<{ alpha: Locator; beta: Locator }> {
  await row(app, 'Alpha').click();
  await expect(texts(app)).toContainText('Words of alpha');
  await row(app, 'Beta').click({ modifiers: ['ControlOrMeta'] });
  const both = { alpha: side(app, 'Alpha'), beta: side(app, 'Beta') };
  await expect(textIn(both.beta)).toContainText('Words of beta');
  await expect(textIn(both.alpha)).toContainText('Words of alpha');
  return both;
}

async function typeAtEnd(app: Page, place: Locator, words: string): Promise<void> {
  await textIn(place)
    .getByText(/Words of/)
    .click();
  await app.keyboard.press('End');
  await app.keyboard.type(words);
}

test('Mod-click in the list opens a note beside, and what is typed in each goes into its own file', async ({
  app,
  notebook,
}) => {
  const { alpha, beta } = await openBoth(app);
  await typeAtEnd(app, beta, ' 乙');
  await typeAtEnd(app, alpha, ' 甲');
  await expect(textIn(alpha)).toContainText('Words of alpha. 甲');
  await expect.poll(() => notebook.read('alpha.md')).toContain('Words of alpha. 甲\n');
  await expect.poll(() => notebook.read('beta.md')).toContain('Words of beta. 乙\n');
  expect(notebook.read('alpha.md')).not.toContain('乙');
  expect(notebook.read('beta.md')).not.toContain('甲');
  await expect(status(app)).toHaveCount(1);
  await expect(status(app)).toHaveText('Saved');
});

test('Each note has its own undo', async ({ app, notebook }) => {
  const { alpha, beta } = await openBoth(app);
  await typeAtEnd(app, alpha, ' first');
  await typeAtEnd(app, beta, ' second');
  await textIn(alpha)
    .getByText(/Words of/)
    .click();
  await app.keyboard.press('ControlOrMeta+z');
  await expect(textIn(alpha)).not.toContainText('first');
  await expect(textIn(beta)).toContainText('second');
  await expect.poll(() => notebook.read('beta.md')).toContain('second');
  await expect
    .poll(() => notebook.read('alpha.md'))
    .toBe('# Alpha\n\nWords of alpha.\n\n## Part of alpha\n\n### [One](https://example.org/one)\n');
});

test('Mod+Enter in the list and in quick open, the menu and the command open beside, with the cursor in the text', async ({
  app,
}) => {
  await row(app, 'Alpha').click();
  await expect(texts(app)).toContainText('Words of alpha');
  await app.getByRole('listbox', { name: 'Notes' }).focus();
  await app.keyboard.press('Home');
  const first = app.locator('[aria-activedescendant]').first();
  await expect(first).toBeVisible();
  for (let n = 0; n < 3 && (await row(app, 'Beta').getAttribute('data-active')) !== 'true'; n++) {
    const active = await app.getByRole('listbox', { name: 'Notes' }).getAttribute('aria-activedescendant');
    if ((await row(app, 'Beta').getAttribute('id')) === active) break;
    await app.keyboard.press('ArrowDown');
  }
  await app.keyboard.press('ControlOrMeta+Enter');
  await expect(textIn(side(app, 'Beta'))).toBeFocused();

  await app.keyboard.press('ControlOrMeta+p');
  await app.getByRole('combobox').fill('gamma');
  await expect(app.getByRole('option', { name: /Gamma/ }).first()).toBeVisible();
  await app.keyboard.press('ControlOrMeta+Enter');
  // Beside Beta, which had the focus: in the place of Alpha.
  await expect(textIn(side(app, 'Gamma'))).toBeFocused();
  await expect(side(app, 'Alpha')).toHaveCount(0);
  await expect(side(app, 'Beta')).toBeVisible();

  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.getByRole('combobox').fill('open note beside');
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog', { name: 'Quick open' })).toBeVisible();
  await app.getByRole('combobox').fill('alpha');
  await expect(app.getByRole('dialog').getByRole('option', { name: /Alpha/ }).first()).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(textIn(side(app, 'Alpha'))).toBeFocused();
  await expect(side(app, 'Gamma')).toBeVisible();

  await row(app, 'Beta').click({ button: 'right' });
  await app.getByRole('menuitem', { name: 'Open beside' }).click();
  await expect(textIn(side(app, 'Beta'))).toBeFocused();
});

test('A note is never on screen twice: asking for it again moves the focus to where it is', async ({
  app,
}) => {
  const { alpha } = await openBoth(app);
  await row(app, 'Alpha').click({ modifiers: ['ControlOrMeta'] });
  await expect(alpha).toHaveAttribute('data-active', 'true');
  await expect(side(app, 'Beta')).toBeVisible();
  await expect(texts(app)).toHaveCount(2);
  await row(app, 'Beta').click();
  await expect(side(app, 'Beta')).toHaveAttribute('data-active', 'true');
  await expect(alpha).toBeVisible();
});

test('Sources, outline and status are about the note that has the focus', async ({ app }) => {
  const { alpha, beta } = await openBoth(app);
  const pane = app.getByRole('complementary', { name: 'Sources' });
  await textIn(alpha).click();
  await expect(pane.getByRole('article')).toHaveCount(1);
  await textIn(beta).click();
  await expect(pane.getByRole('article')).toHaveCount(0);
  await pane.getByRole('tab', { name: /Outline/ }).click();
  await expect(pane).toContainText('Part of beta');
  await textIn(alpha).click();
  await expect(pane).toContainText('Part of alpha');
  await expect(pane).not.toContainText('Part of beta');
});

test('F6 goes through both notes, and back with Shift', async ({ app }) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).click();
  await app.keyboard.press('F6');
  await expect(textIn(beta)).toBeFocused();
  await app.keyboard.press('Shift+F6');
  await expect(textIn(alpha)).toBeFocused();
  await app.keyboard.press('Shift+F6');
  await expect(app.getByRole('listbox', { name: 'Notes' })).toBeFocused();
});

test('A side can be closed, and the other one stays with its text and its undo', async ({
  app,
  notebook,
}) => {
  const { alpha, beta } = await openBoth(app);
  await typeAtEnd(app, beta, ' kept');
  await alpha.getByRole('button', { name: 'Close this note' }).click();
  await expect(texts(app)).toHaveCount(1);
  await expect(texts(app)).toContainText('kept');
  await expect(texts(app)).toBeFocused();
  await app.keyboard.press('ControlOrMeta+z');
  await expect(texts(app)).not.toContainText('kept');
  await expect.poll(() => notebook.read('beta.md')).not.toContain('kept');
  await expect(app.getByRole('region', { name: 'Beta', exact: true })).toHaveCount(0);

  await row(app, 'Alpha').click({ modifiers: ['ControlOrMeta'] });
  await expect(textIn(side(app, 'Alpha'))).toBeVisible();
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.getByRole('combobox').fill('close the other');
  await app.keyboard.press('Enter');
  await expect(texts(app)).toHaveCount(1);
  await expect(texts(app)).toContainText('Words of alpha');
});

test('What is typed right after a side was closed goes into the other one', async ({ app, notebook }) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).click();
  await app.keyboard.press('ControlOrMeta+End');
  await textIn(beta).click();
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('late');
  await beta.getByRole('button', { name: 'Close this note' }).click();
  await app.keyboard.type('at once');
  await expect.poll(() => notebook.read('alpha.md')).toContain('at once');
  await expect.poll(() => notebook.read('beta.md')).toContain('late');
});

test('A note that is renamed or deleted beside the open one is followed, and the other one stays', async ({
  app,
  notebook,
}) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).click();
  await row(app, 'Beta').click({ button: 'right' });
  await app.getByRole('menuitem', { name: /Rename/ }).click();
  await app.getByRole('dialog').getByRole('textbox').fill('later.md');
  await app.keyboard.press('Enter');
  await expect(beta.locator('.editor-path-name')).toHaveText('later.md');
  await typeAtEnd(app, beta, ' there');
  await expect.poll(() => notebook.exists('later.md') && notebook.read('later.md')).toContain('there');

  await textIn(alpha).click();
  await row(app, 'Beta').click({ button: 'right' });
  await app.getByRole('menuitem', { name: /trash|Delete/i }).click();
  await expect(texts(app)).toHaveCount(1);
  await expect(texts(app)).toContainText('Words of alpha');
  await expect.poll(() => notebook.exists('later.md')).toBe(false);
});

test('What another program writes comes into the note that has not the focus, and a conflict there is seen', async ({
  app,
  notebook,
}) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).click();
  notebook.write('beta.md', '# Beta\n\nFrom elsewhere.\n');
  await expect(textIn(beta)).toContainText('From elsewhere');
  await expect(alpha).toHaveAttribute('data-active', 'true');
  notebook.write('beta.md', Buffer.from([0x89, 0x50, 0x00, 0x80]));
  await expect(beta.locator('.editor-notice')).toBeVisible();
  await expect(alpha.locator('.editor-notice')).toHaveCount(0);
});

test('A title that is left for the other note goes into its own', async ({ app, notebook }) => {
  notebook.write('delta.md', '---\ntitle: Delta\n---\n\nWords of delta.\n');
  await expect(row(app, 'Delta')).toBeVisible();
  await row(app, 'Delta').click();
  await expect(texts(app)).toContainText('Words of delta');
  await row(app, 'Alpha').click({ modifiers: ['ControlOrMeta'] });
  await expect(textIn(side(app, 'Alpha'))).toBeVisible();
  await side(app, 'Delta').getByRole('textbox', { name: 'Title' }).fill('Epsilon');
  await textIn(side(app, 'Alpha')).click();
  await expect.poll(() => notebook.read('delta.md')).toContain('title: Epsilon');
  expect(notebook.read('alpha.md')).not.toContain('Epsilon');
});

test('One side is read while the other is written in', async ({ app }) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).click();
  await app.keyboard.press('ControlOrMeta+e');
  const page = alpha.locator('iframe').contentFrame();
  await expect(page.getByText('Words of alpha.')).toBeVisible();
  await typeAtEnd(app, beta, ' more');
  await expect(textIn(beta)).toContainText('Words of beta. more');
  await expect(page.getByText('Words of alpha.')).toBeVisible();
  await expect(page.getByText('Words of beta')).toHaveCount(0);
});

test('A section that was moved into the note beside comes back with undo, and goes with redo, in both', async ({
  app,
  notebook,
}) => {
  const { alpha, beta } = await openBoth(app);
  await textIn(alpha).getByText('Part of alpha').click();
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.getByRole('combobox').fill('Move section to');
  await app.keyboard.press('Enter');
  await app.getByRole('combobox').fill('Beta');
  await app.getByRole('option', { name: /Beta/ }).last().click();
  await expect(textIn(beta)).toContainText('Part of alpha');
  await expect(textIn(alpha)).not.toContainText('Part of alpha');
  await textIn(alpha)
    .getByText(/Words of/)
    .click();
  await app.keyboard.press('ControlOrMeta+z');
  await expect(textIn(alpha)).toContainText('Part of alpha');
  await expect(textIn(beta)).not.toContainText('Part of alpha');
  await expect.poll(() => notebook.read('beta.md')).not.toContain('Part of alpha');
  await expect.poll(() => notebook.read('alpha.md')).toContain('Part of alpha');
  await app.keyboard.press('ControlOrMeta+Shift+z');
  await expect(textIn(alpha)).not.toContainText('Part of alpha');
  await expect(textIn(beta)).toContainText('Part of alpha');
  await expect.poll(() => notebook.read('beta.md')).toContain('Part of alpha');
});

test('Back and forward are of each side', async ({ app }) => {
  const { alpha, beta } = await openBoth(app);
  await expect(beta).toHaveAttribute('data-active', 'true');
  await row(app, 'Gamma').click();
  await expect(side(app, 'Gamma')).toBeVisible();
  await textIn(alpha).click();
  await app.keyboard.press('Alt+ArrowLeft');
  await expect(alpha).toBeVisible();
  await textIn(side(app, 'Gamma')).click();
  await app.keyboard.press('Alt+ArrowLeft');
  await expect(textIn(beta)).toContainText('Words of beta');
  await expect(alpha).toBeVisible();
});

test('The edge between two notes is moved by keys, and remembered', async ({ app }) => {
  const { alpha, beta } = await openBoth(app);
  const width = async (place: Locator) => (await place.boundingBox())?.width ?? 0;
  const share = async () =>
    Math.round((100 * (await width(alpha))) / ((await width(alpha)) + (await width(beta))));
  await expect.poll(share).toBe(50);
  await app.getByRole('separator', { name: /the left note/ }).focus();
  for (let n = 0; n < 3; n++) await app.keyboard.press('ArrowLeft');
  await expect.poll(share).toBe(35);
  await beta.getByRole('button', { name: 'Close this note' }).click();
  await expect(texts(app)).toHaveCount(1);
  await row(app, 'Beta').click({ modifiers: ['ControlOrMeta'] });
  await expect.poll(share).toBe(35);
});

test('A window too narrow for two shows one at a time, says which, and axe finds nothing', async ({
  app,
  notebook,
}) => {
  await openBoth(app);
  const wide = await new AxeBuilder({ page: app }).analyze();
  expect(wide.violations.filter(({ id }) => id !== 'region').map(({ id }) => id)).toEqual([]);
  await app.setViewportSize({ width: 700, height: 800 });
  await expect(texts(app)).toHaveCount(1);
  await expect(texts(app)).toContainText('Words of beta');
  const both = app.getByRole('group', { name: 'Notes on screen' });
  await expect(both.getByRole('button', { name: /Beta/ })).toHaveAttribute('aria-pressed', 'true');
  await both.getByRole('button', { name: /Alpha/ }).click();
  await expect(texts(app)).toContainText('Words of alpha');
  await expect(texts(app)).toBeFocused();
  await app.keyboard.type('X');
  await expect.poll(() => notebook.read('alpha.md')).toContain('X');
  await app.keyboard.press('F6');
  await expect(texts(app)).toContainText('Words of beta');
  await expect(texts(app)).toBeFocused();
  const narrow = await new AxeBuilder({ page: app }).analyze();
  expect(narrow.violations.filter(({ id }) => id !== 'region').map(({ id }) => id)).toEqual([]);
});

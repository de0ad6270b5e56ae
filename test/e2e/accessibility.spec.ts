/** What axe-core finds, in both themes and languages: nothing. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

// Colours can't be measured while something fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** One line for each violation: rule, what it is about, where. */
async function violations(app: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page: app });
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      // What parts two landmarks is in neither of them.
      .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
      .map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`),
  );
}

const list = (app: Page) => app.getByRole('listbox', { name: /^(Notes|笔记)$/ });

async function openStarterNote(app: Page): Promise<void> {
  await list(app).getByRole('option', { name: 'serverless资料收集' }).click();
  await expect(app.getByRole('textbox', { name: /^(Note text|笔记正文)$/ })).toBeVisible();
  await expect(app.getByRole('article')).toHaveCount(4);
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const language of ['en', 'zh']) {
    test.describe(`${colorScheme}, ${language}`, () => {
      test.use({ colorScheme });

      test('the window is accessible without a note, with one, and with a source chosen', async ({
        page,
        served,
      }) => {
        await page.goto(served.address.replace('/#', `/?lang=${language}#`));
        await expect(list(page)).toBeVisible();
        await expect(page.getByRole('option')).toHaveCount(3);
        expect(await violations(page)).toEqual([]);
        await openStarterNote(page);
        expect(await violations(page)).toEqual([]);
        await page.getByRole('article').nth(1).getByRole('button').first().click();
        await expect(page.locator('article[aria-current]')).toHaveCount(1);
        expect(await violations(page)).toEqual([]);
      });
    });
  }

  test.describe(`${colorScheme}, what opens`, () => {
    test.use({ colorScheme });
    // All but the colours is the same in both themes.
    const rules = colorScheme === 'light' ? undefined : ['color-contrast'];

    test('menus and the rename dialog are accessible', async ({ app }) => {
      await openStarterNote(app);
      await app.getByRole('button', { name: /^Sort/ }).click();
      await expect(app.getByRole('menu')).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await app.keyboard.press('Escape');
      await list(app).getByRole('option').first().click({ button: 'right' });
      await expect(app.getByRole('menu')).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await app.keyboard.press('Escape');
      await app.getByRole('main').getByRole('button', { name: 'Note actions' }).click();
      await expect(app.getByRole('menu')).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await app.getByRole('menuitem', { name: 'Rename' }).click();
      await expect(app.getByRole('dialog', { name: 'Rename note' })).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await app.getByRole('textbox', { name: 'File name' }).fill('nothing');
      await app.keyboard.press('Enter');
      await expect(app.getByRole('dialog')).toContainText('ends with .md');
      expect(await violations(app, rules)).toEqual([]);
    });

    test('the narrow drawer and the pages of a small window are accessible', async ({ app }) => {
      await openStarterNote(app);
      await app.setViewportSize({ width: 1000, height: 700 });
      await app.getByRole('button', { name: 'Show sources' }).click();
      await expect(app.getByRole('article')).toHaveCount(4);
      expect(await violations(app, rules)).toEqual([]);
      await app.keyboard.press('Escape');
      await app.setViewportSize({ width: 390, height: 800 });
      expect(await violations(app, rules)).toEqual([]);
      await app.getByRole('button', { name: 'Back to notes' }).click();
      expect(await violations(app, rules)).toEqual([]);
      await app.getByRole('button', { name: 'Views and tags' }).click();
      expect(await violations(app, rules)).toEqual([]);
    });

    test('a filter, a search that fails and a notice are accessible', async ({ app }) => {
      const box = app.getByRole('searchbox', { name: 'Search notes' });
      await box.fill('tag:serverless -tag:guide');
      await expect(app.getByRole('option')).toHaveCount(1);
      await expect(app.getByRole('treeitem', { name: /^guide/ })).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await box.fill('(a');
      await expect(app.getByText('This parenthesis is not closed.')).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await box.fill('nothing is like this');
      await expect(app.getByRole('heading', { name: 'No note matches' })).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
      await box.press('Escape');
      await list(app).press('Escape');
      await openStarterNote(app);
      await list(app).press('Delete');
      await expect(app.getByRole('button', { name: 'Undo' })).toBeVisible();
      expect(await violations(app, rules)).toEqual([]);
    });
  });
}

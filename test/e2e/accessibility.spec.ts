/** What axe-core finds, in both themes and languages: nothing. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

// Colours can't be measured while something fades in.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** One line for each violation: rule, what it is about, where. */
async function violations(app: Page, rules?: string[], isInFrames = true): Promise<string[]> {
  const whole = new AxeBuilder({ page: app });
  // No script runs in the frame of a note, so axe can't either; its colours are measured in test/renderer/.
  const axe = isInFrames ? whole : whole.setLegacyMode().options({ iframes: false });
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
      await app.getByRole('textbox', { name: 'File name' }).fill('');
      await app.keyboard.press('Enter');
      await expect(app.getByRole('dialog')).toContainText('needs a name');
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

/** A note with all that is written in notes, and what is needed for its dialogs. */
const rich = {
  'rich.md':
    '---\ntitle: 富文本 note\ndate: 2024-03-01\ntags: [前端]\n---\n\n这是**重点**，~~旧的。~~然后 ==要验证== 和 `code`，*words*，$E=mc^2$，见 [[other]]、[[nowhere]]。[^1]\n\n' +
    '### [深入理解 V8](https://example.com/v8)\n\n> 引文\n>\n> > 里面的引文\n\n- 一\n  - 二\n- [ ] 要做\n- [x] 做了\n\n1. 一\n\n' +
    '| a | b |\n| --- | --: |\n| 1 | **2** |\n\n```js\n// why\nconst a = 1 + f("x", true);\n```\n\n$$\nx^2\n$$\n\n---\n\n![no cat](gone.png)\n\n[^1]: 脚注\n',
  'other.md': '# other\n\nSee [[rich]]. A 富文本 note without a link.\n',
  'pictures.md': '# pictures\n\n![a dot](dot.png)\n\nend\n',
  '.gleaner/templates/meeting.md': '# {{title}}\n',
};
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });

async function openRich(app: Page, title = '富文本 note'): Promise<void> {
  await list(app).getByRole('option', { name: title }).first().click();
  await expect(text(app)).toBeVisible();
  await expect(app.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
}

/** By its name in the list of commands. */
async function command(app: Page, name: string): Promise<void> {
  await app.keyboard.press('ControlOrMeta+Shift+p');
  const field = app.getByRole('dialog').getByRole('combobox');
  await field.fill(name);
  await expect(app.getByRole('dialog').getByRole('option').first()).toContainText(name);
  await field.press('Enter');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, writing and reading`, () => {
    test.use({ colorScheme, files: rich });
    // Several looks of axe at the whole window in each.
    test.slow();

    test('the text is accessible live, as source, with one paragraph in focus and beside its reading view', async ({
      app,
    }) => {
      await openRich(app);
      await expect(app.locator('.editor-table-head')).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await text(app).focus();
      await app.keyboard.press('ControlOrMeta+End');
      await command(app, 'Focus on one paragraph');
      await expect(app.locator('.editor-focus')).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await command(app, 'Focus on one paragraph');
      await expect(app.locator('.editor-focus')).toHaveCount(0);
      await command(app, 'Show or hide all marks');
      await expect(app.locator('.editor-source')).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await app.keyboard.press('ControlOrMeta+e');
      await expect(app.frameLocator('.note-reading iframe').locator('table')).toBeVisible();
      expect(await violations(app, undefined, false)).toEqual([]);
    });

    test('finding, what completes and what asks is accessible, and Escape leads back to the text', async ({
      app,
    }) => {
      await openRich(app);
      await text(app).focus();
      await app.keyboard.press('ControlOrMeta+h');
      await app
        .getByRole('textbox', { name: 'Find', exact: true })
        .or(app.locator('.find-field input').first())
        .first()
        .fill('a');
      await app.getByRole('button', { name: 'List the matches' }).click();
      await expect(app.locator('.find-list button').first()).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await app.locator('.find-field input').first().press('Escape');
      await expect(text(app)).toBeFocused();

      await app.keyboard.press('ControlOrMeta+k');
      await app.getByRole('dialog', { name: 'Insert link' }).getByRole('combobox').fill('other');
      await expect(app.getByRole('dialog').getByRole('option').first()).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await app.keyboard.press('Escape');
      await expect(text(app)).toBeFocused();

      await command(app, 'Insert template');
      await expect(app.getByRole('dialog', { name: 'Insert template' }).getByRole('option')).toHaveText(
        'meeting',
      );
      expect(await violations(app)).toEqual([]);
      await app.keyboard.press('Escape');
      await expect(text(app)).toBeFocused();

      await app.keyboard.press('ControlOrMeta+End');
      await app.keyboard.press('Enter');
      for (const typed of ['/', '[[']) {
        await app.keyboard.type(typed);
        await expect(
          app
            .getByRole('listbox', { name: /Completions/ })
            .getByRole('option')
            .first(),
        ).toBeVisible();
        expect(await violations(app)).toEqual([]);
        await app.keyboard.press('Escape');
        for (let left = typed.length; left > 0; left--) await app.keyboard.press('Backspace');
      }
    });

    test('the outline, what links here and a rename with its preview are accessible', async ({ app }) => {
      await openRich(app);
      await app.getByRole('tab', { name: 'Outline' }).click();
      await expect(app.getByRole('treeitem', { name: /V8/ })).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await app.getByRole('tab', { name: 'Outline' }).press('ArrowLeft');
      await expect(app.getByRole('article', { name: 'other' })).toBeVisible();
      await app.getByRole('button', { name: 'Look for mentions' }).click();
      await expect(app.getByRole('button', { name: /^Link it/ })).toBeVisible();
      expect(await violations(app)).toEqual([]);
      await text(app).focus();
      await app.keyboard.press('F2');
      const dialog = app.getByRole('dialog');
      await dialog.getByRole('textbox').fill('renamed.md');
      await app.keyboard.press('Enter');
      await expect(dialog.getByRole('button', { name: 'Rename and change 1 note' })).toBeVisible();
      expect(await violations(app)).toEqual([]);
    });

    test('a picture with its handle is accessible, and reached by keys', async ({ app, notebook }) => {
      notebook.write('dot.png', dot);
      await openRich(app, 'pictures');
      await expect(text(app).getByRole('img', { name: 'a dot' })).toBeVisible();
      const handle = text(app).getByRole('slider', { name: 'Width of the picture' });
      await handle.focus();
      await expect(handle).toBeFocused();
      expect(await violations(app)).toEqual([]);
    });
  });
}

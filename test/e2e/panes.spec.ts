/** The panes: their widths, which are open, and what they become in a narrow window. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const list = (app: Page) => app.getByRole('listbox', { name: 'Notes' });
const options = (app: Page) => list(app).getByRole('option');
const option = (app: Page, name: string) => list(app).getByRole('option', { name, exact: true });
const tag = (app: Page, name: string) =>
  app.getByRole('tree', { name: 'Tags' }).getByRole('treeitem', { name, exact: true });

test.describe('panes', () => {
  test('F6 goes round them, and Mod+Shift keys go to one', async ({ app }) => {
    const focusedPane = () =>
      app.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane']);
    await app.keyboard.press('Alt+Shift+L');
    await expect.poll(focusedPane).toBe('list');
    await app.keyboard.press('F6');
    await expect.poll(focusedPane).toBe('editor');
    await app.keyboard.press('F6');
    await expect.poll(focusedPane).toBe('sources');
    await app.keyboard.press('F6');
    await expect.poll(focusedPane).toBe('sidebar');
    await app.keyboard.press('Shift+F6');
    await expect.poll(focusedPane).toBe('sources');
  });

  test('keys go from the text to the others and back', async ({ app }) => {
    const focusedPane = () =>
      app.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane']);
    await option(app, 'serverless资料收集').click();
    const text = app.getByRole('textbox', { name: 'Note text' });
    for (const [key, pane] of [
      ['Alt+Shift+L', 'list'],
      ['ControlOrMeta+Shift+S', 'sidebar'],
    ] as const) {
      await text.click();
      await text.press('Home');
      await text.press('ControlOrMeta+Shift+ArrowRight');
      await expect.poll(focusedPane).toBe('editor');
      await app.keyboard.press(key);
      await expect.poll(focusedPane).toBe(pane);
      await app.keyboard.press('ControlOrMeta+Shift+B');
      await expect.poll(focusedPane).toBe('editor');
    }
  });

  test('are resized with the keyboard and remembered', async ({ app }) => {
    const list = app.getByRole('listbox', { name: 'Notes' });
    const widthOf = async () => (await list.boundingBox())?.width ?? 0;
    const before = await widthOf();
    await app.getByRole('separator', { name: 'Resize Notes', exact: true }).focus();
    await app.keyboard.press('ArrowRight');
    await expect.poll(widthOf).toBeGreaterThan(before + 10);
    const after = await widthOf();
    await app.reload();
    await expect.poll(widthOf).toBeGreaterThan(after - 2);
  });

  test('the sidebar hides, stays hidden after loading again, and comes back', async ({ app }) => {
    await app.keyboard.press('ControlOrMeta+\\');
    await expect(app.getByRole('tree', { name: 'Tags' })).toBeHidden();
    await app.reload();
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeVisible();
    await expect(app.getByRole('tree', { name: 'Tags' })).toBeHidden();
    await app.getByRole('button', { name: 'Show sidebar' }).click();
    await expect(app.getByRole('tree', { name: 'Tags' })).toBeVisible();
  });

  test('are pages in a narrow window', async ({ app }) => {
    await app.setViewportSize({ width: 700, height: 900 });
    await option(app, 'serverless资料收集').click();
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeVisible();
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeHidden();
    await app.getByRole('button', { name: 'Back to notes' }).click();
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeVisible();
    await app.getByRole('button', { name: 'Views and tags' }).click();
    await tag(app, 'serverless, 1 note').click();
    await expect(options(app)).toHaveCount(1);
  });
});

test.describe('the lines between panes', () => {
  const edge = (app: Page, name: string) =>
    app.getByRole('separator', { name: `Resize ${name}`, exact: true, includeHidden: true });
  const widthOf = (app: Page, pane: string) =>
    app.locator(`#${pane}-panel`).evaluate((panel) => Math.round(panel.getBoundingClientRect().width));

  async function drag(app: Page, name: string, by: number): Promise<void> {
    const box = await edge(app, name).boundingBox();
    if (box === null) throw new Error(`There is no edge ${name}.`);
    await app.mouse.move(box.x, 300);
    await app.mouse.down();
    await app.mouse.move(box.x + by / 2, 300, { steps: 5 });
    await app.mouse.move(box.x + by, 300, { steps: 5 });
    await app.mouse.up();
  }

  test('move their neighbours only, and leave a hidden sidebar hidden', async ({ app }) => {
    const sources = await widthOf(app, 'sources');
    await drag(app, 'Notes', 900);
    await expect.poll(() => widthOf(app, 'list')).toBe(520);
    expect(await widthOf(app, 'sources')).toBe(sources);
    await app.keyboard.press('ControlOrMeta+\\');
    await expect.poll(() => widthOf(app, 'sidebar')).toBe(0);
    await drag(app, 'Notes', 700);
    await expect(app.getByRole('tree', { name: 'Tags' })).toBeHidden();
    expect(await widthOf(app, 'sidebar')).toBe(0);
    expect(await widthOf(app, 'sources')).toBe(sources);
    await app.keyboard.press('ControlOrMeta+\\');
    await expect.poll(() => widthOf(app, 'sidebar')).toBe(224);
    await drag(app, 'Notes', -900);
    await expect.poll(() => widthOf(app, 'list')).toBe(232);
    expect(await widthOf(app, 'sidebar')).toBe(224);
  });

  test('say whole numbers, are not there for a hidden pane, and let F6 go on', async ({ app }) => {
    await edge(app, 'Notes').focus();
    await app.keyboard.press('ArrowRight');
    await expect(edge(app, 'Notes')).toHaveAttribute('aria-valuenow', /^\d+$/);
    await app.keyboard.press('F6');
    await expect(edge(app, 'Notes')).not.toBeFocused();
    await expect(edge(app, 'Sources')).not.toBeFocused();
    await app.keyboard.press('ControlOrMeta+\\');
    await expect(edge(app, 'Notebook')).not.toHaveAttribute('tabindex');
  });

  test('widths remembered from a wide window fit into a narrower one', async ({ app }) => {
    await app.evaluate(() => {
      const widths = { sidebar: 360, list: 520, sources: 560 };
      localStorage.setItem('gleaner.panes', JSON.stringify({ widths }));
    });
    for (const width of [1120, 1024]) {
      await app.setViewportSize({ width, height: 800 });
      await app.reload();
      await expect(app.getByRole('tree', { name: 'Tags' })).toBeVisible();
      await expect.poll(() => widthOf(app, 'editor')).toBeGreaterThanOrEqual(299);
      expect(await widthOf(app, 'sidebar')).toBeGreaterThanOrEqual(175);
      expect(await widthOf(app, 'list')).toBeGreaterThanOrEqual(231);
    }
  });
});

test.describe('the focus', () => {
  const focused = (app: Page) =>
    app.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName);

  test('goes from Hide sidebar to Show sidebar and back', async ({ app }) => {
    await app.getByRole('button', { name: 'Hide sidebar' }).focus();
    await app.keyboard.press('Enter');
    await expect.poll(() => focused(app)).toBe('Show sidebar');
    await app.keyboard.press('Enter');
    await expect.poll(() => focused(app)).toBe('Hide sidebar');
  });

  test('goes to a notice that can be answered with F6, and back with Escape', async ({ app }) => {
    await option(app, 'serverless资料收集').click();
    await list(app).press('Delete');
    await expect(options(app)).toHaveCount(2);
    await app.keyboard.press('Shift+F6');
    await app.keyboard.press('Shift+F6');
    await expect(app.getByRole('button', { name: 'Undo' })).toBeFocused();
    await app.keyboard.press('Escape');
    await expect(app.getByRole('button', { name: 'Undo' })).toHaveCount(0);
    await expect.poll(() => focused(app)).not.toBe('BODY');
  });
});

test.describe('a window that changes its width', () => {
  const sizes = [1440, 1024, 700, 1440, 390, 1024, 1440, 700, 1024];

  /** What a person would see: nothing threw, and no pane that is shown is empty or has no width. */
  async function expectWhole(app: Page): Promise<void> {
    await expect(app.getByText('Something in this window broke')).toHaveCount(0);
    const blank = () =>
      app.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('[data-pane]')]
          .filter((pane) => pane.checkVisibility({ visibilityProperty: true }))
          .filter((pane) => pane.clientWidth < 170 || pane.innerText.trim() === '')
          .map((pane) => `${pane.dataset['pane'] ?? ''} ${pane.clientWidth}`),
      );
    await expect.poll(blank).toEqual([]);
    const right = () =>
      app.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll('[data-pane]')]
            .filter((pane) => pane.checkVisibility({ visibilityProperty: true }))
            .map((pane) => pane.getBoundingClientRect().right),
        ),
      );
    // Less than the hairline of a closed pane.
    const width = app.viewportSize()?.width ?? 0;
    await expect.poll(async () => width - (await right())).toBeLessThan(2);
  }

  test.beforeEach(async ({ app }) => {
    await option(app, 'serverless资料收集').click();
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeVisible();
  });

  test('keeps every pane whole, whichever are closed and opened at each width', async ({ app }) => {
    const thrown: string[] = [];
    app.on('pageerror', (error) => thrown.push(error.message));
    for (const width of sizes) {
      await app.setViewportSize({ width, height: 900 });
      await expectWhole(app);
      for (const keys of [
        'ControlOrMeta+\\',
        'ControlOrMeta+Shift+\\',
        'ControlOrMeta+\\',
        'ControlOrMeta+Shift+\\',
      ]) {
        await app.keyboard.press(keys);
        await expectWhole(app);
      }
    }
    expect(thrown).toEqual([]);
  });

  test('and does so quickly, with panes closed at one width and opened at another', async ({ app }) => {
    const thrown: string[] = [];
    app.on('pageerror', (error) => thrown.push(error.message));
    for (let round = 0; round < 4; round++) {
      for (const width of sizes) {
        await app.setViewportSize({ width, height: 700 + round });
        await app.keyboard.press(round % 2 === 0 ? 'ControlOrMeta+\\' : 'ControlOrMeta+Shift+\\');
      }
    }
    await app.setViewportSize({ width: 1440, height: 900 });
    await expectWhole(app);
    expect(thrown).toEqual([]);
    await app.reload();
    await expectWhole(app);
  });

  test('gives the panes their widths back when there is room again', async ({ app }) => {
    const widths = () =>
      app.evaluate(() =>
        [...document.querySelectorAll('[data-pane]')].map((pane) =>
          Math.round(pane.getBoundingClientRect().width),
        ),
      );
    const before = await widths();
    for (const width of [1024, 700, 1440]) await app.setViewportSize({ width, height: 900 });
    await expect.poll(widths).toEqual(before);
  });
});

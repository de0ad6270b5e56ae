/** Where text might be lost, everything is done by keyboard, the focus comes back, and axe-core finds nothing. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const gbk = Buffer.concat([
  Buffer.from('---\ndate: 2022-01-01\n---\n'),
  Buffer.from('2320b2e8d2b60a0abac3b2e8d2aac2fdc2fdbac8a1a30ad6d0b9fab2e8d2b60a', 'hex'),
]);
const copy = 'a.sync-conflict-20260131-235959-ABCDEFG.md';

// Colours can't be measured while something fades in.
test.use({
  contextOptions: { reducedMotion: 'reduce' },
  files: {
    'a.md': '# Tea\n\none\n\ntwo\n\nthree\n',
    [copy]: '# Tea\n\none\n\ntwo, elsewhere\n\nthree\n',
    'a:b.md': '# Colon\n',
    '.trash/old.md': '# Old\n',
  },
});

const text = (page: Page) => page.getByRole('textbox', { name: 'Note text' });
const row = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
      .map((node) => `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 120)}`),
  );
}

async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+p');
  await page.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill(name);
  await expect(page.getByRole('dialog', { name: 'Commands' }).getByRole('option').first()).toContainText(
    name,
  );
  await page.keyboard.press('Enter');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the trash, the log and the encoding are accessible, and give the focus back to the text', async ({
      app: page,
      notebook,
    }) => {
      notebook.write('gbk.md', gbk);
      await expect(row(page, 'gbk.md')).toBeVisible();
      await expect(row(page, 'a:b.md')).toContainText('Name not for every system: contains :');
      await row(page, 'gbk.md').click();
      await expect(text(page)).toContainText('中国茶叶');
      await text(page).click();
      for (const [name, title] of [
        ['Trash', 'Trash'],
        ['Help: show the log', 'Log'],
        ['Encoding of this note…', 'Encoding'],
        ['Recovered text…', 'Recovered text'],
        ['Recently deleted notes…', 'History'],
      ] as const) {
        await command(page, name);
        const dialog = page.getByRole('dialog', { name: title });
        await expect(dialog).toBeVisible();
        if (title === 'Trash') {
          const empty = dialog.getByRole('button', { name: 'Empty the trash…' });
          await empty.press('Enter');
          await expect(dialog.getByRole('textbox')).toBeFocused();
          expect(await violations(page), 'asked').toEqual([]);
          await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
          await expect(empty).toBeFocused();
        }
        expect(await violations(page), title).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
        await expect(text(page)).toBeFocused();
      }
    });

    test('a conflict, its merge view and a sync copy are accessible', async ({ app: page, notebook }) => {
      await row(page, copy).click();
      await expect(page.getByRole('button', { name: 'Compare and merge…' })).toBeVisible();
      expect(await violations(page), 'sync copy').toEqual([]);
      await row(page, 'a.md').click();
      await expect(text(page)).toContainText('three');
      await expect(page.getByRole('button', { name: 'Compare and merge…' })).toHaveCount(0);
      await text(page).click();
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.type('mine');
      notebook.write('a.md', '# Tea\n\nONE\n\ntwo\n\nthree\ntheirs');
      const compare = page.getByRole('button', { name: 'Compare…' });
      await expect(compare).toBeVisible();
      expect(await violations(page), 'notice').toEqual([]);
      await compare.press('Enter');
      await expect(page.getByRole('region', { name: 'Passage 2 of 2' })).toBeFocused();
      expect(await violations(page), 'merge view').toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(compare).toBeFocused();
    });
  });
}

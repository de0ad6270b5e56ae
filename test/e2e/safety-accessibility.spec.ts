/** Where text might be lost, everything is done by keyboard, the focus comes back, and axe-core finds nothing, in either language. */
import AxeBuilder from '@axe-core/playwright';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en, type MessageKey } from '../../renderer/messages/en.ts';
import { zh } from '../../renderer/messages/zh.ts';
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
    'Twin.md': '# Twin\n',
    'twin.md': '# Other twin\n',
    '.trash/old.md': '# Old\n',
  },
});

const row = (page: Page, path: string) => page.locator(`[data-path="${path}"]`);

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
      .map((node) => `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 120)}`),
  );
}

// Both grounds and both languages, in two runs instead of four.
for (const { colorScheme, locale, messages } of [
  { colorScheme: 'light', locale: 'en-US', messages: en },
  { colorScheme: 'dark', locale: 'zh-CN', messages: zh },
] as const) {
  const word = (key: MessageKey, params: Record<string, string | number> = {}): string => {
    const message = messages[key];
    const said = typeof message === 'string' ? message : params['n'] === 1 ? message.one : message.other;
    return said.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  };
  const text = (page: Page) => page.getByRole('textbox', { name: word('editor.text') });
  const button = (page: Page, key: MessageKey) => page.getByRole('button', { name: word(key) });

  async function command(page: Page, key: MessageKey): Promise<void> {
    await page.keyboard.press('ControlOrMeta+Shift+p');
    const commands = page.getByRole('dialog', { name: word('commands.title') });
    await commands.getByRole('combobox').fill(word(key));
    await expect(commands.getByRole('option').first()).toContainText(word(key));
    await page.keyboard.press('Enter');
  }

  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('the trash, the log and the encoding are accessible, and give the focus back to the text', async ({
      page,
      served,
      notebook,
    }) => {
      await page.goto(served.address);
      await expect(row(page, 'a.md')).toBeVisible();
      notebook.write('gbk.md', gbk);
      await expect(row(page, 'gbk.md')).toBeVisible();
      const why = word('list.name.forbidden', { character: ':' });
      await expect(row(page, 'a:b.md')).toContainText(`${word('list.nameBadge')}: ${why}`);
      await expect(row(page, 'Twin.md')).toContainText(word('list.name.twin', { twin: 'twin.md' }));
      await row(page, 'gbk.md').click();
      await expect(text(page)).toContainText('中国茶叶');
      await text(page).click();
      for (const [name, title] of [
        ['command.showTrash', 'trash.title'],
        ['command.showLog', 'log.title'],
        ['command.encoding', 'encoding.title'],
        ['command.showLost', 'lost.title'],
        ['command.showDeleted', 'versions.title'],
      ] as const) {
        await command(page, name);
        const dialog = page.getByRole('dialog', { name: word(title) });
        await expect(dialog).toBeVisible();
        if (title === 'trash.title') {
          const empty = dialog.getByRole('button', { name: word('trash.empty') });
          await empty.press('Enter');
          await expect(dialog.getByRole('textbox')).toBeFocused();
          expect(await violations(page), 'asked').toEqual([]);
          await dialog.getByRole('button', { name: word('dialog.cancel') }).press('Enter');
          await expect(empty).toBeFocused();
        }
        expect(await violations(page), title).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
        await expect(text(page)).toBeFocused();
      }
    });

    test('a conflict, its merge view, a sync copy and a note that is gone are accessible', async ({
      page,
      served,
      notebook,
    }) => {
      await page.goto(served.address);
      await row(page, copy).click();
      await expect(button(page, 'copies.merge')).toBeVisible();
      expect(await violations(page), 'sync copy').toEqual([]);
      await row(page, 'a.md').click();
      await expect(text(page)).toContainText('three');
      await expect(button(page, 'copies.merge')).toHaveCount(0);
      await text(page).click();
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.type('mine');
      notebook.write('a.md', '# Tea\n\nONE\n\ntwo\n\nthree\ntheirs');
      const compare = button(page, 'recovered.compare');
      await expect(compare).toBeVisible();
      expect(await violations(page), 'notice').toEqual([]);
      await compare.press('Enter');
      const passage = page.getByRole('region', { name: word('merge.passage', { n: 2, total: 2 }) });
      await expect(passage).toBeFocused();
      expect(await violations(page), 'merge view').toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(compare).toBeFocused();
      await button(page, 'editor.keepMine').press('Enter');
      await expect(page.getByRole('status')).toHaveText(word('status.saved'));
      await page.keyboard.press('Alt+Shift+H');
      const history = page.getByRole('dialog', { name: word('versions.title') });
      await expect(history.getByRole('option').first()).toBeVisible();
      await expect(history.locator('.cm-content').first()).toBeVisible();
      expect(await violations(page), 'history').toEqual([]);
      await page.keyboard.press('Escape');
      await expect(history).toHaveCount(0);
      await text(page).click();
      await page.keyboard.type('more');
      rmSync(join(notebook.folder, 'a.md'));
      await expect(button(page, 'editor.saveAgain')).toBeVisible();
      expect(await violations(page), 'gone').toEqual([]);
    });
  });
}

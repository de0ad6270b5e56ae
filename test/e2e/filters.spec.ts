/** Tags with AND, OR and NOT, the filter in words, and filters that are given a name. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const words = {
  en: {
    box: 'Search notes',
    list: 'Notes',
    tags: 'Tags',
    views: 'Views',
    any: 'Any of these',
    all: 'All of these',
    label: 'Chosen tags',
    save: 'Save this filter',
    name: 'Name',
    saveIt: 'Save',
    item: (name: string, n: number) => `${name}, ${n} ${n === 1 ? 'note' : 'notes'}`,
    more: (name: string) => `More for ${name}`,
    rename: 'Rename…',
    renameIt: 'Rename',
    change: 'Change to the current filter',
    up: 'Move up',
    remove: 'Delete',
    undo: 'Undo',
    help: 'Search help',
    helpTitle: 'What you can search for',
    recent: 'Recent searches',
    either: 'Notes tagged 前端 or js, not draft, containing 冷启动',
    described: ['with any of the chosen ones', 'without'],
  },
  zh: {
    box: '搜索笔记',
    list: '笔记',
    tags: '标签',
    views: '视图',
    any: '任一符合',
    all: '全部符合',
    label: '所选标签',
    save: '保存此筛选',
    name: '名称',
    saveIt: '保存',
    item: (name: string, n: number) => `${name}，${n} 篇笔记`,
    more: (name: string) => `“${name}”的更多操作`,
    rename: '重命名…',
    renameIt: '重命名',
    change: '改为当前筛选',
    up: '上移',
    remove: '删除',
    undo: '撤销',
    help: '搜索帮助',
    helpTitle: '可以这样搜索',
    recent: '最近搜索',
    either: '标签为“前端”或“js”、不带“draft”、包含“冷启动”的笔记',
    described: ['包含所选之一', '不包含'],
  },
};

const note = (title: string, tags: string, text: string) =>
  `---\ntitle: ${title}\ndate: 2021-01-01\ntags: [${tags}]\n---\n\n${text}\n`;

test.use({
  files: {
    'a.md': note('Alpha', '前端', '冷启动的测量。'),
    'b.md': note('Beta', '前端, js', '冷启动，再次。'),
    'c.md': note('Gamma', 'js, draft', '冷启动，草稿。'),
    'd.md': note('Delta', 'other', 'Nothing.'),
  },
});

for (const [language, say] of Object.entries(words)) {
  const box = (app: Page) => app.getByRole('searchbox', { name: say.box });
  const options = (app: Page) =>
    app.getByRole('listbox', { name: say.list, exact: true }).getByRole('option');
  const tag = (app: Page, name: string) =>
    app.getByRole('tree', { name: say.tags }).getByRole('treeitem', { name });
  const views = (app: Page) => app.getByRole('navigation', { name: say.views });
  const open = async (app: Page) => {
    if (language === 'en') return;
    await app.goto(`${new URL(app.url()).origin}/?lang=zh`);
    await expect(box(app)).toBeVisible();
  };
  const saveAs = async (app: Page, name: string) => {
    await app.getByRole('button', { name: say.save, exact: true }).click();
    await app.getByRole('textbox', { name: say.name }).fill(name);
    await app.getByRole('dialog').getByRole('button', { name: say.saveIt, exact: true }).click();
    await expect(app.getByRole('dialog')).toBeHidden();
  };
  const saved = async (app: Page) =>
    (await views(app).locator('.saved-row .tree-label').allTextContents()).map((text) => text.trim());

  test.describe(`in ${language}`, () => {
    test('a click is only, Mod is and, Alt is not, and the switch makes it or', async ({ app }) => {
      await open(app);
      await tag(app, '前端').click();
      await expect(box(app)).toHaveValue('tag:前端');
      await expect(tag(app, '前端')).toHaveAttribute('aria-selected', 'true');
      await tag(app, 'js').click({ modifiers: ['ControlOrMeta'] });
      await expect(box(app)).toHaveValue('tag:前端 tag:js');
      await expect(options(app)).toHaveCount(1);
      await expect(tag(app, 'draft')).toHaveAccessibleName(say.item('draft', 0));
      await app.getByRole('radio', { name: say.any }).click();
      await expect(box(app)).toHaveValue('(tag:前端 OR tag:js)');
      await expect(options(app)).toHaveCount(3);
      await expect(tag(app, 'draft')).toHaveAccessibleName(say.item('draft', 1));
      await tag(app, 'draft').click({ modifiers: ['Alt'] });
      await expect(box(app)).toHaveValue('(tag:前端 OR tag:js) -tag:draft');
      await expect(options(app)).toHaveCount(2);
      await expect(tag(app, 'js')).toHaveAttribute('aria-selected', 'true');
      await expect(tag(app, 'js')).toHaveAccessibleDescription(say.described[0] ?? '');
      await expect(tag(app, 'draft')).toHaveAttribute('aria-selected', 'false');
      await expect(tag(app, 'draft')).toHaveAccessibleDescription(say.described[1] ?? '');
      await box(app).fill('(tag:前端 OR tag:js) -tag:draft 冷启动');
      await expect(app.locator('.search-words')).toHaveText(say.either);
      await app.getByRole('radio', { name: say.all }).click();
      await expect(box(app)).toHaveValue('tag:前端 tag:js -tag:draft 冷启动');
      await expect(app.getByRole('radio', { name: say.all })).toBeChecked();
    });

    test('the same is done with the keyboard', async ({ app }) => {
      await open(app);
      await tag(app, '前端').focus();
      await app.keyboard.press('Enter');
      await expect(box(app)).toHaveValue('tag:前端');
      await app.getByRole('radio', { name: say.all }).focus();
      await app.keyboard.press('ArrowRight');
      await app.keyboard.press('Space');
      await expect(app.getByRole('radio', { name: say.any })).toBeChecked();
      await tag(app, 'js').focus();
      await app.keyboard.press('ControlOrMeta+Enter');
      await expect(box(app)).toHaveValue('(tag:前端 OR tag:js)');
      await tag(app, 'draft').focus();
      await app.keyboard.press('Alt+Enter');
      await expect(box(app)).toHaveValue('(tag:前端 OR tag:js) -tag:draft');
      await app.keyboard.press('Alt+Enter');
      await expect(box(app)).toHaveValue('(tag:前端 OR tag:js)');
    });

    test('a filter is saved, applied, renamed, ordered, changed, deleted and brought back', async ({
      app,
      notebook,
    }) => {
      await open(app);
      const kept = () => JSON.parse(notebook.read('.gleaner/filters.json')) as unknown;
      await tag(app, '前端').click();
      expect(notebook.exists('.gleaner')).toBe(false);
      await saveAs(app, 'Web');
      await tag(app, 'js').click();
      await saveAs(app, 'Script');
      await tag(app, 'other').click();
      await saveAs(app, 'Rest');
      await expect(app.getByRole('listbox', { name: say.list, exact: true })).toBeFocused();
      await expect.poll(() => saved(app)).toEqual(['Web', 'Script', 'Rest']);
      expect(kept()).toEqual({
        filters: [
          { name: 'Web', filter: 'tag:前端' },
          { name: 'Script', filter: 'tag:js' },
          { name: 'Rest', filter: 'tag:other' },
        ],
      });
      // Applied; the one that is shown is marked.
      await views(app)
        .getByRole('button', { name: say.item('Web', 2) })
        .click();
      await expect(box(app)).toHaveValue('tag:前端');
      await expect(options(app)).toHaveCount(2);
      await expect(views(app).getByRole('button', { name: say.item('Web', 2) })).toHaveAttribute(
        'aria-current',
        'page',
      );
      await expect(app.getByRole('button', { name: say.save, exact: true })).toBeHidden();
      // Ordered with the keyboard, the menu and the mouse.
      await views(app)
        .getByRole('button', { name: say.item('Rest', 1) })
        .focus();
      await app.keyboard.press('Alt+ArrowUp');
      await app.keyboard.press('Alt+ArrowUp');
      await expect.poll(() => saved(app)).toEqual(['Rest', 'Web', 'Script']);
      await expect(views(app).getByRole('button', { name: say.item('Rest', 1) })).toBeFocused();
      await views(app)
        .getByRole('button', { name: say.item('Script', 2) })
        .click({ button: 'right' });
      await app.getByRole('menuitem', { name: say.up }).click();
      await expect.poll(() => saved(app)).toEqual(['Rest', 'Script', 'Web']);
      await expect(views(app).getByRole('button', { name: say.item('Script', 2) })).toBeFocused();
      const rows = views(app).locator('.saved-row');
      await rows.nth(2).dragTo(rows.nth(0), { targetPosition: { x: 40, y: 3 } });
      await expect.poll(() => saved(app)).toEqual(['Web', 'Rest', 'Script']);
      // Renamed, and changed to what is shown.
      await views(app)
        .getByRole('button', { name: say.item('Rest', 1) })
        .focus();
      await app.keyboard.press('F2');
      await app.getByRole('textbox', { name: say.name }).fill('Script');
      await app.keyboard.press('Enter');
      await expect(app.locator('.field-problem')).toBeVisible();
      await app.getByRole('textbox', { name: say.name }).fill('其他');
      await app.keyboard.press('Enter');
      await expect.poll(() => saved(app)).toEqual(['Web', '其他', 'Script']);
      await expect(views(app).getByRole('button', { name: say.item('其他', 1) })).toBeFocused();
      await box(app).fill('tag:js -tag:draft');
      await views(app)
        .getByRole('button', { name: say.more('Script') })
        .click();
      await app.getByRole('menuitem', { name: say.change }).click();
      await expect(views(app).getByRole('button', { name: say.item('Script', 1) })).toHaveAttribute(
        'aria-current',
        'page',
      );
      // Deleted, and brought back.
      await views(app)
        .getByRole('button', { name: say.item('Web', 2) })
        .focus();
      await app.keyboard.press('Delete');
      await expect.poll(() => saved(app)).toEqual(['其他', 'Script']);
      await expect(views(app).getByRole('button', { name: say.item('其他', 1) })).toBeFocused();
      await app.getByRole('button', { name: say.undo }).last().click();
      await expect.poll(() => saved(app)).toEqual(['Web', '其他', 'Script']);
      await app.reload();
      await expect.poll(() => saved(app)).toEqual(['Web', '其他', 'Script']);
      expect(kept()).toEqual({
        filters: [
          { name: 'Web', filter: 'tag:前端' },
          { name: '其他', filter: 'tag:other' },
          { name: 'Script', filter: 'tag:js -tag:draft' },
        ],
      });
    });

    test('searches of before and what may follow a key are offered, and taken only when chosen', async ({
      app,
    }) => {
      await open(app);
      await box(app).fill('冷启动');
      await box(app).press('Enter');
      await box(app).fill('');
      await expect(app.getByRole('option', { name: '冷启动' })).toBeVisible();
      await box(app).press('ArrowDown');
      await box(app).press('Enter');
      await expect(box(app)).toHaveValue('冷启动');
      await box(app).fill('');
      await box(app).press('ArrowDown');
      await box(app).press('Delete');
      await expect(app.getByRole('option', { name: '冷启动' })).toBeHidden();
      await box(app).pressSequentially('tag:qd');
      await expect(app.getByRole('option', { name: 'tag:前端' })).toBeVisible();
      await box(app).press('ArrowDown');
      await box(app).press('Tab');
      await expect(box(app)).toHaveValue('tag:前端 ');
      await expect(options(app)).toHaveCount(2);
      await box(app).fill('');
      await box(app).pressSequentially('is:u');
      await expect(app.getByRole('option', { name: 'is:untagged' })).toBeVisible();
      await box(app).press('Escape');
      await expect(app.getByRole('option', { name: 'is:untagged' })).toBeHidden();
      await expect(box(app)).toHaveValue('is:u');
    });

    test('everything of it is accessible, and the help’s examples can be tried', async ({ app }) => {
      await open(app);
      // What parts two landmarks is in neither of them.
      const violations = async () =>
        (await new AxeBuilder({ page: app }).exclude('[role="separator"]').analyze()).violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
        );
      await tag(app, '前端').click();
      await saveAs(app, 'Web');
      await box(app).fill('(tag:前端 OR tag:js) -tag:draft tag:');
      await box(app).pressSequentially('o');
      await expect(app.getByRole('option', { name: 'tag:other' })).toBeVisible();
      await box(app).press('ArrowDown');
      expect(await violations()).toEqual([]);
      await box(app).press('Escape');
      await views(app)
        .getByRole('button', { name: say.more('Web') })
        .click();
      expect(await violations()).toEqual([]);
      await app.keyboard.press('Escape');
      await app.getByRole('button', { name: say.help }).click();
      await expect(app.getByRole('dialog', { name: say.helpTitle })).toBeVisible();
      expect(await violations()).toEqual([]);
      await app.getByRole('button', { name: /^react OR vue/ }).click();
      await expect(app.getByRole('dialog', { name: say.helpTitle })).toBeHidden();
      await expect(box(app)).toHaveValue('react OR vue');
      await expect(box(app)).toBeFocused();
    });
  });
}

test('filters that another program writes come in when the window gets the focus; broken ones are named', async ({
  app,
  notebook,
}) => {
  const views = app.getByRole('navigation', { name: 'Views' });
  notebook.write('.gleaner/filters.json', '{"filters":[{"name":"By hand","filter":"tag:js"}]}');
  await app.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(views.getByRole('button', { name: 'By hand, 2 notes' })).toBeVisible();
  notebook.write('.gleaner/filters.json', '{"filters":[\n{"name":"By hand"}]}');
  await app.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(views.getByText(/filters\.json can’t be read: look at its line 2/)).toBeVisible();
  await app.getByRole('treeitem', { name: 'js' }).click();
  await app.getByRole('button', { name: 'Save this filter' }).click();
  await app.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.getByRole('dialog').getByText(/look at its line 2/)).toBeVisible();
  expect(notebook.read('.gleaner/filters.json')).toBe('{"filters":[\n{"name":"By hand"}]}');
});

test('an alternative is one chip, which is edited as text and taken away whole', async ({ app }) => {
  const box = app.getByRole('searchbox', { name: 'Search notes' });
  await box.fill('冷启动 (tag:js OR tag:前端)');
  await app.getByRole('button', { name: 'Edit filter js or 前端' }).click();
  await expect(box).toBeFocused();
  expect(await box.evaluate((field: HTMLInputElement) => [field.selectionStart, field.selectionEnd])).toEqual(
    [5, 21],
  );
  await app.keyboard.type('tag:other');
  await expect(box).toHaveValue('冷启动 (tag:other)');
  await app.getByRole('button', { name: 'Remove filter other' }).click();
  await expect(box).toHaveValue('冷启动');
});

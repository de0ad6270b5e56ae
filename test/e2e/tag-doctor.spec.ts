/** Cleaning up tags: what seems to be the same, renaming and merging with a preview, one undo, and a crash. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { setTimeout as rest } from 'node:timers/promises';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test, type TestNotebook } from './fixtures.ts';

const header = (title: string, tags: string) =>
  `---\r\ntitle:  "${title}"   # mine\r\n${tags}\r\ndate: 2020-01-13 00:15:08 +0000\r\n---\r\n\r\nText of ${title}, about JS.\r\n`;

const files = {
  'a.md': header('Flow', 'tags: [JS, 前端]   # both'),
  'b.md': header('Block', 'tags:\r\n    - js\r\n    - "two words"'),
  'c.md': header('Text', 'tags: JavaScript').replaceAll('\r\n', '\n'),
  'd.md': header('Twice', 'tags: [JS, JavaScript, 读书]'),
  'e.md': header('Nested', 'tags: [JS/hooks]'),
  'f.md': header('Other', 'tags: [读书]'),
};

const tree = (app: Page) => app.getByRole('tree', { name: 'Tags' });
const tag = (app: Page, name: string) => tree(app).getByRole('treeitem', { name, exact: true });
const dialog = (app: Page) =>
  app.getByRole('dialog', { name: /^(Clean up tags|整理标签|(Rename|Merge|Delete) \S+)$/ });
const options = (app: Page) => app.getByRole('listbox', { name: 'Notes' }).getByRole('option');
const button = (app: Page, name: string | RegExp) => dialog(app).getByRole('button', { name });
const heading = (app: Page, name: string | RegExp) => dialog(app).getByRole('heading', { name });

/** The whole notebook, byte for byte. */
const contents = (notebook: TestNotebook, names = Object.keys(files)) =>
  Object.fromEntries(names.map((name) => [name, notebook.read(name)]));

async function openDoctor(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Tag actions' }).click();
  await app.getByRole('menuitem', { name: 'Clean up tags…' }).click();
  await expect(dialog(app)).toBeVisible();
}

test.describe('a notebook where one thing has several tags', () => {
  test.use({ files });

  test('has them found, merged after a preview, and taken back byte for byte', async ({ app, notebook }) => {
    const before = contents(notebook);
    await openDoctor(app);
    const group = dialog(app).getByRole('radiogroup', { name: /“JavaScript”/ });
    await group.getByText('JavaScript', { exact: true }).click();
    await expect(group.getByRole('radio', { name: /^JavaScript/ })).toBeChecked();
    await button(app, /^Preview: .* become “JavaScript”$/).click();
    await expect(heading(app, '4 notes: “JS” and “js” become “JavaScript”')).toBeFocused();
    const flow = dialog(app).getByRole('listitem').filter({ hasText: 'a.md' });
    await expect(flow.getByRole('deletion')).toContainText('Before: tags: [JS, 前端] # both');
    await expect(flow.getByRole('insertion')).toContainText('After: tags: [JavaScript, 前端] # both');
    expect(contents(notebook)).toEqual(before);

    await button(app, 'Change 4 notes').click();
    await expect(heading(app, '4 notes are changed.')).toBeVisible();
    expect(contents(notebook)).toEqual({
      ...before,
      'a.md': before['a.md']?.replace('[JS, 前端]', '[JavaScript, 前端]'),
      'b.md': before['b.md']?.replace('- js', '- JavaScript'),
      'd.md': before['d.md']?.replace('[JS, JavaScript, 读书]', '[JavaScript, 读书]'),
      'e.md': before['e.md']?.replace('JS/hooks', 'JavaScript/hooks'),
    });
    await button(app, 'Undo').click();
    await expect(heading(app, '4 notes are as they were before.')).toBeVisible();
    expect(contents(notebook)).toEqual(before);
    await button(app, 'Done').click();
    await expect(tag(app, 'JS, 3 notes')).toBeVisible();
  });

  test('has a change taken back after the page was loaded again', async ({ app, notebook }) => {
    const before = contents(notebook);
    await openDoctor(app);
    const group = dialog(app).getByRole('radiogroup', { name: /“JavaScript”/ });
    await group.getByText('JavaScript', { exact: true }).click();
    await button(app, /^Preview: .* become “JavaScript”$/).click();
    await button(app, 'Change 4 notes').click();
    await expect(heading(app, '4 notes are changed.')).toBeVisible();
    expect(contents(notebook)).not.toEqual(before);
    await app.reload();
    await expect(app.getByRole('listbox', { name: 'Notes' })).toBeVisible();
    await app.keyboard.press('F1');
    await app.getByRole('dialog', { name: 'Commands' }).getByRole('combobox').fill('undo last tags');
    await app.getByRole('option', { name: 'Undo the last change of tags' }).click();
    await expect.poll(() => contents(notebook)).toEqual(before);
  });

  test('leaves out what the person takes from a group', async ({ app }) => {
    await openDoctor(app);
    await dialog(app).getByRole('button', { name: 'Leave js out', exact: true }).click();
    await button(app, /^Preview: “JavaScript” become “JS”$/).click();
    await expect(heading(app, '2 notes: “JavaScript” becomes “JS”')).toBeVisible();
    await button(app, 'Back').click();
    await expect(heading(app, /Tags that seem to be the same/)).toBeVisible();
  });

  test('has a tag renamed by the keyboard alone, and the filter follows', async ({ app, notebook }) => {
    await tag(app, 'JS, 3 notes').focus();
    await app.keyboard.press('Enter');
    await expect(options(app)).toHaveCount(3);
    await app.keyboard.press('Shift+F10');
    const menu = app.getByRole('menu', { name: 'Actions for JS' });
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await app.keyboard.type('Ren');
    await app.keyboard.press('Enter');
    await expect(dialog(app).getByRole('combobox', { name: 'New name' })).toBeFocused();
    await app.keyboard.type('ECMAScript');
    await expect(dialog(app)).toContainText('“JS/hooks” becomes “ECMAScript/hooks”');
    await app.keyboard.press('Enter');
    await expect(heading(app, '3 notes: “JS” becomes “ECMAScript”')).toBeFocused();
    for (let at = 0; at < 4; at++) await app.keyboard.press('Tab');
    await expect(button(app, 'Change 3 notes')).toBeFocused();
    await app.keyboard.press('Enter');
    await expect(heading(app, '3 notes are changed.')).toBeFocused();
    await app.keyboard.press('Escape');
    await expect(dialog(app)).toBeHidden();
    await expect(app.getByRole('searchbox')).toHaveValue('tag:ECMAScript');
    await expect(options(app)).toHaveCount(3);
    await expect(tag(app, 'ECMAScript, 3 notes')).toHaveAttribute('aria-selected', 'true');
    await expect(tree(app).locator(':focus')).toHaveCount(1);
    expect(notebook.read('e.md')).toContain('[ECMAScript/hooks]');

    // The notice stays as long as it takes.
    await app.getByRole('button', { name: 'Undo' }).focus();
    await app.keyboard.press('Enter');
    await expect(app.getByText('3 notes are as they were before.')).toBeVisible();
    expect(contents(notebook)).toEqual(files);
    await expect(app.getByRole('searchbox')).toHaveValue('tag:JS');
  });

  test('has F2 and the menu of a tag, and none of it for what is no tag', async ({ app }) => {
    await tag(app, '读书, 2 notes').focus();
    await app.keyboard.press('F2');
    await expect(dialog(app).getByRole('combobox', { name: 'New name' })).toHaveValue('读书');
    await app.keyboard.press('Escape');
    await expect(dialog(app)).toBeHidden();
    await expect(tag(app, '读书, 2 notes')).toBeFocused();
    await tag(app, '读书, 2 notes').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Without this' }).click();
    await expect(options(app)).toHaveCount(4);
    await tag(app, '读书, 0 notes').hover();
    await tag(app, '读书, 0 notes').locator('.tree-more').click();
    await expect(app.getByRole('menu', { name: 'Actions for 读书' })).toBeVisible();
  });

  test('has a tag deleted from all notes, and one added to all that are shown', async ({ app, notebook }) => {
    await tag(app, '读书, 2 notes').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
    await expect(heading(app, '2 notes lose “读书”')).toBeVisible();
    await button(app, 'Change 2 notes').click();
    await expect(heading(app, '2 notes are changed.')).toBeVisible();
    await button(app, 'Done').click();
    await expect(tag(app, '读书, 2 notes')).toBeHidden();
    expect(notebook.read('d.md')).toContain('[JS, JavaScript]');

    await tag(app, 'JavaScript, 2 notes').click();
    await expect(options(app)).toHaveCount(2);
    await app.getByRole('button', { name: 'Tag actions' }).click();
    await app.getByRole('menuitem', { name: 'Add a tag to all shown notes…' }).click();
    await expect(dialog(app)).toContainText('All 2 notes that are shown');
    await dialog(app).getByRole('combobox', { name: 'Tag to add' }).fill(' #seen: "yes" ');
    await button(app, 'Preview').click();
    await expect(heading(app, '2 notes get “seen: "yes"”')).toBeVisible();
    await button(app, 'Change 2 notes').click();
    await button(app, 'Done').click();
    await expect(tag(app, 'seen: "yes", 2 notes')).toBeVisible();
    await app.getByRole('button', { name: 'Tag actions' }).click();
    await app.getByRole('menuitem', { name: 'Undo the last change of tags' }).click();
    await expect(tag(app, 'seen: "yes", 2 notes')).toBeHidden();
    expect(notebook.read('c.md')).toBe(files['c.md']);
  });

  test('says why a name can’t be used, and when nothing would change', async ({ app }) => {
    await openDoctor(app);
    await button(app, 'Rename or merge…').click();
    await button(app, 'Preview').click();
    await expect(dialog(app).getByText('Choose the tags to change.')).toBeVisible();
    const from = dialog(app).getByRole('combobox', { name: 'Tags to change' });
    await expect(from).toBeFocused();
    await from.pressSequentially('读');
    await app.getByRole('option', { name: '读书, 2 notes' }).click();
    await button(app, 'Preview').click();
    await expect(dialog(app).getByText('A tag needs a name.')).toBeVisible();
    await dialog(app).getByRole('combobox', { name: 'New name' }).fill('读书');
    await button(app, 'Preview').click();
    await expect(dialog(app).getByText('This is the name it has already.')).toBeVisible();
    await button(app, 'Remove 读书').click();
    await expect(from).toBeFocused();
  });

  test('shows the preview again when a note has changed since', async ({ app, notebook }) => {
    await tag(app, 'js, 1 note').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
    await expect(heading(app, '1 note loses “js”')).toBeVisible();
    notebook.write('b.md', files['b.md'].replace('Text of', 'More text of'));
    await button(app, 'Change 1 note').click();
    await expect(dialog(app)).toContainText(/changed meanwhile/);
    expect(notebook.read('b.md')).toContain('- js');
  });

  test('saves the open note before it looks', async ({ app, notebook }) => {
    await options(app).filter({ hasText: 'Flow' }).click();
    const text = app.getByRole('textbox', { name: 'Note text' });
    await text.click();
    await app.keyboard.press('ControlOrMeta+End');
    await app.keyboard.type('typed just now');
    await tag(app, 'JS, 3 notes').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
    await expect(heading(app, '3 notes lose “JS”')).toBeVisible();
    await button(app, 'Change 3 notes').click();
    await expect(heading(app, '3 notes are changed.')).toBeVisible();
    await button(app, 'Done').click();
    await expect.poll(() => notebook.read('a.md')).toContain('typed just now');
    expect(notebook.read('a.md')).toContain('tags: [前端]   # both');
    await expect(text).toContainText('typed just now');
    await expect(app.getByRole('group', { name: 'Tags' })).not.toContainText('JS');
  });
});

test.describe('a note whose header is broken', () => {
  test.use({ files: { ...files, 'broken.md': '---\ntitle: a: b: c\ntags: [JS, x\n---\n\nText\n' } });

  test('is named with the reason, and the way to it', async ({ app, notebook }) => {
    await tag(app, 'JS, 3 notes').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
    await expect(dialog(app)).toContainText('1 note is left as it is.');
    await dialog(app).getByRole('tab', { name: 'Left as they are, 1' }).click();
    await expect(dialog(app)).toContainText('Its header can’t be read.');
    await button(app, 'Open broken.md').click();
    await expect(dialog(app)).toBeHidden();
    await expect(app.getByRole('textbox', { name: 'Note text' })).toContainText('Text');
    await expect(app.getByText(/^Line 2: /)).toBeVisible();
    expect(contents(notebook)).toEqual(files);
  });
});

const many = (n: number) =>
  Object.fromEntries(
    Array.from({ length: n }, (_, at) => [
      `${String(at).padStart(4, '0')}.md`,
      `---\ntitle: Note ${at}\ntags: [JS]\n---\n\nText\n`,
    ]),
  );

test.describe('hundreds of notes', () => {
  test.use({ files: many(350) });

  test('are shown where the person looks', async ({ app }) => {
    await tag(app, 'JS, 350 notes').click({ button: 'right' });
    await app.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
    await expect(heading(app, '350 notes lose “JS”')).toBeVisible();
    const lines = dialog(app).getByRole('group', { name: 'Lines that change' });
    await expect(lines.getByRole('listitem').first()).toContainText('0000.md');
    await expect.poll(() => lines.getByRole('listitem').count()).toBeLessThan(40);
    await lines.focus();
    await app.keyboard.press('End');
    await expect(lines.getByText('0349.md')).toBeVisible();
    await app.keyboard.press('Home');
    await expect(lines.getByText('0000.md')).toBeVisible();
  });
});

test.describe('a change that is cut off', () => {
  test.use({ files: many(120) });

  for (const [way, told] of [
    ['Roll back', 'as they were before'],
    ['Continue', 'are changed'],
  ] as const) {
    test(`can be ended at the next start: ${way}`, async ({ page, notebook }) => {
      const home = temporaryFolder('gleaner-home-');
      const served = await serve(notebook.folder, home);
      await page.goto(served.address);
      await tag(page, 'JS, 120 notes').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Delete from all notes…' }).click();
      await button(page, 'Change 120 notes').click();
      const isNew = (at: number) => !notebook.read(`${String(at).padStart(4, '0')}.md`).includes('JS');
      for (let waited = 0; !isNew(5) && waited < 10_000; waited += 2) await rest(2);
      await ended(served.process, 'SIGKILL');
      expect(isNew(119)).toBe(false);

      // At its old port: the page stays as it is, signs in anew and goes on.
      const port = Number(new URL(served.address).port);
      const again = await serve(notebook.folder, home, port);
      await page.goto(again.address);
      await expect(dialog(page)).toContainText('of 120 notes are done: “JS” is deleted.', {
        timeout: 20_000,
      });
      await expect(button(page, way)).toBeEnabled();
      await button(page, 'Cancel').click();
      const line = page.getByRole('alert').filter({ hasText: 'A change of tags was cut off.' });
      await line.getByRole('button', { name: way }).click();
      await expect(page.getByText(told)).toBeVisible({ timeout: 30_000 });
      await expect(line).toBeHidden();
      const left = Array.from({ length: 120 }, (_, at) => isNew(at)).filter(Boolean);
      expect(left).toHaveLength(way === 'Continue' ? 120 : 0);
      await ended(again.process, 'SIGTERM');
      removeFolder(home);
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in Chinese, ${colorScheme}`, () => {
    test.use({ files, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('every step is accessible and in one language', async ({ page, served }) => {
      const axe = () => {
        const all = new AxeBuilder({ page });
        // All but the colours is the same in both themes.
        return colorScheme === 'light' ? all : all.withRules(['color-contrast']);
      };
      const violations = async () =>
        (await axe().analyze()).violations.flatMap(({ id, nodes }) =>
          nodes
            .filter((node) => id !== 'region' || !node.html.includes('role="separator"'))
            .map((node) => `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`),
        );
      await page.goto(served.address.replace('/#', '/?lang=zh#'));
      await page.getByRole('treeitem', { name: 'JS，3 篇笔记' }).click({ button: 'right' });
      await expect(page.getByRole('menu')).toContainText('从所有笔记中删除…');
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '标签操作' }).click();
      await page.getByRole('menuitem', { name: '整理标签…' }).click();
      await expect(heading(page, /看起来相同的标签/)).toBeVisible();
      expect(await violations()).toEqual([]);
      await button(page, '重命名或合并…').click();
      await button(page, '预览').click();
      await expect(dialog(page)).toContainText('请选择要更改的标签。');
      expect(await violations()).toEqual([]);
      await button(page, '返回').click();
      await button(page, /^预览：/).click();
      await expect(heading(page, /^4 篇笔记：“.*”改为“JS”$|^\d 篇笔记：/)).toBeVisible();
      expect(await violations()).toEqual([]);
      await button(page, /^更改 \d 篇笔记$/).click();
      await expect(heading(page, /^已更改/)).toBeVisible();
      expect(await violations()).toEqual([]);
      expect(await dialog(page).innerText()).not.toMatch(/\b(notes?|Undo|Done|become)\b/);
    });
  });
}

import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test } from './fixtures.ts';

const serverless = '2020-01-13-serverless.md';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const status = (app: Page, says: string | RegExp) => app.getByRole('status').filter({ hasText: says });
const alert = (app: Page, says: string) => app.getByRole('alert').filter({ hasText: says });
const saved = (app: Page) => expect(status(app, /^Saved$/)).toBeVisible();

/** Opens a note by its title in the list. */
async function open(app: Page, title: string | RegExp): Promise<void> {
  await app.getByRole('option', { name: title }).first().click();
  await expect(text(app)).toBeVisible();
  await saved(app);
}

/** Puts the cursor at the end of the note, as a person would. */
async function toEnd(app: Page): Promise<void> {
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+End');
}

test.describe('the starter note', () => {
  test('takes a Chinese paragraph: Saved, and the file has only that line more', async ({
    app,
    notebook,
  }) => {
    const before = notebook.read(serverless);
    await open(app, /serverless资料收集/);
    await toEnd(app);
    await app.keyboard.insertText('今天又读了一遍，冷启动仍是问题。');
    await saved(app);
    await expect.poll(() => notebook.read(serverless)).not.toBe(before);
    const after = notebook.read(serverless);
    expect(after.startsWith(before.replace(/\n$/, ''))).toBe(true);
    expect(after.replace('今天又读了一遍，冷启动仍是问题。', '')).toBe(before);
  });

  test('shows its header as one quiet line that opens and folds', async ({ app, notebook }) => {
    const before = notebook.read(serverless);
    await open(app, /serverless资料收集/);
    await expect(text(app)).not.toContainText('layout: post');
    const toggle = app.getByRole('button', { name: /layout: post/ });
    await expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await toggle.press('Enter');
    await expect(text(app)).toContainText('comment: false');
    await toggle.press('Enter');
    await expect(text(app)).not.toContainText('comment: false');
    // Backspace at the start of the text does not reach into the folded header.
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+Home');
    await app.keyboard.press('Backspace');
    await saved(app);
    expect(notebook.read(serverless)).toBe(before);
  });

  test('a tag added and removed again leaves the file as it was, byte for byte', async ({
    app,
    notebook,
  }) => {
    const before = notebook.read(serverless);
    await open(app, /serverless资料收集/);
    await app.getByRole('button', { name: 'Add a tag' }).click();
    await app.getByRole('combobox', { name: 'Add a tag' }).fill('冷启动');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read(serverless)).toContain('  - serverless\n  - 冷启动\n');
    await app.keyboard.press('Escape');
    await app.getByRole('button', { name: 'Remove tag 冷启动' }).click();
    await expect.poll(() => notebook.read(serverless)).toBe(before);
    await saved(app);
  });

  test('its title can be changed above the text, as one step of undo', async ({ app, notebook }) => {
    const before = notebook.read(serverless);
    await open(app, /serverless资料收集/);
    await app.getByRole('textbox', { name: 'Title' }).fill('冷启动: 资料');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read(serverless)).toMatch(/^title: ['"]冷启动: 资料['"]$/m);
    await expect(text(app)).toBeFocused();
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read(serverless)).toBe(before);
  });

  test('its title can be typed with pauses, and each is saved on the way', async ({ app, notebook }) => {
    await open(app, /serverless资料收集/);
    const title = app.getByRole('textbox', { name: 'Title' });
    await title.press('End');
    // Just longer than the pause after which a title goes into the text.
    await title.pressSequentially(' abcd', { delay: 730 });
    await expect(title).toHaveValue('serverless资料收集 abcd');
    await expect.poll(() => notebook.read(serverless)).toContain('title: serverless资料收集 abcd\n');
    await expect(title).toBeFocused();
    // What undo takes back is gone above the text, too.
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+z');
    await expect(title).toHaveValue(/^serverless资料收集( a?b?c?)?$/);
  });

  test('opens the article of the link under the cursor with Mod+Enter, and by Mod-click', async ({ app }) => {
    await app.context().route(/juejin\.im/, (route) => route.fulfill({ body: 'the article' }));
    await open(app, /serverless资料收集/);
    await text(app).getByText('Serverless 落地挑战').click();
    const byKey = app.context().waitForEvent('page');
    await app.keyboard.press('ControlOrMeta+Enter');
    expect((await byKey).url()).toContain('juejin.im/post/5d4bfcf0e51d4561ee1bdf37');
    await text(app).getByText('看了文章就忘').click();
    const byClick = app.context().waitForEvent('page');
    await text(app)
      .getByText('Serverless 落地挑战')
      .click({ modifiers: ['ControlOrMeta'] });
    expect((await byClick).url()).toContain('juejin.im/post/5d4bfcf0e51d4561ee1bdf37');
  });
});

test.describe('a new note', () => {
  test.use({ files: { 'a.md': '# A\n' } });

  test('takes a title, then a tag while its file is named after the title', async ({ app, notebook }) => {
    await app.getByRole('button', { name: 'New note' }).first().click();
    const title = app.getByRole('textbox', { name: 'Title' });
    await expect(title).toBeFocused();
    await title.pressSequentially('Fresh tea');
    await app.getByRole('button', { name: 'Add a tag' }).click();
    const tag = app.getByRole('combobox', { name: 'Add a tag' });
    // Longer than everything that waits for the typing to end.
    await app.keyboard.type('green', { delay: 700 });
    await expect(tag).toBeFocused();
    await expect(tag).toHaveValue('green');
    await app.keyboard.press('Enter');
    const named = () => readdirSync(notebook.folder).find((name) => /fresh.tea/i.test(name));
    await expect.poll(named).toBeDefined();
    await expect.poll(() => notebook.read(named() ?? 'a.md')).toMatch(/Fresh tea[\s\S]*green/);
    await expect(tag).toBeFocused();
  });
});

test.describe('an IME', () => {
  test.use({ files: { 'a.md': '# 标题\n\n正文\n', 'b.md': 'b\n', 'c.md': 'c\n' } });

  test('nothing is saved while it composes, and the text is saved when it is done', async ({
    app,
    notebook,
  }) => {
    await open(app, '标题');
    await toEnd(app);
    const cdp = await app.context().newCDPSession(app);
    for (const composed of ['n', 'ni', 'nih', 'niha', 'nihao']) {
      await cdp.send('Input.imeSetComposition', {
        text: composed,
        selectionStart: composed.length,
        selectionEnd: composed.length,
      });
    }
    await expect(status(app, /^Saving$/)).toBeVisible();
    // Longer than the longest wait for a save.
    await app.waitForTimeout(3500);
    expect(notebook.read('a.md')).toBe('# 标题\n\n正文\n');
    await cdp.send('Input.insertText', { text: '你好' });
    await expect.poll(() => notebook.read('a.md')).toBe('# 标题\n\n正文\n你好');
    await saved(app);
  });

  for (const [where, line] of [
    ['a heading', '## 二级'],
    ['a link in a heading', '### [文章](https://example.com/a)'],
    ['bold text', '这是**重点**。'],
    ['a list', '- 一'],
  ] as const) {
    test(`composes in ${where} without losing a character`, async ({ app, notebook }) => {
      notebook.write('d.md', `# 写\n\n${line}\n\n后面\n`);
      await open(app, '写');
      await text(app).focus();
      await app.keyboard.press('ControlOrMeta+Home');
      await app.keyboard.press('ArrowDown');
      await app.keyboard.press('ArrowDown');
      await app.keyboard.press('End');
      for (let step = 0; step < 2; step++) await app.keyboard.press('ArrowLeft');
      const cdp = await app.context().newCDPSession(app);
      for (const composed of ['s', 'sh', 'shu']) {
        await cdp.send('Input.imeSetComposition', {
          text: composed,
          selectionStart: composed.length,
          selectionEnd: composed.length,
        });
      }
      await cdp.send('Input.insertText', { text: '书' });
      const expected = `${line.slice(0, -2)}书${line.slice(-2)}`;
      await expect.poll(() => notebook.read('d.md')).toBe(`# 写\n\n${expected}\n\n后面\n`);
    });
  }
});

test.describe('keys', () => {
  test.use({ files: { 'a.md': '# A\n\nword\n', 'b.md': '# B\n\nother\n', 'c.md': '# C\n' } });

  test('Mod+B makes the selection bold, and undo takes it back', async ({ app, notebook }) => {
    await open(app, 'A');
    await text(app).getByText('word').dblclick();
    await app.keyboard.press('ControlOrMeta+b');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\n**word**\n');
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\n');
  });

  test('Mod+Enter opens the only link of the line, and never changes the text', async ({ app, notebook }) => {
    const written = '# A\n\nread [this](https://juejin.im/one) first\n\nno link\n';
    notebook.write('b.md', written.replace('# A', '# Links'));
    await app.context().route(/juejin\.im/, (route) => route.fulfill({ body: 'the article' }));
    await open(app, 'Links');
    await text(app).getByText('no link').click();
    for (const keys of ['ControlOrMeta+Enter', 'Alt+Enter']) await app.keyboard.press(keys);
    await expect(app.getByText('There is no link under the cursor.')).toBeVisible();
    await text(app).getByText('first').click();
    await app.keyboard.press('End');
    const page = app.context().waitForEvent('page');
    await app.keyboard.press('ControlOrMeta+Enter');
    expect((await page).url()).toBe('https://juejin.im/one');
    await app.bringToFront();
    await app.keyboard.type('!');
    await expect
      .poll(() => notebook.read('b.md'))
      .toBe(written.replace('# A', '# Links').replace('first', 'first!'));
  });

  test('lists go on with Enter and nest with Tab; Esc, then Tab leaves the text', async ({
    app,
    notebook,
  }) => {
    await open(app, 'A');
    await toEnd(app);
    await app.keyboard.type('\n- one\ntwo');
    await app.keyboard.press('Tab');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\n\n- one\n  - two');
    await app.keyboard.press('Escape');
    await app.keyboard.press('Tab');
    await expect(text(app)).not.toBeFocused();
  });

  test('words of Chinese are deleted one at a time, and selected by a double click', async ({
    app,
    notebook,
  }) => {
    await open(app, 'A');
    await toEnd(app);
    await app.keyboard.insertText('他的作战策略');
    await app.keyboard.press(process.platform === 'darwin' ? 'Alt+Backspace' : 'Control+Backspace');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\n他的作战');
    await expect(text(app).getByText('他的作战', { exact: true })).toBeVisible();
    const line = await text(app).getByText('他的作战').boundingBox();
    // In the fourth character of a line that begins at the left edge, 16 px each.
    await app.mouse.dblclick((line?.x ?? 0) + 56, (line?.y ?? 0) + (line?.height ?? 0) / 2);
    await app.keyboard.type('x');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\n他的x');
  });

  test('each note has an undo history of its own that survives going away', async ({ app, notebook }) => {
    await open(app, 'A');
    await toEnd(app);
    await app.keyboard.type('one');
    await open(app, 'B');
    await toEnd(app);
    await app.keyboard.type('two');
    await saved(app);
    await open(app, 'A');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\none');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nword\n');
    expect(notebook.read('b.md')).toBe('# B\n\nother\ntwo');
  });
});

test.describe('a note that others change', () => {
  const files = {
    'a.md': '# A\n\none\n\ntwo\n\nthree\n',
    'b.md': '# B\n',
    'c.md': '# C\n',
    'd.md': '# D\n',
    'e.md': '# E\n',
  };
  test.use({ files });

  test('two tabs on one note both keep what is typed', async ({ app, notebook }) => {
    const other = await app.context().newPage();
    await other.goto(new URL('/', app.url()).href);
    await open(app, 'A');
    await open(other, 'A');
    await text(app).getByText('one').click();
    await app.keyboard.press('End');
    await app.keyboard.type(' first');
    await text(other).getByText('three').click();
    await other.keyboard.press('End');
    await other.keyboard.type(' second');
    const both = '# A\n\none first\n\ntwo\n\nthree second\n';
    await expect.poll(() => notebook.read('a.md')).toBe(both);
    await expect(text(app)).toContainText('three second');
    await expect(text(other)).toContainText('one first');
  });

  test('is merged with what is typed elsewhere in it', async ({ app, notebook }) => {
    await open(app, 'A');
    await toEnd(app);
    notebook.write('a.md', files['a.md'].replace('one', 'ONE'));
    await app.keyboard.type('mine');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nONE\n\ntwo\n\nthree\nmine');
    await expect(text(app)).toContainText('ONE');
  });

  test('in the same line: "Keep both" leaves both texts on the disk', async ({ app, notebook }) => {
    await open(app, 'A');
    await text(app).getByText('two').click();
    await app.keyboard.press('End');
    await app.keyboard.type(' mine');
    notebook.write('a.md', files['a.md'].replace('two', 'two theirs'));
    await app.keyboard.type('!');
    await expect(status(app, /^Not saved: /)).toBeVisible();
    await expect(alert(app, 'a.md')).toBeVisible();
    await app.getByRole('button', { name: 'Keep both' }).click();
    await saved(app);
    await expect.poll(() => notebook.read('a.md')).toBe(files['a.md'].replace('two', 'two theirs'));
    await app.getByRole('button', { name: 'Show it' }).click();
    await expect(text(app)).toContainText('two mine!');
  });

  test('and delete: the text stays, and "Save again" writes it', async ({ app, notebook }) => {
    await open(app, 'A');
    rmSync(join(notebook.folder, 'a.md'));
    await expect(alert(app, 'a.md')).toBeVisible();
    await expect(text(app)).toContainText('three');
    expect(notebook.exists('a.md')).toBe(false);
    await app.getByRole('button', { name: 'Save again' }).click();
    await saved(app);
    expect(notebook.read('a.md')).toBe(files['a.md']);
  });

  test('and delete: the text can be carried elsewhere', async ({ app, notebook }) => {
    await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(app, 'A');
    rmSync(join(notebook.folder, 'a.md'));
    await alert(app, 'a.md').getByRole('button', { name: 'Copy text' }).click();
    await expect(app.getByText('The whole text of a.md is on the clipboard.')).toBeVisible();
    expect(await app.evaluate(() => navigator.clipboard.readText())).toBe(files['a.md']);
  });

  test('and move away is followed: what is typed goes where the file is', async ({ app, notebook }) => {
    await open(app, 'A');
    mkdirSync(join(notebook.folder, 'sub'));
    renameSync(join(notebook.folder, 'a.md'), join(notebook.folder, 'sub/a.md'));
    await expect(app.getByTitle('sub/a.md', { exact: true })).toBeVisible();
    await toEnd(app);
    await app.keyboard.type('kept');
    await expect.poll(() => notebook.read('sub/a.md')).toBe(`${files['a.md']}kept`);
    await saved(app);
    expect(notebook.exists('a.md')).toBe(false);
  });
});

test.describe('a note with', () => {
  test.use({
    files: {
      'hexo.md': 'title: 六月\ndate: 2020-06-01 10:00:00\ntags:\n  - 茶\n---\n\n正文\n',
      'links.md':
        '# Links\n\n看[这一篇][1]。\n\n[![图](https://pic.example/a.png)](https://juejin.im/pic)\n\n[1]: https://juejin.im/ref\n',
      'tasks.md': '# Tasks\n\n- [ ] 看完\n- [x] 记下\n',
      'broken.md': '---\nlayout: post\ntitle: [译] 深入\n---\n\n正文\n',
      'crlf.md': '# CRLF\r\n\r\n一\r\n二\r\n',
      'c.md': 'c\n',
    },
  });

  test('a broken header is shown with its line, and can be mended there', async ({ app, notebook }) => {
    await open(app, /译/);
    await expect(app.getByRole('group').filter({ hasText: 'Line 3' })).toBeVisible();
    await expect(app.getByRole('button', { name: 'Add a tag' })).toHaveCount(0);
    await app.getByRole('button', { name: 'Go to line 3' }).click();
    await expect(text(app)).toBeFocused();
    await app.keyboard.press('End');
    await app.keyboard.press('Shift+Home');
    await app.keyboard.type('title: "[译] 深入"');
    await expect(app.getByRole('button', { name: 'Add a tag' })).toBeVisible();
    await expect
      .poll(() => notebook.read('broken.md'))
      .toBe('---\nlayout: post\ntitle: "[译] 深入"\n---\n\n正文\n');
  });

  test("Hexo's header without an opening fence folds, opens and takes a tag", async ({ app, notebook }) => {
    const before = notebook.read('hexo.md');
    await open(app, '六月');
    await expect(text(app)).not.toContainText('title');
    const toggle = app.getByRole('button', { name: 'Header' });
    await toggle.click();
    await expect(text(app)).toContainText('date: 2020-06-01 10:00:00');
    await expect(text(app).locator('.editor-h2')).toHaveCount(0);
    await expect(text(app).locator('.editor-header-line')).toHaveCount(5);
    await toggle.click();
    await expect(text(app)).not.toContainText('title');
    await app.getByRole('button', { name: 'Add a tag' }).click();
    await app.getByRole('combobox', { name: 'Add a tag' }).fill('水');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read('hexo.md')).toBe(before.replace('  - 茶\n', '  - 茶\n  - 水\n'));
  });

  test('tasks shows boxes that a click ticks and clears', async ({ app, notebook }) => {
    await open(app, 'Tasks');
    await text(app).locator('.editor-task').first().click();
    await expect.poll(() => notebook.read('tasks.md')).toBe('# Tasks\n\n- [x] 看完\n- [x] 记下\n');
    await text(app).locator('.editor-task').last().click();
    await expect.poll(() => notebook.read('tasks.md')).toBe('# Tasks\n\n- [x] 看完\n- [ ] 记下\n');
  });

  test('a link by reference and a link around a picture opens the articles', async ({ app }) => {
    await app.context().route(/juejin\.im|pic\.example/, (route) => route.fulfill({ body: 'the article' }));
    await open(app, 'Links');
    for (const [shown, url] of [
      ['这一篇', 'https://juejin.im/ref'],
      ['图', 'https://juejin.im/pic'],
    ] as const) {
      const page = app.context().waitForEvent('page');
      await text(app)
        .getByText(shown)
        .click({ modifiers: ['ControlOrMeta'] });
      const opened = await page;
      await expect(opened).toHaveURL(url);
      // The next press is on a page that is seen, as a person's is.
      await opened.close();
      await app.bringToFront();
    }
  });

  test('another encoding is said to be read only, and nothing is said of UTF-8', async ({
    app,
    notebook,
  }) => {
    notebook.write('latin.md', Buffer.from('caf\xe9 cr\xe8me\n', 'latin1'));
    await app.getByRole('option', { name: 'latin' }).click();
    const bar = app.locator('.editor-status');
    await expect(bar.getByText('Read only')).toBeVisible();
    await expect(bar).not.toContainText('UTF-8');
    await expect(app.getByRole('status')).toHaveText('Saved');
  });

  test('CRLF keeps it', async ({ app, notebook }) => {
    await open(app, 'CRLF');
    await toEnd(app);
    await app.keyboard.type('three\nfour');
    await expect.poll(() => notebook.read('crlf.md')).toBe('# CRLF\r\n\r\n一\r\n二\r\nthree\r\nfour');
  });
});

test.describe('text that was not saved when Gleaner was killed', () => {
  test.use({ files: { 'a.md': '# A\n\none\n' } });

  test('is back when the note is opened again, and can be undone', async ({ notebook, page }) => {
    const home = temporaryFolder('gleaner-home-');
    const first = await serve(notebook.folder, home);
    await page.goto(first.address);
    await open(page, 'A');
    await toEnd(page);
    // Nothing is saved while an IME composes: only the journal has it.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Input.imeSetComposition', { text: 'shu', selectionStart: 3, selectionEnd: 3 });
    const entries = () =>
      readdirSync(home, { recursive: true }).filter((name) => /journal.+\.json$/.test(String(name)));
    await expect.poll(() => entries().length).toBe(1);
    await ended(first.process, 'SIGKILL');
    const context = page.context();
    // The next host has the same port: a tab that is still there would go on and save the text itself.
    await page.close();
    expect(notebook.read('a.md')).toBe('# A\n\none\n');

    const second = await serve(notebook.folder, home);
    const later = await context.newPage();
    await later.goto(second.address);
    await later.getByRole('option', { name: 'A' }).click();
    await expect(later.getByRole('group').filter({ hasText: 'had not been saved is back' })).toBeVisible();
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\none\nshu');
    await later.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\none\n');
    await ended(second.process, 'SIGTERM');
    removeFolder(home);
  });
});

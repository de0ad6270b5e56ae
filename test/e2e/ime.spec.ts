/** Chinese as it is typed: through compositions, by the browser's debugging protocol. What allows an upgrade of the editor's packages. */
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const status = (app: Page, says: RegExp) => app.getByRole('status').filter({ hasText: says });
const saved = (app: Page) => expect(status(app, /^Saved$/)).toBeVisible();

async function open(app: Page, title: string): Promise<void> {
  await app.getByRole('option', { name: title }).first().click();
  await expect(text(app)).toBeVisible();
  await saved(app);
}

/** What an IME does to a page. */
class Ime {
  readonly #page: Page;
  readonly #cdp: CDPSession;

  constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
  }

  static async of(page: Page): Promise<Ime> {
    return new Ime(page, await page.context().newCDPSession(page));
  }

  async compose(composed: string): Promise<void> {
    const at = composed.length;
    await this.#cdp.send('Input.imeSetComposition', { text: composed, selectionStart: at, selectionEnd: at });
  }

  async commit(written: string): Promise<void> {
    await this.#cdp.send('Input.insertText', { text: written });
  }

  async cancel(): Promise<void> {
    await this.#cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  }

  /** Letter by letter, then the word; `seen` is called while each stands on the screen. */
  async write(letters: string, word: string, seen?: (composed: string) => Promise<void>): Promise<void> {
    for (let end = 1; end <= letters.length; end++) {
      await this.compose(letters.slice(0, end));
      await seen?.(letters.slice(0, end));
    }
    await this.commit(word);
  }

  /** Presses a key that belongs to the IME; answers whether the page took it for itself. */
  async key(key: string): Promise<boolean> {
    return this.#page.evaluate((pressed) => {
      const init = { key: pressed, keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
      return document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', init)) === false;
    }, key);
  }
}

/** The editor, which CodeMirror keeps at its element; its `findFromDOM` is not to be reached from outside. */
const viewOfPage = `document.querySelector('.cm-content').cmTile.root.view`;

/** The note with its cursor where `‸` stands. */
async function cursorAt(app: Page, marked: string): Promise<void> {
  await text(app).focus();
  await app.evaluate(
    `{ const view = ${viewOfPage}; view.dispatch({ selection: { anchor: ${marked.indexOf('‸')} }, scrollIntoView: true }); }`,
  );
}

interface Place {
  /** What is written before the cursor. */
  written: string;
  /** From the end of it to where the candidates are shown, px. */
  x: number;
  top: number;
  bottom: number;
}

/** Where the candidates are shown, by CodeMirror and by the browser, against what is composed on the screen. */
async function places(app: Page, composed: string): Promise<Place | null> {
  return app.evaluate(`(() => {
    const view = ${viewOfPage};
    const { head } = view.state.selection.main;
    const caret = view.coordsAtPos(head, -1);
    const selection = getSelection();
    const node = selection.focusNode;
    if (!caret || node === null || node.nodeType !== Node.TEXT_NODE) return null;
    const end = selection.focusOffset;
    const range = document.createRange();
    range.setStart(node, Math.max(0, end - ${composed.length}));
    range.setEnd(node, end);
    const last = [...range.getClientRects()].at(-1);
    if (!last) return null;
    const written = view.state.sliceDoc(head - ${composed.length}, head);
    return { written, x: caret.left - last.right, top: caret.top - last.top, bottom: caret.bottom - last.bottom };
  })()`);
}

async function caretIsAt(app: Page, composed: string): Promise<void> {
  await expect
    .poll(async () => {
      const place = await places(app, composed);
      return (
        place && {
          written: place.written,
          isNear: Math.abs(place.x) < 4 && Math.abs(place.top) < 14 && Math.abs(place.bottom) < 14,
        }
      );
    })
    .toEqual({ written: composed, isNear: true });
}

const long = '这一行很长，长到在窗口里要折成几行，'.repeat(12);

test.describe('a word is composed, committed and saved exactly', () => {
  test.use({ files: { 'z.md': '# 别的\n' } });

  for (const [where, line] of [
    ["in a heading's text", '## 二级‸标题'],
    ['at the end of a heading', '## 二级标题‸'],
    ["in a heading link's text", '### [文‸章](https://example.com/a)'],
    ["at the beginning of a heading link's text", '### [‸文章](https://example.com/a)'],
    ["at the end of a heading link's text", '### [文章‸](https://example.com/a)'],
    ['behind a link', '### [文章](https://example.com/a)‸'],
    ['between brackets', '见（‸）和「」'],
    ['between square brackets', '见[‸]。'],
    ['between wiki brackets', '见[[‸]]。'],
    ['before bold text', '这是‸**重点**。'],
    ['after the marks that open bold text', '这是**‸重点**。'],
    ['inside bold text', '这是**重‸点**。'],
    ['before the marks that close bold text', '这是**重点‸**。'],
    ['after bold text', '这是**重点**‸。'],
    ['between fresh marks', '这是**‸**。'],
    ['in struck text', '~~旧‸的。~~然后'],
    ['in marked text', '==重‸点。==然后'],
    ['in code', '用`代‸码`写'],
    ['in a formula', '设$x‸$为'],
    ['at the beginning of a line', '‸开始'],
    ['in a list', '- 一\n- 二‸\n- 三'],
    ['in an empty item', '- 一\n- ‸'],
    ['in a task', '- [ ] 做‸'],
    ['in a quotation', '> 引‸用'],
    ['in a table cell', '| 甲 | 乙 |\n| --- | --- |\n| 一‸ | 二 |'],
    ['in an empty table cell', '| 甲 | 乙 |\n| --- | --- |\n| ‸ | 二 |'],
    ['in a code block', '```\n代码‸\n```'],
    ['in a footnote', '[^1]: 注‸'],
    ['beside an emoji', '好👍‸的'],
  ] as const) {
    test(where, async ({ app, notebook }) => {
      const marked = `# 写\n\n${line}\n\n后面\n`;
      notebook.write('d.md', marked.replace('‸', ''));
      await open(app, '写');
      await cursorAt(app, marked);
      const ime = await Ime.of(app);
      await ime.write('shu', '书', (composed) => caretIsAt(app, composed));
      await ime.write("leng'qi", '冷启', (composed) => caretIsAt(app, composed));
      await expect.poll(() => notebook.read('d.md')).toBe(marked.replace('‸', '书冷启'));
      await saved(app);
      expect(notebook.read('d.md')).toBe(marked.replace('‸', '书冷启'));
    });
  }

  test('at a soft wrap, wherever in the line', async ({ app, notebook }) => {
    notebook.write('d.md', `# 写\n\n${long}\n\n后面\n`);
    await open(app, '写');
    const ime = await Ime.of(app);
    let written = long;
    // Around the end of the first row, whose place depends on fonts.
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+Home');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('ArrowDown');
    await app.keyboard.press('End');
    const at = await app.evaluate(() => getSelection()?.focusOffset ?? 0);
    expect(at).toBeGreaterThan(10);
    expect(at).toBeLessThan(long.length);
    for (let step = 0; step < 3; step++) {
      await ime.write('shu', '书', (composed) => caretIsAt(app, composed));
      await app.keyboard.press('ArrowLeft');
      await app.keyboard.press('ArrowLeft');
    }
    await expect.poll(() => notebook.read('d.md').match(/书/g)?.length).toBe(3);
    written = notebook.read('d.md').split('\n')[2] ?? '';
    expect(written.replaceAll('书', '')).toBe(long);
    expect(Math.abs(written.indexOf('书') - at)).toBeLessThan(4);
  });

  test('a composition that is given up leaves nothing behind', async ({ app, notebook }) => {
    const before = '# 写\n\n这是**重点**。\n';
    notebook.write('d.md', before);
    await open(app, '写');
    await cursorAt(app, '# 写\n\n这是**重‸点**。\n');
    const ime = await Ime.of(app);
    await ime.compose('shu');
    await ime.cancel();
    await app.keyboard.press('End');
    await app.keyboard.type('!');
    await expect.poll(() => notebook.read('d.md')).toBe(before.replace('。', '。!'));
  });
});

test.describe('undo', () => {
  test.use({ files: { 'a.md': '# A\n\n正文\n' } });

  test('takes back one committed word at a time, however fast they came', async ({ app, notebook }) => {
    await open(app, 'A');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+End');
    const ime = await Ime.of(app);
    for (const [letters, word] of [
      ['leng', '冷'],
      ['qidong', '启动'],
      ['wenti', '问题'],
    ] as const)
      await ime.write(letters, word);
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\n正文\n冷启动问题');
    for (const left of ['冷启动', '冷', '']) {
      await app.keyboard.press('ControlOrMeta+z');
      await expect.poll(() => notebook.read('a.md')).toBe(`# A\n\n正文\n${left}`);
    }
    await app.keyboard.press('ControlOrMeta+Shift+Z');
    await app.keyboard.press('ControlOrMeta+Shift+Z');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\n正文\n冷启动');
  });

  test('takes a word back whole though its letters stood there for long', async ({ app, notebook }) => {
    await open(app, 'A');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+End');
    const ime = await Ime.of(app);
    await ime.write('leng', '冷');
    await ime.compose('qi');
    // Longer than what is typed together: somebody looks through the candidates.
    await app.waitForTimeout(800);
    await ime.compose('qidong');
    await app.waitForTimeout(800);
    await ime.commit('启动');
    await app.keyboard.press('ControlOrMeta+z');
    await expect(text(app)).toContainText('正文冷');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\n正文\n冷');
  });

  test('keeps what was typed before a composition apart from it', async ({ app, notebook }) => {
    await open(app, 'A');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+End');
    const ime = await Ime.of(app);
    await app.keyboard.type('abc');
    await ime.write('shu', '书');
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\n正文\nabc');
  });
});

test.describe('while it composes', () => {
  test.use({ files: { 'a.md': '# A\n\n第一段\n\n第二段\n', 'b.md': '# 笔记本\n', 'c.md': '# C\n' } });

  const before = '# A\n\n第一段\n\n第二段\n';
  async function atEndOfFirst(app: Page): Promise<Ime> {
    await open(app, 'A');
    await cursorAt(app, '# A\n\n第一段‸\n\n第二段\n');
    return Ime.of(app);
  }

  test('nothing is saved, half a word least of all', async ({ app, notebook }) => {
    const ime = await atEndOfFirst(app);
    for (const composed of ['s', 'sh', 'shu']) await ime.compose(composed);
    await expect(status(app, /^Saving$/)).toBeVisible();
    // Longer than the longest wait for a save.
    await app.waitForTimeout(3500);
    expect(notebook.read('a.md')).toBe(before);
    await ime.commit('书');
    await expect.poll(() => notebook.read('a.md')).toBe(before.replace('第一段', '第一段书'));
  });

  test('Mod+S waits for the word', async ({ app, notebook }) => {
    const ime = await atEndOfFirst(app);
    await ime.compose('shu');
    await app.keyboard.press('ControlOrMeta+s');
    await app.waitForTimeout(500);
    expect(notebook.read('a.md')).toBe(before);
    await ime.commit('书');
    await expect.poll(() => notebook.read('a.md')).toBe(before.replace('第一段', '第一段书'));
  });

  test('what another program writes waits, and then both are there', async ({ app, notebook }) => {
    const ime = await atEndOfFirst(app);
    await ime.compose('sh');
    const theirs = before.replace('第二段', '第二段，外面改的');
    notebook.write('a.md', theirs);
    // Longer than news take to come.
    await app.waitForTimeout(1500);
    await expect(text(app)).not.toContainText('外面改的');
    await ime.compose('shu');
    await caretIsAt(app, 'shu');
    expect(notebook.read('a.md')).toBe(theirs);
    await ime.commit('书');
    await expect.poll(() => notebook.read('a.md')).toBe(theirs.replace('第一段', '第一段书'));
    await expect(text(app)).toContainText('外面改的');
    // The cursor is where the word was written.
    await app.keyboard.type('。');
    await expect.poll(() => notebook.read('a.md')).toBe(theirs.replace('第一段', '第一段书。'));
  });

  test('what another program writes into the same line becomes a question, and nothing is lost', async ({
    app,
    notebook,
  }) => {
    const ime = await atEndOfFirst(app);
    await ime.compose('shu');
    notebook.write('a.md', before.replace('第一段', '外面的第一段'));
    await app.waitForTimeout(1500);
    await ime.commit('书');
    await expect(app.getByRole('button', { name: 'Keep both' })).toBeVisible();
    await expect(text(app)).toContainText('第一段书');
    expect(notebook.read('a.md')).toBe(before.replace('第一段', '外面的第一段'));
    await app.getByRole('button', { name: 'Keep mine' }).click();
    await expect.poll(() => notebook.read('a.md')).toBe(before.replace('第一段', '第一段书'));
  });

  test('its keys are its own', async ({ app, notebook }) => {
    const ime = await atEndOfFirst(app);
    await ime.compose('shu');
    for (const key of ['Enter', ' ', 'Tab', 'Escape', 'ArrowDown', 'ArrowLeft', 'Backspace', '1', 'PageDown'])
      expect(await ime.key(key), key).toBe(false);
    await ime.commit('书');
    await expect.poll(() => notebook.read('a.md')).toBe(before.replace('第一段', '第一段书'));
  });

  for (const [where, marked, after] of [
    ['a list', '- 一‸\n', '- 一书\n- 启\n'],
    ['a numbered list', '1. 一‸\n2. 二\n', '1. 一书\n2. 启\n3. 二\n'],
    ['a list of tasks', '- [x] 一‸\n', '- [x] 一书\n- [ ] 启\n'],
    ['a quotation', '> 一‸\n', '> 一书\n> 启\n'],
    ['a nested list', '- 一\n  - 二‸\n', '- 一\n  - 二书\n  - 启\n'],
  ] as const)
    test(`Enter in ${where} is the IME's, and goes on with it when the word is there`, async ({
      app,
      notebook,
    }) => {
      notebook.write('c.md', `# C\n\n${marked.replace('‸', '')}`);
      await open(app, 'C');
      await cursorAt(app, `# C\n\n${marked}`);
      const ime = await Ime.of(app);
      await ime.compose('shu');
      expect(await ime.key('Enter')).toBe(false);
      expect(await ime.key('Tab')).toBe(false);
      await ime.commit('书');
      await app.keyboard.press('Enter');
      await ime.write('qi', '启', (composed) => caretIsAt(app, composed));
      await expect.poll(() => notebook.read('c.md')).toBe(`# C\n\n${after}`);
    });

  test("Tab in a table is the IME's, and goes to the next cell when the word is there", async ({
    app,
    notebook,
  }) => {
    const table = '# C\n\n| 甲 | 乙 |\n| --- | --- |\n|  |  |\n';
    notebook.write('c.md', table);
    await open(app, 'C');
    await cursorAt(app, '# C\n\n| 甲 | 乙 |\n| --- | --- |\n| ‸ |  |\n');
    const ime = await Ime.of(app);
    await ime.compose('shu');
    for (const key of ['Tab', 'Enter']) expect(await ime.key(key), key).toBe(false);
    await ime.commit('书');
    await app.keyboard.press('Tab');
    await ime.write('qi', '启', (composed) => caretIsAt(app, composed));
    await expect.poll(() => notebook.read('c.md').replace(/ +/g, ' ')).toContain('\n| 书 | 启 |\n');
  });

  test('a slash and Chinese behind it are composed, and the menu chooses nothing before that', async ({
    page,
    served,
    notebook,
  }) => {
    await page.goto(served.address.replace('/#', '/?lang=zh#'));
    await page.getByRole('option', { name: 'C', exact: true }).click();
    const field = page.getByRole('textbox', { name: '笔记正文' });
    await expect(field).toBeVisible();
    await field.focus();
    await page.keyboard.press('ControlOrMeta+End');
    const ime = await Ime.of(page);
    // Also the slash comes through the IME, as its 、 does.
    await ime.compose('、');
    expect(await ime.key('Enter')).toBe(false);
    await ime.commit('、');
    const table = page.getByRole('listbox').getByRole('option', { name: '表格', exact: true });
    await expect(table).toBeVisible();
    for (const composed of ['b', 'biao', "biao'ge"]) {
      await ime.compose(composed);
      for (const key of ['Enter', ' ', 'Tab', 'ArrowDown']) expect(await ime.key(key), key).toBe(false);
      await caretIsAt(page, composed);
    }
    await ime.commit('表格');
    // The list as it is narrowed by the word, not the one of before, which takes no keys.
    await expect(
      page.locator('.cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) li'),
    ).toHaveText(['表格']);
    expect(notebook.read('c.md')).not.toContain('---');
    await page.keyboard.press('Enter');
    await expect.poll(() => notebook.read('c.md')).toBe('# C\n|  |  |\n| --- | --- |\n|  |  |');
  });

  test('a list of completions takes no key from it, and nothing is completed by accident', async ({
    app,
    notebook,
  }) => {
    const ime = await atEndOfFirst(app);
    await app.keyboard.type('[[');
    // With or without a list: what is offered now must not take the keys of the IME.
    await app.waitForTimeout(500);
    for (const composed of ['b', 'bi', "bi'ji"]) {
      await ime.compose(composed);
      for (const key of ['Enter', ' ', 'Tab', 'ArrowDown']) expect(await ime.key(key), key).toBe(false);
      await caretIsAt(app, composed);
    }
    // Longer than a list takes to open.
    await app.waitForTimeout(300);
    await ime.commit('笔记');
    await expect(text(app)).toContainText('第一段[[笔记');
    await expect(text(app)).not.toContainText('笔记本');
    await app.keyboard.press('Escape');
    await expect.poll(() => notebook.read('a.md')).toMatch(/^# A\n\n第一段\[\[笔记(?:\]\])?\n\n第二段\n$/);
  });
});

test.describe('outside the text', () => {
  const files = {
    'a.md': '---\ntitle: 甲\ntags: [web]\n---\n\n正文\n',
    'b.md': '---\ntitle: 乙\ntags: [冷启动, 缓存]\n---\n\n冷启动的事\n',
  };
  test.use({ files });

  test('a tag is composed in the properties, and Enter of the IME adds none', async ({ app, notebook }) => {
    await open(app, '甲');
    await app.getByRole('button', { name: 'Add a tag' }).click();
    const field = app.getByRole('combobox', { name: 'Add a tag' });
    await expect(field).toBeFocused();
    const ime = await Ime.of(app);
    for (const composed of ['leng', "leng'qi", "leng'qi'dong"]) {
      await ime.compose(composed);
      for (const key of ['Enter', ',', 'Tab', 'Escape', 'ArrowDown', 'Backspace'])
        expect(await ime.key(key), key).toBe(false);
      await expect(field).toHaveValue(composed);
    }
    expect(notebook.read('a.md')).toBe(files['a.md']);
    await ime.commit('冷启');
    await expect(field).toHaveValue('冷启');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read('a.md')).toBe(files['a.md'].replace('[web]', '[web, 冷启]'));
  });

  test('a title is composed above the text', async ({ app, notebook }) => {
    await open(app, '甲');
    const title = app.getByRole('textbox', { name: 'Title' });
    await title.press('End');
    const ime = await Ime.of(app);
    await ime.compose('yi');
    expect(await ime.key('Enter')).toBe(false);
    // Longer than the pause after which a title goes into the text.
    await app.waitForTimeout(1500);
    expect(notebook.read('a.md')).toBe(files['a.md']);
    await ime.commit('乙');
    await app.keyboard.press('Enter');
    await expect.poll(() => notebook.read('a.md')).toContain('title: 甲乙\n');
  });

  test('a search is composed, and is made when the word is there', async ({ app }) => {
    const box = app.getByRole('searchbox', { name: 'Search notes' });
    const options = app.getByRole('listbox', { name: 'Notes' }).getByRole('option');
    await box.focus();
    const ime = await Ime.of(app);
    for (const composed of ['leng', "leng'qi'dong"]) {
      await ime.compose(composed);
      expect(await ime.key('Enter')).toBe(false);
      await app.waitForTimeout(300);
      await expect(options).toHaveCount(2);
    }
    await ime.commit('冷启动的事');
    await expect(options).toHaveCount(1);
    await expect(box).toHaveValue('冷启动的事');
  });

  test('what is to be found in the note is composed in its panel', async ({ app, notebook }) => {
    await open(app, '乙');
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+f');
    const ime = await Ime.of(app);
    await ime.compose('shi');
    expect(await ime.key('Enter')).toBe(false);
    await ime.commit('事');
    await expect(app.locator('.editor-match').first()).toHaveText('事');
    expect(notebook.read('b.md')).toBe(files['b.md']);
  });
});

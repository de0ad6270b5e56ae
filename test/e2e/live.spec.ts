/** Live formatting as a person sees it: what is hidden, what stays where it is, and what is copied. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const note = [
  '# Live',
  '',
  '## A heading',
  '',
  'Some **bold words** and a [link](https://example.com/a/b) here, then *soft* ones and `code` to the end.',
  '',
  '- [ ] a task',
  '- [x] another',
  '',
  '| name | 价格 |',
  '|---|---|',
  '| 云函数 | 12 |',
  '| b | a longer cell |',
  '',
  '```js',
  'const answer = 42;',
  '```',
  '',
  'Finished now.',
  '',
].join('\n');

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const line = (app: Page, says: string) => text(app).locator('.cm-line', { hasText: says });
const saved = (app: Page) => expect(app.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();

async function open(app: Page): Promise<void> {
  await app.getByRole('option', { name: 'Live' }).click();
  await expect(text(app)).toBeVisible();
  await saved(app);
}

/** The word that is drawn at a place of the window, and where it begins. */
async function wordAt(app: Page, x: number, y: number): Promise<string> {
  return app.evaluate(
    ([left, top]) => {
      const place = document.caretPositionFromPoint(left, top);
      const whole = place?.offsetNode.textContent ?? '';
      const at = place?.offset ?? 0;
      return `${/\w*$/.exec(whole.slice(0, at))?.[0] ?? ''}|${/^\w*/.exec(whole.slice(at))?.[0] ?? ''}`;
    },
    [x, y] as const,
  );
}

test.use({ files: { 'live.md': note } });

test('marks are seen on the line with the cursor, and on no other', async ({ app }) => {
  await open(app);
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+End');
  await expect(line(app, 'A heading')).toHaveText('A heading');
  await expect(line(app, 'bold words')).not.toContainText('**');
  await expect(line(app, 'bold words')).not.toContainText('example.com');
  await line(app, 'A heading').click();
  await app.keyboard.press('Home');
  await expect(line(app, 'A heading')).toHaveText('## A heading');
  await app.keyboard.press('ArrowDown');
  await app.keyboard.press('ArrowDown');
  await expect(line(app, 'bold words')).toContainText('**bold words** and a [link](https://example.com/a/b)');
  await expect(line(app, 'A heading')).toHaveText('A heading');
});

test('nothing moves under the pointer that is pressed, nor under one that rests there', async ({ app }) => {
  await open(app);
  const place = await app.evaluate(() => {
    const lines = [...document.querySelectorAll('.cm-line')];
    const node = lines.find((one) => one.textContent.includes('bold words'))?.lastChild;
    const inner =
      node === null || node === undefined
        ? null
        : document.createTreeWalker(node.parentNode ?? node, NodeFilter.SHOW_TEXT);
    for (let one = inner?.nextNode() ?? null; one !== null; one = inner?.nextNode() ?? null) {
      const at = one.textContent?.indexOf('soft') ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(one, at + 1);
      range.setEnd(one, at + 3);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    throw new Error('The word is not there.');
  });
  const before = await wordAt(app, place.x, place.y);
  expect(before).toMatch(/^s?o?f?t?\|s?o?f?t?$/);
  await app.mouse.move(place.x, place.y);
  await app.mouse.down();
  expect(await wordAt(app, place.x, place.y)).toBe(before);
  await app.mouse.up();
  await expect(text(app)).toBeFocused();
  expect(await wordAt(app, place.x, place.y)).toBe(before);
  // So that a second click means the same word.
  await app.mouse.down({ clickCount: 2 });
  await app.mouse.up({ clickCount: 2 });
  expect(await app.evaluate(() => String(getSelection()).trim())).toBe('soft');
  expect(await wordAt(app, place.x, place.y)).toBe(before);
  // Elsewhere the pointer is no longer on what it pressed: the marks appear.
  await app.mouse.move(place.x + 60, place.y + 200, { steps: 4 });
  await expect(line(app, 'bold words')).toContainText('**bold words**');
});

test('what is copied is the Markdown, also of lines that show no marks', async ({ app }) => {
  await app.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(app);
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+a');
  await app.keyboard.press('ControlOrMeta+c');
  expect(await app.evaluate(() => navigator.clipboard.readText())).toBe(note);
});

test('a task is ticked by a click, and by it nothing else changes', async ({ app, notebook }) => {
  await open(app);
  const boxes = text(app).getByRole('checkbox', { name: 'Task' });
  await expect(boxes).toHaveCount(2);
  await boxes.first().click();
  await expect(boxes.first()).toBeChecked();
  await expect.poll(() => notebook.read('live.md')).toBe(note.replace('- [ ] a task', '- [x] a task'));
});

test('the columns of a table stand in line, in the row that is typed in as well', async ({
  app,
  notebook,
}) => {
  await open(app);
  const second = async (row: string) =>
    (await line(app, row).locator('.editor-cell').nth(1).boundingBox())?.x ?? Number.NaN;
  const standInLine = () =>
    expect(async () => {
      const edge = await second('name');
      expect(await second('云函数')).toBeCloseTo(edge, 0);
      expect(await second('a longer cell')).toBeCloseTo(edge, 0);
    }).toPass({ timeout: 10_000 });
  await standInLine();
  await line(app, '云函数').getByText('12').click();
  await app.keyboard.press('End');
  await app.keyboard.press('ArrowLeft');
  await app.keyboard.press('ArrowLeft');
  await app.keyboard.type('3');
  await standInLine();
  await expect.poll(() => notebook.read('live.md')).toBe(note.replace('| 12 |', '| 123 |'));
});

test('code in a fence gets the colours of its language', async ({ app }) => {
  await open(app);
  await expect(line(app, 'const answer').locator('.tok-keyword')).toHaveText('const');
});

test('a link tells where it leads when the pointer rests on it', async ({ app }) => {
  await open(app);
  await text(app).getByText('link', { exact: true }).hover();
  await expect(app.getByRole('tooltip').filter({ hasText: 'https://example.com/a/b' })).toBeVisible();
});

test('the source shows every mark, and is what is shown the next time', async ({ app }) => {
  await open(app);
  const toggle = app.getByRole('button', { name: 'Show the source' });
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(line(app, 'A heading')).toHaveText('## A heading');
  await expect(line(app, 'a task')).toHaveText('- [ ] a task');
  await app.reload();
  await open(app);
  await expect(line(app, 'bold words')).toContainText('**bold words**');
  await app.keyboard.press('Alt+Shift+M');
  await expect(line(app, 'A heading')).toHaveText('A heading');
});

test('an IME composes on a line without widgets, where the pointer has just pressed', async ({
  app,
  notebook,
}) => {
  await open(app);
  await line(app, 'bold words').getByText('bold').click();
  const cdp = await app.context().newCDPSession(app);
  await cdp.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await expect(line(app, 'bold')).toContainText('**');
  await cdp.send('Input.imeSetComposition', { text: 'ni hao', selectionStart: 6, selectionEnd: 6 });
  await cdp.send('Input.insertText', { text: '你好' });
  await expect.poll(() => notebook.read('live.md')).toContain('你好');
  expect(notebook.read('live.md').replace('你好', '')).toBe(note);
});

test('the status bar counts words, characters and what is selected', async ({ app }) => {
  await open(app);
  await expect(app.getByText(/\d+ words · \d+ characters · about 1 minute/)).toBeVisible();
  await line(app, 'Finished now.').click();
  await app.keyboard.press('Home');
  await app.keyboard.press('Shift+End');
  await expect(app.getByText('2 words selected · 12 characters')).toBeVisible();
  await app.keyboard.press('ArrowRight');
  await expect(app.getByText(/\d+ words · \d+ characters/)).toBeVisible();
});

test.describe('a line of 5 MB', () => {
  test.use({ files: { 'long.md': `long ${'中文 words '.repeat(400_000)}\n` } });

  test('is drawn as far as it is seen, without colours, and can be typed in', async ({ app, notebook }) => {
    await app.getByRole('option', { name: 'long' }).click();
    await expect(text(app)).toContainText('long 中文 words');
    await expect(app.getByText('Plain', { exact: false })).toBeVisible();
    // A line of CodeMirror's that is not cut would be all of it: minutes of layout.
    expect(await text(app).evaluate((node) => node.textContent.length)).toBeLessThan(100_000);
    await text(app).focus();
    await app.keyboard.press('ControlOrMeta+Home');
    await app.keyboard.type('quick ');
    await expect(text(app)).toContainText('quick long');
    await expect
      .poll(() => notebook.read('long.md').startsWith('quick long'), { timeout: 15_000 })
      .toBe(true);
  });
});

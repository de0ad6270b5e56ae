/** What makes writing comfortable, as a person does it: finding, cursors, folding, ways to write, back and forward. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const tea = [
  '# Tea',
  '',
  '## Green',
  '',
  'A cup of tea, and a pot of Tea.',
  '',
  '## Black',
  '',
  '茶叶很好，茶叶也贵。',
  '',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  '',
].join('\n');

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const panel = (app: Page) => app.getByRole('search', { name: 'Find in note' });
const field = (app: Page) => panel(app).getByRole('textbox', { name: 'Find', exact: true });

async function open(app: Page, name: string): Promise<void> {
  await app.getByRole('option', { name }).click();
  await expect(app.locator('.editor-path-name')).toHaveText(`${name.toLowerCase()}.md`);
  await expect(app.getByRole('status').filter({ hasText: /^Saved$/ })).toBeVisible();
  await text(app).focus();
}

test.use({ files: { 'tea.md': tea, 'milk.md': '# Milk\n\nWhite.\n' } });

test('matches are counted, gone through, and found again from the text', async ({ app }) => {
  await open(app, 'Tea');
  await app.keyboard.press('ControlOrMeta+f');
  await expect(field(app)).toBeFocused();
  await app.keyboard.type('tea');
  await expect(panel(app).getByText('3 matches')).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(panel(app).getByText('1 of 3')).toBeVisible();
  await app.keyboard.press('Enter');
  await expect(panel(app).getByText('2 of 3')).toBeVisible();
  await app.keyboard.press('Shift+Enter');
  await app.keyboard.press('Shift+Enter');
  await expect(panel(app).getByText('3 of 3')).toBeVisible();
  await panel(app).getByRole('button', { name: 'Match case' }).click();
  await expect(panel(app).getByText(/^1 match$|1 of 1/)).toBeVisible();
  await field(app).press('Escape');
  await expect(panel(app)).toBeHidden();
  await expect(text(app)).toBeFocused();
  await app.keyboard.press('F3');
  expect(await app.evaluate(() => String(getSelection()))).toBe('tea');
});

test('an expression replaces with its groups, is looked at before, and is one step of undo', async ({
  app,
  notebook,
}) => {
  await open(app, 'Tea');
  await app.keyboard.press('ControlOrMeta+Alt+f');
  await panel(app).getByRole('button', { name: 'Regular expression' }).click();
  await field(app).fill('(cup|pot) of (tea)');
  await panel(app).getByRole('textbox', { name: 'Replace with' }).fill('$2 $1');
  await panel(app).getByRole('button', { name: 'List the matches' }).click();
  const rows = panel(app).getByRole('list', { name: 'Matches' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('A cup of teatea cup, and');
  await panel(app).getByRole('button', { name: 'Replace all' }).click();
  await expect(panel(app).getByText('2 matches replaced')).toBeVisible();
  await expect.poll(() => notebook.read('tea.md')).toContain('A tea cup, and a Tea pot.');
  await field(app).press('Escape');
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('tea.md')).toBe(tea);
});

test('an expression that never ends is stopped, and the note can be typed in meanwhile', async ({ app }) => {
  await open(app, 'Tea');
  await app.keyboard.press('ControlOrMeta+f');
  await panel(app).getByRole('button', { name: 'Regular expression' }).click();
  await field(app).fill('^(a+)+$');
  await app.waitForTimeout(400);
  // The page answers while the expression runs elsewhere.
  expect(await app.evaluate(() => 1 + 1)).toBe(2);
  await expect(panel(app).getByRole('alert')).toHaveText(/takes too long/);
  await field(app).fill('(');
  await expect(panel(app).getByRole('alert')).toHaveText(/Unterminated group/);
  await field(app).fill('cup');
  await expect(panel(app).getByText('1 match')).toBeVisible();
});

test('several cursors type at once: at each word like this one, and at a click with Alt', async ({
  app,
  notebook,
}) => {
  await open(app, 'Tea');
  await text(app)
    .getByText('茶叶很好')
    .click({ position: { x: 8, y: 8 } });
  await app.keyboard.press('Home');
  await app.keyboard.press('ControlOrMeta+d');
  await app.keyboard.press('ControlOrMeta+d');
  await app.keyboard.type('tea');
  await expect.poll(() => notebook.read('tea.md')).toContain('tea很好，tea也贵。');
  await app.keyboard.press('ControlOrMeta+Shift+L');
  await text(app)
    .getByText('A cup of')
    .click({ position: { x: 4, y: 8 } });
  await text(app)
    .getByText('aaaaaaaa')
    .click({ position: { x: 1, y: 8 }, modifiers: ['Alt'] });
  await app.keyboard.press('Home');
  await app.keyboard.type('> ');
  await expect.poll(() => notebook.read('tea.md')).toMatch(/^> A cup[\s\S]*^> aaaa/m);
});

test('sections fold by key, stay folded while another note is on screen, and unfold by their sign', async ({
  app,
  notebook,
}) => {
  await open(app, 'Tea');
  await text(app).getByText('A cup of').click();
  await app.keyboard.press('ControlOrMeta+Alt+[');
  await expect(text(app).getByText('A cup of')).toBeHidden();
  await expect(text(app).getByText('茶叶很好')).toBeVisible();
  await open(app, 'Milk');
  await open(app, 'Tea');
  await expect(text(app).getByText('A cup of')).toBeHidden();
  await text(app).getByRole('button', { name: 'Show what is folded' }).click();
  await expect(text(app).getByText('A cup of')).toBeVisible();
  await text(app).getByText('Black').hover();
  await app.getByRole('button', { name: 'Fold', exact: true }).click();
  await expect(text(app).getByText('茶叶很好')).toBeHidden();
  expect(notebook.read('tea.md')).toBe(tea);
});

test('back and forward lead through the notes of this window', async ({ app }) => {
  await open(app, 'Tea');
  await open(app, 'Milk');
  await app.keyboard.press('Alt+ArrowLeft');
  await expect(text(app)).toContainText('A cup of');
  await app.getByRole('button', { name: 'Forward' }).click();
  await expect(text(app)).toContainText('White.');
  await app.evaluate(() => {
    for (const kind of ['mousedown', 'mouseup']) {
      window.dispatchEvent(new MouseEvent(kind, { button: 3, cancelable: true }));
    }
  });
  await expect(text(app)).toContainText('A cup of');
});

test('one paragraph is in focus, and what is chosen is chosen the next time', async ({ app }) => {
  await open(app, 'Tea');
  await text(app).getByText('A cup of').click();
  await app.keyboard.press('Alt+Shift+J');
  const colour = (says: string) =>
    text(app)
      .locator('.cm-line', { hasText: says })
      .evaluate((line) => getComputedStyle(line).color);
  const ink = await colour('A cup of');
  await expect.poll(() => colour('茶叶')).not.toBe(ink);
  const quiet = await colour('茶叶');
  await app.reload();
  await open(app, 'Tea');
  await expect.poll(() => colour('茶叶')).toBe(quiet);
});

async function choose(app: Page, command: string): Promise<void> {
  await app.keyboard.press('ControlOrMeta+Shift+P');
  await app.keyboard.type(command);
  await app.keyboard.press('Enter');
}

test('a typewriter keeps the line in the middle, and the text is as large as it was chosen', async ({
  app,
  notebook,
}) => {
  notebook.write('long.md', `# Long\n\n${'A line.\n\n'.repeat(60)}The end.\n`);
  await open(app, 'Long');
  const size = () => text(app).evaluate((content) => getComputedStyle(content).fontSize);
  expect(await size()).toBe('16px');
  await choose(app, 'larger text');
  await expect.poll(size).toBe('17px');
  await choose(app, 'typewriter');
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('x');
  const offMiddle = () =>
    app.evaluate(() => {
      const box = document.querySelector('.editor-scroller')?.getBoundingClientRect();
      const cursor = document.querySelector('.cm-cursor-primary')?.getBoundingClientRect();
      if (box === undefined || cursor === undefined) return Infinity;
      return Math.abs(cursor.y + cursor.height / 2 - (box.y + box.height / 2));
    });
  await expect.poll(offMiddle).toBeLessThan(40);
});

test('vim’s keys are there when they are chosen: the mode is told, and :w saves', async ({
  app,
  notebook,
}) => {
  await open(app, 'Milk');
  await choose(app, 'keys of vim');
  await expect(app.getByText('NORMAL')).toBeVisible();
  await text(app).focus();
  await app.keyboard.type('GoFull cream.');
  await expect(app.getByText('INSERT')).toBeVisible();
  const cdp = await app.context().newCDPSession(app);
  await cdp.send('Input.imeSetComposition', { text: 'niu nai', selectionStart: 7, selectionEnd: 7 });
  await cdp.send('Input.insertText', { text: '牛奶' });
  await app.keyboard.press('Escape');
  await expect(app.getByText('NORMAL')).toBeVisible();
  await app.keyboard.type(':w');
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('milk.md')).toContain('Full cream.牛奶');
});

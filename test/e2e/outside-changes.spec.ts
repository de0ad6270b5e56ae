/** What another program writes into a note that is open and saved: cursor, scroll position and undo stay. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const lines = Array.from({ length: 120 }, (_, at) => `第 ${String(at)} 行，有些字。`);
const body = (title: string) => `# ${title}\n\n${lines.join('\n\n')}\n`;

test.use({
  viewport: { width: 1440, height: 900 },
  files: { 'tea.md': body('Tea'), 'other.md': '# Other\n\nAnother note.\n' },
});

const side = (app: Page, title: string) => app.getByRole('region', { name: title, exact: true });
const textIn = (place: Page | Locator) => place.getByRole('textbox', { name: 'Note text' });

/** The line of the cursor, and how far down it stands on the screen, px. */
const place = (text: Locator) =>
  text.evaluate((content) => {
    const { anchorNode } = getSelection() ?? {};
    const element = anchorNode instanceof Element ? anchorNode : (anchorNode?.parentElement ?? null);
    const line = element?.closest('.cm-line') ?? null;
    if (line === null || !content.contains(line)) return null;
    return { text: line.textContent, top: Math.round(line.getBoundingClientRect().top) };
  });

/** Types in the middle, waits for the save, and scrolls so that the cursor's line is on the screen, the beginning not. */
async function writeInTheMiddle(app: Page, text: Locator, saved: () => Promise<unknown>): Promise<void> {
  await text.click();
  await app.keyboard.press('ControlOrMeta+Home');
  for (let at = 0; at < 100; at++) await app.keyboard.press('ArrowDown');
  await app.keyboard.press('End');
  await app.keyboard.type(' mine');
  await saved();
}

test('in the editor', async ({ app, notebook }) => {
  await app.getByRole('option', { name: 'Tea' }).click();
  const text = textIn(app);
  await expect(text).toContainText('第 0 行');
  await writeInTheMiddle(app, text, () => expect.poll(() => notebook.read('tea.md')).toContain(' mine'));
  await expect(app.getByRole('status')).toHaveText('Saved');
  const before = await place(text);
  expect(before?.text).toMatch(/ mine$/);
  const typed = notebook.read('tea.md');
  // Above the screen, so that everything moves in the file and nothing on the screen; and in a line that is seen.
  const theirs = typed
    .replace('# Tea\n', '# Tea\n\nfrom\n\nelsewhere\n')
    .replace(' mine\n', ' mine\n\nseen\n');
  notebook.write('tea.md', theirs);
  await expect(text).toContainText('seen');
  await expect(async () => {
    const now = await place(text);
    expect(now?.text).toBe(before?.text);
    expect(Math.abs((now?.top ?? 0) - (before?.top ?? 0))).toBeLessThanOrEqual(1);
  }).toPass({ timeout: 3000 });
  await app.keyboard.type('!');
  await expect.poll(() => notebook.read('tea.md')).toBe(theirs.replace(' mine\n', ' mine!\n'));
  for (let at = 0; at < 6; at++) await app.keyboard.press('ControlOrMeta+z');
  // Only what was typed here is undone.
  await expect.poll(() => notebook.read('tea.md')).toBe(theirs.replace(' mine\n', '\n'));
});

test('in a note beside the open one, and the focus stays where it is', async ({ app, notebook }) => {
  await app.getByRole('option', { name: 'Other' }).click();
  await expect(textIn(app)).toContainText('Another note.');
  await app.getByRole('option', { name: 'Tea' }).click({ modifiers: ['ControlOrMeta'] });
  const tea = textIn(side(app, 'Tea'));
  await expect(tea).toContainText('第 0 行');
  await writeInTheMiddle(app, tea, () => expect.poll(() => notebook.read('tea.md')).toContain(' mine'));
  const typed = notebook.read('tea.md');
  const line = tea.locator('.cm-line').filter({ hasText: ' mine' });
  const topOf = async () => Math.round((await line.boundingBox())?.y ?? -1);
  // The focus is in the other note when somebody else writes.
  const other = textIn(side(app, 'Other'));
  await other.click();
  await expect(other).toBeFocused();
  const before = await topOf();
  const theirs = typed
    .replace('# Tea\n', '# Tea\n\nfrom\n\nelsewhere\n')
    .replace(' mine\n', ' mine\n\nseen\n');
  notebook.write('tea.md', theirs);
  await expect(tea).toContainText('seen');
  await expect.poll(async () => Math.abs((await topOf()) - before), { timeout: 3000 }).toBeLessThanOrEqual(1);
  await expect(other).toBeFocused();
  // Without a click, which would move the cursor.
  await tea.evaluate((content) => (content as HTMLElement).focus());
  await app.keyboard.type('!');
  await expect.poll(() => notebook.read('tea.md')).toBe(theirs.replace(' mine\n', ' mine!\n'));
  for (let at = 0; at < 6; at++) await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('tea.md')).toBe(theirs.replace(' mine\n', '\n'));
});

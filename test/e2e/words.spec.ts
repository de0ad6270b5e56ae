/** Words of Chinese under the keys and the mouse. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const byWord = process.platform === 'darwin' ? 'Alt' : 'Control';
const note = '# A\n\n用Knative的作战策略，好。\nplain words here\n他的作战策略\n';

test.use({ files: { 'a.md': note } });

async function openAt(app: Page, line: number): Promise<void> {
  await app.getByRole('option', { name: 'A', exact: true }).click();
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+Home');
  for (let step = 1; step < line; step++) await app.keyboard.press('ArrowDown');
  await app.keyboard.press('Home');
}

test('arrows go from word to word, and select with Shift', async ({ app, notebook }) => {
  await openAt(app, 3);
  for (let step = 0; step < 3; step++) await app.keyboard.press(`${byWord}+ArrowRight`);
  await app.keyboard.press(`${byWord}+Shift+ArrowRight`);
  await app.keyboard.type('X');
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('作战', 'X'));
});

test('a word is deleted either way, and a selection as a whole', async ({ app, notebook }) => {
  await openAt(app, 5);
  await app.keyboard.press('End');
  await app.keyboard.press(`${byWord}+Backspace`);
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('他的作战策略', '他的作战'));
  await app.keyboard.press('Home');
  await app.keyboard.press(`${byWord}+Delete`);
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('他的作战策略', '作战'));
  await app.keyboard.press('Shift+End');
  await app.keyboard.press(`${byWord}+Backspace`);
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('他的作战策略', ''));
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('他的作战策略', '作战'));
});

test('several cursors each delete their own word', async ({ app, notebook }) => {
  await openAt(app, 4);
  const line = async (part: string) => {
    const box = await text(app).locator('.cm-line').filter({ hasText: part }).boundingBox();
    if (box === null) throw new Error(`The line with ${part} is not there.`);
    return box;
  };
  const [latin, chinese] = [await line('plain words'), await line('他的作战')];
  const end = (box: { x: number; y: number; width: number; height: number }) =>
    [box.x + box.width - 2, box.y + box.height / 2] as const;
  await app.mouse.click(...end(latin));
  await app.keyboard.down('Alt');
  await app.mouse.click(...end(chinese));
  await app.keyboard.up('Alt');
  await app.keyboard.press(`${byWord}+Backspace`);
  await expect
    .poll(() => notebook.read('a.md'))
    .toBe(note.replace('plain words here', 'plain words ').replace('他的作战策略', '他的作战'));
});

test('a double click selects the word under it, in either half of its last character', async ({
  app,
  notebook,
}) => {
  await openAt(app, 1);
  const place = await text(app).evaluate((content) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? '').indexOf('他的作战策略');
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at + 3);
      range.setEnd(node, at + 4);
      const { right, top, height } = range.getBoundingClientRect();
      return { x: right - 2, y: top + height / 2 };
    }
    return { x: 0, y: 0 };
  });
  await app.mouse.dblclick(place.x, place.y);
  await app.keyboard.type('x');
  await expect.poll(() => notebook.read('a.md')).toBe(note.replace('他的作战策略', '他的x策略'));
});

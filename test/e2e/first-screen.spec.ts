import { expect, test } from './fixtures.ts';

/** KB of JavaScript, as built: 2,064 with history, recovery and the trash. More is a decision (docs/decisions.md), not an accident. */
const most = 2120;

test('the first screen waits for no more than its share of JavaScript, and for no sanitiser', async ({
  page,
  served,
}) => {
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto(served.address);
  await expect(page.getByRole('listbox', { name: 'Notes' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const texts = (await Promise.all(scripts.values())).map((body) => body.toString());
  expect(texts.length).toBeGreaterThan(1);
  expect(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000).toBeLessThan(most);
  // Words that only DOMPurify, the grammars of HTML and JavaScript, KaTeX and Vim's keys have.
  for (const word of [
    'FORBID_CONTENTS',
    'MismatchedCloseTag',
    'JSXOpenTag',
    'KaTeX parse error',
    'joinLines',
  ])
    expect(
      texts.filter((text) => text.includes(word)),
      word,
    ).toEqual([]);
});

test.describe('with a note', () => {
  test.use({ files: { 'a.md': '# A\n\nend\n' } });

  test('HTML that is pasted before its sanitiser is there comes where it was pasted, in one step of undo', async ({
    app,
    notebook,
  }) => {
    const { promise: released, resolve: release } = Promise.withResolvers<null>();
    await app.route(/sanitize/, async (route) => {
      await released;
      await route.continue();
    });
    await app.getByRole('option', { name: 'A' }).click();
    const text = app.getByRole('textbox', { name: 'Note text' });
    await text.getByText('end').click();
    await app.keyboard.press('End');
    await text.evaluate((element) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'bold');
      clipboardData.setData('text/html', '<p>is <b>bold</b></p>');
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await app.keyboard.type('!');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nend!\n');
    release(null);
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nendis **bold**!\n');
    await app.keyboard.type('?');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nendis **bold**!?\n');
    await app.keyboard.press('ControlOrMeta+z');
    await app.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => notebook.read('a.md')).toBe('# A\n\nend!\n');
  });
});

import { expect, test } from './fixtures.ts';

test.use({ files: { 'a.md': '# Tea\n\ntop\n\nmiddle\n\nbottom\n' } });

test('two tabs that type in one note for 500 steps lose no line', async ({ app: one, context, notebook }) => {
  test.setTimeout(180_000);
  const other = await context.newPage();
  await other.goto(one.url());
  for (const tab of [one, other]) {
    await tab.getByRole('option', { name: 'Tea' }).click();
    await expect(tab.getByRole('textbox', { name: 'Note text' })).toContainText('bottom');
  }
  await one.getByRole('textbox', { name: 'Note text' }).click();
  await one.keyboard.press('Control+Home');
  await one.keyboard.press('ArrowDown');
  await one.keyboard.press('ArrowDown');
  await one.keyboard.press('End');
  await other.getByRole('textbox', { name: 'Note text' }).click();
  await other.keyboard.press('Control+End');
  // Both at once, each in its own place: every step is a line.
  const typing = async (tab: typeof one, name: string) => {
    for (let at = 0; at < 250; at++) {
      await tab.keyboard.press('Enter');
      await tab.keyboard.insertText(`${name} ${String(at)}.`);
    }
  };
  await Promise.all([typing(one, 'one'), typing(other, 'other')]);
  for (const tab of [one, other])
    await expect(tab.getByRole('status')).toContainText('Saved', { timeout: 20_000 });
  const names = ['one', 'other'].flatMap((name) =>
    Array.from({ length: 250 }, (_, at) => `${name} ${String(at)}.`),
  );
  const missing = () => {
    const lines = new Map<string, number>();
    for (const line of notebook.read('a.md').split('\n')) lines.set(line, (lines.get(line) ?? 0) + 1);
    return names.filter((name) => lines.get(name) !== 1);
  };
  await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
  // Only what is near the cursor is drawn; what the other tab wrote may come after the key.
  for (const tab of [one, other]) {
    await expect(async () => {
      await tab.keyboard.press('Control+End');
      await expect(tab.getByRole('textbox', { name: 'Note text' })).toContainText('other 249.', {
        timeout: 1000,
      });
    }).toPass({ timeout: 20_000 });
  }
});

/** Notes in the encodings of old programs: opened as text, saved as they were, converted when the person wants it. */
import AxeBuilder from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodedAs } from '../../notes/files/encoders.ts';
import { expect, test } from './fixtures.ts';

const text = '# 微服务\r\n\r\n看了文章就忘，在这儿把文章收集起来。\r\n';

test.use({ files: { 'plain.md': '# Plain\n' } });

test('a note in GBK is read, found and edited, and stays GBK', async ({ app, notebook }) => {
  notebook.write('旧.md', encodedAs(text, 'gbk'));
  const list = app.getByRole('listbox', { name: 'Notes' });
  await list.getByRole('option', { name: /微服务/ }).click();
  const editor = app.locator('.cm-content');
  await expect(editor).toContainText('看了文章就忘');
  await expect(app.getByRole('button', { name: /Encoding of the file: GBK · CRLF/ })).toBeVisible();
  await editor.click();
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('新的一行');
  await expect(app.getByRole('status')).toHaveText('Saved');
  const bytes = readFileSync(join(notebook.folder, '旧.md'));
  expect(bytes.equals(encodedAs(`${text}新的一行`, 'gbk'))).toBe(true);
});

test('a character that GBK does not have is asked about, and the file becomes UTF-8 when the person says so', async ({
  app,
  notebook,
}) => {
  notebook.write('旧.md', encodedAs(text, 'gbk'));
  await app
    .getByRole('listbox', { name: 'Notes' })
    .getByRole('option', { name: /微服务/ })
    .click();
  const editor = app.locator('.cm-content');
  await expect(editor).toContainText('看了文章就忘');
  await editor.click();
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.insertText('😀');
  await expect(app.getByText(/which has no 😀/)).toBeVisible();
  await expect(app.getByRole('status')).toContainText('Not saved');
  expect(readFileSync(join(notebook.folder, '旧.md')).equals(encodedAs(text, 'gbk'))).toBe(true);
  const { violations } = await new AxeBuilder({ page: app })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations).toEqual([]);
  await app.getByRole('button', { name: 'Convert to UTF-8' }).click();
  await expect(app.getByRole('status')).toHaveText('Saved');
  expect(notebook.read('旧.md')).toBe(`${text}😀`);
  await expect(app.getByRole('button', { name: /Encoding of the file/ })).toHaveCount(0);
});

test('wrong characters are read in another encoding, by keyboard', async ({ app, notebook }) => {
  // One character of GBK that is valid UTF-8 by chance.
  notebook.write('one.md', Buffer.from([0xd2, 0xbb]));
  await app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: /one|һ/ }).click();
  const editor = app.locator('.cm-content');
  await expect(editor).toContainText('һ');
  await app.keyboard.press('ControlOrMeta+Shift+P');
  await app.keyboard.type('Encoding of');
  await app.keyboard.press('Enter');
  const dialog = app.getByRole('dialog');
  await dialog.getByLabel('Another encoding').selectOption('gbk');
  const { violations } = await new AxeBuilder({ page: app })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations).toEqual([]);
  await dialog.getByRole('button', { name: 'Read as GBK' }).focus();
  await app.keyboard.press('Enter');
  await expect(editor).toContainText('一');
  expect(readFileSync(join(notebook.folder, 'one.md')).toString('hex')).toBe('d2bb');
  await editor.click();
  await app.keyboard.press('ControlOrMeta+End');
  await app.keyboard.type('二');
  await expect(app.getByRole('status')).toHaveText('Saved');
  expect(readFileSync(join(notebook.folder, 'one.md')).toString('hex')).toBe('d2bbb6fe');
});

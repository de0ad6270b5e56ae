import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, removeFolder } from '../temporary.ts';
import { ended, expect, serve, test } from './fixtures.ts';

test.use({ files: { 'a.md': '# Tea\n\none\n', 'b.md': '# Other\n' } });

const list = (page: import('@playwright/test').Page) => page.getByRole('listbox', { name: 'Notes' });
const text = (page: import('@playwright/test').Page) => page.getByRole('textbox', { name: 'Note text' });

test('what was typed while the host was gone comes back from the browser, with a comparison', async ({
  browser,
  notebook,
}) => {
  const home = temporaryFolder('gleaner-home-');
  const context = await browser.newContext();
  let host = await serve(notebook.folder, home);
  const port = Number(new URL(host.origin).port);
  try {
    const page = await context.newPage();
    await page.goto(host.address);
    await expect(list(page)).toBeVisible();
    await page.getByRole('option', { name: 'Tea' }).click();
    await expect(text(page)).toContainText('one');
    await ended(host.process, 'SIGKILL');
    await text(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('typed into nothing');
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            new Promise<string>((done) => {
              const asked = indexedDB.open('gleaner', 1);
              asked.onsuccess = () => {
                const all = asked.result.transaction('unsaved').objectStore('unsaved').getAll();
                all.onsuccess = () => done((all.result as { text: string }[]).map((one) => one.text).join());
              };
            }),
        ),
      )
      .toContain('typed into nothing');
    await page.close({ runBeforeUnload: false });
    notebook.write('a.md', '# Tea\n\none\n\nfrom elsewhere\n');
    host = await serve(notebook.folder, home, port);
    const again = await context.newPage();
    await again.goto(host.address);
    await expect(list(again)).toBeVisible();
    await again.getByRole('option', { name: 'Tea' }).click();
    await again.getByRole('button', { name: 'Compare…' }).press('Enter');
    const dialog = again.getByRole('dialog', { name: 'Two texts of “Tea”' });
    await expect(dialog).toContainText('typed into nothing');
    await expect(dialog).toContainText('from elsewhere');
    expect(notebook.read('a.md')).toBe('# Tea\n\none\n\nfrom elsewhere\n');
    await again.keyboard.press('3');
    await dialog.getByRole('button', { name: 'Use this text' }).press('Enter');
    await expect.poll(() => notebook.read('a.md')).toContain('typed into nothing');
    expect(notebook.read('a.md')).toContain('from elsewhere');
  } finally {
    await context.close();
    await ended(host.process, 'SIGKILL');
    removeFolder(home);
  }
});

test('text whose note was deleted while Gleaner was down is offered, and brought back by keyboard', async ({
  browser,
  notebook,
}) => {
  const home = temporaryFolder('gleaner-home-');
  const context = await browser.newContext();
  let host = await serve(notebook.folder, home);
  try {
    const page = await context.newPage();
    await page.goto(host.address);
    await expect(list(page)).toBeVisible();
    await page.getByRole('option', { name: 'Tea' }).click();
    await text(page).click();
    await page.keyboard.press('Control+End');
    rmSync(join(notebook.folder, 'a.md'));
    await page.keyboard.type('nobody has this');
    await expect(page.getByRole('button', { name: 'Save again' })).toBeVisible();
    // In the journal within a second of the last key.
    await page.waitForTimeout(1200);
    await ended(host.process, 'SIGKILL');
    await page.close({ runBeforeUnload: false });
    host = await serve(notebook.folder, home);
    const again = await context.newPage();
    await again.goto(host.address);
    await again.getByRole('button', { name: 'Show', exact: true }).press('Enter');
    const dialog = again.getByRole('dialog', { name: 'Recovered text' });
    await expect(dialog).toContainText('nobody has this');
    await dialog.getByRole('button', { name: 'Save as a note' }).press('Enter');
    await expect.poll(() => notebook.exists('a.md') && notebook.read('a.md')).toContain('nobody has this');
    await expect(text(again)).toContainText('nobody has this');
  } finally {
    await context.close();
    await ended(host.process, 'SIGKILL');
    removeFolder(home);
  }
});

test('text that was kept and is damaged is said on screen, with the way to the log, and its file stays', async ({
  browser,
  notebook,
}) => {
  const home = temporaryFolder('gleaner-home-');
  const context = await browser.newContext();
  let host = await serve(notebook.folder, home);
  try {
    await ended(host.process, 'SIGTERM');
    const [name = ''] = readdirSync(join(home, 'notebooks'));
    const journal = join(home, 'notebooks', name, 'journal');
    mkdirSync(journal, { recursive: true });
    const entry = join(journal, `${'0123456789abcdef'.repeat(2)}.json`);
    writeFileSync(entry, '{"path":"a.md","text":"half a');
    host = await serve(notebook.folder, home);
    const page = await context.newPage();
    await page.goto(host.address);
    await expect(page.getByText('A text that was never saved can’t be read any more')).toBeVisible();
    await page.getByRole('button', { name: 'Show the log' }).press('Enter');
    const log = page.getByRole('dialog', { name: 'Log' });
    await expect(log).toContainText('text that was never saved can not be read any more');
    await expect(page.getByText('A text that was never saved can’t be read any more')).toHaveCount(0);
    expect(readFileSync(entry, 'utf8')).toBe('{"path":"a.md","text":"half a');
  } finally {
    await context.close();
    await ended(host.process, 'SIGKILL');
    removeFolder(home);
  }
});

/** What a new person does on the first day, from `npm start` to a saved paragraph. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, test } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');
const starterNote = '2020-01-13-serverless.md';

/** `npm start` without a folder, for a person whose home is `home`; answers what was printed up to the address. */
async function start(home: string): Promise<{ printed: string; address: string; process: ChildProcess }> {
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), '--browser', '--no-open'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOME: home,
      USERPROFILE: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      XDG_DOCUMENTS_DIR: join(home, 'Documents'),
      GLEANER_HOME: join(home, 'data'),
    },
  });
  let printed = '';
  const address = await new Promise<string>((found, failed) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const match = /(http:\/\/127\.0\.0\.1:\d+\/#token=\S+)/.exec(printed);
      if (match?.[1]) found(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => failed(new Error(`npm start ended: ${printed}`)));
  });
  return { printed, address, process: child };
}

test('a new person reads, filters, opens an article and writes; the file has only the added lines more', async ({
  page,
  context,
}) => {
  const home = temporaryFolder('gleaner-person-');
  mkdirSync(join(home, 'Documents'));
  const gleaner = await start(home);
  try {
    expect(gleaner.printed).toContain('Opening in the browser: you asked for it.');
    const folder = /Gleaner is serving (.+) at http/.exec(gleaner.printed)?.[1] ?? '';
    expect(folder.endsWith('Gleaner')).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(readdirSync(join(root, 'notes/starter')).sort());
    const before = readFileSync(join(folder, starterNote), 'utf8');
    expect(before).toBe(readFileSync(join(root, 'notes/starter', starterNote), 'utf8'));

    await page.goto(gleaner.address);
    await page.getByRole('treeitem', { name: /^serverless/ }).click();
    await expect(page.getByRole('listbox', { name: 'Notes' }).getByRole('option')).toHaveCount(1);
    await page.getByRole('option', { name: /serverless资料收集/ }).click();

    const sources = page.getByRole('complementary', { name: 'Sources' }).getByRole('article');
    await expect(sources).toHaveCount(4);
    await context.route('https://www.infoq.cn/**', (route) => route.fulfill({ body: 'the article' }));
    const opened = context.waitForEvent('page');
    await sources.nth(1).getByRole('link', { name: 'Open article' }).click();
    const article = await opened;
    expect(article.url()).toBe('https://www.infoq.cn/article/rDL06CdUNEPXtPLzT-3O');
    await article.close();

    const text = page.getByRole('textbox', { name: 'Note text' });
    await text.getByText('看了文章就忘').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('冷启动时间还要自己测一遍。');
    // The save state is the only status on the screen, so that a screen reader and a test find it alike.
    await expect(page.getByRole('status')).toHaveText('Saved');
    await expect.poll(() => readFileSync(join(folder, starterNote), 'utf8')).not.toBe(before);
    const line = '看了文章就忘，在这儿把文章收集起来。\n';
    expect(before).toContain(line);
    const after = readFileSync(join(folder, starterNote), 'utf8');
    expect(after).toBe(before.replace(line, `${line}\n冷启动时间还要自己测一遍。\n`));
    expect(readdirSync(folder).sort()).toEqual(readdirSync(join(root, 'notes/starter')).sort());
  } finally {
    await ended(gleaner.process, 'SIGTERM');
  }

  const again = await start(home);
  await ended(again.process, 'SIGTERM');
  expect(again.printed, 'the last notebook opens again').toMatch(/Gleaner is serving .+Gleaner at/);
  removeFolder(home);
});

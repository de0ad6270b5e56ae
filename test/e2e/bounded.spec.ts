/** Notes that are large, odd or made to take long: every one opens, and no key waits for them. */
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const row = (app: Page, title: string) =>
  app.getByRole('listbox', { name: 'Notes' }).getByRole('option', { name: title });

// Files of 10 MB, typed in letter by letter.
test.describe.configure({ timeout: 240_000 });

const title = (name: string) => `---\ntitle: ${name}\n---\n\n`;
const paragraph =
  '这是**我想做的事。**所以 `code`，见[文章](https://example.com/a)。The quick brown fox.\n\n';
const prose = (length: number) => paragraph.repeat(Math.ceil(length / paragraph.length));

/** What a key may cost, 100 ms, with as much again for a machine whose caches other programs use meanwhile. */
const keyMs = 2 * 100;
/** A text of 10 MB is saved and journaled in turns between the keys, which are counted here as well. */
const withSavesMs = 2 * keyMs;
const typed = 'typed 一二三 here ';

async function open(app: Page, name: string): Promise<void> {
  await row(app, name).click();
  const field = app.getByRole('textbox', { name: 'Title' });
  await expect
    .poll(async () => (await field.inputValue()) || (await field.getAttribute('placeholder')), {
      timeout: 30_000,
    })
    .toBe(name);
  await expect(text(app)).toBeVisible();
}

/**
 * Types into the note, and answers what a key costs the page, ms of the processor, for another program may have it
 * meanwhile: the second dearest of all keys, for one may be typed while rubbish is collected.
 */
async function keyCost(app: Page): Promise<number> {
  const session = await app.context().newCDPSession(app);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    if (seconds === undefined) throw new Error('The browser does not tell how busy the page was.');
    return seconds * 1000;
  };
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+Home');
  await app.keyboard.type('warm ');
  await expect(text(app)).toContainText('warm ');
  const costs: number[] = [];
  for (const character of typed) {
    const before = await busyMs();
    await app.keyboard.type(character);
    // Frames, parsing and what waits for a pause of the typing.
    await app.waitForTimeout(60);
    costs.push((await busyMs()) - before);
  }
  await expect(text(app)).toContainText(typed);
  await session.detach();
  return costs.sort((a, b) => b - a)[1] ?? Infinity;
}

/** Saved, with what was typed and everything else as it was. */
async function isKept(app: Page, read: () => string, before: string): Promise<void> {
  await expect(app.getByRole('status')).toHaveText('Saved', { timeout: 30_000 });
  await expect.poll(() => read().length, { timeout: 30_000 }).toBeGreaterThan(before.length);
  expect(read().replace(`warm ${typed}`, '') === before).toBe(true);
}

const odd: [string, string][] = [
  ['fences', '```js\n~~~\n'.repeat(5000)],
  ['quotes', `${'>'.repeat(10_000)} deep\n\nafter\n`],
  ['brackets', `${'['.repeat(10_000)}a${'](b)'.repeat(10_000)}\n`],
  ['marks', Array.from('~*_[(!>`<|$', (mark) => mark.repeat(100_000)).join('\n\n')],
  ['links', '[['.repeat(50_000)],
  ['tags', `${'<div>'.repeat(20_000)}\n\n<!-- never closed\n`],
  ['rows', `| a | b |\n|---|---|\n${'| **a** | `b` 中文 |\n'.repeat(50_000)}`],
];

test.describe('notes that are made to take long', () => {
  test.use({
    files: Object.fromEntries(odd.map(([name, body]) => [`${name}.md`, `${title(name)}\n${body}`])),
  });

  test('let no key wait longer than the budget, and their files hold what was typed', async ({
    app,
    notebook,
  }) => {
    for (const [name] of odd) {
      const before = notebook.read(`${name}.md`);
      await open(app, name);
      expect.soft(await keyCost(app), name).toBeLessThan(keyMs);
      await isKept(app, () => notebook.read(`${name}.md`), before);
    }
  });
});

test.describe('one long word of half-open links', () => {
  test.use({ files: { 'links.md': `${title('links')}${'[a]('.repeat(25_000)}\n` } });

  test('is read within the budget of the reading view', async ({ app }) => {
    await open(app, 'links');
    const session = await app.context().newCDPSession(app);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const laidOut = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'LayoutDuration')?.value ?? Infinity;
    };
    const before = await laidOut();
    await app.keyboard.press('ControlOrMeta+e');
    const page = app.getByRole('region', { name: 'Reading view' }).frameLocator('iframe');
    await expect(page.locator('.note')).toContainText('[a](', { timeout: 30_000 });
    await app.waitForTimeout(300);
    expect(await laidOut()).toBeLessThan(before + 2);
  });
});

test.describe('large notes', () => {
  test.use({
    files: {
      'large.md': title('large') + prose(1_000_000),
      'huge.md': title('huge') + prose(7_000_000),
      'small.md': `${title('small')}${paragraph}`,
    },
  });

  test('are typed in as small ones are, and kept', async ({ app, notebook }) => {
    for (const name of ['small', 'large', 'huge']) {
      const before = notebook.read(`${name}.md`);
      await open(app, name);
      expect.soft(await keyCost(app), name).toBeLessThan(withSavesMs);
      await isKept(app, () => notebook.read(`${name}.md`), before);
    }
  });

  test('that take too long to lay out pause their reading view, beside which one goes on typing', async ({
    app,
  }) => {
    await open(app, 'small');
    await app.getByRole('button', { name: 'Reading beside the text' }).click();
    await expect(app.getByRole('region', { name: 'Reading view' })).toBeVisible();
    await open(app, 'huge');
    await expect(app.getByRole('alert').filter({ hasText: 'Preview paused' })).toBeVisible({
      timeout: 60_000,
    });
    expect(await keyCost(app)).toBeLessThan(withSavesMs);
    await open(app, 'small');
    await expect(app.getByRole('alert').filter({ hasText: 'Preview paused' })).toBeHidden({
      timeout: 30_000,
    });
  });

  test('what their end says is among the facts though they are read elsewhere', async ({ app, notebook }) => {
    notebook.write('end.md', `${title('end')}${prose(600_000)}\n## The very last heading\n`);
    await expect(row(app, 'end')).toBeVisible();
    await open(app, 'end');
    await app.keyboard.press('ControlOrMeta+Home');
    // 600,000 characters have far more words than what is read before the note is shown.
    await expect(app.getByText(/\b[1-9]\d\d,\d{3} words/)).toBeVisible({ timeout: 20_000 });
  });
});

test.describe('files that are no notes', () => {
  test.use({ files: { 'empty.md': '', 'bytes.md': '# bytes\n', 'a.md': '# a\n\ntext\n' } });

  test('one of 0 bytes is a note that can be written', async ({ app, notebook }) => {
    await open(app, 'empty');
    await text(app).focus();
    await app.keyboard.type('first words');
    await expect.poll(() => notebook.read('empty.md')).toBe('first words');
  });

  test('one that is no text is shown with a notice, and no key changes it', async ({ app, notebook }) => {
    const bytes = Buffer.from([0x23, 0x20, 0x62, 0, 1, 2, 0xff, 0xfe, 0, 0x80, 0x0a]);
    notebook.write('bytes.md', bytes);
    await app.reload();
    await row(app, 'bytes').click();
    await expect(app.getByText('bytes.md is not text.')).toBeVisible();
    await expect(text(app)).toHaveAttribute('aria-readonly', 'true');
    await text(app).focus();
    await app.keyboard.type('x');
    await open(app, 'a');
    expect(Buffer.from(notebook.read('bytes.md'), 'utf8').equals(Buffer.from(bytes.toString('utf8')))).toBe(
      true,
    );
  });
});

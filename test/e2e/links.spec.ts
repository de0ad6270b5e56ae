import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const pane = (app: Page) => app.getByRole('complementary', { name: 'Sources' });
const tab = (app: Page, name: string) => pane(app).getByRole('tab', { name });

const alpha =
  '# Alpha\n\nFirst words of alpha.\n\n## Part one\n\none\n\n## Part two\n\ntwo\n\n## Part three\n\nthree\n';

test.use({
  files: {
    'alpha.md': alpha,
    'notes/beta.md': '# Beta\n\nSee [[alpha]] and [[nowhere yet]] and [there](../alpha.md#part-two).\n',
    'notes/gamma.md': '# Gamma\n\nAlpha is named here, without a link.\n',
    'shenru.md': '---\ntitle: 深入 V8\ntags: [引擎]\n---\n\n正文\n',
  },
});

async function open(app: Page, title: string): Promise<void> {
  await app.getByRole('option', { name: title, exact: true }).click();
  await expect(text(app)).toBeVisible();
  await expect(app.locator('.editor-toolbar')).toContainText('.md');
}

async function atEnd(app: Page): Promise<void> {
  await text(app).click();
  await app.keyboard.press('ControlOrMeta+End');
}

test('A link that leads nowhere looks different, and following it makes the note when asked', async ({
  app,
  notebook,
}) => {
  await open(app, 'Beta');
  await expect(app.locator('.editor-link-missing')).toHaveText(/nowhere yet/);
  await expect(app.locator('.editor-note-link').first()).not.toHaveClass(/missing/);
  await text(app)
    .getByText('nowhere yet')
    .click({ modifiers: ['ControlOrMeta'] });
  const notice = app.locator('.toast', { hasText: 'There is no note “nowhere yet” yet.' });
  await notice.getByRole('button', { name: 'Make it' }).click();
  await expect(app.locator('.editor-toolbar')).toContainText('nowhere yet');
  expect(notebook.read('notes/beta.md')).toContain('[[nowhere yet]]');
  await open(app, 'Beta');
  await expect(app.locator('.editor-link-missing')).toHaveCount(0);
});

test('Mod+Enter follows the link under the cursor, to its heading', async ({ app }) => {
  await open(app, 'Beta');
  await app.locator('.editor-note-link', { hasText: 'there' }).click();
  await app.keyboard.press('ControlOrMeta+Enter');
  await expect(app.locator('.editor-path-name')).toHaveText('alpha.md');
  await expect(app.locator('.cm-activeLine, .editor-active-line').or(text(app))).toBeVisible();
  await app.keyboard.type('X');
  await expect(text(app)).toContainText('X');
  await expect(text(app).locator('.cm-line', { hasText: 'Part two' })).toContainText('X');
});

test('Two brackets offer notes, by pinyin too, and Enter writes the link', async ({ app, notebook }) => {
  await open(app, 'Gamma');
  await atEnd(app);
  await app.keyboard.type('\n[[sr v8');
  await expect(app.locator('.cm-tooltip-autocomplete li', { hasText: '深入 V8' })).toBeVisible();
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('\n[[shenru|深入 V8]]');
  await app.keyboard.type(' [[alpha#two');
  await expect(app.locator('.cm-tooltip-autocomplete li', { hasText: 'Part two' })).toBeVisible();
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('[[alpha#Part two]]');
});

test('Two brackets offer the name that was typed when no note has it, and nothing is made before the link is followed', async ({
  app,
  notebook,
}) => {
  await open(app, 'Gamma');
  await atEnd(app);
  await app.keyboard.type('\n[[全新的想法');
  const offer = app.locator('.cm-tooltip-autocomplete li', { hasText: '全新的想法' });
  await expect(offer).toContainText('new: made when you follow the link');
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('\n[[全新的想法]]');
  expect(notebook.exists('notes/全新的想法.md') || notebook.exists('全新的想法.md')).toBe(false);
  await app.keyboard.type(' [[Alpha');
  await expect(app.locator('.cm-tooltip-autocomplete li').first()).toBeVisible();
  await expect(offer.or(app.locator('li', { hasText: 'new: made' }))).toHaveCount(0);
});

test('The linked note is glimpsed under a resting pointer and by its command', async ({ app }) => {
  await open(app, 'Beta');
  const link = app.locator('.editor-note-link', { hasText: 'alpha' }).first();
  await link.hover();
  await expect(app.locator('.note-peek')).toContainText('First words of alpha.');
  await app.mouse.move(0, 0);
  await expect(app.locator('.note-peek')).toHaveCount(0);
  await link.click();
  await app.keyboard.press('ControlOrMeta+Alt+Enter');
  await expect(app.locator('.note-peek')).toContainText('First words of alpha.');
  await app.keyboard.press('Escape');
  await expect(app.locator('.note-peek')).toHaveCount(0);
});

test('What links to the open note is listed, and a mention becomes a link', async ({ app, notebook }) => {
  await open(app, 'Alpha');
  await tab(app, 'Linked from').click();
  const card = pane(app).getByRole('article', { name: 'Beta' });
  await expect(card).toContainText('See [[alpha]]');
  await pane(app).getByRole('button', { name: 'Look for mentions' }).click();
  const mention = pane(app).getByRole('article', { name: 'Gamma' });
  await mention.getByRole('button', { name: /^Link it in Gamma/ }).click();
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('[[alpha|Alpha]] is named here');
  await expect(pane(app).getByRole('list', { name: '2 notes link here' })).toBeVisible();
  await app.locator('.toast', { hasText: 'Linked in Gamma' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('\nAlpha is named here');
  await card.getByRole('button', { name: 'Beta' }).click();
  await expect(app.locator('.editor-path-name')).toHaveText('beta.md');
});

test('A note is renamed with the links to it, after a preview, and one undo brings both back', async ({
  app,
  notebook,
}) => {
  await open(app, 'Alpha');
  const before = notebook.read('notes/beta.md');
  await text(app).click();
  await app.keyboard.press('F2');
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('textbox').fill('first.md');
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog).toContainText('the links in 1 note follow');
  await dialog.getByRole('button', { name: 'Rename and change 1 note' }).click();
  await expect(dialog).toContainText('1 note is changed.');
  expect(notebook.read('notes/beta.md')).toContain(
    'See [[first]] and [[nowhere yet]] and [there](../first.md#part-two)',
  );
  expect(notebook.exists('alpha.md')).toBe(false);
  await expect(app.locator('.editor-path-name')).toHaveText('first.md');
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog).toContainText('1 note is as it was');
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(notebook.read('notes/beta.md')).toBe(before);
  expect(notebook.read('alpha.md')).toBe(alpha);
  await expect(app.locator('.editor-path-name')).toHaveText('alpha.md');
});

test('The outline leads to headings and moves sections by key, in one step of undo', async ({
  app,
  notebook,
}) => {
  await open(app, 'Alpha');
  await tab(app, 'Outline').click();
  const tree = pane(app).getByRole('tree', { name: 'Headings' });
  await expect(tree.getByRole('treeitem')).toHaveText(['Alpha', 'Part one', 'Part two', 'Part three']);
  await tree.getByRole('treeitem', { name: 'Part three' }).click();
  await expect(tree.locator('[aria-current]')).toHaveText('Part three');
  await tree.getByRole('treeitem', { name: 'Part three' }).focus();
  await app.keyboard.press('Alt+ArrowUp');
  await expect(tree.getByRole('treeitem')).toHaveText(['Alpha', 'Part one', 'Part three', 'Part two']);
  await expect(tree.getByRole('treeitem', { name: 'Part three' })).toBeFocused();
  await app.keyboard.press('Alt+ArrowUp');
  await expect(tree.getByRole('treeitem')).toHaveText(['Alpha', 'Part three', 'Part one', 'Part two']);
  await text(app).click();
  await app.keyboard.press('ControlOrMeta+z');
  await app.keyboard.press('ControlOrMeta+z');
  await expect(tree.getByRole('treeitem')).toHaveText(['Alpha', 'Part one', 'Part two', 'Part three']);
  await expect.poll(() => notebook.read('alpha.md')).toBe(alpha);
  await pane(app).getByRole('searchbox', { name: 'Filter headings' }).fill('two');
  await expect(tree.getByRole('treeitem')).toHaveText(['Part two']);
});

test('A section is dragged to another place, and onto another note, and is taken back', async ({
  app,
  notebook,
}) => {
  await open(app, 'Alpha');
  await tab(app, 'Outline').click();
  const item = (name: string) => pane(app).getByRole('treeitem', { name });
  await item('Part three').dragTo(item('Part one'), { targetPosition: { x: 40, y: 3 } });
  await expect(pane(app).getByRole('treeitem')).toHaveText(['Alpha', 'Part three', 'Part one', 'Part two']);
  await item('Part one').dragTo(app.getByRole('option', { name: 'Gamma', exact: true }));
  await expect
    .poll(() => notebook.read('notes/gamma.md'))
    .toMatch(/without a link\.\n\n## Part one\n\none\n$/);
  await expect.poll(() => notebook.read('alpha.md')).not.toContain('Part one');
  const notice = app.locator('.toast', { hasText: 'Moved “Part one” to Gamma' });
  await notice.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => notebook.read('notes/gamma.md')).not.toContain('Part one');
  await expect.poll(() => notebook.read('alpha.md')).toContain('## Part one\n\none\n');
});

test('The section under the cursor goes by its command to a note that is chosen', async ({
  app,
  notebook,
}) => {
  await open(app, 'Alpha');
  await atEnd(app);
  await app.keyboard.press('ControlOrMeta+Shift+P');
  await app.getByRole('combobox').fill('Move section to');
  await app.keyboard.press('Enter');
  await app.getByRole('combobox', { name: 'Note to move the section to' }).fill('beta');
  await expect(app.getByRole('option', { name: /Beta/ }).last()).toBeVisible();
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('notes/beta.md')).toMatch(/\n\n## Part three\n\nthree\n$/);
  await expect.poll(() => notebook.read('alpha.md')).toMatch(/## Part two\n\ntwo\n$/);
});

test('Tags are offered in a header that is shown as text', async ({ app, notebook }) => {
  notebook.write('tagged.md', '---\ntitle: Tagged\ntags: [x]\n---\n\nbody\n');
  await app.getByRole('option', { name: 'Tagged', exact: true }).click();
  await app
    .getByRole('button', { name: /^(Header|Properties)/ })
    .first()
    .click();
  await text(app).getByText('tags: [x]').click();
  await app.keyboard.press('End');
  await app.keyboard.press('ArrowLeft');
  await app.keyboard.type(', yin');
  await expect(app.locator('.cm-tooltip-autocomplete li', { hasText: '引擎' })).toBeVisible();
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('tagged.md')).toContain('tags: [x, 引擎]');
});

test('An input method composes inside the brackets without the list in its way, and is completed afterwards', async ({
  app,
  notebook,
}) => {
  await open(app, 'Gamma');
  await atEnd(app);
  await app.keyboard.type('\n[[');
  const list = app.locator('.cm-tooltip-autocomplete');
  await expect(list).toBeVisible();
  const ime = await app.context().newCDPSession(app);
  for (const text of ['s', 'sh', '深'])
    await ime.send('Input.imeSetComposition', {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await ime.send('Input.insertText', { text: '深入' });
  await expect(list.locator('li')).toHaveText([/深入 V8/, /^深入new/]);
  await app.keyboard.press('Enter');
  await expect.poll(() => notebook.read('notes/gamma.md')).toContain('\n[[shenru|深入 V8]]');
});

test('The pane of links and the outline have no fault that axe finds', async ({ app }) => {
  await open(app, 'Alpha');
  for (const name of ['Linked from', 'Outline']) {
    await tab(app, name).click();
    await expect(pane(app).getByRole('tabpanel')).toContainText(name === 'Outline' ? 'Part one' : 'Beta');
    const { violations } = await new AxeBuilder({ page: app }).include('[data-pane="sources"]').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
});

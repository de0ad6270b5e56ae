/** Pictures and files in a note, as a person puts them there and sees them. */
import { deflateSync } from 'node:zlib';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A grey PNG that every browser draws. */
function png(width: number, height: number, random = 0): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const bytes = Buffer.alloc(body.length + 8);
    bytes.writeUInt32BE(data.length);
    body.copy(bytes, 4);
    bytes.writeUInt32BE(crc(body), body.length + 4);
    return bytes;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x88);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    ...(random > 0 ? [chunk('teXt', Buffer.alloc(random, 7))] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

const note =
  '# Pictures\n\nBefore.\n\n![a cat](assets/猫.png)\n\nBetween.\n\n![gone](assets/gone.png)\n\nThe end.\n';
test.use({ files: { 'pictures.md': note } });
test.beforeEach(({ notebook }) => notebook.write('assets/猫.png', png(300, 150)));

const text = (app: Page) => app.getByRole('textbox', { name: 'Note text' });
const picture = (app: Page, name: string) => text(app).getByRole('img', { name, exact: true });

async function open(app: Page): Promise<void> {
  await app.getByRole('option', { name: 'Pictures' }).click();
  await expect(picture(app, 'a cat')).toBeVisible();
  await text(app).focus();
  await app.keyboard.press('ControlOrMeta+End');
}

/** Pastes or drops a file as the system would. */
async function give(
  app: Page,
  kind: 'paste' | 'drop',
  file: { name: string; type: string; bytes: Buffer },
  plain = '',
): Promise<void> {
  await text(app).evaluate(
    (content, { kind, name, type, base64, plain }) => {
      const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type }));
      if (plain !== '') data.setData('text/plain', plain);
      const last = content.querySelector('.cm-line:last-child')?.getBoundingClientRect();
      const at = {
        clientX: (last?.x ?? 0) + 2,
        clientY: (last?.y ?? 0) + 4,
        bubbles: true,
        cancelable: true,
      };
      content.dispatchEvent(
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, ...at }),
      );
    },
    { kind, name: file.name, type: file.type, base64: file.bytes.toString('base64'), plain },
  );
}

test('a picture stands in the text with the room it needs, and its Markdown on the line with the cursor', async ({
  app,
}) => {
  await open(app);
  await expect
    .poll(() => picture(app, 'a cat').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(300);
  const box = await picture(app, 'a cat').boundingBox();
  expect([Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]).toEqual([300, 150]);
  await expect(text(app)).not.toContainText('![a cat]');
  await expect(text(app)).toContainText('This picture is not there');
  await expect(text(app)).toContainText('assets/gone.png');
  await picture(app, 'a cat').click({ position: { x: 40, y: 40 } });
  await expect(text(app)).toContainText('![a cat](assets/猫.png)');
  // It stays under the pointer.
  await expect
    .poll(async () => Math.abs(((await picture(app, 'a cat').boundingBox())?.y ?? 0) - (box?.y ?? 0)))
    .toBeLessThan(5);
  // Its words are chosen, so that typing changes them.
  await app.keyboard.type('a dog');
  await expect(text(app)).toContainText('![a dog](assets/猫.png)');
  await app.keyboard.press('ControlOrMeta+End');
  await expect(picture(app, 'a dog')).toBeVisible();
});

test('a pasted picture is stored beside the note and shown, and undo takes one step', async ({
  app,
  notebook,
}) => {
  await open(app);
  await give(app, 'paste', { name: 'image.png', type: 'image/png', bytes: png(20, 20) });
  const stored = () =>
    readdirSync(join(notebook.folder, 'assets')).find((name) => /^\d{4}-\d{2}-\d{2}-\d{6}\.png$/.test(name));
  await expect.poll(stored).toBeDefined();
  const name = stored() ?? '';
  expect(readFileSync(join(notebook.folder, 'assets', name)).equals(png(20, 20))).toBe(true);
  await expect.poll(() => notebook.read('pictures.md')).toBe(`${note}![](assets/${name})`);
  await app.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => notebook.read('pictures.md')).toBe(note);
  expect(existsSync(join(notebook.folder, 'assets', name))).toBe(true);
});

test('text that comes with a picture is pasted as text', async ({ app, notebook }) => {
  await open(app);
  await give(app, 'paste', { name: 'image.png', type: 'image/png', bytes: png(20, 20) }, 'cells');
  await expect.poll(() => notebook.read('pictures.md')).toBe(`${note}cells`);
  expect(readdirSync(join(notebook.folder, 'assets'))).toEqual(['猫.png']);
});

test('a large file that is dropped shows how far it is, and becomes a link', async ({ app, notebook }) => {
  await open(app);
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4_000_000, 65)]);
  await give(app, 'drop', { name: '论文 one.pdf', type: 'application/pdf', bytes });
  await expect
    .poll(() => notebook.read('pictures.md'), { timeout: 20_000 })
    .toContain('[论文 one.pdf](assets/论文-one.pdf)');
  expect(readFileSync(join(notebook.folder, 'assets/论文-one.pdf')).equals(bytes)).toBe(true);
  await expect(app.locator('.editor-file-coming')).toHaveCount(0);
});

test('the handle makes a picture wider by pointer and by key, each written once', async ({
  app,
  notebook,
}) => {
  await open(app);
  const handle = text(app).getByRole('slider', { name: 'Width of the picture' });
  await picture(app, 'a cat').hover();
  const box = await handle.boundingBox();
  if (box === null) throw new Error('The handle is not there.');
  await app.mouse.move(box.x + 4, box.y + 40);
  await app.mouse.down();
  await app.mouse.move(box.x + 64, box.y + 40, { steps: 4 });
  await app.mouse.up();
  await expect.poll(() => notebook.read('pictures.md')).toContain('![a cat|360](assets/猫.png)');
  await handle.focus();
  await app.keyboard.press('ArrowLeft');
  await expect.poll(() => notebook.read('pictures.md')).toContain('![a cat|350](assets/猫.png)');
  await handle.dblclick();
  await expect.poll(() => notebook.read('pictures.md')).toBe(note);
});

test('a picture that is chosen in the file dialog goes where the cursor is', async ({ app, notebook }) => {
  await open(app);
  const chooser = app.waitForEvent('filechooser');
  await app.keyboard.press('ControlOrMeta+Shift+p');
  await app.getByRole('dialog').getByRole('combobox').fill('insert a picture');
  await app.keyboard.press('Enter');
  await (await chooser).setFiles({ name: 'Graph.PNG', mimeType: 'image/png', buffer: png(9, 9) });
  await expect.poll(() => notebook.read('pictures.md')).toBe(`${note}![Graph](assets/Graph.png)`);
});

test('the reading view shows the pictures of the note', async ({ app }) => {
  await open(app);
  await app.keyboard.press('ControlOrMeta+e');
  const page = app.getByRole('region', { name: 'Reading view' }).frameLocator('iframe');
  const image = page.getByRole('img', { name: 'a cat' });
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(300);
});

test('pictures of the web are not asked for until a person wants them', async ({ app, notebook }) => {
  const asked: string[] = [];
  app.on('request', (request) => asked.push(request.url()));
  notebook.write('far.md', '# Far\n\n![far away](https://pictures.invalid/a.png)\n\nEnd.\n');
  await app.getByRole('option', { name: 'Far' }).click();
  await expect(text(app).getByRole('button', { name: 'Load the pictures of this note' })).toBeVisible();
  expect(asked.filter((url) => url.includes('pictures.invalid'))).toEqual([]);
  await text(app).getByRole('button', { name: 'Load the pictures of this note' }).click();
  await expect(text(app)).toContainText('This picture can’t be read');
  expect(asked.filter((url) => url.includes('pictures.invalid'))).toEqual([]);
});

test('a link to a file saves it, and nothing of it is shown as a page', async ({ app, notebook }) => {
  notebook.write('assets/page.html', '<script>window.opened = 1</script>');
  notebook.write('link.md', '# Link\n\n[the page](assets/page.html)\n\nEnd.\n');
  await app.getByRole('option', { name: 'Link' }).click();
  const download = app.waitForEvent('download');
  await text(app)
    .getByText('the page')
    .click({ modifiers: ['ControlOrMeta'], position: { x: 10, y: 8 } });
  expect((await download).suggestedFilename()).toBe('page.html');
});

test('an input method composes beside a picture undisturbed', async ({ app, notebook }) => {
  await open(app);
  await picture(app, 'a cat').click({ position: { x: 40, y: 40 } });
  await app.keyboard.press('End');
  const drawn = await text(app).locator('.editor-picture').count();
  const protocol = await app.context().newCDPSession(app);
  await protocol.send('Input.imeSetComposition', { text: 'mao', selectionStart: 3, selectionEnd: 3 });
  await expect(text(app)).toContainText('![a cat](assets/猫.png)mao');
  expect(await text(app).locator('.editor-picture').count()).toBe(drawn);
  await protocol.send('Input.insertText', { text: '猫' });
  await expect.poll(() => notebook.read('pictures.md')).toContain('![a cat](assets/猫.png)猫\n');
});

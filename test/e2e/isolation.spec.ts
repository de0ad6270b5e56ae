/**
 * What a note may do where its sanitiser fails: the UI is built with one that lets everything through (safety.md R-07), and
 * the real one is asked in a page that has been tampered with.
 */
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { build } from 'vite';
import { removeFolder, temporaryFolder } from '../temporary.ts';
import { ended, expect, serve, test as base } from './fixtures.ts';

const root = resolve(import.meta.dirname, '../..');

const test = base.extend<object, { openUi: string }>({
  openUi: [
    async ({}, use) => {
      const outDir = temporaryFolder('gleaner-ui-');
      await build({
        configFile: join(root, 'vite.config.ts'),
        root: join(root, 'renderer'),
        logLevel: 'error',
        resolve: { alias: { dompurify: join(import.meta.dirname, 'no-purify.ts') } },
        build: { outDir, emptyOutDir: true },
      });
      await use(outDir);
      removeFolder(outDir);
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  served: async ({ notebook, openUi }, use) => {
    const home = temporaryFolder('gleaner-home-');
    const served = await serve(notebook.folder, home, 0, [], { GLEANER_UI: openUi });
    await use(served);
    await ended(served.process, 'SIGTERM');
    removeFolder(home);
  },
});

const act =
  "top.__xss=1;parent.__xss=1;parent.document.body.id='taken';localStorage.taken=1;document.cookie='taken=1';fetch('https://evil.test/')";
const payloads = [
  `<script>${act}</script>`,
  `<img src="https://evil.test/a.png" onerror="${act}">`,
  `<svg onload="${act}"><script>${act}</script></svg>`,
  `<iframe srcdoc="<script>${act}</script>"></iframe>`,
  '<iframe src="https://evil.test/"></iframe>',
  '<iframe src="/"></iframe>',
  `<details open ontoggle="${act}">a</details>`,
  `<input autofocus onfocus="${act}">`,
  `<object data="data:text/html,<script>${act}</script>"></object>`,
  '<embed src="https://evil.test/a.swf">',
  '<meta http-equiv="refresh" content="0;url=https://evil.test/">',
  '<base href="https://evil.test/">',
  '<link rel="stylesheet" href="https://evil.test/a.css">',
  '<style>@import url(https://evil.test/b.css); p { background: url(https://evil.test/c.png) }</style>',
  `<a href="javascript:${act}">press one</a>`,
  `<a href="javascript:${act}" target="_top">press two</a>`,
  '<a href="https://evil.test/" target="_top">press three</a>',
  `<b onclick="${act}">press four</b>`,
  '<form action="https://evil.test/"><button>press five</button></form>',
  `<form action="javascript:${act}" target="_top"><button>press six</button></form>`,
];

test.describe('with a sanitiser that lets everything through', () => {
  test.use({ files: { 'harm.md': `# harm\n\n${payloads.join('\n\n')}\n\nthe end\n` } });

  test('a note reaches neither the window, its page, what it keeps, nor the network', async ({ app }) => {
    const asked: string[] = [];
    // What the page's policy stops does not come as far as this.
    await app.context().route(/^https:/, (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    const dialogs: string[] = [];
    app.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    // What a click would open is told to nobody.
    await app.evaluate(() => Object.assign(window, { open: () => null }));
    const address = app.url();
    await app.getByRole('option', { name: 'harm' }).click();
    await expect(app.getByRole('textbox', { name: 'Note text' })).toBeVisible();
    await app.keyboard.press('Control+e');
    const page = app.getByRole('region', { name: 'Reading view' }).frameLocator('iframe');
    await expect(page.locator('.note')).toContainText('the end');
    // It is what this is about: what must not be there is there.
    await expect(page.locator('.note script').first()).toBeAttached();
    await expect(page.locator('.note [onclick]')).toHaveText('press four');
    for (const name of ['one', 'two', 'three', 'four', 'five', 'six'])
      await page.getByText(`press ${name}`).click({ force: true });
    await expect(page.locator('.note')).toContainText('the end');
    const state = await app.evaluate(() => ({
      isHit: '__xss' in window,
      body: document.body.id,
      kept: localStorage.getItem('taken'),
      cookie: document.cookie,
    }));
    expect(state).toEqual({ isHit: false, body: '', kept: null, cookie: '' });
    expect((await app.context().cookies()).map(({ name }) => name)).not.toContain('taken');
    expect(app.url()).toBe(address);
    expect(app.context().pages().length).toBe(1);
    expect([asked, dialogs]).toEqual([[], []]);
    // Without that policy it would be heard of.
    await (await app.context().newPage()).goto('https://evil.test/').catch(() => undefined);
    expect(asked).toEqual(['https://evil.test/']);
  });
});

base.describe('the sanitiser', () => {
  base('lets nothing more through in a page whose prototypes were changed', async ({ page }) => {
    const bundle = await rolldown({ input: join(root, 'renderer/reading/sanitize.ts'), platform: 'browser' });
    const { output } = await bundle.generate({ format: 'iife', name: 'sanitising' });
    await bundle.close();
    const script = output[0].code;
    const harm = [
      ...payloads,
      `<x-a onclick="${act}" b="c">custom</x-a>`,
      `<p is="x-a" onclick="${act}" x-b="c">built in</p>`,
      `<b data-x="y" aria-label="z" onpointerdown="${act}">c</b>`,
      '<a href="data:text/html,x">d</a><a href="x-y:z">e</a>',
    ].join('\n');
    const clean = async (isFoul: boolean) => {
      await page.goto('about:blank');
      if (isFoul)
        await page.evaluate(() => {
          const everything = {
            tagNameCheck: /.*/,
            attributeNameCheck: /.*/,
            allowCustomizedBuiltInElements: true,
            ALLOWED_ATTR: ['onclick', 'onerror', 'onload', 'srcdoc', 'x-b', 'b'],
            ALLOWED_TAGS: ['script', 'iframe', 'x-a', 'form', 'style'],
            ADD_ATTR: ['onclick', 'onerror'],
            ADD_TAGS: ['script', 'iframe', 'x-a'],
            ALLOW_UNKNOWN_PROTOCOLS: true,
            ALLOWED_URI_REGEXP: /.*/,
            ADD_DATA_URI_TAGS: ['a'],
            SAFE_FOR_XML: false,
            onclick: true,
            script: true,
          };
          for (const [name, value] of Object.entries(everything))
            Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
        });
      await page.addScriptTag({ content: `${script};globalThis.sanitising = sanitising;` });
      return page.evaluate((html) => {
        type Clean = (html: string) => DocumentFragment;
        const { sanitising } = globalThis as unknown as { sanitising: Record<string, Clean> };
        return ['sanitized', 'sanitizedNote'].map((name) => {
          const around = document.createElement('div');
          around.append(sanitising[name]?.(html) ?? '');
          return new XMLSerializer().serializeToString(around);
        });
      }, harm);
    };
    const wanted = await clean(false);
    expect(wanted.join()).toContain('custom');
    expect(wanted.join()).not.toMatch(
      /<script|<x-a|<iframe|<form|<style| on\w+=|javascript:|data:text|x-y:/i,
    );
    expect(await clean(true)).toEqual(wanted);
  });
});

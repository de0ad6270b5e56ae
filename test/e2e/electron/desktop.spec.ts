/** The desktop window in a real Electron. What the browser host shares with it is tested in the specs beside this folder. */
import { spawn } from 'node:child_process';
import type { ElectronApplication } from '@playwright/test';
import { args, env, expect, note, read, runtime, test, whyNot, write } from './launch.ts';

const reason = whyNot();
test.skip(reason !== null, reason ?? '');

const post = '_posts/2020-01-13-茶.md';
const address = /^gleaner:\/\/app\//;

/** Keeps the addresses that would have been opened in the system's browser. */
async function catchExternal(desktop: ElectronApplication): Promise<() => Promise<string[]>> {
  await desktop.evaluate(({ shell }) => {
    const caught: string[] = [];
    Object.assign(globalThis, { caught });
    shell.openExternal = (url) => Promise.resolve(void caught.push(url));
  });
  return () => desktop.evaluate(() => (globalThis as unknown as { caught: string[] }).caught);
}

test('the window opens on the folder and lists its notes', async ({ desktop, page }) => {
  expect(page.url()).toMatch(address);
  await expect(page.getByRole('option', { name: '茶' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Second' })).toBeVisible();
  expect(desktop.windows()).toHaveLength(1);
});

test('the page has nothing of Node and only the named functions of the desktop', async ({ page }) => {
  const kinds = await page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'global', 'exports', 'electron', 'ipcRenderer'];
    return names.map((name) => typeof (globalThis as Record<string, unknown>)[name]);
  });
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
  const functions = await page.evaluate(`Object.keys(window.gleaner).sort()`);
  expect(functions).toEqual([
    'connect',
    'onClose',
    'onCommand',
    'openExternal',
    'openFolder',
    'setMenu',
    'setUnsaved',
    'showInFolder',
  ]);
});

test('every window is sandboxed and isolated', async ({ desktop, page }) => {
  await expect(page.getByRole('listbox', { name: 'Notes' })).toBeVisible();
  const preferences = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(
      // Not in Electron's published types: what the page really got.
      (window) =>
        (window.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
    ),
  );
  expect(preferences).toEqual([
    expect.objectContaining({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    }),
  ]);
});

// What a page could try, as its own code: the types of the tests are Node's.
const attempts: [string, string][] = [
  ['location', `location.href = 'https://example.com/'`],
  ['location.replace to a file', `location.replace('file:///etc/passwd')`],
  [
    'a meta refresh',
    `document.head.append(made('meta', { httpEquiv: 'refresh', content: '0; url=https://example.com/' }))`,
  ],
  ['window.open', `window.open('https://example.com/', '_blank', 'nodeIntegration=yes')`],
  ['window.open of nothing', `window.open('about:blank')`],
  ['a link into another window', `made('a', { href: 'https://example.com/', target: '_blank' }).click()`],
  ['a link into this window', `made('a', { href: 'https://example.com/' }).click()`],
  ['a download', `made('a', { href: 'data:text/plain,x', download: 'x.exe' }).click()`],
  ['a form', `made('form', { action: 'https://example.com/' }).submit()`],
  ['a frame', `made('iframe', { src: 'https://example.com/' })`],
];
const made = `function made(tag, properties) {
  const element = Object.assign(document.createElement(tag), properties);
  document.body.append(element);
  return element;
}`;

for (const [what, attempt] of attempts) {
  test(`nothing leads away from the page: ${what}`, async ({ desktop, page }) => {
    const caught = await catchExternal(desktop);
    const before = page.url();
    await page.evaluate(`(() => { ${made}; ${attempt}; })()`);
    // Two rounds through the page and the main process: whatever was started has been refused by then.
    await page.evaluate(`new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))`);
    const windows = await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    expect(windows).toBe(1);
    await expect(page.getByRole('option', { name: '茶' })).toBeVisible();
    expect(page.url()).toBe(before);
    expect(await caught()).toEqual([]);
  });
}

test('an article opens in the system’s browser', async ({ desktop, page }) => {
  const caught = await catchExternal(desktop);
  await page.getByRole('option', { name: '茶' }).click();
  await page
    .getByRole('complementary', { name: 'Sources' })
    .getByRole('link', { name: 'Open article' })
    .click();
  await expect.poll(caught).toEqual(['https://example.com/article']);
  expect(page.url()).toMatch(address);
});

test('the page opens no article by itself', async ({ desktop, page }) => {
  const caught = await catchExternal(desktop);
  // For the page this counts as a click, but nobody touched a key or the mouse.
  const outcome = await page.evaluate(
    `window.gleaner.openExternal('https://example.com/article').then(() => 'opened', () => 'refused')`,
  );
  expect(outcome).toBe('refused');
  expect(await caught()).toEqual([]);
});

test('typing and closing at once saves', async ({ desktop, page, folder }) => {
  await page.getByRole('option', { name: '茶' }).click();
  const editor = page.getByRole('textbox', { name: 'Note text' });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('一段新的笔记\n');
  await desktop.close();
  expect(read(folder, post)).toBe(`${note}一段新的笔记\n`);
});

test('a notebook process that is killed comes back, and nothing typed is lost', async ({
  desktop,
  page,
  folder,
}) => {
  await page.getByRole('option', { name: '茶' }).click();
  const pidOf = () =>
    desktop.evaluate(
      ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Gleaner notebook')?.pid ?? null,
    );
  const first = await pidOf();
  if (first === null) throw new Error('there is no notebook process');
  await page.getByRole('textbox', { name: 'Note text' }).click();
  process.kill(first, 'SIGKILL');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('after the crash\n');
  await expect.poll(() => read(folder, post)).toBe(`${note}after the crash\n`);
  await expect(page.getByRole('status')).toHaveText('Saved');
  const second = await pidOf();
  expect(second).not.toBeNull();
  expect(second).not.toBe(first);
  write(folder, 'third.md', '# Third\n');
  await expect(page.getByRole('option', { name: 'Third' })).toBeVisible();
});

test('the menu has the commands of the page', async ({ desktop, page }) => {
  await expect(page.getByRole('listbox', { name: 'Notes' })).toBeVisible();
  const labels = () =>
    desktop.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(
        (menu) => menu.submenu?.items.map(({ label }) => label) ?? [],
      ),
    );
  await expect.poll(labels).toContain('New note');
});

test('nothing inline runs, and the policy says so', async ({ page }) => {
  const blocked = await page.evaluate<string>(`new Promise((done) => {
    document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.canary = true';
    document.body.append(script);
  })`);
  expect(blocked).toMatch(/^script-src/);
  expect(await page.evaluate(`'canary' in window`)).toBe(false);
});

test('the scheme serves the UI and nothing else, with its headers', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const urls = [
      '/',
      '/none.js',
      '/%2e%2e/electron/main.js',
      '/..%2felectron/main.js',
      '/%252e%252e/electron/main.js',
    ];
    const responses = await Promise.all(urls.map((url) => fetch(url)));
    const post = await fetch('/', { method: 'POST' });
    return [...responses, post].map((response) => [
      response.status,
      response.headers.get('content-security-policy')?.startsWith("default-src 'none'"),
      response.headers.get('x-content-type-options'),
    ]);
  });
  expect(answers).toEqual([200, 404, 404, 404, 404, 405].map((status) => [status, true, 'nosniff']));
});

test('the page reaches no network', async ({ page }) => {
  const outcome = await page.evaluate(() =>
    fetch('https://example.com/').then(
      () => 'answered',
      () => 'refused',
    ),
  );
  expect(outcome).toBe('refused');
});

test('permissions are refused', async ({ page }) => {
  const state = await page.evaluate(
    `navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`,
  );
  expect(state).toBe('denied');
});

test('a second start shows the window of the first and ends', async ({ desktop, page, folder, home }) => {
  await expect(page.getByRole('option', { name: '茶' })).toBeVisible();
  const second = spawn(runtime() ?? '', args(folder), { env: env(home), stdio: 'ignore' });
  const code = await new Promise((ended) => second.once('exit', ended));
  expect(code).toBe(0);
  expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await expect(page.getByRole('option', { name: '茶' })).toBeVisible();
});

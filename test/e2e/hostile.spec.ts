/** Notes written by someone else, and pages of someone else in the same browser. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemChromium } from '../../scripts/chromium.mjs';
import { expect, test } from './fixtures.ts';

const chromium = systemChromium();
test.use({
  launchOptions: {
    ...(chromium ? { executablePath: chromium } : {}),
    args: [
      '--disable-background-networking',
      '--host-resolver-rules=MAP evil.test 127.0.0.1',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  },
});

const script = 'window.__ran=(window.__ran||0)+1';
const payloads = [
  `<img src=x onerror="${script}">`,
  `<script>${script}</script>`,
  `"><svg/onload="${script}">`,
  `<iframe srcdoc="<script>parent.${script}</script>"></iframe>`,
  `javascript:${script}`,
  `<a href="javascript:${script}">x</a>`,
  `<style/onload="${script}">`,
  `{{constructor.constructor('${script}')()}}`,
];

function hostileNote(payload: string, i: number): string {
  const quoted = `'${payload.replaceAll("'", "''")}'`;
  return [
    '---',
    `title: ${quoted}`,
    `tags: [${quoted}, hostile]`,
    `category: ${quoted}`,
    `excerpt: ${quoted}`,
    'date: 2020-01-13',
    '---',
    '',
    `## ${payload}`,
    '',
    `### [${payload.replaceAll(/[[\]]/g, '')}](https://example.com/${String(i)})`,
    '',
    `${payload} ![${payload.replaceAll(/[[\]]/g, '')}](http://evil.test/pixel-${String(i)}.png)`,
    '',
    `[x](javascript:${script}) [y](data:text/html,<script>${script}</script>) <img src="http://evil.test/raw.png">`,
    '',
  ].join('\n');
}

test.describe('a notebook full of attacks', () => {
  test.use({
    files: Object.fromEntries(
      payloads.map((payload, i) => [`hostile-${String(i)}.md`, hostileNote(payload, i)]),
    ),
  });

  test('runs nothing, asks the network for nothing, and shows every text as text', async ({
    app,
    served,
  }) => {
    const foreign: string[] = [];
    app.on('request', (request) => {
      if (!request.url().startsWith(served.origin) && !/^(data|blob):/.test(request.url()))
        foreign.push(request.url());
    });
    app.on('dialog', (dialog) => {
      foreign.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    const options = app.getByRole('listbox', { name: 'Notes' }).getByRole('option');
    await expect(options).toHaveCount(payloads.length);
    for (let i = 0; i < payloads.length; i += 1) {
      await options.nth(i).click();
      await expect(
        app.getByRole('complementary', { name: 'Sources' }).getByRole('article').first(),
      ).toBeVisible();
      await options.nth(i).click({ button: 'right' });
      await expect(app.getByRole('menu')).toBeVisible();
      await app.keyboard.press('Escape');
    }
    await app
      .getByRole('treeitem', { name: /onerror/ })
      .first()
      .click();
    await expect(options).toHaveCount(1);
    await options.first().focus();
    await app.keyboard.press('F2');
    await expect(app.getByRole('dialog')).toBeVisible();
    await app.keyboard.press('Escape');
    expect(await app.evaluate(() => (window as { __ran?: number }).__ran ?? 0)).toBe(0);
    expect(foreign).toEqual([]);
    expect(app.url().startsWith(served.origin)).toBe(true);
  });

  test('an inline script that got into the page would not run', async ({ app }) => {
    const blocked = await app.evaluate(
      () =>
        new Promise<string>((done) => {
          document.addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective), {
            once: true,
          });
          const element = document.createElement('script');
          element.append('window.__ran = 1');
          document.body.append(element);
          setTimeout(() => done('not blocked'), 2000);
        }),
    );
    // The one for scripts or the one for text that becomes code, whichever looks first.
    expect(['script-src-elem', 'require-trusted-types-for']).toContain(blocked);
    expect(await app.evaluate(() => (window as { __ran?: number }).__ran ?? 0)).toBe(0);
  });
});

test('another page in the same browser learns nothing and changes nothing', async ({
  app,
  served,
  notebook,
  context,
}) => {
  await expect(app.getByRole('option').first()).toBeVisible();
  const before = notebook.read('2020-01-13-serverless.md');
  const attacker = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>evil</title>');
  });
  await new Promise<void>((listening) => attacker.listen(0, '127.0.0.1', listening));
  const { port } = attacker.address() as AddressInfo;
  const page = await context.newPage();
  await page.goto(`http://evil.test:${String(port)}/`);

  const learned = await page.evaluate(async (origin) => {
    const found: string[] = [];
    const rebound = origin.replace('127.0.0.1', 'evil.test');
    const attempts: [string, string, RequestInit][] = [
      ['fetch', origin, {}],
      ['fetch with cookies', origin, { credentials: 'include' }],
      ['plain post', `${origin}/session`, { method: 'POST', body: '{"token":"x"}', credentials: 'include' }],
      ['rebound', rebound, { credentials: 'include' }],
      ['rebound post', `${rebound}/session`, { method: 'POST', body: '{}', headers: { 'x-gleaner': '1' } }],
    ];
    for (const [name, url, init] of attempts) {
      try {
        const answer = await fetch(url, init);
        if (answer.ok) found.push(`${name}: ${await answer.text()}`);
      } catch {
        // Refused, as it should be.
      }
    }
    for (const address of [origin, rebound]) {
      await new Promise<void>((done) => {
        const socket = new WebSocket(`${address.replace('http', 'ws')}/notebook`);
        socket.onopen = () => {
          found.push(`socket ${address}`);
          done();
        };
        socket.onerror = () => done();
      });
    }
    await new Promise<void>((done) => {
      const frame = document.createElement('iframe');
      frame.src = origin;
      frame.onload = () => {
        try {
          if (frame.contentDocument?.body.textContent) found.push('frame');
        } catch {
          // Another origin: nothing to read.
        }
        done();
      };
      document.body.append(frame);
      setTimeout(done, 1500);
    });
    return found;
  }, served.origin);

  expect(learned).toEqual([]);
  expect(notebook.read('2020-01-13-serverless.md')).toBe(before);
  attacker.close();
});

/** The page's key: what keeps other servers of this machine out, for they are sent the cookie, too. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { expect, test } from './fixtures.ts';

const titles = (page: Page) => page.getByRole('listbox', { name: 'Notes' }).getByRole('option');

test('a page loaded again and a second tab need no new address', async ({ app, context, served }) => {
  await expect(titles(app).first()).toBeVisible();
  await app.reload();
  await expect(titles(app).first()).toBeVisible();
  const second = await context.newPage();
  await second.goto(served.origin);
  await expect(titles(second).first()).toBeVisible();
});

test('a page that has the cookie and lost the key asks for the new address', async ({ app }) => {
  await expect(titles(app).first()).toBeVisible();
  await app.evaluate(() => localStorage.clear());
  await app.reload();
  await expect(app.getByText('This address is not valid any more')).toBeVisible();
  await expect(titles(app)).toHaveCount(0);
});

test('what another program left in the storage of this port hinders nobody', async ({
  context,
  page,
  served,
}) => {
  await context.addInitScript(() => localStorage.setItem('gleaner.key', '拾\n穗'));
  await page.goto(served.address);
  await expect(titles(page).first()).toBeVisible();
});

test('a server on another port gets the cookie with one click, and can do nothing with it', async ({
  app,
  context,
  served,
}) => {
  await expect(titles(app).first()).toBeVisible();
  let cookie = '';
  const other = createServer((request, response) => {
    cookie = request.headers.cookie ?? cookie;
    response.setHeader('content-type', 'text/html').end('<a href="/more">more</a>');
  });
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${String((other.address() as AddressInfo).port)}/`);
  await page.getByRole('link').click();
  const stolen = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  expect(cookie).toBe(stolen);
  expect(cookie).not.toBe('');

  const { origin } = served;
  const asked = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gleaner': '1', origin, cookie },
    body: '{}',
  });
  expect(asked.status).toBe(403);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/notebook`, ['gleaner'], {
    headers: { origin, cookie },
  });
  const outcome = await new Promise<string>((done) => {
    socket.once('open', () => done('open')).once('error', (error) => done(error.message));
  });
  expect(outcome).toContain('401');
  await new Promise((closed) => other.close(closed));
});

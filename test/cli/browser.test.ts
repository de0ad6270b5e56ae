import { expect, test } from 'vitest';
import { browserCommand } from '../../cli/browser.ts';

const address = 'http://127.0.0.1:1234/#token=a&b;c$(d)';

test('the browser gets the address as one argument, through no shell', () => {
  expect(browserCommand(address, 'linux', { DISPLAY: ':0' })).toEqual(['xdg-open', address]);
  expect(browserCommand(address, 'linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open', address]);
  expect(browserCommand(address, 'darwin', {})).toEqual(['open', address]);
  expect(browserCommand(address, 'win32', {})).toEqual(['rundll32', 'url.dll,FileProtocolHandler', address]);
});

test('no browser is opened where there is no screen', () => {
  expect(browserCommand(address, 'linux', {})).toBeNull();
  expect(browserCommand(address, 'linux', { DISPLAY: '' })).toBeNull();
});

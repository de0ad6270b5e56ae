// Finds the Chromium that the end-to-end tests drive. No dependencies.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * @returns {string | null}
 * Absolute path of the system's Chromium or Chrome (`GLEANER_CHROMIUM` first), or `null`.
 */
export function systemChromium() {
  const wanted = process.env.GLEANER_CHROMIUM;
  if (wanted) return existsSync(wanted) ? wanted : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  return [...onPath, ...places].find((file) => existsSync(file)) ?? null;
}

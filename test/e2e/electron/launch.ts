/** What every desktop test starts from: the built app in a real Electron, on a notebook of its own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test as base, _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { removeFolder, temporaryFolder } from '../../temporary.ts';

export { expect };

const root = resolve(import.meta.dirname, '../../..');

export const note = `---
title: 茶
tags: [serverless]
---

### [An article](https://example.com/article)

What I took from it.
`;

interface Fixtures {
  folder: string;
  /** `GLEANER_HOME`. */
  home: string;
  desktop: ElectronApplication;
  /** The window's page, with its notes listed. */
  page: Page;
}

export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = temporaryFolder('gleaner-notes-');
    write(folder, '_posts/2020-01-13-茶.md', note);
    write(folder, 'second.md', '# Second\n\nMore.\n');
    await use(folder);
    removeFolder(folder);
  },

  home: async ({}, use) => {
    const home = temporaryFolder('gleaner-home-');
    await use(home);
    removeFolder(home);
  },

  desktop: async ({ folder, home }, use) => {
    const desktop = await _electron.launch({
      executablePath: runtime() ?? '',
      args: args(folder),
      env: env(home),
    });
    await use(desktop);
    await desktop.close();
  },

  page: async ({ desktop }, use) => {
    const page = await desktop.firstWindow();
    await expect(page.getByRole('listbox', { name: 'Notes' }).getByRole('option')).toHaveCount(2);
    await use(page);
  },
});

/** Why the desktop window cannot open here; `null` when it can. */
export function whyNot(): string | null {
  if (runtime() === null) return 'Electron’s runtime is not on this machine';
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Chromium’s sandbox does not run as root';
  return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? null : 'there is no display';
}

/** Electron's executable, where its package has fetched it; never fetched from here. */
export function runtime(): string | null {
  const electron = join(root, 'node_modules/electron');
  const name = join(electron, 'path.txt');
  if (!existsSync(name)) return null;
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(electron, 'dist');
  const file = join(dist, readFileSync(name, 'utf8').trim());
  return existsSync(file) ? file : null;
}

export function args(folder: string): string[] {
  return [root, '--lang=en', folder];
}

export function env(home: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(own), GLEANER_HOME: home };
}

export function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

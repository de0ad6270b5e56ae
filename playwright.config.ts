import { defineConfig } from '@playwright/test';
import { systemChromium } from './scripts/chromium.mjs';

const chromium = systemChromium();
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'test/e2e',
  timeout: 45_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  // A browser on a busy machine: one that passes only at its second try is named at the end as unsteady.
  retries: 1,
  forbidOnly: Boolean(process.env['CI']),
  reporter: process.env['GLEANER_REPORT']
    ? [['list'], ['json', { outputFile: process.env['GLEANER_REPORT'] }]]
    : 'list',
  projects: [
    {
      name: 'browser',
      testIgnore: 'electron/**',
      use: {
        viewport: { width: 1440, height: 900 },
        locale: 'en-US',
        launchOptions: {
          ...(chromium ? { executablePath: chromium } : {}),
          args: ['--disable-background-networking', ...(isRoot ? ['--no-sandbox'] : [])],
        },
      },
    },
    { name: 'electron', testMatch: 'electron/**/*.spec.ts' },
  ],
});

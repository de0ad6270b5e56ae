import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    pool: 'forks',
    testTimeout: 20_000,
    // theme.css is read by a test; otherwise vitest empties style sheets.
    css: true,
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/bench/**', 'node_modules/**'],
    pool: 'forks',
    // Vitest leaves one core free, which on two cores is half of them; many tests wait for processes and disks.
    maxWorkers: Math.max(2, availableParallelism()),
    // A test that hangs is ended; how long one takes on a busy machine is not judged.
    testTimeout: 60_000,
    // theme.css is read by a test; otherwise vitest empties style sheets.
    css: true,
  },
});

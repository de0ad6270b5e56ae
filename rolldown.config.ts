import { cpSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { withoutCodeEngines } from './bundling.ts';

/** Everything that runs on Node: the command line and the desktop window's processes. */
export default defineConfig([
  {
    input: { gleaner: 'cli/gleaner.ts' },
    platform: 'node',
    output: {
      dir: 'dist',
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
    plugins: [
      withoutCodeEngines(),
      {
        name: 'starter-notes',
        writeBundle: () => cpSync('notes/starter', 'dist/starter', { recursive: true }),
      },
    ],
  },
  {
    input: { main: 'electron/main.ts', 'notebook-process': 'electron/notebook-process.ts' },
    platform: 'node',
    external: ['electron'],
    plugins: [withoutCodeEngines()],
    output: {
      dir: 'dist/electron',
      format: 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'chunks/[name]-[hash].js',
    },
  },
  {
    // A sandboxed preload script is CommonJS and may import nothing but electron.
    input: { preload: 'electron/preload.ts' },
    platform: 'node',
    external: ['electron'],
    output: { dir: 'dist/electron', format: 'cjs', entryFileNames: '[name].cjs' },
  },
]);

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withOwnLanguages, withoutCodeEngines, withoutHtmlGrammar } from './bundling.ts';
import { diagramPage } from './diagram-page.ts';

/** The UI, built once and served by both hosts: `dist/ui`. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [
    react(),
    withoutCodeEngines(),
    withOwnLanguages(),
    { ...withoutHtmlGrammar(), enforce: 'pre' },
    diagramPage(),
  ],
  // Modules, because parts of it are loaded when a note needs them.
  worker: { format: 'es', plugins: () => [withoutCodeEngines()] },
  optimizeDeps: { rolldownOptions: { plugins: [withoutCodeEngines()] } },
  build: { outDir: '../dist/ui', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 2000 },
});

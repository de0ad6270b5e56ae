import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { withoutCodeEngines } from './bundling.ts';

/** The UI, built once and served by both hosts: `dist/ui`. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), withoutCodeEngines()],
  optimizeDeps: { rolldownOptions: { plugins: [withoutCodeEngines()] } },
  build: { outDir: '../dist/ui', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 2000 },
});

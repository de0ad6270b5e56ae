/** Where Electron starts: says where the built parts are. */
import { join } from 'node:path';
import { runDesktop } from './desktop.ts';

const here = import.meta.dirname;

runDesktop({
  ui: join(here, '../ui'),
  starter: join(here, '../starter'),
  preload: join(here, 'preload.cjs'),
  notebookProcess: join(here, 'notebook-process.js'),
});

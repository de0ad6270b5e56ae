/**
 * Opens the notebook argv[2] as a host does: one line on stdout when the first 100 rows are there, one when every note
 * was compared with the disk. Times in ms since `openNotebook` was called.
 */
import { writeSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// As the `gleaner` command does (cli/gleaner.ts).
enableCompileCache(join(import.meta.dirname, '.compiled'));
const { openNotebook } = await import('../../../notes/notebook.ts');
const started = performance.now();
const notebook = await openNotebook(process.argv[2] ?? '.');
const { rows, total } = await notebook.query({
  filter: '',
  sort: 'date',
  offset: 0,
  limit: 100,
  facets: false,
});
writeSync(1, 'rows\n');
const rowsMs = performance.now() - started;
await notebook.ready;
writeSync(
  1,
  `${JSON.stringify({ rowsMs, readyMs: performance.now() - started, rows: rows.length, total })}\n`,
);
await notebook.close();

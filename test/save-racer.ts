/**
 * Saves one note whenever it is told to: `node save-racer.ts FOLDER PATH NAME`. A line `BASE TIME` on stdin saves text of
 * its own over BASE at that moment (ms since the epoch); the answer is one line of JSON.
 */
import { createInterface } from 'node:readline';
import { openNotebook } from '../notes/notebook.ts';

const [folder = '', path = '', name = ''] = process.argv.slice(2);
const notebook = await openNotebook(folder, { watch: false });
await notebook.ready;
process.stdout.write('{"kind":"ready"}\n');
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const [base = '', at = ''] = line.split(' ');
  // Busy, because a timer is too coarse for two processes to meet.
  while (Date.now() < Number(at)) continue;
  const result = await notebook.save({ path, base, text: `${name} ${++count}\n` });
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
await notebook.close();

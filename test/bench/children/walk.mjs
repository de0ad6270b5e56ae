// The reference "walk + stat": lists every folder and asks the disk about every note, one after the other, and no more:
// readdirSync({ withFileTypes }) for each folder, lstatSync for each *.md; sizes are added up so that nothing is idle.
import { lstatSync, readdirSync, writeSync } from 'node:fs';

const started = performance.now();
const open = [process.argv[2]];
let notes = 0;
let bytes = 0;
for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) open.push(path);
    else if (entry.name.endsWith('.md')) {
      bytes += lstatSync(path).size;
      notes++;
    }
  }
}
writeSync(1, `${JSON.stringify({ ms: performance.now() - started, notes, bytes })}\n`);

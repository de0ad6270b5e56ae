/** Tries every method, or those named, and prints a row for each: `node all.ts [--long] [--minutes=N] [NAME…]`. */
import { methods } from './methods.ts';
import { missingFor, tryMethod } from './trying.ts';

const options = process.argv.slice(2).filter((one) => one.startsWith('--'));
const names = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const chosen = methods.filter(({ name }) => names.length === 0 || names.includes(name));
let failures = 0;
const skipped: string[] = [];
console.log('| method | what it tries | tried | survived | seconds | |\n|---|---|--:|--:|--:|---|');
for (const method of chosen) {
  const missing = missingFor(method);
  if (missing !== '') {
    skipped.push(`${method.name} (needs ${missing})`);
    console.log(`| ${method.name} | ${method.tries} | - | - | - | SKIPPED: needs ${missing} |`);
    continue;
  }
  const started = performance.now();
  const { tried, lost, remark = '' } = tryMethod(method, options);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (lost.length > 0 || tried === 0) failures++;
  console.log(
    `| ${method.name} | ${method.tries} | ${tried} | ${Math.max(0, tried - lost.length)} | ${seconds} | ${remark} |`,
  );
  for (const one of lost.slice(0, 20)) console.log(`    LOST: ${one}`);
}
if (skipped.length > 0)
  console.log(`\n!! SKIPPED ${skipped.length} of ${chosen.length}: ${skipped.join('; ')}`);
console.log(
  `\n${chosen.length - failures - skipped.length} methods passed, ${failures} failed, ${skipped.length} skipped`,
);
process.exit(failures === 0 ? 0 : 1);

/** A host that is to be killed: `node never-lost-host.ts <folder>`. Carries out one call of the contract for each line, and answers with a line. */
import { createInterface } from 'node:readline';
import type { CallName } from '../notes/api.ts';
import { calls } from '../notes/calls.ts';
import { openNotebook } from '../notes/notebook.ts';

const [folder = ''] = process.argv.slice(2);
const notebook = await openNotebook(folder);
await notebook.ready;
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line) as { name: CallName; args: unknown };
  const call = notebook[name] as (args: unknown) => Promise<unknown>;
  const result = await call(calls[name].parse(args)).catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** Tries one method, in this process: `node one.ts NAME [--long]`. Prints its outcome as JSON on the last line. */
import { Lab } from './lab.ts';
import { methods } from './methods.ts';

const [name = '', ...options] = process.argv.slice(2);
const method = methods.find((one) => one.name === name);
if (method === undefined) throw new Error(`There is no method ${name}.`);
const minutes = Number(options.find((one) => one.startsWith('--minutes='))?.slice(10) ?? 30);
const lab = new Lab(options.includes('--long'), minutes);
const stop = () => {
  lab.close();
  process.exit(1);
};
process.on('SIGTERM', stop).on('SIGINT', stop);
try {
  process.stdout.write(`\n${JSON.stringify(await method.run(lab))}\n`);
} finally {
  lab.close();
}
process.exit(0);

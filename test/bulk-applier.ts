/**
 * Another process that changes the tags of many notes: `node bulk-applier.ts FOLDER OLD NEW` renames, `… FOLDER BATCH WAY`
 * ends what a crash cut off. Prints a line when it begins, and one when it is done.
 */
import type { TagChange } from '../notes/api.ts';
import { openNotebook } from '../notes/notebook.ts';

const [folder = '', one = '', other = ''] = process.argv.slice(2);
const notebook = await openNotebook(folder, { watch: false });
await notebook.ready;
if (other === 'continue' || other === 'roll-back') {
  process.stdout.write('begins\n');
  await notebook.bulkResolve({ batch: one, way: other });
} else {
  const change: TagChange = { kind: 'rename', from: [one], to: other };
  const { plan } = await notebook.bulkPreview({ change, offset: 0, limit: 1 });
  process.stdout.write('begins\n');
  await notebook.bulkApply({ change, plan });
}
process.stdout.write('done\n');
await notebook.close();

/** Another process that has the same notebook open: `node notebook-other.ts FOLDER [only-open]`. */
import { openNotebook } from '../notes/notebook.ts';

const [folder = '', only] = process.argv.slice(2);
const notebook = await openNotebook(folder);
if (only === undefined) {
  for (let index = 0; index < 40; index++) {
    await notebook.save({ path: `别人的/${index}.md`, base: null, text: `# 别人的 ${index}\n` });
  }
}
await notebook.ready;
await notebook.close();

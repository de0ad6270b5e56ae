/** Saves one note again and again until it is killed: `node saver.ts <folder> <path>`. Prints a line per save. */
import { openFolder } from '../../notes/files/folder.ts';

const [folder = '', path = ''] = process.argv.slice(2);
const notes = openFolder(folder);
for (let count = Number(notes.read(path).text.split('\n')[0]); ; count++) {
  const result = await notes.save(path, notes.read(path).version, textOf(count + 1));
  if (result.kind !== 'saved') throw new Error(result.kind);
  process.stdout.write(`${count + 1}\n`);
}

/** Large enough that a write in place would take several pages. */
function textOf(count: number): string {
  return `${count}\n` + `${count} 茶 `.repeat(20_000 + (count % 7) * 1000) + `\n${count}\n`;
}

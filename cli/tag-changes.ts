/** `gleaner tag rename`, `merge`, `undo`, `resume`, `rollback`: the tags of many notes at once. */
import { CommanderError } from 'commander';
import {
  type BulkNote,
  type BulkResult,
  type Notebook,
  NotesError,
  type SkippedNote,
  type TagChange,
} from '../notes/api.ts';
import { counted, print, withNotebook } from './reading.ts';
import { oneLine, printable } from './report.ts';

/** How much is asked for at once. The contract allows 1000. */
const windowSize = 1000;

/** `names`: the old ones and, last, the new one. With `dryRun` it only prints what would be done. */
export async function renameTags(
  folder: string,
  names: string[],
  { dryRun = false }: { dryRun?: boolean },
): Promise<void> {
  const from = names.slice(0, -1);
  const to = names.at(-1) ?? '';
  if (from.length === 0)
    throw new CommanderError(2, 'gleaner.tags', 'Two tags are needed: the old one and the new one.');
  const change: TagChange = { kind: 'rename', from, to };
  const skipped = await withNotebook(folder, (notebook) => renamed(notebook, folder, change, dryRun));
  if (skipped > 0 && !dryRun) throw leftAsTheyAre(skipped);
}

/** Without `batch` the last change that was not taken back. */
export async function undoChange(folder: string, batch: string | undefined): Promise<void> {
  const skipped = await withNotebook(folder, async (notebook) => {
    await refuseWhilePending(notebook, folder);
    return report(await notebook.bulkUndo({ batch: batch ?? null }), 'changed back');
  });
  if (skipped > 0) throw leftAsTheyAre(skipped);
}

/** Ends what a crash cut off. */
export async function endChange(folder: string, way: 'continue' | 'roll-back'): Promise<void> {
  const skipped = await withNotebook(folder, async (notebook) => {
    const pending = await notebook.bulkPending({});
    if (pending === null) {
      print('No change of tags was cut off.\n');
      return 0;
    }
    const result = await notebook.bulkResolve({ batch: pending.batch, way });
    return report(result, way === 'continue' ? 'changed' : 'changed back');
  });
  if (skipped > 0) throw leftAsTheyAre(skipped);
}

/** Answers how many notes were left as they are. */
async function renamed(
  notebook: Notebook,
  folder: string,
  change: TagChange,
  isDryRun: boolean,
): Promise<number> {
  if (!isDryRun) await refuseWhilePending(notebook, folder);
  const shown = await notebook.bulkPreview({ change, offset: 0, limit: windowSize });
  const notes = shown.notes;
  while (notes.length < shown.total) {
    const next = await notebook.bulkPreview({ change, offset: notes.length, limit: windowSize });
    if (next.plan !== shown.plan || next.notes.length === 0)
      throw new NotesError('busy', 'Notes were changed by another program just now. Run the command again.');
    notes.push(...next.notes);
  }
  if (isDryRun) {
    for (const note of notes) print(diffOf(note));
    printSkipped(shown.skipped);
    print(`${counted(shown.total, 'note')} would change.\n`);
    return shown.skipped.length;
  }
  if (shown.total === 0) {
    printSkipped(shown.skipped);
    print('No note was changed: none has such a tag that can be changed.\n');
    return shown.skipped.length;
  }
  const result = await notebook.bulkApply({ change, plan: shown.plan });
  const left = new Set(result.skipped.map(({ path }) => path));
  for (const { path } of notes) if (!left.has(path)) print(`${printable(path)}\n`);
  const skipped = [...shown.skipped, ...result.skipped];
  report({ ...result, skipped }, 'changed');
  print(`Taken back by: gleaner tag undo ${printable(folder)} ${result.batch}\n`);
  return skipped.length;
}

async function refuseWhilePending(notebook: Notebook, folder: string): Promise<void> {
  const pending = await notebook.bulkPending({});
  if (pending === null) return;
  const { done, total } = pending;
  const here = printable(folder);
  throw new NotesError(
    'busy',
    `An earlier change of tags was cut off after ${done} of ${counted(total, 'note')}. ` +
      `Finish it with \`gleaner tag resume ${here}\`, or take it back with \`gleaner tag rollback ${here}\`.`,
  );
}

function report({ changed, skipped }: BulkResult, done: string): number {
  printSkipped(skipped);
  print(`${counted(changed, 'note')} ${done}.\n`);
  return skipped.length;
}

function printSkipped(skipped: readonly SkippedNote[]): void {
  for (const { message } of skipped) print(`Left as it is: ${oneLine(message)}\n`);
}

function leftAsTheyAre(count: number): NotesError {
  return new NotesError(
    'bad-argument',
    `${counted(count, 'note')} could not be changed and ${count === 1 ? 'is' : 'are'} as before; the lines above say why.`,
  );
}

/** As `diff -U0` writes it. */
function diffOf({ path, changes }: BulkNote): string {
  let moved = 0;
  const hunks = changes.map(({ line, before, after }) => {
    const place = `@@ -${rangeOf(line, before.length)} +${rangeOf(line + moved, after.length)} @@\n`;
    moved += after.length - before.length;
    return place + lines('-', before) + lines('+', after);
  });
  return `--- ${printable(path)}\n+++ ${printable(path)}\n${hunks.join('')}`;
}

function rangeOf(line: number, count: number): string {
  if (count === 1) return String(line);
  return count === 0 ? `${line - 1},0` : `${line},${count}`;
}

function lines(sign: string, texts: readonly string[]): string {
  return texts.map((text) => `${sign}${printable(text)}\n`).join('');
}

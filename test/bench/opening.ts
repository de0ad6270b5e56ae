/** T4, T6, T7: opening a notebook that was open before, and what its index costs on the disk and in memory. */
import { join } from 'node:path';
import { NotebookProcess, run } from './processes.ts';
import { queriesOf } from './queries.ts';
import { compared, limited, type Row, shownMegabytes } from './report.ts';
import { median } from './samples.ts';
import { bytesIn, emptyNode, type Setting, walkAndStat } from './setting.ts';

/** T4: a notebook that was open before. */
export async function coldOpen(setting: Setting): Promise<Row[]> {
  const { corpus, built, rounds } = setting;
  const env = { GLEANER_HOME: await setting.indexedHome() };
  const rows: number[] = [];
  const empty: number[] = [];
  const ready: number[] = [];
  const walked: number[] = [];
  const inside: number[] = [];
  // The first round warms the disk's cache and is not counted.
  for (let round = -1; round < rounds * 2; round++) {
    const walk = await walkAndStat(corpus.folder);
    const opened = await run(process.execPath, [join(built, 'open.js'), corpus.folder], { env });
    const node = await emptyNode();
    const { readyMs, rowsMs, total } = JSON.parse(opened.output.split('\n')[1] ?? '{}') as Record<
      string,
      number
    >;
    if (total !== corpus.notes) throw new Error(`${String(total)} notes are listed of ${corpus.notes}.`);
    if (round < 0 || opened.firstMs === null || readyMs === undefined || rowsMs === undefined) continue;
    rows.push(opened.firstMs);
    empty.push(node);
    ready.push(readyMs);
    walked.push(walk);
    inside.push(rowsMs);
  }
  const hasTarget = corpus.notes >= 10_000;
  return [
    compared({
      row: 'T4',
      what: 'cold open with an index: every note compared with the disk',
      measured: ready,
      reference: { name: 'walk+stat', values: walked },
      most: hasTarget ? 2 : null,
    }),
    compared({
      row: 'T4',
      what: 'cold open with an index: process start to the first 100 rows',
      measured: rows,
      reference: { name: 'empty Node', values: empty },
      most: 1.6,
      raw: { insideMs: inside },
    }),
  ];
}

/** T6: the data folder after everything was indexed and closed. */
export async function indexSize(setting: Setting): Promise<Row[]> {
  const bytes = bytesIn(await setting.indexedHome());
  const ratio = bytes / setting.corpus.bytes;
  return [
    {
      row: 'T6',
      what: 'index on the disk',
      measured: shownMegabytes(bytes),
      reference: `notes ${shownMegabytes(setting.corpus.bytes)}`,
      ratio,
      target: '<= 1.00 x',
      verdict: ratio <= 1 ? 'met' : 'short',
      raw: { index: bytes, notes: setting.corpus.bytes },
    },
  ];
}

/** T7: the notebook's process after it opened, answered 100 queries and had a second for itself. */
export async function memory(setting: Setting): Promise<Row[]> {
  const { corpus, built, seed, rounds } = setting;
  const home = await setting.indexedHome();
  const resident: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const notebook = new NotebookProcess(built, corpus.folder, home);
    await notebook.ready();
    for (const { filter } of queriesOf(corpus, seed + round, 100)) {
      await notebook.call('query', { filter, sort: 'date', offset: 0, limit: 50, facets: true });
    }
    await new Promise((idle) => setTimeout(idle, 1000));
    resident.push((await notebook.memory()).resident);
    await notebook.close();
  }
  const most = corpus.notes >= 100_000 ? 400e6 : 200e6;
  const what = 'resident memory of the notebook’s process after 100 queries';
  return [limited({ row: 'T7', what, raw: resident }, median(resident), most, shownMegabytes)];
}

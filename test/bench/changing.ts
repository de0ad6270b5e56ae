/** T8 to T10: what was changed, here or by another program, and how soon it is known; what a save takes. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NotebookEvent } from '../../notes/api.ts';
import { lent } from './corpus.ts';
import { NotebookProcess, run } from './processes.ts';
import { compared, limited, type Row, shownMs } from './report.ts';
import { largest, median, quantile } from './samples.ts';
import { type Setting, walkAndStat } from './setting.ts';

const pause = (ms: number): Promise<void> => new Promise((wait) => setTimeout(wait, ms));
const p99 = (values: readonly number[]): number => quantile(values, 0.99);
/** What was not heard of after that long was missed. */
const patienceMs = 10_000;

/** T8: a word that is in no other note, saved and searched for until it is found. */
export function ownEdits(setting: Setting): Promise<Row[]> {
  const { corpus, built, rounds } = setting;
  return lent(corpus, async () => {
    const notebook = new NotebookProcess(built, corpus.folder, await setting.indexedHome());
    await notebook.indexed();
    const times: number[] = [];
    for (let round = 0; round < rounds * 20; round++) {
      const path = corpus.paths[(round * 37) % corpus.paths.length] ?? '';
      const original = readFileSync(join(corpus.folder, path));
      const { value: note } = await notebook.call('read', { path });
      const word = `zuletzt${round}x`;
      const text = `${note.text}\n${word} 刚刚写下的。\n`;
      const { value: saved } = await notebook.call('save', { path, base: note.version, text });
      if (saved.kind !== 'saved') throw new Error(`${path} was not saved: ${saved.kind}`);
      const from = performance.now();
      for (;;) {
        const args = { filter: word, sort: 'date', offset: 0, limit: 50, facets: false } as const;
        const { value } = await notebook.call('query', args);
        if (value.rows.some((row) => row.path === path)) break;
        if (performance.now() - from > patienceMs)
          throw new Error(`${word} is not found in ${path} after its save.`);
      }
      times.push(performance.now() - from);
      writeFileSync(join(corpus.folder, path), original);
    }
    await notebook.close();
    const what = `own save to the search that finds it, p99 of ${times.length}`;
    return [limited({ row: 'T8', what, raw: { times, p50: median(times) } }, p99(times), 50, shownMs)];
  });
}

/** T9: what other programs do to the notes. */
export function outsideChanges(setting: Setting): Promise<Row[]> {
  const { corpus, built } = setting;
  return lent(corpus, async () => {
    const start = await watcherStart(setting);
    const notebook = new NotebookProcess(built, corpus.folder, await setting.indexedHome());
    await notebook.indexed();
    await pause(500);
    const watch = heard(notebook);
    const rows = [
      await singleChanges(setting, watch),
      await burst(setting, notebook),
      await newFolders(setting, notebook),
      await replaces(setting, watch),
      start,
    ];
    watch.stop();
    await notebook.close();
    return rows;
  });
}

interface Heard {
  /** Every time that a path was named in a `changed` event. */
  times: Map<string, number[]>;
  stop(): void;
}

function heard(notebook: NotebookProcess): Heard {
  const times = new Map<string, number[]>();
  const stop = notebook.listen((event: NotebookEvent) => {
    if (event.kind !== 'changed') return;
    for (const { path } of event.notes) times.set(path, [...(times.get(path) ?? []), performance.now()]);
  });
  return { times, stop };
}

async function singleChanges({ corpus, rounds }: Setting, { times }: Heard): Promise<Row> {
  const delays: number[] = [];
  let misses = 0;
  for (let round = 0; round < rounds * 20; round++) {
    const path = corpus.paths[(round * 53 + 11) % corpus.paths.length] ?? '';
    const file = join(corpus.folder, path);
    const original = readFileSync(file);
    times.delete(path);
    const from = performance.now();
    writeFileSync(file, `${original.toString()}\nChanged outside, ${round}.\n`);
    while (!times.has(path) && performance.now() - from < patienceMs) await pause(1);
    const at = times.get(path)?.[0];
    if (at === undefined) misses++;
    else delays.push(at - from);
    writeFileSync(file, original);
    await pause(40);
  }
  const what = `outside change to its event, p99 of ${rounds * 20} (${misses} missed)`;
  return limited(
    { row: 'T9', what, raw: { delays, p50: median(delays), misses } },
    misses > 0 ? Infinity : p99(delays),
    50,
    shownMs,
  );
}

/** How many of `wanted` notes with a tag are listed in the end, and when. */
async function listed(
  notebook: NotebookProcess,
  tag: string,
  wanted: number,
): Promise<{ total: number; ms: number }> {
  const from = performance.now();
  for (;;) {
    const args = { filter: `tag:${tag}`, sort: 'date', offset: 0, limit: 1, facets: false } as const;
    const { value } = await notebook.call('query', args);
    const ms = performance.now() - from;
    if (value.total === wanted || ms > patienceMs) return { total: value.total, ms };
    await pause(5);
  }
}

const small = (tag: string, n: number): string => `---\ntitle: ${tag} ${n}\ntags: ${tag}\n---\n\n突发 ${n}\n`;

function counted(what: string, missed: number, times: readonly number[], raw: object): Row {
  return {
    ...{ row: 'T9', what, reference: '', ratio: null, target: '0 missed', raw },
    measured: `${missed} missed, all listed after ${shownMs(largest(times))}`,
    verdict: missed === 0 ? 'met' : 'short',
  };
}

async function burst({ corpus, rounds }: Setting, notebook: NotebookProcess): Promise<Row> {
  const times: number[] = [];
  let missed = 0;
  for (let round = 0; round < rounds; round++) {
    const folder = join(corpus.folder, `burst-${round}`);
    mkdirSync(folder);
    for (let n = 0; n < 1000; n++) writeFileSync(join(folder, `${n}.md`), small(`burst${round}`, n));
    const { total, ms } = await listed(notebook, `burst${round}`, 1000);
    missed += 1000 - total;
    times.push(ms);
    rmSync(folder, { recursive: true });
    await listed(notebook, `burst${round}`, 0);
  }
  return counted(`burst of 1,000 new notes, ${rounds} times`, missed, times, { times, missed });
}

async function newFolders({ corpus }: Setting, notebook: NotebookProcess): Promise<Row> {
  const trials = 12;
  const times: number[] = [];
  let missed = 0;
  for (let trial = 0; trial < trials; trial++) {
    const tag = `nested${trial}`;
    let folder = join(corpus.folder, tag);
    for (let depth = 0; depth < 5; depth++, folder = join(folder, `${depth}`)) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${depth}.md`), small(tag, depth));
    }
    const { total, ms } = await listed(notebook, tag, 5);
    missed += 5 - total;
    times.push(ms);
    rmSync(join(corpus.folder, tag), { recursive: true });
    await listed(notebook, tag, 0);
  }
  return counted(`new nested folders at once, 5 deep, ${trials} times`, missed, times, { times, missed });
}

async function replaces({ corpus, rounds }: Setting, { times }: Heard): Promise<Row> {
  const counts: number[] = [];
  for (let round = 0; round < rounds * 2; round++) {
    const path = corpus.paths[(round * 71 + 5) % corpus.paths.length] ?? '';
    const file = join(corpus.folder, path);
    const original = readFileSync(file);
    const replace = (text: string | Buffer): void => {
      writeFileSync(join(dirname(file), '.other-program.tmp'), text);
      renameSync(join(dirname(file), '.other-program.tmp'), file);
    };
    await pause(100);
    times.delete(path);
    replace(`${original.toString()}\nReplaced, ${round}.\n`);
    // Also what is found by looking again after a second of calm would be counted.
    await pause(1600);
    counts.push(times.get(path)?.length ?? 0);
    replace(original);
    await pause(100);
  }
  const isOnce = counts.every((count) => count === 1);
  return {
    ...{
      row: 'T9',
      what: `atomic replace, ${counts.length} times`,
      reference: '',
      ratio: null,
      target: '1 change each',
      raw: counts,
    },
    measured: isOnce ? '1 change each' : `changes: ${counts.join(' ')}`,
    verdict: isOnce ? 'met' : 'short',
  };
}

async function watcherStart({ corpus, built, rounds }: Setting): Promise<Row> {
  const started: number[] = [];
  const walked: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const walk = await walkAndStat(corpus.folder);
    const { output } = await run(process.execPath, [join(built, 'files.js'), 'watch', corpus.folder]);
    if (round < 0) continue;
    walked.push(walk);
    started.push((JSON.parse(output) as { ms: number }).ms);
  }
  const what = 'watcher start: every folder watched, every note compared';
  return compared({
    row: 'T9',
    what,
    measured: started,
    reference: { name: 'walk+stat', values: walked },
    most: 4,
  });
}

/** T10: fsync of the file and of its folder, against a plain write of the same bytes. */
export function saves(setting: Setting): Promise<Row[]> {
  const { corpus, built, rounds } = setting;
  return lent(corpus, async () => {
    const saved: number[] = [];
    const written: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const path = corpus.paths[(round * 101) % corpus.paths.length] ?? '';
      const { output } = await run(process.execPath, [
        join(built, 'files.js'),
        'saves',
        corpus.folder,
        path,
        '160',
      ]);
      rmSync(join(corpus.folder, `${path}.plain`), { force: true });
      const times = JSON.parse(output) as { saved: number[]; written: number[] };
      // The first ones compile the code.
      saved.push(...times.saved.slice(60));
      written.push(...times.written.slice(60));
    }
    const reference = { name: 'writeFile', values: written };
    return [
      compared({ row: 'T10', what: 'durable save of a note, p50', measured: saved, reference, most: 3 }),
    ];
  });
}

/** T5: opening a notebook for the first time, and how the rest goes on meanwhile. */
import { NotebookProcess } from './processes.ts';
import { queriesOf } from './queries.ts';
import { compared, limited, type Row, shownMs } from './report.ts';
import { largest, median, quantile } from './samples.ts';
import { catAll, type Setting } from './setting.ts';

/** How often a call is made while a notebook is indexed for the first time. */
const everyMs = 20;

interface FirstOpen {
  usableMs: number;
  indexedMs: number;
  waits: number[];
  /** How often progress was told. */
  progress: number;
  worst: Map<string, number>;
  /** Bytes. */
  memory: number;
}

/** T5: a notebook that was never open before. */
export async function firstOpen(setting: Setting): Promise<Row[]> {
  const { corpus, longRounds, hasCat } = setting;
  const opens: FirstOpen[] = [];
  const cats: number[] = [];
  for (let round = 0; round < longRounds; round++) {
    setting.say(`T5: first open, round ${round + 1} of ${longRounds}`);
    if (hasCat) cats.push(await catAll(corpus.folder));
    opens.push(await openFirst(setting));
  }
  const cat = hasCat ? { name: 'cat', values: cats } : null;
  const hasTarget = corpus.notes >= 10_000;
  const waits = opens.map(({ waits }) => largest(waits));
  const progress = Math.min(...opens.map(({ progress }) => progress));
  return [
    compared({
      row: 'T5',
      what: 'first open: until the list shows 100 notes',
      measured: opens.map(({ usableMs }) => usableMs),
      reference: cat,
      most: hasTarget ? 5 : null,
    }),
    compared({
      row: 'T5',
      what: `first open: until everything is indexed (progress told ${progress} times)`,
      measured: opens.map(({ indexedMs }) => indexedMs),
      reference: cat,
      most: hasTarget ? 60 : null,
      raw: { notesPerSecond: corpus.notes / (median(opens.map(({ indexedMs }) => indexedMs)) / 1000) },
    }),
    limited(
      {
        row: 'T5',
        what: 'first open: longest wait of a call meanwhile (median of rounds)',
        raw: opens.map(({ waits, worst, memory }) => ({
          worst: largest(waits),
          p99: quantile(waits, 0.99),
          p50: median(waits),
          worstOf: Object.fromEntries(worst),
          memory,
        })),
      },
      median(waits),
      50,
      shownMs,
    ),
  ];
}

async function openFirst(setting: Setting): Promise<FirstOpen> {
  const { corpus, built } = setting;
  const started = performance.now();
  const notebook = new NotebookProcess(built, corpus.folder, setting.emptyHome());
  let progress = 0;
  notebook.listen((event) => {
    if (event.kind === 'state' && (event.state.scanning !== null || event.state.indexing !== null))
      progress++;
  });
  await notebook.call('state', {});
  const caller = startCalls(setting, notebook);
  await notebook.indexed();
  const indexedMs = performance.now() - started;
  const { waits, worst, usableAt } = await caller.stop();
  const { resident } = await notebook.memory();
  await notebook.close();
  return {
    usableMs: usableAt === null ? indexedMs : usableAt - started,
    indexedMs,
    waits,
    progress,
    worst,
    memory: resident,
  };
}

interface Calls {
  waits: number[];
  /** The longest wait of each kind of call. */
  worst: Map<string, number>;
  /** When the list first had 100 notes; `null`: not before the end. */
  usableAt: number | null;
}

/** Calls the notebook every 20 ms, as the windows of a person who reads and searches would, and notes how long it takes. */
function startCalls({ corpus, seed }: Setting, notebook: NotebookProcess): { stop(): Promise<Calls> } {
  const queries = queriesOf(corpus, seed, 50);
  const calls: Calls = { waits: [], worst: new Map(), usableAt: null };
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const list = { filter: '', sort: 'date', offset: 0, limit: 100, facets: false } as const;
  let turn = 0;

  const timed = async (what: string, call: () => Promise<unknown>): Promise<void> => {
    const from = performance.now();
    await call();
    const ms = performance.now() - from;
    calls.waits.push(ms);
    calls.worst.set(what, Math.max(calls.worst.get(what) ?? 0, ms));
  };
  const askList = async (): Promise<void> => {
    const { value } = await notebook.call('query', list);
    if (value.rows.length >= Math.min(100, corpus.notes)) calls.usableAt ??= performance.now();
  };
  const next = (): Promise<void> => {
    turn++;
    if (calls.usableAt === null || turn % 4 === 0) return timed('list', askList);
    const filter = queries[turn % queries.length]?.filter ?? '';
    if (turn % 4 === 1) return timed('search', () => notebook.call('query', { ...list, filter, limit: 50 }));
    if (turn % 4 === 2) return timed('counts', () => notebook.call('query', { ...list, facets: true }));
    return timed('read', () =>
      notebook.call('read', { path: corpus.paths[turn % corpus.paths.length] ?? '' }),
    );
  };
  const clock = setInterval(() => {
    const call = next().catch((error: unknown) => void failures.push(error));
    underWay.add(call);
    void call.finally(() => underWay.delete(call));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(clock);
      await Promise.all(underWay);
      if (failures.length > 0) throw failures[0];
      return calls;
    },
  };
}

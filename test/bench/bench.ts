/**
 * `npm run bench`: every target of Gleaner's performance, each against something measured in the same run, because
 * times differ from machine to machine and ratios much less.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { outsideChanges, ownEdits, saves } from './changing.ts';
import { benchFolder, corpusOf } from './corpus.ts';
import { againstJoplin } from './joplin.ts';
import { firstOpen } from './first-open.ts';
import { linkTimes } from './linking.ts';
import { coldOpen, indexSize, memory } from './opening.ts';
import { painting } from './painting.ts';
import { endNotebooks } from './processes.ts';
import { exitCodeOf, lineOf, markdownOf, type Row, tableOf, unmeasured } from './report.ts';
import { searches, searchTimes, searchTruth } from './searching.ts';
import { buildChildren, howToGetRipgrep, type Setting, settingFor } from './setting.ts';

const root = resolve(import.meta.dirname, '../..');
const usage =
  'Usage: npm run bench [-- [--notes 1000|10000|100000] [--only T1,T4] [--seed N] [--rounds N] [--out FILE] [--markdown]]';
const sizes = [50, 1000, 10_000, 100_000];

type Group = (setting: Setting, wants: (row: string) => boolean) => Promise<Row[]>;

const groups: [rows: string[], what: string, measure: Group][] = [
  [['T4'], 'opening with an index', coldOpen],
  [['T1', 'T2'], 'searching', searchTimes],
  [['T3'], 'what is found', searchTruth],
  [['T5'], 'opening for the first time', firstOpen],
  [['T6'], 'size of the index', indexSize],
  [['T7'], 'memory', memory],
  [['T8'], 'own edits', ownEdits],
  [['T9'], 'changes outside', outsideChanges],
  [['T10'], 'saving', saves],
  [['T11', 'T12'], 'painting', painting],
  [['T14'], 'links between notes', linkTimes],
];

await main();

async function main(): Promise<void> {
  const wanted = readArguments();
  if (wanted === null) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const { notes, seed, rounds, longRounds, only } = wanted;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const started = performance.now();
  say(`${notes.toLocaleString('en')} notes, seed ${seed}, in ${benchFolder}`);
  const corpus = corpusOf(notes, seed);
  const built = await buildChildren(join(benchFolder, `built-${process.pid}`));
  const setting = settingFor(corpus, built, { seed, rounds, longRounds, say });
  if (!setting.hasRipgrep) say(howToGetRipgrep);
  const wants = (row: string): boolean => only === null || only.includes(row);
  const rows: Row[] = [];
  try {
    for (const [names, what, measure] of groups) {
      const here = names.filter(wants);
      if (here.length === 0) continue;
      say(`${here.join(', ')}: ${what} …`);
      const measured = await attempted(here.join(', '), what, () => measure(setting, wants));
      const asked = measured.filter(({ row }) => wants(row) || row.includes(','));
      for (const row of asked) say(`  ${lineOf(row)}`);
      rows.push(...asked);
    }
    if (wants('T13')) rows.push(...(await attempted('T13', 'Joplin', () => joplinRows(setting, rows))));
  } finally {
    setting.clean();
    rmSync(built, { recursive: true, force: true });
  }
  rows.sort((a, b) => Number(/\d+/.exec(a.row)?.[0]) - Number(/\d+/.exec(b.row)?.[0]));
  const results = {
    machine: machine(),
    notes,
    bytes: corpus.bytes,
    seed,
    rounds,
    longRounds,
    seconds: (performance.now() - started) / 1000,
    rows,
  };
  const file = resolve(wanted.out ?? join(root, 'bench/results.json'));
  mkdirSync(resolve(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  process.stdout.write(`${wanted.markdown ? markdownOf(rows) : tableOf(rows)}\n`);
  if (!setting.hasRipgrep) process.stdout.write(`${howToGetRipgrep}\n`);
  process.exitCode = exitCodeOf(rows);
}

/** A row that fails says so in its place, and the others are measured all the same. */
async function attempted(row: string, what: string, work: () => Promise<Row[]>): Promise<Row[]> {
  try {
    return await work();
  } catch (error) {
    endNotebooks();
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return [unmeasured(row, what, 'failed', error instanceof Error ? error.message : String(error))];
  }
}

async function joplinRows(setting: Setting, rows: readonly Row[]): Promise<Row[]> {
  const first =
    rows.find(({ what }) => what.startsWith('first open: until everything')) ?? (await firstOpen(setting))[1];
  const { measured } = first?.raw as { measured: number[] };
  const { ours } = await searches({ ...setting, seed: setting.seed + 5, hasRipgrep: false }, 'newest');
  const chinese = ours.filter(({ query }) => query.kind.startsWith('han-')).map(({ ms }) => ms);
  return againstJoplin(setting.corpus.notes, measured, chinese);
}

function machine(): Record<string, string | number> {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${type()} ${release()}`,
    node: process.versions.node,
    sqlite: process.versions['sqlite'] ?? 'none',
    gleaner: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
    date: new Date().toISOString(),
  };
}

interface Wanted {
  notes: number;
  seed: number;
  rounds: number;
  longRounds: number;
  only: string[] | null;
  out: string | undefined;
  markdown: boolean;
}

/** `null`: they are not understood. */
function readArguments(): Wanted | null {
  try {
    const { values } = parseArgs({
      options: {
        notes: { type: 'string', default: '10000' },
        seed: { type: 'string', default: '1' },
        rounds: { type: 'string' },
        only: { type: 'string' },
        out: { type: 'string' },
        markdown: { type: 'boolean', default: false },
      },
    });
    const notes = Number(values.notes);
    const rounds = Number(values.rounds ?? 5);
    const seed = Number(values.seed);
    const only = values.only?.split(',').map((row) => row.trim().toUpperCase()) ?? null;
    const known = [...groups.flatMap(([names]) => names), 'T13'];
    const isKnown = only === null || only.every((row) => known.includes(row));
    if (!sizes.includes(notes) || !(rounds >= 1) || !Number.isSafeInteger(seed) || !isKnown) return null;
    // What takes minutes at 100,000 notes is done once, unless more was asked for.
    const longRounds = values.rounds === undefined && notes >= 100_000 ? 1 : rounds;
    return { notes, seed, rounds, longRounds, only, out: values.out, markdown: values.markdown };
  } catch {
    return null;
  }
}

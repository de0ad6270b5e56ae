/** What every row of the benchmark is measured with. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { withoutCodeEngines } from '../../bundling.ts';
import { benchFolder, type Corpus } from './corpus.ts';
import { canRun, NotebookProcess, run } from './processes.ts';

export interface Setting {
  corpus: Corpus;
  seed: number;
  /** How often everything is measured. */
  rounds: number;
  /** How often what takes a minute is measured. */
  longRounds: number;
  /** Folder of `children/`, built as the app is. */
  built: string;
  hasRipgrep: boolean;
  hasCat: boolean;
  /** A data folder that holds the index of `corpus`; made by the first who asks. */
  indexedHome(): Promise<string>;
  /** A new, empty data folder. */
  emptyHome(): string;
  /** One line while it takes long. */
  say(text: string): void;
}

const root = resolve(import.meta.dirname, '../..');
export const howToGetRipgrep =
  'rg is missing: apt install ripgrep · brew install ripgrep · winget install BurntSushi.ripgrep.MSVC';

export function settingFor(
  corpus: Corpus,
  built: string,
  options: Pick<Setting, 'seed' | 'rounds' | 'longRounds' | 'say'>,
): Setting & { clean(): void } {
  removeLeftOvers();
  const homes: string[] = [];
  const emptyHome = (): string => {
    const home = mkdtempSync(join(benchFolder, `home-${process.pid}-`));
    homes.push(home);
    return home;
  };
  let indexed: Promise<string> | null = null;
  return {
    ...options,
    corpus,
    built,
    hasRipgrep: canRun('rg', '--version'),
    hasCat: canRun('sh', '-c', 'command -v find && command -v cat'),
    emptyHome,
    indexedHome: () => (indexed ??= index(built, corpus, emptyHome())),
    clean: () => homes.forEach((home) => rmSync(home, { recursive: true, force: true })),
  };
}

/** What a benchmark that was killed left in the temporary folder. */
function removeLeftOvers(): void {
  mkdirSync(benchFolder, { recursive: true });
  for (const name of readdirSync(benchFolder)) {
    const owner = /^(?:home|built)-(\d+)/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      rmSync(join(benchFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function index(built: string, corpus: Corpus, home: string): Promise<string> {
  const notebook = new NotebookProcess(built, corpus.folder, home);
  await notebook.indexed();
  await notebook.close();
  return home;
}

/** Builds `children/` the way the app is built, into `folder`. */
export async function buildChildren(folder: string): Promise<string> {
  const names = ['open', 'notebook', 'files', 'serving'];
  const bundle = await rolldown({
    input: Object.fromEntries(names.map((name) => [name, join(import.meta.dirname, `children/${name}.ts`)])),
    platform: 'node',
    cwd: root,
    plugins: [withoutCodeEngines()],
    logLevel: 'silent',
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  });
  await bundle.close();
  // As beside the built app: without it Node looks into every module for what kind it is.
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  return folder;
}

// ---- references

/** Every note read once by `cat`; ms. */
export async function catAll(folder: string): Promise<number> {
  const script = 'find "$1" -type f -name "*.md" -exec cat {} + > /dev/null';
  return (await run('sh', ['-c', script, 'sh', folder], { quiet: true })).ms;
}

/** `children/walk.mjs` in a fresh process; ms without the start of the process. */
export async function walkAndStat(folder: string): Promise<number> {
  const { output } = await run(process.execPath, [join(import.meta.dirname, 'children/walk.mjs'), folder]);
  return (JSON.parse(output) as { ms: number }).ms;
}

/** ms from the start of a Node process to its first byte. */
export async function emptyNode(): Promise<number> {
  const { firstMs, ms } = await run(process.execPath, [join(import.meta.dirname, 'children/empty.mjs')]);
  return firstMs ?? ms;
}

/** `rg -l` for a literal, letter case as written; ms, and the number of files. */
export async function ripgrep(folder: string, literal: string): Promise<{ ms: number; files: number }> {
  const { ms, output } = await run('rg', ['-l', '-F', '-e', literal, folder], { good: [0, 1] });
  return { ms, files: output.split('\n').length - 1 };
}

/** Bytes of all files below `folder`. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

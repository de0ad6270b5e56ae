/** Fresh processes, and how long they take: ours and those of the references. */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Arguments, CallName, NotebookEvent, Results } from '../../notes/api.ts';
import type { Answer, Memory, Said } from './children/notebook.ts';

export interface Run {
  /** ms from the start of the process to the first byte on stdout; `null`: it wrote none. */
  firstMs: number | null;
  /** ms from its start to its end. */
  ms: number;
  output: string;
}

/** Runs a program to its end. Rejects when it can't be started or ends with a code that is not in `good`. */
export function run(
  command: string,
  args: readonly string[],
  { env = {}, good = [0], quiet = false }: { env?: NodeJS.ProcessEnv; good?: number[]; quiet?: boolean } = {},
): Promise<Run> {
  return new Promise((done, failed) => {
    const started = performance.now();
    const child = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'ignore' : 'pipe', 'pipe'],
    });
    let firstMs: number | null = null;
    const output: Buffer[] = [];
    let complaint = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      firstMs ??= performance.now() - started;
      output.push(bytes);
    });
    child.stderr?.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
    child.on('error', failed);
    child.on('close', (code) => {
      const ms = performance.now() - started;
      if (good.includes(code ?? -1)) done({ firstMs, ms, output: Buffer.concat(output).toString() });
      else failed(new Error(`${command} ended with ${String(code)}: ${complaint.slice(0, 2000)}`));
    });
  });
}

/** Whether there is such a program. */
export function canRun(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Those that are open. */
const notebooks = new Set<ChildProcess>();

/** Ends the processes of a row that failed: the benchmark would wait for them. */
export function endNotebooks(): void {
  for (const child of notebooks) child.kill('SIGKILL');
}

/** A notebook open in a process of its own. */
export class NotebookProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #listeners = new Set<(event: NotebookEvent) => void>();
  readonly #ended: Promise<void>;
  #last = 0;

  /** `built`: the folder of the built children; `home`: the data folder. */
  constructor(built: string, folder: string, home: string) {
    this.#child = fork(join(built, 'notebook.js'), [folder], { env: { ...process.env, GLEANER_HOME: home } });
    notebooks.add(this.#child);
    // A message to a process that is just ending; its calls are answered with that.
    this.#child.on('error', () => undefined);
    this.#child.on('message', (said: Said) => {
      if (said.kind === 'event') for (const listener of this.#listeners) listener(said.event);
      else this.#waiting.get(said.answer.id)?.(said.answer);
    });
    this.#ended = new Promise((done) => {
      this.#child.on('exit', (code) => {
        notebooks.delete(this.#child);
        for (const [id, wait] of this.#waiting) {
          wait({ id, ms: NaN, value: null, failure: `the notebook's process ended with ${String(code)}` });
        }
        done();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  listen(listener: (event: NotebookEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** One call; `ms` is how long it took there. */
  async call<N extends CallName>(name: N, args: Arguments<N>): Promise<{ ms: number; value: Results[N] }> {
    const { ms, value } = await this.#ask({ kind: 'call', name, args });
    return { ms, value: value as Results[N] };
  }

  /** Resolves when every note was compared with the disk. */
  async ready(): Promise<void> {
    await this.#ask({ kind: 'ready' });
  }

  /** Resolves when nothing is being read or indexed any more; answers the number of notes. */
  async indexed(): Promise<number> {
    await this.ready();
    for (;;) {
      const { value } = await this.call('state', {});
      if (value.scanning === null && value.indexing === null) return value.total;
      await new Promise((wait) => setTimeout(wait, 25));
    }
  }

  async memory(): Promise<Memory> {
    return (await this.#ask({ kind: 'memory' })).value as Memory;
  }

  async close(): Promise<void> {
    await this.#ask({ kind: 'close' });
    await this.#ended;
  }

  #ask(command: object): Promise<Answer> {
    const id = ++this.#last;
    return new Promise((done, failed) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        if (answer.failure === null) done(answer);
        else failed(new Error(answer.failure));
      });
      if (this.#child.connected) this.#child.send({ ...command, id });
      else failed(new Error('the notebook’s process has ended'));
    });
  }
}

/**
 * The thread in which pages are taken apart: what a stranger wrote must not hold up the notebook, whatever it makes a
 * parser do. Too long or too much memory ends the thread; the next page gets a new one.
 */
import { Worker } from 'node:worker_threads';
import { type FetchFailure, NotesError } from '../api.ts';
import type { PageTasks } from './page-tasks.ts';
import type { Answer, Asked } from './page-worker.ts';

type Results = { [Task in keyof PageTasks]: ReturnType<PageTasks[Task]> };

/** What one page may take. */
export interface PageLimits {
  /** ms; of a card, and of everything else. */
  card: number;
  other: number;
  /** MB of what JavaScript holds in the thread. */
  memory: number;
  /** The thread ends when it was not asked for so long, ms. */
  idle: number;
}

const usualLimits: PageLimits = { card: 5_000, other: 20_000, memory: 1_024, idle: 30_000 };
/**
 * V8's own limit ends the whole process when it is passed in one step; ours is looked at this often, ms, and that one is
 * far away.
 */
const lookAtMemory = 200;
const farAway = 4_096;
/** Loading what it needs is our part and not the page's. ms */
const startWithin = 30_000;

interface Job {
  message: Asked;
  settle: (result: unknown) => void;
  reject: (error: unknown) => void;
  signal: AbortSignal | null;
}

export class PageThread {
  readonly #limits: PageLimits;
  readonly #waiting: Job[] = [];
  #running: Job | null = null;
  #worker: Promise<Worker> | null = null;
  #idle: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(limits: Partial<PageLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
  }

  /** Whether there is a thread now. */
  get isRunning(): boolean {
    return this.#worker !== null;
  }

  /**
   * One at a time, in order. A page that takes too much, or that can't be read, is a failure with words; `signal` and
   * `close` reject.
   */
  ask<Task extends keyof PageTasks>(
    task: Task,
    asked: Parameters<PageTasks[Task]>[0],
    signal: AbortSignal | null = null,
  ): Promise<Results[Task] | FetchFailure> {
    return new Promise((settle, reject) => {
      const message = { task, asked } as unknown as Asked;
      this.#waiting.push({ message, settle: settle as (result: unknown) => void, reject, signal });
      void this.#next();
    });
  }

  /** What is under way is given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(closed());
    this.#running?.reject(closed());
    await this.#end();
  }

  async #next(): Promise<void> {
    if (this.#running !== null) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    this.#running = job;
    clearTimeout(this.#idle);
    try {
      job.settle(await this.#run(job));
    } catch (error) {
      job.reject(error);
    }
    this.#running = null;
    if (this.#waiting.length === 0) this.#rest();
    else void this.#next();
  }

  async #run({ message, signal }: Job): Promise<unknown> {
    this.#stopIfClosed();
    const worker = await (this.#worker ??= this.#startAnew());
    this.#stopIfClosed();
    signal?.throwIfAborted();
    worker.ref();
    const { card, other, memory } = this.#limits;
    const ms = message.task === 'card' ? card : other;
    const outcome = await answerOf(worker, message, { ms, memory, signal });
    if (outcome.kind === 'answered' && outcome.answer.kind === 'done') return outcome.answer.result;
    if (outcome.kind === 'answered' && outcome.answer.kind === 'broken') {
      console.error(`gleaner: ${nameOf(message)} could not be read:`, outcome.answer.error);
      return failed('failed', `${nameOf(message)} could not be read.`);
    }
    await this.#end();
    this.#stopIfClosed();
    signal?.throwIfAborted();
    return failed('too-large', `${nameOf(message)} is too large or too complicated to be read.`);
  }

  #stopIfClosed(): void {
    if (this.#isClosed) throw closed();
  }

  #startAnew(): Promise<Worker> {
    const starting = this.#start();
    // What did not start, or ended by itself, is not asked again.
    const forget = (): void => {
      if (this.#worker === starting) this.#worker = null;
    };
    starting.then((worker) => worker.on('exit', forget), forget);
    return starting;
  }

  async #start(): Promise<Worker> {
    const { isToWork, workerFile } = await import('./page-worker.ts');
    const worker = new Worker(new URL(workerFile), {
      workerData: isToWork,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: farAway },
    });
    // It is listened to while it works; what it says in between is nothing to anybody.
    worker.on('error', () => undefined);
    const outcome = await answerOf(worker, null, { ms: startWithin, memory: farAway, signal: null });
    if (outcome.kind === 'answered') return worker;
    await worker.terminate();
    throw new NotesError('internal', 'The part of Gleaner that reads pages did not start.');
  }

  #rest(): void {
    void this.#worker?.then(
      (worker) => worker.unref(),
      () => undefined,
    );
    this.#idle = setTimeout(() => void this.#end(), this.#limits.idle).unref();
  }

  async #end(): Promise<void> {
    clearTimeout(this.#idle);
    const ending = this.#worker;
    this.#worker = null;
    await ending?.then(
      (worker) => worker.terminate(),
      () => undefined,
    );
  }
}

type Outcome = { kind: 'answered'; answer: Answer } | { kind: 'over' };

/** `over`: it took too long or too much, or `signal` said so. */
function answerOf(
  worker: Worker,
  message: Asked | null,
  { ms, memory, signal }: { ms: number; memory: number; signal: AbortSignal | null },
): Promise<Outcome> {
  return new Promise((settle) => {
    const over = (): void => done({ kind: 'over' });
    const answered = (answer: Answer): void => done({ kind: 'answered', answer });
    const timer = setTimeout(over, ms);
    const looking = setInterval(() => {
      worker.getHeapStatistics().then(
        ({ used_heap_size: used }) => {
          if (used > memory * 1024 * 1024) over();
        },
        () => undefined,
      );
    }, lookAtMemory);
    const done = (outcome: Outcome): void => {
      clearTimeout(timer);
      clearInterval(looking);
      signal?.removeEventListener('abort', over);
      worker.off('message', answered).off('error', over).off('exit', over);
      settle(outcome);
    };
    signal?.addEventListener('abort', over);
    worker.on('message', answered).on('error', over).on('exit', over);
    if (message !== null) worker.postMessage(message);
  });
}

function nameOf({ task, asked }: Asked): string {
  return task === 'savedCopy' ? asked.name : asked.url;
}

function failed(reason: 'too-large' | 'failed', message: string): FetchFailure {
  return { kind: 'failed', reason, status: null, message };
}

function closed(): NotesError {
  return new NotesError('offline', 'The notebook is closed.');
}

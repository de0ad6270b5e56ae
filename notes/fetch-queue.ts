/** Copies and checks that were asked for: in order, one at a time from each host, paused and cancelled at once. */
import type { FetchReason, NotebookState } from './api.ts';
import { logFailure } from './log.ts';
import { hostOf } from './text/host-port.ts';
import { Unreached } from './sources/unreached.ts';

export type JobKind = 'copies' | 'checks';

export interface Job {
  normalised: string;
  /** A person pointed at this one article. */
  isAlone?: boolean;
  /** It could not be reached before, and is tried for the last time. */
  isAgain?: boolean;
}

/** For the work on one job. */
export interface JobControl {
  signal: AbortSignal;
  /** Resolves at once, or when a pause is over. To be awaited before each request that could as well wait. */
  goAhead: () => Promise<void>;
  /** Says which address is being fetched. */
  isAt: (url: string) => void;
}

export interface FetchQueueParts {
  /** Does one job and keeps what came of it. Answers why it failed, `null` when it did not. */
  run: (kind: JobKind, job: Job, control: JobControl) => Promise<FetchReason | null>;
  /** `progress` is another one now; at most every 100 ms. */
  progress: () => void;
}

/** Jobs under way at once, each of another host: most of them wait for their host's turn. */
const mostUnderWay = 32;
/** Between two tellings. */
const tellMs = 100;
/** What is under way when the notebook closes has so long to notice. */
const closeWithinMs = 900;

export class FetchQueue {
  readonly #lanes: Record<JobKind, Lane>;
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | null = null;
  #lastTold = -Infinity;
  #isClosed = false;

  constructor({ run, progress }: FetchQueueParts) {
    this.#tell = progress;
    const lane = (kind: JobKind) => new Lane(kind, run, () => this.#tellInTime());
    this.#lanes = { copies: lane('copies'), checks: lane('checks') };
  }

  /** Of copies while there are any, else of checks; `null`: nothing is under way. */
  get progress(): NotebookState['fetching'] {
    return this.#shown?.progress ?? null;
  }

  isWaiting(kind: JobKind, normalised: string): boolean {
    return this.#lanes[kind].holds(normalised);
  }

  /** Answers how many were added: one that waits already is not added again. */
  add(kind: JobKind, jobs: readonly Job[]): number {
    return this.#isClosed ? 0 : this.#lanes[kind].add(jobs);
  }

  /** `pause` and `go-on` are for both kinds, `cancel` for the one that is shown. `false`: nothing is under way. */
  steer(to: 'pause' | 'go-on' | 'cancel'): boolean {
    const shown = this.#shown;
    if (shown === null) return false;
    if (to === 'cancel') void shown.cancel();
    else for (const lane of this.#all) lane.setPaused(to === 'pause');
    return true;
  }

  /** Cancels everything, and waits for it less than a second. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const left = this.#all.map((lane) => lane.cancel());
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((over) => (timer = setTimeout(over, closeWithinMs)));
    await Promise.race([Promise.all(left), patience]);
    clearTimeout(timer);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  get #all(): Lane[] {
    return [this.#lanes.copies, this.#lanes.checks];
  }

  get #shown(): Lane | null {
    return this.#all.find((lane) => !lane.isEmpty) ?? null;
  }

  #tellInTime(): void {
    if (this.#timer !== null || this.#isClosed) return;
    const wait = this.#lastTold + tellMs - performance.now();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.#lastTold = performance.now();
        this.#tell();
      },
      Math.max(0, wait),
    );
  }
}

/** Jobs of one kind. */
class Lane {
  readonly #kind: JobKind;
  readonly #run: FetchQueueParts['run'];
  readonly #changed: () => void;
  /** By host; `at` is the place in the queue. */
  readonly #waiting = new Map<string, { job: Job; at: number }[]>();
  /** By host. */
  #underWay = new Map<string, { now: string; stop: AbortController; work: Promise<void> }>();
  readonly #held = new Set<string>();
  #count = { done: 0, failed: 0, total: 0 };
  #last = 0;
  #isPaused = false;
  #reason: FetchReason | null = null;
  /** Since a host could be reached. */
  readonly #unreached = new Unreached();
  /** Could not be reached: whether it was the host or the network is told by others, and then they are tried again. */
  #doubtful: Job[] = [];
  readonly #whenGoingOn: (() => void)[] = [];

  constructor(kind: JobKind, run: FetchQueueParts['run'], changed: () => void) {
    this.#kind = kind;
    this.#run = run;
    this.#changed = changed;
  }

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  get progress(): NonNullable<NotebookState['fetching']> {
    const now = [...this.#underWay.values()].at(-1)?.now ?? null;
    return {
      ...{ kind: this.#kind, ...this.#count, isPaused: this.#isPaused, now },
      ...(this.#reason !== null && { reason: this.#reason }),
    };
  }

  holds(normalised: string): boolean {
    return this.#held.has(normalised);
  }

  add(jobs: readonly Job[]): number {
    const before = this.#count.total;
    for (const job of jobs) {
      if (this.#held.has(job.normalised)) continue;
      this.#held.add(job.normalised);
      this.#wait(job);
      this.#count.total++;
    }
    this.#changed();
    this.#fill();
    return this.#count.total - before;
  }

  #wait(job: Job): void {
    const host = hostOf(job.normalised);
    const line = this.#waiting.get(host);
    const place = { job, at: this.#last++ };
    if (line === undefined) this.#waiting.set(host, [place]);
    else line.push(place);
  }

  setPaused(isPaused: boolean, reason: FetchReason | null = null): void {
    if (this.isEmpty) return;
    this.#isPaused = isPaused;
    this.#reason = reason;
    this.#unreached.clear();
    this.#changed();
    if (isPaused) return;
    this.#tryDoubtful(false);
    for (const goOn of this.#whenGoingOn.splice(0)) goOn();
    this.#fill();
  }

  /** Nothing waits any more, at once. Resolves when what was under way has noticed. */
  async cancel(): Promise<void> {
    const left = [...this.#underWay.values()];
    this.#waiting.clear();
    this.#doubtful = [];
    this.#held.clear();
    this.#underWay = new Map();
    for (const { stop } of left) stop.abort();
    this.#end();
    await Promise.all(left.map(({ work }) => work));
  }

  #end(): void {
    this.#count = { done: 0, failed: 0, total: 0 };
    this.#isPaused = false;
    this.#reason = null;
    this.#unreached.clear();
    for (const goOn of this.#whenGoingOn.splice(0)) goOn();
    this.#changed();
  }

  /** `isLast`: what can't be reached this time has failed. */
  #tryDoubtful(isLast: boolean): void {
    for (const job of this.#doubtful.splice(0)) this.#wait({ ...job, isAgain: isLast });
  }

  #fill(): void {
    if (this.#isPaused) return;
    if (this.#unreached.isNetworkDown) {
      // Those under way may still tell otherwise. What is left would fail as well: it waits until the person has mended it.
      if (this.#underWay.size === 0) this.setPaused(true, 'offline');
      return;
    }
    if (this.#underWay.size === 0 && this.#waiting.size === 0) this.#tryDoubtful(true);
    while (this.#underWay.size < mostUnderWay) {
      const host = this.#nextHost();
      if (host === null) return;
      const line = this.#waiting.get(host) ?? [];
      const next = line.shift();
      if (line.length === 0) this.#waiting.delete(host);
      if (next !== undefined) this.#start(host, next.job);
    }
  }

  /** The host of the job that waits longest among those whose host has nothing under way. */
  #nextHost(): string | null {
    let found: string | null = null;
    let first = Infinity;
    for (const [host, [next]] of this.#waiting) {
      if (next === undefined || next.at >= first || this.#underWay.has(host)) continue;
      found = host;
      first = next.at;
    }
    return found;
  }

  #start(host: string, job: Job): void {
    const stop = new AbortController();
    const goAhead = async (): Promise<void> => {
      while (this.#isPaused && !stop.signal.aborted)
        await new Promise<void>((goOn) => this.#whenGoingOn.push(goOn));
      stop.signal.throwIfAborted();
    };
    const isAt = (url: string): void => {
      const underWay = this.#underWay.get(host);
      if (underWay?.stop !== stop) return;
      underWay.now = url;
      this.#changed();
    };
    // Not before it is in the map: a job may be done at once.
    const work = Promise.resolve()
      .then(() => this.#run(this.#kind, job, { signal: stop.signal, goAhead, isAt }))
      .catch((error: unknown): FetchReason => {
        if (!stop.signal.aborted) logFailure('an article could not be fetched or kept', error);
        return 'failed';
      })
      .then((reason) => {
        if (!stop.signal.aborted) this.#finish(host, job, reason);
      });
    this.#underWay.set(host, { now: job.normalised, stop, work });
    this.#changed();
  }

  #finish(host: string, job: Job, reason: FetchReason | null): void {
    this.#underWay.delete(host);
    if (reason === 'offline') this.#unreached.add(job.normalised);
    else {
      this.#unreached.clear();
      this.#tryDoubtful(true);
    }
    if (reason === 'offline' && job.isAgain !== true) this.#doubtful.push(job);
    else {
      this.#held.delete(job.normalised);
      this.#count[reason === null ? 'done' : 'failed']++;
    }
    if (this.isEmpty) return this.#end();
    if (reason === 'disk-full') this.setPaused(true, reason);
    this.#changed();
    this.#fill();
  }
}

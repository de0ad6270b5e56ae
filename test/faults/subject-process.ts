/** The process whose saves are made to fail, seen from outside. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Answer, Command } from './subject.ts';

export interface SubjectOptions {
  /** Where its journal is. */
  home?: string;
  /** A program that starts it: `['setpriv', '--reuid=65534']`. */
  under?: readonly string[];
  env?: Record<string, string>;
  /** How long it tries a refused rename again, ms. */
  patience?: number;
}

export class Subject {
  readonly ready: Promise<void>;
  readonly home: string;
  readonly #child: ChildProcess;
  readonly #answers: ((answer: Answer) => void)[] = [];
  #isEnded = false;

  constructor(
    folder: string,
    home: string,
    { under = [], env = {}, patience = 60 }: Omit<SubjectOptions, 'home'>,
  ) {
    this.home = home;
    const command: string[] = [
      ...under,
      process.execPath,
      join(import.meta.dirname, 'subject.ts'),
      folder,
      home,
      `${patience}`,
    ];
    // One thread for what is asynchronous, because strace counts system calls for each thread.
    this.#child = spawn(command[0] ?? '', command.slice(1), {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, UV_THREADPOOL_SIZE: '1', ...env },
    });
    const { stdin, stdout } = this.#child;
    if (stdin === null || stdout === null) throw new Error('no pipes');
    stdin.on('error', () => undefined);
    let isReady = (): void => undefined;
    this.ready = new Promise((done) => (isReady = done));
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'ready') isReady();
      else this.#answers.shift()?.(JSON.parse(line) as Answer);
    });
    this.#child.on('close', () => {
      this.#isEnded = true;
      isReady();
      for (const answer of this.#answers.splice(0)) answer({ kind: 'dead', message: '' });
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isAlive(): boolean {
    return !this.#isEnded;
  }

  ask(command: Command): Promise<Answer> {
    if (this.#isEnded) return Promise.resolve({ kind: 'dead', message: '' });
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`);
    return new Promise((done) => this.#answers.push(done));
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

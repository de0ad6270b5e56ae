/** A notebook in a process of its own, as in the desktop window: calls come as messages, each is timed here. */
import type { Arguments, CallName, NotebookEvent, Results } from '../../../notes/api.ts';
import { openNotebook } from '../../../notes/notebook.ts';

/** `call`: one call of the contract; the others are about the process. */
export type Command =
  | { [N in CallName]: { id: number; kind: 'call'; name: N; args: Arguments<N> } }[CallName]
  | { id: number; kind: 'ready' | 'memory' | 'close' };

export interface Answer {
  id: number;
  /** How long the call took in this process. */
  ms: number;
  value: unknown;
  failure: string | null;
}

export type Said = { kind: 'answer'; answer: Answer } | { kind: 'event'; event: NotebookEvent };

export interface Memory {
  /** Bytes. */
  resident: number;
  heap: number;
}

const notebook = await openNotebook(process.argv[2] ?? '.');
// The benchmark may have been stopped.
const say = (said: Said): void => void process.send?.(said, undefined, {}, () => undefined);
notebook.listen((event) => say({ kind: 'event', event }));
process.on('message', (command: Command) => void answer(command));
process.on('disconnect', () => void notebook.close());

async function answer(command: Command): Promise<void> {
  const started = performance.now();
  const { id } = command;
  try {
    const value = await valueOf(command);
    say({ kind: 'answer', answer: { id, ms: performance.now() - started, value, failure: null } });
    if (command.kind === 'close') process.disconnect();
  } catch (error) {
    say({
      kind: 'answer',
      answer: { id, ms: performance.now() - started, value: null, failure: String(error) },
    });
  }
}

async function valueOf(command: Command): Promise<Results[CallName] | Memory | null> {
  if (command.kind === 'call') {
    const call = notebook[command.name] as (args: unknown) => Promise<Results[CallName]>;
    return call(command.args);
  }
  if (command.kind === 'memory')
    return { resident: process.memoryUsage.rss(), heap: process.memoryUsage().heapUsed };
  await (command.kind === 'ready' ? notebook.ready : notebook.close());
  return null;
}

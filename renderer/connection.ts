/** A notebook for the UI that stays the same object while connections to its host come and go. */
import { type CallName, NotesError, type Notebook, type NotebookEvent } from '../notes/api.ts';
import { calls } from '../notes/calls.ts';
import { connect, type Port } from '../notes/remote.ts';

export interface Connection {
  /** Calls made while no port is attached fail with `offline`. */
  notebook: Notebook;
  /** Uses `port` from now on. Call the returned function when it is gone: pending calls fail with `offline`. */
  attach(port: Port): () => void;
}

export function createConnection(): Connection {
  const listeners = new Set<(event: NotebookEvent) => void>();
  let remote: ReturnType<typeof connect> | null = null;

  const call = async (name: CallName, args: unknown): Promise<unknown> => {
    if (remote === null) throw new NotesError('offline', 'There is no connection to the notebook.');
    const ask = remote[name] as (args: unknown) => Promise<unknown>;
    return ask(args);
  };
  const names = Object.keys(calls) as CallName[];
  const functions = Object.fromEntries(names.map((name) => [name, (args: unknown) => call(name, args)]));
  const notebook = Object.assign(functions as unknown as Notebook, {
    listen(listener: (event: NotebookEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });

  const attach = (port: Port) => {
    remote?.close();
    const mine = connect(port);
    mine.listen((event) => {
      if (remote === mine) listeners.forEach((listener) => listener(event));
    });
    remote = mine;
    return () => {
      mine.close();
      if (remote === mine) remote = null;
    };
  };
  return { notebook, attach };
}

/** How long to wait before the next try, ms: 250, 500, 1000, … at most 5000. `tries` failed before, in a row. */
export function retryDelayMs(tries: number): number {
  return Math.min(250 * 2 ** Math.max(0, tries), 5000);
}

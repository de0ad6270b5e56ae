import { describe, expect, test } from 'vitest';
import { type Notebook, NotesError, type NotebookEvent, type NotebookState } from '../../notes/api.ts';
import { type Port, serve } from '../../notes/remote.ts';
import { createConnection, retryDelayMs } from '../../renderer/connection.ts';

/** Two ends of a pipe in this process; what is posted arrives in a later turn, as on a real one. */
function pipe(): [Port, Port] {
  const end = () => ({ listener: (message: unknown): unknown => message });
  const [a, b] = [end(), end()];
  const port = (mine: ReturnType<typeof end>, other: ReturnType<typeof end>): Port => ({
    post: (message) => queueMicrotask(() => other.listener(structuredClone(message))),
    listen: (listener) => (mine.listener = listener),
  });
  return [port(a, b), port(b, a)];
}

function host(name: string) {
  const listeners = new Set<(event: NotebookEvent) => void>();
  const state: NotebookState = {
    name,
    folder: `/${name}`,
    availability: 'ready',
    scanning: null,
    indexing: null,
    finding: 'index',
    bulk: null,
    fetching: null,
    total: 0,
  };
  const notebook = {
    state: () => Promise.resolve(state),
    read: () => new Promise(() => undefined),
    listen(listener: (event: NotebookEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Notebook;
  const [ui, mine] = pipe();
  serve(notebook, mine);
  return { port: ui, emit: () => listeners.forEach((listener) => listener({ kind: 'state', state })) };
}

const codeOf = (error: unknown) => (error instanceof NotesError ? error.code : error);

describe('a connection', () => {
  test('fails calls with offline while there is no port', async () => {
    const { notebook } = createConnection();
    expect(codeOf(await notebook.state({}).catch((error: unknown) => error))).toBe('offline');
  });

  test('is the same notebook over one port and the next', async () => {
    const connection = createConnection();
    const { notebook } = connection;
    const detach = connection.attach(host('first').port);
    expect(await notebook.state({})).toMatchObject({ name: 'first' });
    detach();
    connection.attach(host('second').port);
    expect(await notebook.state({})).toMatchObject({ name: 'second' });
  });

  test('ends calls under way with offline when the port goes', async () => {
    const connection = createConnection();
    const { notebook } = connection;
    const detach = connection.attach(host('first').port);
    const pending = notebook.read({ path: 'a.md' }).catch((error: unknown) => error);
    await notebook.state({});
    detach();
    expect(codeOf(await pending)).toBe('offline');
  });

  test('keeps listeners over a new port, and hears no more from the old one', async () => {
    const connection = createConnection();
    const { notebook } = connection;
    const names: string[] = [];
    notebook.listen((event) => event.kind === 'state' && names.push(event.state.name));
    const [first, second] = [host('first'), host('second')];
    connection.attach(first.port);
    connection.attach(second.port);
    first.emit();
    second.emit();
    await notebook.state({});
    expect(names).toEqual(['second']);
  });

  test('is not ended by an old port that goes late', async () => {
    const connection = createConnection();
    const { notebook } = connection;
    const detachFirst = connection.attach(host('first').port);
    connection.attach(host('second').port);
    detachFirst();
    expect(await notebook.state({})).toMatchObject({ name: 'second' });
  });
});

test('the wait before the next try doubles up to five seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(retryDelayMs)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
});

/** What a notebook could not do, in the log: a person who asks for help has more to show than what stood on the screen. */
import { type Notebook, NotesError } from './api.ts';
import { logFailure, recordFailure } from './log.ts';

/** Of the disk and of ourselves. What is wrong with a question, or with a note, is told and forgotten. */
const lasting: readonly string[] = [
  'denied',
  'disk-full',
  'busy',
  'shrunk',
  'broken',
  'internal',
  'unavailable',
];
/** Of an open notebook, what is no call. Not by `calls`: its schemas take longer to load than a notebook to open. */
const own: readonly string[] = ['ready', 'check', 'servedAt', 'listen', 'close'];

type Call = (args: unknown) => Promise<unknown>;

/** The same notebook; a call that fails is in the log, with the note it was about. */
export function withLog<N extends Notebook>(notebook: N): N {
  const logged = Object.entries(notebook)
    .filter(([name, value]) => !own.includes(name) && typeof value === 'function')
    .map(([name, call]) => [name, loggedCall(name, call as Call)]);
  return { ...notebook, ...(Object.fromEntries(logged) as Partial<N>) };
}

function loggedCall(name: string, call: Call): Call {
  return async (args) => {
    try {
      return await call(args);
    } catch (error) {
      const about = pathIn(args);
      if (!(error instanceof NotesError)) logFailure(`${name} failed`, error, ...about);
      else if (lasting.includes(error.code)) recordFailure(`${name} failed`, error, ...about);
      throw error;
    }
  };
}

function pathIn(args: unknown): string[] {
  const path = typeof args === 'object' && args !== null && 'path' in args ? args.path : null;
  return typeof path === 'string' ? [path] : [];
}

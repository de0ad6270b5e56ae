/** A real notebook in a temporary folder with sessions on it, for tests of the session. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { Notebook } from '../../../notes/api.ts';
import { openNotebook } from '../../../notes/notebook.ts';
import type { PaceTimes } from '../../../renderer/session/pace.ts';
import { createSessions } from '../../../renderer/session/session.ts';
import type { Sessions } from '../../../renderer/session/sessions.ts';
import { type OpenNote, useStore } from '../../../renderer/store.ts';
import { removeFolder, temporaryFolder } from '../../temporary.ts';

/** The usual order of things, faster. */
export const quick: PaceTimes = { settle: 20, atMost: 120, journal: 40, retry: 30, retryAtMost: 200 };
/** Nothing is saved or journaled by itself. */
export const never: PaceTimes = { settle: 1e6, atMost: 1e6, journal: 1e6, retry: 1e6, retryAtMost: 1e6 };

export interface Desk {
  folder: string;
  notebook: Notebook;
  sessions: Sessions;
  write: (path: string, text: string) => void;
  read: (path: string) => string;
  exists: (path: string) => boolean;
  remove: (path: string) => void;
  move: (from: string, to: string) => void;
  files: () => string[];
  /** Another one who looks at the same notebook, through `over` if that is given. */
  second: (times?: PaceTimes, over?: (notebook: Notebook) => Notebook) => Sessions;
}

/** Opens a notebook with these files; `over` may stand between the notebook and the sessions. */
export async function desk(
  files: Record<string, string>,
  times: PaceTimes = quick,
  over: (notebook: Notebook) => Notebook = (notebook) => notebook,
): Promise<Desk> {
  useStore.setState({ note: null, connection: 'online' });
  const folder = temporaryFolder('gleaner-session-');
  const home = temporaryFolder('gleaner-home-');
  vi.stubEnv('GLEANER_HOME', home);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const notebook = await openNotebook(folder, { watch: true });
  await notebook.ready;
  const made: Sessions[] = [];
  cleanups.push(async () => {
    for (const one of made) await one.close();
    await notebook.close();
    removeFolder(folder);
    removeFolder(home);
  });
  const second = (theirTimes = times, theirs = over) => {
    const sessions = createSessions(theirs(notebook), { times: theirTimes });
    made.push(sessions);
    return sessions;
  };
  return {
    folder,
    notebook,
    sessions: second(),
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    exists: (path) => existsSync(join(folder, path)),
    remove: (path) => rmSync(join(folder, path)),
    move: (from, to) => {
      mkdirSync(dirname(join(folder, to)), { recursive: true });
      renameSync(join(folder, from), join(folder, to));
    },
    files: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .sort(),
    second,
  };
}

const cleanups: (() => Promise<void>)[] = [];

export async function closeDesks(): Promise<void> {
  useStore.setState({ note: null });
  for (const cleanup of cleanups.splice(0)) await cleanup();
  vi.unstubAllEnvs();
}

/** Puts `text` at the end of the open note, as a person who types there. */
export function typeAtEnd(sessions: Sessions, text: string): void {
  const at = sessions.text()?.length ?? 0;
  sessions.edit([{ from: at, to: at, insert: text }]);
}

export function replace(sessions: Sessions, old: string, next: string): void {
  const from = sessions.text()?.indexOf(old) ?? -1;
  if (from < 0) throw new Error(`There is no ${old} in the note.`);
  sessions.edit([{ from, to: from + old.length, insert: next }]);
}

export function openNote(): OpenNote {
  const { note } = useStore.getState();
  if (note === null) throw new Error('No note is open.');
  return note;
}

export async function until(kind: OpenNote['status']['kind']): Promise<void> {
  await vi.waitFor(
    () => {
      if (openNote().status.kind !== kind)
        throw new Error(`The note is ${openNote().status.kind}, not ${kind}.`);
    },
    { timeout: 8000, interval: 5 },
  );
}

export async function untilTrue(claim: () => boolean, what: string): Promise<void> {
  await vi.waitFor(
    () => {
      if (!claim()) throw new Error(what);
    },
    { timeout: 8000, interval: 5 },
  );
}

/** What was read: `.gleaner/reading.json` in the notebook, made on first need, for people to edit too. */
import type { ReadState } from '../api.ts';
import type { Exclusively } from './durable.ts';
import { openEditedFile } from './edited-file.ts';
import { readingIn, type ReadingFile, withReading } from './reading-file.ts';

export interface ReadingStates {
  /** By normalised address; those that are not in it are unread. `broken` with the line; the file stays as it is. */
  read(): Map<string, ReadState>;
  /**
   * Gives these articles (normalised) a state, whatever another program writes meanwhile: its entries stay. `broken`,
   * `read-only`, `disk-full`: nothing is changed.
   */
  set(normalised: readonly string[], state: ReadState, now?: Date): Promise<void>;
  /** Looks whether another program changed them, for when a window gets the focus. */
  check(): void;
}

/** More are no accident: somebody writes the file without end. */
const mostTries = 20;

/**
 * `root`: the notebook's folder, its real path. `changed` is called when they are others, by this or another program.
 * Opening writes nothing.
 */
export function openReadingStates(
  root: string,
  changed: () => void,
  exclusively?: Exclusively,
): ReadingStates {
  const file = openEditedFile<ReadingFile>(root, {
    ...{ name: 'reading.json', parse: readingIn, asBefore: 'What was read is as it was.' },
    ...{ changed, exclusively },
  });

  const set = async (normalised: readonly string[], state: ReadState, now: Date): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries++) {
      const before = file.look();
      const text = withReading(before.content, normalised, state, now);
      if (text === null || (await file.write(before, text)) !== null) return;
    }
    throw Object.assign(new Error('another program goes on writing it'), { code: 'EBUSY' });
  };

  return {
    read: () => file.look().content?.states ?? new Map(),
    set: (normalised, state, now = new Date()) => file.change(() => set(normalised, state, now)),
    check: () => file.check(),
  };
}

/** What was read: `.gleaner/reading.json` in the notebook, made on first need, for people to edit too. */
import type { ReadState } from '../api.ts';
import type { Exclusively } from './durable.ts';
import { openEditedFile } from './edited-file.ts';
import {
  furthest,
  type Reading,
  readingIn,
  type ReadingFile,
  readingOf,
  withReading,
} from './reading-file.ts';

export interface ReadingStates {
  /** By normalised address; those that are not in it are unread. `broken` with the line; the file stays as it is. */
  read(): Map<string, ReadState>;
  /** By normalised address: when those that are being read or were read got their state, as the file says it. */
  times(): Map<string, string>;
  /**
   * Gives these articles (normalised) a state, or those of them that are in `from`, whatever another program writes
   * meanwhile: its entries stay. `broken`, `read-only`, `disk-full`: nothing is changed.
   */
  set(normalised: readonly string[], state: ReadState, from?: ReadState, now?: Date): Promise<void>;
  /** What would be said of the article `to` if those of `from` were the same one; `null`: what is said of it now. */
  carried(from: readonly string[], to: string): { before: Reading; after: Reading } | null;
  /** Says `after` of an article of which `before` is said. */
  exchange(normalised: string, before: Reading, after: Reading): Promise<void>;
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

  const change = (wanted: (now: ReadingFile | null) => ReadonlyMap<string, Reading>): Promise<void> =>
    file.change(async () => {
      for (let tries = 0; tries < mostTries; tries++) {
        const before = file.look();
        const after = withReading(before.content, wanted(before.content));
        if (after === null || (await file.write(before, after.text, after.file)) !== null) return;
      }
      throw Object.assign(new Error('another program goes on writing it'), { code: 'EBUSY' });
    });

  return {
    read: () => file.look().content?.states ?? new Map(),
    times() {
      const { content } = file.look();
      const all = [...(content?.states.keys() ?? [])].flatMap((one): [string, string][] => {
        const { at } = readingOf(content, one);
        return at === null ? [] : [[one, at]];
      });
      return new Map(all);
    },
    set: (normalised, state, from, now = new Date()) =>
      change((file) => {
        const stateOf = (article: string) => file?.states.get(article) ?? 'unread';
        const meant = normalised.filter((article) => {
          const before = stateOf(article);
          return before !== state && (from === undefined || before === from);
        });
        return new Map(meant.map((article) => [article, { state, at: now.toISOString() }]));
      }),
    carried(from, to) {
      const { content } = file.look();
      const before = readingOf(content, to);
      const after = furthest([...from, to].map((article) => readingOf(content, article)));
      return isSame(before, after) ? null : { before, after };
    },
    exchange: (normalised, before, after) =>
      change((file) => new Map(isSame(readingOf(file, normalised), before) ? [[normalised, after]] : [])),
    check: () => file.check(),
  };
}

function isSame(a: Reading, b: Reading): boolean {
  return a.state === b.state && (a.state === 'unread' || a.at === b.at);
}

/** Facts of the text on screen, read when the typing pauses. */
import type { NoteFacts } from '../../notes/api.ts';
import { readFacts } from '../../notes/text/facts.ts';
import type { NoteSession } from './note.ts';

const pauseMs = 150;
/** The pause is so many times what reading took the last time: in a long note it would be felt between two keys. */
const patience = 20;
const longestPauseMs = 1500;

/** UTF-16 units: of a longer note only so much is read before it is on screen, and the rest in a moment. */
const longestAtOnce = 100_000;

export class FactsReader {
  #lastMs = 0;

  /** How long nobody must have typed before the facts are read again, ms. */
  get pauseMs(): number {
    return Math.min(longestPauseMs, Math.max(pauseMs, this.#lastMs * patience));
  }

  /** Facts of a note that is about to be shown; `isWhole`: of all of it. */
  readFirst(session: NoteSession): { facts: NoteFacts; isWhole: boolean } {
    const { doc } = session.state;
    if (doc.length <= longestAtOnce * 2) return { facts: this.read(session, null), isWhole: true };
    const line = doc.lineAt(longestAtOnce);
    const end = line.from > 0 ? line.from : longestAtOnce;
    return { facts: readFacts(session.path, doc.sliceString(0, end)), isWhole: false };
  }

  /** What `before` says already is answered as the same objects, so that nobody draws it again. */
  read(session: NoteSession, before: NoteFacts | null): NoteFacts {
    const start = performance.now();
    const facts = readFacts(session.path, session.state.doc.toString());
    this.#lastMs = performance.now() - start;
    return before === null ? facts : (shared(before, facts) as NoteFacts);
  }
}

/** `now`, with every part that is equal to the part at its place in `before` replaced by that. */
export function shared(before: unknown, now: unknown): unknown {
  if (Object.is(before, now) || !isHolder(before) || !isHolder(now)) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const keys = Object.keys(now);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const part = shared(before[key], now[key]);
    if (!Object.is(part, before[key])) isSame = false;
    now[key] = part;
  }
  return isSame ? before : now;
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

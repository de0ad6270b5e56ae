/**
 * Says what went wrong and where: on the host's error stream, and in the log that a person can read in the app. Never with the
 * error's own words, which may quote a note, an address or a key (safety T-06).
 */
import { hash } from 'node:crypto';

type Sink = (line: string) => void;

let sink: Sink | null = null;

/** From now on the log is also written there. One for the process: whatever fails in it belongs together. */
export function keepLog(write: Sink): void {
  sink = write;
}

/** `what`: words of ours only. `about`: paths of notes, which the log names by a number that tells nothing. */
export function logFailure(what: string, error: unknown, ...about: readonly string[]): void {
  const { name, places } = nameAndPlaces(error);
  console.error([`gleaner: ${[what, ...about].join(' ')} (${name})`, ...places].join('\n'));
  recordFailure(what, error, ...about);
}

/** `logFailure` for what a person is told already: in the log alone. */
export function recordFailure(what: string, error: unknown, ...about: readonly string[]): void {
  const { name, places } = nameAndPlaces(error);
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  const notes = about.map((path) => ` [note ${hash('sha256', path, 'hex').slice(0, 6)}]`).join('');
  const kind = /^[\w.]{1,60}$/.test(name) ? name : 'Error';
  logLine(
    [`${what}${notes} (${kind}${/^ [\w-]{1,40}$/.test(code) ? code : ''})`, ...places.map(shortPlace)].join(
      '\n',
    ),
  );
}

function nameAndPlaces(error: unknown): { name: string; places: string[] } {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  return { name, places: stack.split('\n').filter((line) => /^\s+at /.test(line)) };
}

/** What the page says of its own failure; nothing in it can quote a note. */
export function logPage({ name, places }: { name: string; places: readonly string[] }): null {
  logLine([`the page failed (${name})`, ...places.map((place) => `    at ${place}`)].join('\n'));
  return null;
}

/** `line`: words of ours only. */
export function logLine(line: string): void {
  try {
    sink?.(line);
  } catch {
    // The log is the last to complain.
  }
}

/** A file of ours without the folders above it, which carry the person's name. */
function shortPlace(line: string): string {
  const place = /([^/\\()]+:\d+:\d+)\)?$/.exec(line)?.[1];
  const call = /^\s+at (?:async )?([\w.#<> ]{1,80}) \(/.exec(line)?.[1];
  return `    at ${call === undefined ? '' : `${call} `}${place === undefined ? '' : `(${place})`}`.trimEnd();
}

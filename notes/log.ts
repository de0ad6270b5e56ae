/** Says on the host's error stream what went wrong and where, without the error's own words: they may quote a note. */
export function logFailure(what: string, error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  console.error([`gleaner: ${what} (${name})`, ...places].join('\n'));
}

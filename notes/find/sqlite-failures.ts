/** What SQLite failed of, by its result codes (https://sqlite.org/rescode.html). */

function codeOf(error: unknown): number {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
}

/** Another process holds the file: BUSY or LOCKED. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === 5 || codeOf(error) === 6;
}

/** The file is not what SQLite wrote: CORRUPT or NOTADB. */
export function isDamaged(error: unknown): boolean {
  return codeOf(error) === 11 || codeOf(error) === 26;
}

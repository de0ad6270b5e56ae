/** The only failure that crosses the contract. */

export const errorCodes = [
  'not-found',
  'exists',
  'bad-path',
  'leads-out',
  'bad-argument',
  'bad-query',
  'denied',
  'disk-full',
  'read-only',
  'too-large',
  'unavailable',
  'offline',
  'busy',
  'shrunk',
  'broken',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The only failure that crosses the contract. Code switches on `code`; `message` is English for a person. */
export class NotesError extends Error {
  readonly code: ErrorCode;
  /** For `bad-query`: 0-based offset of the offending character. For `broken`: 1-based line of the file. */
  readonly at: number | null;
  /** For `broken`: the file, from the notebook's folder. `null`: it is not in there. */
  readonly file: string | null;

  constructor(code: ErrorCode, message: string, at: number | null = null, file: string | null = null) {
    super(message);
    this.name = 'NotesError';
    this.code = code;
    this.at = at;
    this.file = file;
  }
}

/** What failed, as a failure of the contract: another one is `internal`. */
export function asNotesError(error: unknown): NotesError {
  if (error instanceof NotesError) return error;
  return new NotesError('internal', error instanceof Error ? error.message : String(error));
}

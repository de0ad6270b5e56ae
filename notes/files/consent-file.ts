/** `consent.json` in a notebook's data folder, never in the notebook: what comes with a folder allows nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOwnFile } from './durable.ts';
import { toNotesError } from './errors.ts';

/** The file's value as it is; `undefined` when there is none, or none that can be read. */
export function readConsentFile(home: string): unknown {
  try {
    return JSON.parse(readFileSync(fileIn(home), 'utf8'));
  } catch {
    // Not there, half written or closed to us: whoever asks takes all of it as "nothing is allowed".
    return undefined;
  }
}

/** `disk-full`, `denied` and so on: then nothing is changed. */
export async function writeConsentFile(home: string, value: unknown): Promise<void> {
  try {
    await writeOwnFile(fileIn(home), Buffer.from(JSON.stringify(value, null, 2) + '\n'));
  } catch (error) {
    throw toNotesError(error, 'remember what this notebook may fetch');
  }
}

function fileIn(home: string): string {
  return join(home, 'consent.json');
}

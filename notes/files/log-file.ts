/** The log in the data folder: a file of bounded size and the one before it. */
import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { closeToOthers, type Environment, ownDataFolder } from './home.ts';

/** With the one before it twice as much. Bytes. */
const mostBytes = 256 * 1024;
/** Of one entry, so that one loop of failures does not push everything else out at once. */
const longestEntry = 4000;

export interface LogFile {
  /** Absolute, for showing. */
  readonly file: string;
  write(entry: string): void;
  /** The newest entries, at most so many bytes of them, the oldest first. */
  read(most: number): string;
}

/** Opens the log of this person; makes nothing before the first entry. */
export function openLog(environment?: Environment, now: () => Date = () => new Date()): LogFile {
  const folder = ownDataFolder(environment);
  const file = join(folder, 'log.txt');
  const before = join(folder, 'log.1.txt');
  return {
    file,
    write(entry) {
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats !== undefined && stats.size > mostBytes) renameSync(file, before);
      appendFileSync(file, `${now().toISOString()} ${entry.slice(0, longestEntry)}\n`, { mode: 0o600 });
      if (stats === undefined) closeToOthers(file, 0o600);
    },
    read(most) {
      const text = [before, file].map(textOf).join('');
      const end = text.slice(-most);
      return end.length === text.length ? end : end.slice(end.indexOf('\n') + 1);
    },
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

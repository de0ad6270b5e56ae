/** What is remembered of the text that a note has now, until it is kept as a version. */
import type { NotePath, Version, VersionMaker, VersionReason } from '../../api.ts';

/** The text that a note has now, as far as is known here. */
export interface Latest {
  version: Version;
  /** `null`: they are kept, as a version. */
  bytes: Buffer | null;
  by: VersionMaker;
  why: VersionReason | null;
  at: number;
  /** When a version was kept last: by a clock that only goes forward, and by that of the wall, which may be faked or set. */
  kept: { steady: number; wall: number };
  pause: NodeJS.Timeout | null;
}

/** Notes that were only read, and bytes of them, which are remembered in case another program writes over them. */
const mostRead = 40;
export const mostReadBytes = 32 * 1024 * 1024;

export const justNow = (): Latest['kept'] => ({ steady: performance.now(), wall: Date.now() });

/** Whether no version was kept for so long. A wall clock that was set counts as time that has passed. */
export function isDue({ kept }: Latest, everyMs: number): boolean {
  const { steady, wall } = justNow();
  return steady - kept.steady >= everyMs || Math.abs(wall - kept.wall) >= everyMs;
}

/** Of notes that were only read, those to forget, the longest remembered first. */
export function readTooMany(latest: ReadonlyMap<NotePath, Latest>): NotePath[] {
  const read = [...latest].filter(([, { why, bytes }]) => why === 'found' && bytes !== null);
  let size = read.reduce((sum, [, { bytes }]) => sum + (bytes?.length ?? 0), 0);
  let count = read.length;
  const tooMany: NotePath[] = [];
  for (const [path, { bytes }] of read) {
    if (count <= mostRead && size <= mostReadBytes) break;
    count -= 1;
    size -= bytes?.length ?? 0;
    tooMany.push(path);
  }
  return tooMany;
}

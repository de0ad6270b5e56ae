/** Which versions may go when there is no room for more. */
import type { Version } from '../../api.ts';
import type { KeptVersion } from './version-log.ts';

/** Bytes on the disk. A person's year of 6 KB notes, a version every five minutes of writing, takes about 150 MB. */
export const usualBudget = 500 * 1024 * 1024;

/** Of each note, whatever their age. */
const leastVersions = 10;
/** Of any note, however many there are. */
const leastDays = 7;
/** Of a version's line in the list, and of what is in memory of it. */
const lineBytes = 256;
/** Pruned down to this part of the budget, so that the next version does not prune again. */
const roomLeft = 0.9;

const dayMs = 24 * 60 * 60 * 1000;

/** Bytes that these take on the disk; what several versions share is counted once. */
export function spaceOf(versions: readonly KeptVersion[]): number {
  const stored = new Map<Version, number>();
  for (const { version, stored: bytes } of versions) stored.set(version, bytes);
  return [...stored.values()].reduce((sum, bytes) => sum + bytes, versions.length * lineBytes);
}

/**
 * Those that are to go, the oldest first. `all`: in the order in which they were kept. A version stays while it is one of
 * the last ten of its note, or while fewer than eight later days are known: days on which something was kept, by what
 * the clock said then. So a clock that jumps two years ahead is one day more, and nobody's versions go in their absence.
 */
export function excessOf(all: readonly KeptVersion[], budget: number): KeptVersion[] {
  let space = spaceOf(all);
  if (space <= budget) return [];
  const uses = new Map<Version, number>();
  for (const { version } of all) uses.set(version, (uses.get(version) ?? 0) + 1);
  const gone: KeptVersion[] = [];
  for (const kept of prunable(all)) {
    if (space <= budget * roomLeft) break;
    const left = (uses.get(kept.version) ?? 1) - 1;
    uses.set(kept.version, left);
    space -= lineBytes + (left === 0 ? kept.stored : 0);
    gone.push(kept);
  }
  return gone;
}

function prunable(all: readonly KeptVersion[]): KeptVersion[] {
  const laterDays = new Set<number>();
  const later = new Map<string, number>();
  const found: KeptVersion[] = [];
  for (const kept of all.toReversed()) {
    const day = Math.floor((kept.keptAt ?? kept.at) / dayMs);
    const days = laterDays.size - (laterDays.has(day) ? 1 : 0);
    const after = later.get(kept.path) ?? 0;
    if (days > leastDays && after >= leastVersions) found.push(kept);
    laterDays.add(day);
    later.set(kept.path, after + 1);
  }
  return found.reverse();
}

/** Whether a window has the room for two notes, and how they share it. */
import { useSyncExternalStore } from 'react';

/** In a narrower window one of the two is shown at a time. */
const oneBelow = '(max-width: 899.98px)';
/** px: panes beside the text give way to two notes that would have less. */
export const leastForTwo = 640;
/** The least of each, and of both, px. */
export const leastSide = 210;
export const leastForTwoPanes = 2 * leastSide + 1;

export function useHasRoomForTwo(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(oneBelow);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => !window.matchMedia(oneBelow).matches,
  );
}

const key = 'gleaner.sides';

/** How much of the width the left one has, in percent, as it was last. */
export function rememberedShare(): number {
  let share = 50;
  try {
    share = Number(localStorage.getItem(key) ?? 50);
  } catch {
    // A browser that keeps nothing.
  }
  return share >= 15 && share <= 85 ? share : 50;
}

export function rememberShare(share: number): void {
  try {
    localStorage.setItem(key, String(Math.round(share * 10) / 10));
  } catch {
    // A browser that keeps nothing: both have the same next time.
  }
}

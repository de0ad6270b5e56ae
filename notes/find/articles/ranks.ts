/** Read states and links' health as numbers, in the order of lists. */
import type { LinkState, ReadState } from '../../api.ts';

/** The dead first, then those that ask for something to be done. */
const healthRanks: Readonly<Record<LinkState, number>> = {
  gone: 1,
  'soft-404': 2,
  moved: 3,
  'needs-login': 4,
  refused: 5,
  offline: 6,
  unknown: 7,
  ok: 8,
};

/** Of links that nobody checked. */
export const unchecked = 9;

export function healthRank(state: LinkState): number {
  return healthRanks[state];
}

/** What `is:` asks for, as ranks. */
export const askedHealth = { dead: [healthRanks.gone, healthRanks['soft-404']], moved: [healthRanks.moved] };

const readStates: readonly ReadState[] = ['unread', 'reading', 'read'];

export function readRank(state: ReadState): number {
  return readStates.indexOf(state);
}

export function readStateOf(rank: number): ReadState {
  return readStates[rank] ?? 'unread';
}

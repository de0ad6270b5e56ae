import type { LinkHealth } from '../../notes/api.ts';
import { askTagChange, openableUrl } from '../actions.ts';
import type { Linked } from './shown-cards.ts';

/**
 * Shows what giving a moved article its new address would change, note by note, before it is done; `null`: it has not
 * moved, or to nowhere that can be opened.
 */
export function newAddressOf({ normalised }: Linked, health: LinkHealth | null): (() => void) | null {
  const to = health?.state === 'moved' ? health.movedTo : null;
  if (to === null || openableUrl(to) === null) return null;
  return () => askTagChange({ kind: 'relink', from: [normalised], to });
}

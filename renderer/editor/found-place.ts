import { create } from 'zustand';

/** Which match of the open note the person went to (1-based; `null`: none yet), and how many there are. */
export interface FoundPlace {
  place: number | null;
  total: number;
}

/** `null`: nothing is searched for, or no note is open. */
export const useFoundPlace = create<{ found: FoundPlace | null }>(() => ({ found: null }));

export function showPlace(found: FoundPlace | null): void {
  const before = useFoundPlace.getState().found;
  if (before?.place === found?.place && before?.total === found?.total) return;
  useFoundPlace.setState({ found });
}

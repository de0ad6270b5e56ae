/** Fetching cards: when a person asks for one, and by itself where that was allowed. */
import { create } from 'zustand';
import type { FetchFailure } from '../../notes/api.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { askOnce, useConsent } from './consent.ts';
import { learn, useKnown } from './known-articles.ts';

/** What is said on a card about something that is being done or could not be done; until the next try. */
export type Trouble = { doing: 'card' | 'import'; failure: FetchFailure };

interface ShownCards {
  /** By normalised URL: the page is being fetched, or the saved page read. */
  busy: Record<string, 'card' | 'import'>;
  troubles: Record<string, Trouble>;
}

export const useShownCards = create<ShownCards>(() => ({ busy: {}, troubles: {} }));

/** An article of the open note: `url` as written there. */
export interface Linked {
  url: string;
  normalised: string;
}

/** A person asked for it. */
export async function showCard({ url, normalised }: Linked, refresh: boolean): Promise<void> {
  askOnce(normalised);
  await attempt(t('failed.card'), () => fetchCard({ url, normalised }, refresh));
}

async function fetchCard({ url, normalised }: Linked, refresh: boolean): Promise<void> {
  await whileBusy(
    normalised,
    'card',
    () => notebook().fetchCard({ url, refresh }),
    (card) => {
      learn(normalised, { card });
    },
  );
}

/** Shows that something is done to an article, and what went wrong with it. One thing at a time for each. */
export async function whileBusy<Done extends object>(
  normalised: string,
  doing: Trouble['doing'],
  act: () => Promise<Done | FetchFailure>,
  done: (answer: Done) => void,
): Promise<void> {
  if (useShownCards.getState().busy[normalised] !== undefined) return;
  useShownCards.setState(({ busy, troubles }) => ({
    busy: { ...busy, [normalised]: doing },
    troubles: without(troubles, normalised),
  }));
  try {
    const answer = await act();
    if (isFailure(answer)) {
      const trouble = { doing, failure: answer };
      useShownCards.setState(({ troubles }) => ({ troubles: { ...troubles, [normalised]: trouble } }));
    } else done(answer);
  } finally {
    useShownCards.setState(({ busy }) => ({ busy: without(busy, normalised) }));
  }
}

const isFailure = (answer: object): answer is FetchFailure =>
  'reason' in answer && 'kind' in answer && answer.kind === 'failed';

function without<Value>(record: Record<string, Value>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

// ---------------------------------------------------------------------------------------------- by themselves

/** A card that the person rests on this many ms is fetched, where that was allowed. */
export const restMs = 500;

/** Waits until the person has rested on this article, then fetches its card if that is allowed and there is none. */
export function restOn(source: Linked): () => void {
  const timer = setTimeout(() => {
    const previews = useConsent.getState().consent?.previews;
    if ((previews === 'select' || previews === 'open') && isMissing(source)) void fetchQuietly(source);
  }, restMs);
  return () => clearTimeout(timer);
}

/** By normalised URL, with their place in the note. */
const seen = new Map<string, { source: Linked; index: number }>();
let isWalking = false;
/** Cards that come on screen together are fetched in the order of the note. */
const gatherMs = 50;

/** A card came on screen; call what it answers when it has left. */
export function seeCard(source: Linked, index: number): () => void {
  seen.set(source.normalised, { source, index });
  void walk();
  return () => void seen.delete(source.normalised);
}

/** Fetches what is on screen, one after the other from the top, where that was allowed. */
export async function walk(): Promise<void> {
  if (isWalking) return;
  isWalking = true;
  try {
    await new Promise((gathered) => setTimeout(gathered, gatherMs));
    while (useConsent.getState().consent?.previews === 'open') {
      const missing = [...seen.values()].filter(({ source }) => isMissing(source));
      const [next] = missing.sort((a, b) => a.index - b.index);
      if (next === undefined || !(await fetchQuietly(next.source))) break;
    }
  } finally {
    isWalking = false;
  }
}

/** A host that can't keep cards would be asked for the same ones without end. */
const tried = new Set<string>();

/** Nobody asked: what went wrong is said on the card only. `false`: no other one would get further now. */
async function fetchQuietly(source: Linked): Promise<boolean> {
  tried.add(source.normalised);
  try {
    await fetchCard(source, false);
  } catch {
    return false;
  }
  return useShownCards.getState().troubles[source.normalised]?.failure.reason !== 'offline';
}

/** It is known that there is no card, and nothing was tried. */
function isMissing({ normalised }: Linked): boolean {
  const article = useKnown.getState().articles[normalised];
  return (
    article?.card === null &&
    !tried.has(normalised) &&
    useShownCards.getState().troubles[normalised] === undefined &&
    useShownCards.getState().busy[normalised] === undefined
  );
}

/** Looks again whenever more is known about what is on screen, or allowed; until what it answers is called. */
export function keepWalking(): () => void {
  const ends = [useKnown.subscribe(() => void walk()), useConsent.subscribe(() => void walk())];
  return () => ends.forEach((end) => end());
}

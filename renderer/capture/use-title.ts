/** The title of a page that is being added. */
import { useEffect, useRef, useState } from 'react';
import { notebook } from '../actions.ts';
import { useConsent } from '../sources/consent.ts';
import type { Known } from './known.ts';
import { titleOfPage } from './page-title.ts';

export interface Fetching {
  isBusy: boolean;
  /** Why the last try for this address gave no title. */
  why: string | null;
  /** The person asks for it. `null`: there is none, or another address was written meanwhile. */
  get: () => Promise<string | null>;
}

/**
 * The title of the page at `url`: what is known of it at once; from the network when the person presses the button, or,
 * in a notebook that may fetch cards, when `isMeant`: the address was pasted as a whole, or its field was left. Half an
 * address is another page, and one that a link or the clipboard brought is fetched only when the person asks.
 */
export function useTitle(
  url: string,
  isMeant: boolean,
  known: Known | null,
  onFound: (title: string) => void,
): Fetching {
  const [busy, setBusy] = useState(0);
  const [failure, setFailure] = useState<{ url: string; why: string } | null>(null);
  const isAllowed = useMayFetch() && isMeant;
  const current = useRef(url);
  current.current = url;

  const get = async (): Promise<string | null> => {
    setBusy((n) => n + 1);
    setFailure(null);
    const answer = await titleOfPage(notebook(), url);
    setBusy((n) => n - 1);
    if (current.current !== url) return null;
    if ('title' in answer) return answer.title;
    setFailure({ url, why: answer.why });
    return null;
  };
  const act = useRef({ get, onFound });
  act.current = { get, onFound };
  useEffect(() => {
    if (known === null) return;
    if (known.title !== null) return act.current.onFound(known.title);
    if (!isAllowed) return;
    const { onFound: found } = act.current;
    void act.current.get().then((title) => title !== null && found(title));
  }, [known, isAllowed]);

  return { isBusy: busy > 0, why: failure?.url === url ? failure.why : null, get };
}

/** The person said that cards of this notebook may be fetched without being asked each time. */
export function useMayFetch(): boolean {
  return useConsent(({ consent }) => consent !== null && consent.previews !== 'off');
}

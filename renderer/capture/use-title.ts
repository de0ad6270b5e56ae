/** The title of a page that is being added. */
import { useEffect, useRef, useState } from 'react';
import { notebook } from '../actions.ts';
import { useConsent } from '../sources/consent.ts';
import type { Known } from './known.ts';
import { titleOfPage } from './page-title.ts';

/**
 * The title of the page: what is known of it at once; from the network when the person presses the button, or has said
 * that cards may be fetched. `isFromOutside`: any web page may have named the address, so that only the button fetches it.
 */
export function useTitle(
  url: string,
  isFromOutside: boolean,
  known: Known | null,
  onFound: (title: string) => void,
) {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ url: string; why: string } | null>(null);
  const hasConsent = useConsent(({ consent }) => consent !== null && consent.previews !== 'off');
  const isAllowed = hasConsent && !isFromOutside;
  const current = useRef(url);
  current.current = url;

  const get = async (found: (title: string) => void) => {
    setIsBusy(true);
    setFailure(null);
    const answer = await titleOfPage(notebook(), url);
    setIsBusy(false);
    if (current.current !== url) return;
    if ('why' in answer) setFailure({ url, why: answer.why });
    else found(answer.title);
  };
  const act = useRef({ get, onFound });
  act.current = { get, onFound };
  useEffect(() => {
    if (known === null) return;
    if (known.title !== null) act.current.onFound(known.title);
    else if (isAllowed) void act.current.get(act.current.onFound);
  }, [known, isAllowed]);

  return {
    isBusy,
    why: failure?.url === url ? failure.why : null,
    get: (found: (title: string) => void) => void get(found),
  };
}

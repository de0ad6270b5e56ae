/** What the notebook knows about an address that is being typed. */
import { useEffect, useState } from 'react';
import { normaliseUrl } from '../../notes/text/urls.ts';
import { notebook } from '../actions.ts';
import { type Known, knownOf } from './known.ts';

/** A rest in the typing after which the notebook is asked, ms. */
const restMs = 120;

/** `null`: not an address, or not known yet. */
export function useKnownUrl(url: string): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    let isWanted = true;
    const ask = () =>
      knownOf(notebook(), url).then(
        (found) => isWanted && setKnown(found),
        // Without an answer nothing is said: it can be added all the same.
        () => undefined,
      );
    const timer = setTimeout(() => void ask(), restMs);
    if (normaliseUrl(url) === null) clearTimeout(timer);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [url]);
  return known?.url === url ? known : null;
}

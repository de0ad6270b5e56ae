/** The filter in words below the box, where it is more than a word or a tag. */
import { useEffect, useState } from 'react';
import { conjuncts, type Filter, readFilter } from '../../notes/text/filter.ts';
import { useStore } from '../store.ts';
import { explain } from './explain.ts';
import { useSearchFocus } from './search-offers.ts';

/** A screen reader hears the words when they have rested so long, ms; not at every key. */
const restMs = 900;

export function SearchWords() {
  const isFocused = useSearchFocus((state) => state.isFocused);
  const filter = useStore((state) => state.listing.filter);
  const isWrong = useStore((state) => state.search.problem !== null);
  // Words that were shown with the focus stay when it goes: a list that moved then would move under the pointer.
  const [touched, setTouched] = useState('');
  if (isFocused && touched !== filter) setTouched(filter);
  const read = readFilter(filter);
  const isShown = !isWrong && read !== null && filter.trim() !== '' && (touched === filter || !isPlain(read));
  const words = isShown ? explain(read) : '';
  return (
    <>
      {words !== '' && (
        <p className="search-words" title={words}>
          {words}
        </p>
      )}
      <Announced text={words} />
    </>
  );
}

function Announced({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span className="visually-hidden" aria-live="polite">
      {said}
    </span>
  );
}

/** One term: its chip says it all. */
function isPlain(filter: Filter): boolean {
  const [only, second] = conjuncts(filter);
  if (only === undefined || second !== undefined) return second === undefined;
  return (only.kind === 'not' ? only.part : only).kind === 'term';
}

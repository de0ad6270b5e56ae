/** The filter in words below the box: one line, there for every filter, so that the list stays in its place. */
import { useEffect, useState } from 'react';
import { readFilter } from '../../notes/text/filter.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { explain } from './explain.ts';
import { type Hint, hintFor } from './hints.ts';
import { setFilter } from './search.ts';
import { searchField } from './search-field.ts';

/** A screen reader hears the words when they have rested so long, ms; not at every key. */
const restMs = 900;

export function SearchWords() {
  const filter = useStore((state) => state.listing.filter);
  const isWrong = useStore((state) => state.search.problem !== null);
  const read = readFilter(filter);
  const words = isWrong || read === null || filter.trim() === '' ? '' : explain(read);
  const hint = words === '' ? null : hintFor(filter);
  return (
    <>
      {hint !== null && <SearchHint hint={hint} filter={filter} />}
      {words !== '' && hint === null && (
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

/** A slip, with the way to mend it, in the place of the words: they would only say what was not meant. */
function SearchHint({ hint, filter }: { hint: Hint; filter: string }) {
  const mended = filter.slice(0, hint.from) + hint.text + filter.slice(hint.to);
  const said = t(`search.slip.${hint.kind}`, { text: hint.kind === 'key' ? hint.text : mended });
  return (
    <p className="search-words">
      <button
        type="button"
        className="search-slip"
        title={said}
        onClick={() => {
          setFilter(mended);
          searchField()?.focus();
        }}
      >
        {said}
      </button>
    </p>
  );
}

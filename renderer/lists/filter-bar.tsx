import { BookmarkPlus, Folder, Hash, X } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { readFilter } from '../../notes/text/filter.ts';
import { askSaveFilter, setFilter } from '../actions.ts';
import { t } from '../messages.ts';
import { keepFocus } from '../keep-focus.ts';
import { useStore } from '../store.ts';
import { nameChoices } from '../search/explain.ts';
import { useRows } from './shown-rows.ts';
import { isSameFilter, useSaved } from '../sidebar/saved.ts';
import { editSearch } from '../search/search-field.ts';
import { SortMenu } from './sort-menu.tsx';
import { useStillReading } from '../search/still-reading.ts';
import { type Chip, chipsOf, withoutChip } from '../sidebar/tag-filter.ts';
import './filter-bar.css';

/** Which notes the list has: the filter as chips, each with a way out; how many; in which order. */
export function FilterBar() {
  const filter = useStore((state) => state.listing.filter);
  // Chips that say something else than the box would be a riddle: the box says what is wrong.
  const isWrong = useStore((state) => state.search.problem !== null);
  return (
    <div className="filter-bar">
      {!isWrong && <Chips filter={filter} />}
      <div className="filter-result">
        {isWrong ? (
          <LastResult filter={filter} />
        ) : filter === '' ? (
          <AllNotes />
        ) : (
          <SaveButton filter={filter} />
        )}
        <Count />
        <SortMenu />
      </div>
    </div>
  );
}

const AllNotes = () => <span className="filter-all">{t('filter.all')}</span>;

/** What the list has while the box has something that can't be read. */
function LastResult({ filter }: { filter: string }) {
  const said = filter === '' ? t('filter.lastAll') : t('filter.last', { filter });
  return (
    <span className="filter-last" title={said}>
      {said}
    </span>
  );
}

/** While texts are still being read, the number is not the last word. */
function Count() {
  const total = useRows((state) => state.total);
  const isReading = useStillReading();
  const text =
    total === null
      ? ''
      : !isReading
        ? t('list.count', { n: total })
        : total === 0
          ? '…'
          : t('list.countSoFar', { n: total });
  return (
    <span className="filter-count" aria-live="polite">
      {text}
    </span>
  );
}

/** Words have none: the box shows them. */
function Chips({ filter }: { filter: string }) {
  const chips = chipsOf(filter).filter((chip) => !isWord(chip));
  const list = useRef<HTMLUListElement>(null);
  const remove = (chip: Chip, at: number) => {
    flushSync(() => setFilter(withoutChip(filter, chip)));
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('.filter-chip-remove') ?? [])];
    keepFocus(buttons[at] ?? buttons.at(-1));
  };
  if (chips.length === 0) return null;
  return (
    <div className="filter-chips" role="group" aria-label={t('filter.label')}>
      <ul ref={list}>
        {chips.map((chip, at) => (
          <li key={chip.text} className="filter-chip" data-negated={chip.isNegated}>
            {chip.isNegated && <span aria-hidden>−</span>}
            {chip.kind === 'tag' && !chip.isNegated && <Hash aria-hidden />}
            {chip.kind === 'category' && <Folder aria-hidden />}
            <button
              type="button"
              className="filter-chip-name"
              aria-label={t('filter.edit', { name: spokenName(chip) })}
              title={chip.text}
              onClick={() => editSearch(filter, chip)}
            >
              {shownName(chip)}
            </button>
            <button
              type="button"
              className="filter-chip-remove"
              aria-label={t('filter.remove', { name: spokenName(chip) })}
              onClick={() => remove(chip, at)}
            >
              <X aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Not there for a filter that is saved already: the sidebar marks it. */
function SaveButton({ filter }: { filter: string }) {
  const isSaved = useSaved((state) => state.filters.some((one) => isSameFilter(one.filter, filter)));
  if (isSaved) return null;
  return (
    <button
      type="button"
      className="icon-button filter-save"
      aria-label={t('saved.save')}
      title={t('saved.save')}
      onClick={askSaveFilter}
    >
      <BookmarkPlus aria-hidden />
    </button>
  );
}

function isWord({ kind, text }: Chip): boolean {
  if (kind !== 'other') return false;
  const read = readFilter(text);
  const inner = read?.kind === 'not' ? read.part : read;
  return inner?.kind === 'term' && inner.key === 'text';
}

function shownName(chip: Chip): string {
  if (chip.kind === 'any') return nameChoices(chip.choices);
  return chip.kind === 'untagged' ? t('filter.untagged') : chip.name;
}
const spokenName = (chip: Chip) =>
  chip.isNegated ? t('filter.not', { name: shownName(chip) }) : shownName(chip);

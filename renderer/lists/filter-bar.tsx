import { Folder, Hash, X } from 'lucide-react';
import { setFilter } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { type Chip, chipsOf, withoutChip } from './tag-filter.ts';
import './filter-bar.css';

/** The filter as chips, each with a way out; nothing when all notes are shown. */
export function FilterBar() {
  const filter = useStore((state) => state.listing.filter);
  const chips = chipsOf(filter);
  if (chips.length === 0) return null;
  return (
    <div className="filter-bar" role="group" aria-label={t('filter.label')}>
      <ul>
        {chips.map((chip) => (
          <li key={chip.text} className="filter-chip" data-negated={chip.isNegated}>
            {chip.isNegated && <span aria-hidden>−</span>}
            {chip.kind === 'tag' && !chip.isNegated && <Hash aria-hidden />}
            {chip.kind === 'category' && <Folder aria-hidden />}
            <span className="filter-chip-name">{shownName(chip)}</span>
            <button
              type="button"
              aria-label={t('filter.remove', { name: spokenName(chip) })}
              onClick={() => setFilter(withoutChip(filter, chip))}
            >
              <X aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {chips.length > 1 && (
        <button type="button" className="filter-clear" onClick={() => setFilter('')}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}

const shownName = (chip: Chip) => (chip.kind === 'untagged' ? t('filter.untagged') : chip.name);
const spokenName = (chip: Chip) =>
  chip.isNegated ? t('filter.not', { name: shownName(chip) }) : shownName(chip);

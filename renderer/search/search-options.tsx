/** What is offered below the search box: searches of before while it is empty, and how what is typed may go on. */
import { Clock, X } from 'lucide-react';
import { formatNumber, t } from '../messages.ts';
import type { Completion } from './complete.ts';

export const optionsId = 'search-options';
export const optionId = (index: number) => `search-option-${index}`;

export type SearchOption = { kind: 'recent'; text: string } | ({ kind: 'completion' } & Completion);

interface SearchOptionsProps {
  options: readonly SearchOption[];
  /** -1: none. */
  chosen: number;
  onChoose: (option: SearchOption) => void;
  onForget: (text: string) => void;
}

export function SearchOptions({ options, chosen, onChoose, onForget }: SearchOptionsProps) {
  const isRecent = options[0]?.kind === 'recent';
  return (
    // The field keeps the focus: its keys act on what is chosen here.
    <div className="search-options" onMouseDown={(event) => event.preventDefault()}>
      {isRecent && (
        <p className="menu-heading" aria-hidden>
          {t('search.recent')}
        </p>
      )}
      <div role="listbox" id={optionsId} aria-label={t(isRecent ? 'search.recent' : 'search.offers')}>
        {options.map((option, index) => (
          <div
            key={option.text}
            id={optionId(index)}
            role="option"
            aria-selected={index === chosen}
            className="search-option"
            onClick={() => onChoose(option)}
          >
            {option.kind === 'recent' && <Clock aria-hidden />}
            <span className="search-option-text">{option.text}</span>
            {option.kind === 'recent' ? (
              <span
                className="search-option-forget"
                title={t('search.forget')}
                onClick={(event) => {
                  event.stopPropagation();
                  onForget(option.text);
                }}
              >
                <X aria-hidden />
              </span>
            ) : (
              option.count !== null && (
                <span className="tree-count" aria-hidden>
                  {formatNumber(option.count)}
                </span>
              )
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

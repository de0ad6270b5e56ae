/** The box over the list: the filter as text that can be written. */
import { CircleAlert, Search, X } from 'lucide-react';
import type { KeyboardEvent, RefObject } from 'react';
import { setFilter } from '../actions.ts';
import { findCommand } from '../commands.ts';
import { t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { FilterHelp } from './filter-help.tsx';
import { applySearch, typeSearch } from './search.ts';
import { openFirst } from '../lists/found-notes.ts';
import type { SearchOffers } from './search-offers.ts';
import { optionId, optionsId } from './search-options.tsx';
import { SearchWords } from './search-words.tsx';
import './search-box.css';

const problemId = 'search-problem';
const hintId = 'search-hint';

interface SearchBoxProps {
  field: RefObject<HTMLInputElement | null>;
  offers: SearchOffers;
}

export function SearchBox({ field, offers }: SearchBoxProps) {
  const text = useStore((state) => state.search.text);
  const isWrong = useStore((state) => state.search.problem !== null);
  const total = useStore((state) => state.notebook?.total ?? 0);

  const onKeyDown = (event: KeyboardEvent) => {
    // An input method has its keys first: Enter and Space choose its words, not ours.
    if (event.nativeEvent.isComposing || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (offers.onKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Enter') {
      applySearch();
      offers.remember();
      if (text.trim() === '') focusPane('list');
      else if (useStore.getState().search.problem === null) void openFirst();
    } else if (event.key === 'ArrowDown' || event.key === 'Escape') {
      applySearch();
      focusPane('list');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="search-box" data-wrong={isWrong}>
      <Search aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={t('search.label')}
        aria-describedby={isWrong ? `${problemId} ${hintId}` : hintId}
        aria-invalid={isWrong}
        aria-keyshortcuts={isMac ? 'Meta+Shift+F' : 'Control+Shift+F'}
        aria-autocomplete="list"
        aria-controls={offers.options.length > 0 ? optionsId : undefined}
        aria-activedescendant={offers.chosen >= 0 ? optionId(offers.chosen) : undefined}
        placeholder={total === 0 ? t('search.label') : t('search.placeholder', { n: total })}
        // The whole of a filter that is longer than the box.
        title={text === '' ? t('search.hint') : text}
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        onChange={(event) => {
          const composes = isComposing(event.nativeEvent);
          typeSearch(event.target.value, composes);
          offers.typed(composes);
        }}
        onCompositionEnd={(event) => {
          typeSearch(event.currentTarget.value);
          offers.typed(false);
        }}
        onSelect={offers.moved}
        onFocus={offers.focused}
        onBlur={offers.blurred}
        onKeyDown={onKeyDown}
      />
      <span id={hintId} className="visually-hidden">
        {t('search.hint')}
      </span>
      {text === '' ? (
        <Keys />
      ) : (
        <button
          type="button"
          className="search-clear"
          aria-label={t('search.clear')}
          title={t('search.clear')}
          onClick={() => {
            setFilter('');
            field.current?.focus();
          }}
        >
          <X aria-hidden />
        </button>
      )}
      <FilterHelp />
    </div>
  );
}

const isComposing = (event: Event) => event instanceof InputEvent && event.isComposing;

function Keys() {
  const isDesktop = useStore((state) => state.isDesktop);
  const command = findCommand('search');
  const shortcut = command === undefined ? null : shortcutOf(command, isDesktop);
  if (shortcut === null) return null;
  return (
    <kbd className="search-keys" aria-hidden>
      {shownKeys(shortcut, isMac)}
    </kbd>
  );
}

/** Characters of the text shown before and after the one that is wrong. */
const before = 24;
const after = 16;

/** What the text of the box asks for, in words; or what is wrong with it, and at which character. */
export function SearchProblem() {
  const { text, problem } = useStore((state) => state.search);
  const at = problem?.at ?? 0;
  const [character = '\u00a0'] = text.slice(at);
  return (
    <>
      <div id={problemId} aria-live="polite">
        {problem !== null && (
          <div className="search-problem">
            <CircleAlert aria-hidden />
            <div>
              <p>{t(`search.problem.${problem.reason}`, { key: problem.key, known: problem.known })}</p>
              <code>
                {at > before && '…'}
                {text.slice(Math.max(0, at - before), at)}
                <em>{character}</em>
                {text.slice(at + character.length, at + after)}
                {text.length > at + after && '…'}
              </code>
            </div>
          </div>
        )}
      </div>
      <SearchWords />
    </>
  );
}

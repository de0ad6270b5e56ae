/** The box over the list: the filter as text that can be written. */
import { CircleAlert, Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { setFilter } from '../actions.ts';
import { findCommand, shortcutOf, shownKeys } from '../commands.ts';
import { t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { applySearch, typeSearch } from './search.ts';
import './search-box.css';

const problemId = 'search-problem';
const hintId = 'search-hint';

export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const text = useStore((state) => state.search.text);
  const isWrong = useStore((state) => state.search.problem !== null);
  const total = useStore((state) => state.notebook?.total ?? 0);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (event.key === 'Escape' && text !== '') setFilter('');
    else if (event.key === 'Enter') {
      applySearch();
      if (useStore.getState().search.problem === null) focusPane('list');
    } else if (event.key === 'ArrowDown' || event.key === 'Escape') focusPane('list');
    else return;
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
        placeholder={total === 0 ? t('search.label') : t('search.placeholder', { n: total })}
        title={t('search.hint')}
        value={text}
        maxLength={2000}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        onChange={(event) => typeSearch(event.target.value, isComposing(event.nativeEvent))}
        onCompositionEnd={(event) => typeSearch(event.currentTarget.value)}
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

/** What is wrong with the text of the box, and at which character. */
export function SearchProblem() {
  const { text, problem } = useStore((state) => state.search);
  const at = problem?.at ?? 0;
  const [character = '\u00a0'] = text.slice(at);
  return (
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
  );
}

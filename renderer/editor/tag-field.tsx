/** The note's tags as chips, and a field that adds one, with the notebook's tags to choose from. */
import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { Facet } from '../../notes/api.ts';
import { sessions } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { isForIme } from './ime.ts';

const mostSuggestions = 8;

interface TagFieldParts {
  tags: string[];
  isReadOnly: boolean;
  add: (tag: string) => void;
  remove: (tag: string) => void;
}

export function TagField({ tags, isReadOnly, add, remove }: TagFieldParts) {
  const [isAdding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className="properties-tags" role="group" aria-label={t('properties.tags')}>
      {tags.map((tag) => (
        <span key={tag} className="properties-tag">
          {tag}
          {!isReadOnly && (
            <button
              type="button"
              className="properties-tag-remove"
              aria-label={t('properties.removeTag', { name: tag })}
              onClick={() => remove(tag)}
            >
              <X aria-hidden />
            </button>
          )}
        </span>
      ))}
      {isAdding && (
        <TagInput
          tags={tags}
          add={add}
          removeLast={() => {
            const last = tags.at(-1);
            if (last !== undefined) remove(last);
          }}
          close={(byKey) => {
            setAdding(false);
            if (byKey) requestAnimationFrame(() => opener.current?.focus());
          }}
        />
      )}
      {!isAdding && !isReadOnly && (
        <button
          ref={opener}
          type="button"
          className="properties-add"
          data-add-tag
          aria-label={t('properties.addTagLabel')}
          onClick={() => setAdding(true)}
        >
          <Plus aria-hidden />
          {t('properties.addTag')}
        </button>
      )}
    </div>
  );
}

interface TagInputParts {
  tags: string[];
  add: (tag: string) => void;
  removeLast: () => void;
  close: (byKey: boolean) => void;
}

function TagInput({ tags, add, removeLast, close }: TagInputParts) {
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Facet[]>([]);
  /** Index of the chosen suggestion; -1: what is typed. */
  const [chosen, setChosen] = useState(-1);
  const listId = useId();
  const wanted = text.trim().replace(/^#/, '').toLowerCase();
  const suggestions = known
    .filter(({ name }) => !tags.includes(name) && name.toLowerCase().includes(wanted))
    .sort((a, b) => startRank(a, wanted) - startRank(b, wanted) || b.within - a.within)
    .slice(0, mostSuggestions);

  const take = (tag: string) => {
    if (tag.trim() !== '') add(tag.trim());
    setText('');
    setChosen(-1);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isForIme(event)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const places = suggestions.length + 1;
      setChosen(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' || event.key === ',' || event.key === '，') {
      event.preventDefault();
      const suggestion = suggestions[chosen]?.name;
      if (suggestion === undefined && text.trim() === '') close(true);
      else take(suggestion ?? text);
    } else if (event.key === 'Tab' && chosen >= 0) {
      event.preventDefault();
      take(suggestions[chosen]?.name ?? text);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Backspace' && text === '') {
      event.preventDefault();
      removeLast();
    }
  };

  return (
    <span className="properties-combo">
      <input
        autoFocus
        className="properties-input"
        role="combobox"
        aria-label={t('properties.addTagLabel')}
        aria-expanded={suggestions.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
        value={text}
        placeholder={t('properties.addTag')}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => {
          // Without suggestions a tag can still be typed.
          sessions()
            .knownTags()
            .then(setKnown)
            .catch(() => undefined);
        }}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          take(text);
          close(false);
        }}
      />
      {suggestions.length > 0 && (
        <ul
          id={listId}
          role="listbox"
          aria-label={t('properties.suggestions')}
          className="menu properties-suggestions"
        >
          {suggestions.map(({ name, count }, i) => (
            <li
              key={name}
              id={`${listId}-${i}`}
              role="option"
              aria-selected={i === chosen}
              className="menu-item"
              {...(i === chosen ? { 'data-focused': true } : {})}
              // Before the field loses the focus, which would take what is typed.
              onMouseDown={(event) => {
                event.preventDefault();
                take(name);
              }}
            >
              {name}
              <span className="menu-keys">{formatNumber(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}

/** Names that begin with what is typed come before names that hold it. */
function startRank({ name }: Facet, wanted: string): number {
  return name.toLowerCase().startsWith(wanted) ? 0 : 1;
}

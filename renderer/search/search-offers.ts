/** What the search box offers at the moment, which of it is chosen, and what its keys do with it. */
import { type RefObject, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { create } from 'zustand';
import { notebook, setFilter } from '../actions.ts';
import { useStore } from '../store.ts';
import { completionsAt } from './complete.ts';
import { forgetSearch, recentSearches, rememberSearch } from './recent-searches.ts';
import { typeSearch } from './search.ts';
import { knownNow, prepareKnown } from './search-known.ts';
import type { SearchOption } from './search-options.tsx';

/** Whether the box has the focus: the filter is said in words then. */
export const useSearchFocus = create<{ isFocused: boolean }>(() => ({ isFocused: false }));

const none: readonly SearchOption[] = [];

export interface SearchOffers {
  options: readonly SearchOption[];
  /** -1: none. Only the arrows choose. */
  chosen: number;
  choose: (option: SearchOption) => void;
  forget: (text: string) => void;
  /** Whether the key meant something here. */
  onKey: (key: string) => boolean;
  typed: (isComposing: boolean) => void;
  /** The cursor is somewhere else. */
  moved: () => void;
  focused: () => void;
  blurred: () => void;
  /** The text of the box is a search that was meant. */
  remember: () => void;
}

/** The list that a box is of: its text, and what becomes of it. */
export interface SearchedList {
  text: () => string;
  isWrong: () => boolean;
  type: (text: string) => void;
  set: (filter: string) => void;
  /** What was searched for before is offered while the box is empty. */
  hasRecent: boolean;
}

const notesList: SearchedList = {
  text: () => useStore.getState().search.text,
  isWrong: () => useStore.getState().search.problem !== null,
  type: typeSearch,
  set: setFilter,
  hasRecent: true,
};

export function useSearchOffers(
  field: RefObject<HTMLInputElement | null>,
  list: SearchedList = notesList,
): SearchOffers {
  const [options, setOptions] = useState(none);
  const [chosen, setChosen] = useState(-1);
  /** The person wrote in the box since it has the focus. */
  const [isWritten, setIsWritten] = useState(false);

  const shown = useRef(none);
  const show = (next: readonly SearchOption[]) => {
    const isSame =
      next.length === shown.current.length && next.every((one, at) => one.text === shown.current[at]?.text);
    shown.current = next.length === 0 ? none : next;
    setOptions(shown.current);
    // What comes late and is the same takes no choice back.
    if (!isSame) setChosen(-1);
  };
  const showRecent = () => {
    const recent = list.hasRecent ? recentSearches(folder()) : [];
    show(recent.map((text): SearchOption => ({ kind: 'recent', text })));
  };
  const offer = () => {
    const { current } = field;
    if (current === null || document.activeElement !== current) return;
    const { value, selectionStart, selectionEnd } = current;
    if (value === '') return showRecent();
    if (selectionStart === null || selectionStart !== selectionEnd) return show(none);
    prepareKnown(notebook(), value, offer);
    const found = completionsAt(value, selectionStart, knownNow(), new Date());
    show(found.map((one): SearchOption => ({ kind: 'completion', ...one })));
  };
  const remember = () => {
    if (list.hasRecent && !list.isWrong()) rememberSearch(folder(), list.text());
  };

  const choose = (option: SearchOption) => {
    const { current } = field;
    if (option.kind === 'recent') {
      list.set(option.text);
      remember();
      return show(none);
    }
    const text = list.text();
    const rest = text.slice(option.to);
    const isWhole = !option.text.endsWith(':');
    // After a whole term comes the next one.
    const written = text.slice(0, option.from) + option.text + (isWhole && rest === '' ? ' ' : '');
    flushSync(() => list.type(written + rest));
    current?.setSelectionRange(written.length, written.length);
    if (isWhole) show(none);
    else offer();
  };
  const forget = (text: string) => {
    forgetSearch(folder(), text);
    showRecent();
  };

  return {
    options,
    chosen,
    choose,
    forget,
    onKey: (key) => {
      const option = options[chosen];
      if (options.length === 0) return false;
      const count = options.length + 1;
      // One place more than there are options: the field itself.
      if (key === 'ArrowDown') setChosen(((chosen + 2) % count) - 1);
      else if (key === 'ArrowUp') setChosen(((chosen + count) % count) - 1);
      else if (key === 'Escape') show(none);
      else if (option === undefined) return false;
      else if (key === 'Enter' || key === 'Tab') choose(option);
      else if (key === 'Delete' && option.kind === 'recent') forget(option.text);
      else return false;
      return true;
    },
    typed: (isComposing) => {
      setIsWritten(true);
      if (isComposing) show(none);
      else offer();
    },
    moved: () => {
      if (options[0]?.kind === 'completion') offer();
    },
    focused: () => {
      useSearchFocus.setState({ isFocused: true });
      setIsWritten(false);
      if (field.current?.value === '') showRecent();
    },
    blurred: () => {
      useSearchFocus.setState({ isFocused: false });
      show(none);
      if (isWritten) remember();
    },
    remember,
  };
}

const folder = () => useStore.getState().notebook?.folder ?? '';

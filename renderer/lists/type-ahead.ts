import { type KeyboardEvent, useRef } from 'react';

/** Keys that come within this time of each other make one prefix. */
const pauseMs = 700;

export interface TypeAhead {
  /** The prefix typed so far with this key, or `null` when the key is not one that types. */
  next(event: KeyboardEvent): string | null;
  isTyping(): boolean;
}

/** Collects typed letters into the beginning of a name, for lists and trees. */
export function useTypeAhead(): TypeAhead {
  const typed = useRef({ prefix: '', at: 0 });
  const isTyping = () => typed.current.prefix !== '' && Date.now() - typed.current.at < pauseMs;
  return {
    isTyping,
    next: (event) => {
      // Keys with names are ASCII words; anything else is what it types, also outside the basic plane.
      const isLetter = /^.$/u.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isLetter || (event.key === ' ' && !isTyping())) return null;
      typed.current = { prefix: (isTyping() ? typed.current.prefix : '') + event.key, at: Date.now() };
      return typed.current.prefix;
    },
  };
}

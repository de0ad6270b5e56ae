/** Telling an IME's keys from the person's own. */
import type { KeyboardEvent } from 'react';

/** Enter, arrows and Backspace belong to the IME while it composes. */
export function isForIme(event: KeyboardEvent): boolean {
  // Safari ends a composition before the key that ended it; only the old code 229 tells.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is nothing newer that says so
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** Failures of the page itself go into the log: the kind of the error and where it happened, nothing else (safety T-06). */
import { notebook } from '../actions.ts';

/** A loop of failures says nothing new after these. */
const mostTold = 20;
let told = 0;

export function watchFailures(): void {
  window.addEventListener('error', ({ error }: ErrorEvent) => {
    // The browser's own complaints, of a layout that takes a frame longer, come without one.
    if (error instanceof Error) tellFailure(error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => tellFailure(reason));
}

export function tellFailure(error: unknown): void {
  told += 1;
  if (told > mostTold) return;
  const name = error instanceof Error && /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  notebook()
    .pageFailed({ name, places: placesIn(stack) })
    .catch(() => undefined);
}

/** `save (actions-B3iY.js:12:34)` for each line of a stack that says where it was: no message, no address. */
export function placesIn(stack: string): string[] {
  const places: string[] = [];
  for (const line of stack.split('\n')) {
    // Chromium: `    at save (https://…/a.js:1:2)`; Firefox and Safari: `save@https://…/a.js:1:2`.
    const found =
      /^(?:\s+at (?:async )?(?:([\w.$#<>]{1,80}) )?\(?|([\w.$#<>/]{0,80})@)\S*?([\w.@-]{1,80}:\d{1,9}:\d{1,9})\)?$/.exec(
        line,
      );
    if (found === null) continue;
    const call = (found[1] ?? found[2] ?? '').replace(/[^\w.$#<>]/g, '');
    places.push(`${call === '' ? '' : `${call} `}(${found[3] ?? ''})`);
    if (places.length === 20) break;
  }
  return places;
}

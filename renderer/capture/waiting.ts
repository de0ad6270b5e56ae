/**
 * Articles that links, bookmarks and the key of the whole system ask to be added. Any web page may send one at any moment:
 * what a person has typed or is asked meanwhile stays, and the request waits until it is chosen in a notice.
 */
import type { AddRequest } from '../../notes/text/add-link.ts';
import type { Dialog } from '../store.ts';

export interface WaitingParts {
  dialog(): Dialog | null;
  open(request: Partial<AddRequest>): void;
  /** Says how many wait. `run`: opens the next one; `null`: not yet. Answers the notice's id. */
  tell(n: number, run: (() => void) | null): number;
  isTold(id: number): boolean;
  dismiss(id: number): void;
}

export interface Waiting {
  /** `null`: quick add was asked for, without an article. */
  arrive(request: AddRequest | null): void;
  /** To be called whenever the dialog or the notices may have changed. */
  look(): void;
}

/** A page that sends links without end fills no memory: the oldest go. */
const most = 20;

export function createWaiting(parts: WaitingParts): Waiting {
  let all: readonly AddRequest[] = [];
  let notice: number | null = null;
  let hasDialog = false;

  const tell = () => {
    const before = notice;
    notice = null;
    if (before !== null) parts.dismiss(before);
    if (all.length === 0) return;
    // The notice goes before its answer is run, and looks like one that was taken away.
    const waiting = all;
    notice = parts.tell(waiting.length, hasDialog ? null : () => next(waiting));
  };
  const next = ([first, ...others]: readonly AddRequest[]) => {
    if (first === undefined) return;
    all = others;
    parts.open(first);
    hasDialog = parts.dialog() !== null;
    tell();
  };

  return {
    arrive(request) {
      const dialog = parts.dialog();
      if (dialog === null && all.length === 0) return parts.open(request ?? {});
      if (request === null || (dialog?.kind === 'quick-add' && isSame(dialog, request))) return;
      hasDialog = dialog !== null;
      all = [...all.filter((one) => !isSame(one, request)), request].slice(-most);
      tell();
    },
    look() {
      const has = parts.dialog() !== null;
      if (notice !== null && !parts.isTold(notice)) {
        // The person took the notice away, and with it what waits.
        notice = null;
        all = [];
      }
      if (has === hasDialog) return;
      hasDialog = has;
      if (all.length > 0) tell();
    },
  };
}

const isSame = (one: Pick<AddRequest, 'url' | 'quote'>, other: AddRequest) =>
  one.url === other.url && one.quote === other.quote;

/** The door, asked with the manners that hosts ask for. */
import { hostOf } from '../text/host-port.ts';
import type { Door } from './fetch.ts';
import type { Pacing } from './pacing.ts';
import type { DoorFailure } from './unfetched.ts';

type JustFetch = Pick<Door, 'fetch'>;

/** For checks in the background, which nobody waits for: every single request waits for its host's turn. */
export function slowDoor(door: JustFetch, pacing: Pacing): JustFetch {
  return {
    async fetch(url, request) {
      await pacing.turn(url, 'check', request.signal);
      return door.fetch(url, request);
    },
  };
}

/**
 * For cards and copies: hosts that asked for patience (429, 503, `Retry-After`) get it from all that is asked of them
 * afterwards, and pictures are asked for one after the other. A page waits for its turn before it comes here.
 * @param backOffMs for those that don't say how long
 */
export function heedingDoor(door: JustFetch, pacing: Pacing, backOffMs: number): JustFetch {
  return {
    async fetch(url, request) {
      const rest = pacing.restOf(url);
      if (rest !== null) return askedForRest(url, rest.status);
      if (request.what === 'picture') {
        const isTurn = await pacing.turn(url, 'picture', request.signal).then(
          () => true,
          () => false,
        );
        if (!isTurn)
          return { kind: 'failed', reason: 'failed', status: null, message: 'Nobody waits for it.' };
      }
      const answer = await door.fetch(url, request);
      if (answer.kind === 'failed' && answer.status !== null) {
        const isBusy = answer.status === 429 || answer.status === 503;
        const waitMs = answer.retryAfterMs ?? (isBusy ? backOffMs : null);
        if (waitMs !== null) pacing.leaveAlone(url, waitMs, answer.status);
      }
      return answer;
    },
  };
}

/** The host of `url` is not asked at all, because it answered `status` and asked for a longer rest. */
export function askedForRest(url: string, status: number): DoorFailure {
  const message = `${hostOf(url)} asked to be left alone for a while (${status}). Try again later.`;
  return { kind: 'failed', reason: 'status', status, message, isUnasked: true };
}

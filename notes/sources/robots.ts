/** What sites ask robots to leave alone (RFC 9309), remembered for a day. */
import robotsParser from 'robots-parser';
import type { Door } from './fetch.ts';
import type { DoorFailure } from './unfetched.ts';

/** As Gleaner is called in a robots.txt. */
export const robotName = 'Gleaner';

/** `failed`: nobody knows, because the site could not be asked. */
export type RobotsAnswer = 'allowed' | 'refused' | DoorFailure;

export interface Robots {
  /** Whether the site allows programs to fetch `url`. */
  ask(url: string, signal?: AbortSignal): Promise<RobotsAnswer>;
}

type Answer = ((url: string) => boolean) | DoorFailure;

interface Rules {
  answer: Promise<Answer>;
  /** ms since the epoch. */
  until: number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** After this long a site that could not be asked is asked again. */
const troubleMs = 60_000;
const mostSites = 1000;

export function openRobots(door: Pick<Door, 'fetch'>, now: () => number = Date.now): Robots {
  const known = new Map<string, Rules>();

  async function rulesOf(origin: string, signal?: AbortSignal): Promise<Answer> {
    const url = `${origin}/robots.txt`;
    const found = await door.fetch(url, { what: 'robots', ...(signal && { signal }) });
    if (found.kind === 'fetched') {
      const rules = robotsParser(url, found.bytes.toString('utf8'));
      return (asked) => rules.isAllowed(asked, robotName) !== false;
    }
    // RFC 9309 2.3.1.3: "unavailable", so everything is allowed; of a server in trouble nothing is known (2.3.1.4).
    const isUnavailable = found.status !== null && found.status >= 400 && found.status < 500;
    return isUnavailable && found.status !== 429 ? () => true : found;
  }

  async function rulesFor(origin: string, signal?: AbortSignal): Promise<Answer> {
    const kept = known.get(origin);
    if (kept !== undefined && kept.until > now()) return kept.answer;
    known.delete(origin);
    const rules: Rules = { answer: rulesOf(origin, signal), until: now() + dayMs };
    known.set(origin, rules);
    const [oldest] = known.keys();
    if (known.size > mostSites && oldest !== undefined) known.delete(oldest);
    try {
      const answer = await rules.answer;
      if (typeof answer !== 'function') rules.until = now() + troubleMs;
      return answer;
    } finally {
      // Cancelled: who asks next asks anew.
      if (signal?.aborted === true) known.delete(origin);
    }
  }

  return {
    async ask(url, signal) {
      if (!URL.canParse(url)) return 'allowed';
      const answer = await rulesFor(new URL(url).origin, signal);
      if (typeof answer !== 'function') return answer;
      return answer(url) ? 'allowed' : 'refused';
    },
  };
}

/** What sites ask robots to leave alone (RFC 9309), remembered for a day. */
import robotsParser from 'robots-parser';
import type { Door } from './fetch.ts';
import type { DoorFailure } from './unfetched.ts';

/** As Gleaner is called in a robots.txt. */
export const robotName = 'Gleaner';

/** `failed`: nobody knows, because the site could not be asked. */
export type RobotsAnswer = 'allowed' | 'refused' | DoorFailure;

export interface Robots {
  /** Whether the site allows programs to fetch `url`. `signal` ends the waiting; others may wait for the same rules. */
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
/** A rule with wildcards takes the time of its length times that of the address. UTF-16 units of all such rules, and of an address. */
const mostWild = 32 * 1024;
const longestAddress = 1000;

export function openRobots(door: Pick<Door, 'fetch'>, now: () => number = Date.now): Robots {
  const known = new Map<string, Rules>();

  async function rulesOf(origin: string): Promise<Answer> {
    const url = `${origin}/robots.txt`;
    const found = await door.fetch(url, { what: 'robots' });
    if (found.kind === 'fetched') {
      const rules = robotsParser(url, withFewWildcards(found.bytes.toString('utf8')));
      return (asked) => rules.isAllowed(asked.slice(0, longestAddress), robotName) !== false;
    }
    // RFC 9309 2.3.1.3: "unavailable", so everything is allowed; of a server in trouble nothing is known (2.3.1.4).
    const isUnavailable = found.status !== null && found.status >= 400 && found.status < 500;
    return isUnavailable && found.status !== 429 ? () => true : found;
  }

  async function rulesFor(origin: string): Promise<Answer> {
    const kept = known.get(origin);
    if (kept !== undefined && kept.until > now()) return kept.answer;
    known.delete(origin);
    const rules: Rules = { answer: rulesOf(origin), until: now() + dayMs };
    known.set(origin, rules);
    const [oldest] = known.keys();
    if (known.size > mostSites && oldest !== undefined) known.delete(oldest);
    const answer = await rules.answer;
    // Whether it is the network or the host is soon known better.
    if (typeof answer !== 'function') rules.until = answer.reason === 'offline' ? 0 : now() + troubleMs;
    return answer;
  }

  return {
    async ask(url, signal) {
      if (!URL.canParse(url)) return 'allowed';
      const answer = await unlessCancelled(() => rulesFor(new URL(url).origin), signal);
      if (typeof answer !== 'function') return answer;
      return answer(url) ? 'allowed' : 'refused';
    },
  };
}

const cancelled: DoorFailure = {
  kind: 'failed',
  reason: 'failed',
  status: null,
  message: 'The fetch was cancelled.',
};

function unlessCancelled(work: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  if (signal === undefined) return work();
  if (signal.aborted) return Promise.resolve(cancelled);
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(cancelled);
    signal.addEventListener('abort', stop, { once: true });
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Without the rules that would take too long; who writes more than 32 KB of them wants no reader. */
function withFewWildcards(text: string): string {
  let left = mostWild;
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => {
      if (!line.includes('*') || !/^\s*(?:dis)?allow\s*:/i.test(line)) return line;
      left -= line.length;
      return left < 0 ? '' : line;
    })
    .join('\n');
}

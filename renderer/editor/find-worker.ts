/** Regular expressions run here: one that takes forever is ended with its worker, and nobody waits for it. */
import { findMatches, type Findings, type FindQuery } from './find-matches.ts';

export interface FindRequest {
  id: number;
  text: string;
  query: FindQuery;
}

/** `null`: it has begun. */
export interface FindAnswer {
  id: number;
  findings: Findings | null;
}

self.addEventListener('message', (event: MessageEvent<FindRequest>) => {
  const { id, text, query } = event.data;
  const answer = (findings: Findings | null) => self.postMessage({ id, findings } satisfies FindAnswer);
  answer(null);
  answer(findMatches(text, query));
});

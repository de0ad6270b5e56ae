/** The facts of a long text are read here: it takes up to a second, and nobody's key waits for it. */
import type { NoteFacts, NotePath } from '../../notes/api.ts';
import { readFacts } from '../../notes/text/facts.ts';

export interface FactsRequest {
  id: number;
  path: NotePath;
  text: string;
}

export interface FactsAnswer {
  id: number;
  facts: NoteFacts;
}

self.addEventListener('message', (event: MessageEvent<FactsRequest>) => {
  const { id, path, text } = event.data;
  self.postMessage({ id, facts: readFacts(path, text) } satisfies FactsAnswer);
});

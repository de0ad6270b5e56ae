/** The worker in which notes are rendered: a note that takes too long stops here, and the page is not held up. */
import type { RenderAnswer, RenderRequest } from './render-messages.ts';
import { renderNote } from './rendering.ts';

const answer = (message: RenderAnswer) => self.postMessage(message);

self.addEventListener('message', (event: MessageEvent<RenderRequest>) => {
  const { id, text } = event.data;
  void (async () => {
    try {
      // The program is here: from now on it is the note that takes time.
      answer({ id, kind: 'loaded' });
      const rendered = await renderNote(text, (isLoading) =>
        answer({ id, kind: isLoading ? 'loading' : 'loaded' }),
      );
      answer({ id, kind: 'rendered', rendered });
    } catch (error) {
      answer({ id, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  })();
});

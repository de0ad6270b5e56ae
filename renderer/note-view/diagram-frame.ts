/**
 * The program of the frame in which diagrams are drawn: built into diagram.html beside Mermaid (diagram-page.ts), where it has
 * no origin, no network and nothing of the app. It may import nothing.
 */
interface Mermaid {
  initialize(config: object): void;
  render(id: string, code: string): Promise<{ svg: string }>;
}

interface DiagramRequest {
  id: number;
  code: string;
  config: object;
}

(() => {
  const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
  let drawn = 0;
  window.addEventListener('message', (event: MessageEvent<DiagramRequest>) => {
    if (event.source !== window.parent) return;
    const { id, code, config } = event.data;
    const answer = (result: object) => window.parent.postMessage({ id, ...result }, '*');
    mermaid.initialize(config);
    mermaid.render(`diagram-${String(++drawn)}`, code).then(
      ({ svg }) => answer({ svg }),
      (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  window.parent.postMessage({ id: 0 }, '*');
})();

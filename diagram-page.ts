import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const name = 'diagram.html';

/**
 * The page in which diagrams are drawn: Mermaid and our few lines in one file, because a page without an origin may load no other.
 * `notes/files/ui-files.ts` serves it with a policy of its own.
 */
export function diagramPage(): Plugin {
  return {
    name: 'diagram-page',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source: await page() });
    },
    configureServer(server) {
      server.middlewares.use(`/${name}`, (_request, response, next) => {
        page().then((html) => response.setHeader('Content-Type', 'text/html').end(html), next);
      });
    },
  };
}

async function page(): Promise<string> {
  const mermaid = createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js');
  const ours = join(import.meta.dirname, 'renderer/note-view/diagram-frame.ts');
  const { code } = await transformWithOxc(await readFile(ours, 'utf8'), ours);
  const script = `${await readFile(mermaid, 'utf8')}\n${code}`;
  // Either would end or change the script in the middle of a text of it.
  if (/<\/script|<!--[\s\S]*<script/i.test(script))
    throw new Error('Mermaid can not stand in a page any more.');
  return `<!doctype html><html><head><meta charset="utf-8"><title>Diagram</title></head><body><script>${script}</script></body></html>\n`;
}

/** Which editors are there, by the ports that they use: one that comes back has a new port before the end of the old one is noticed. */
import type { Notebook } from './api.ts';

export interface EditorsAtPort {
  /** It has used this port. */
  met(writer: string): void;
  /** The port is gone. Answers those that have no other one. */
  end(): string[];
}

/** How many ports each editor of a notebook has. */
const ports = new WeakMap<Notebook, Map<string, number>>();

export function editorsAtPort(notebook: Notebook): EditorsAtPort {
  const counts = ports.get(notebook) ?? new Map<string, number>();
  ports.set(notebook, counts);
  const here = new Set<string>();
  return {
    met(writer) {
      if (here.has(writer)) return;
      here.add(writer);
      counts.set(writer, (counts.get(writer) ?? 0) + 1);
    },
    end() {
      const gone: string[] = [];
      for (const writer of here) {
        const others = (counts.get(writer) ?? 1) - 1;
        if (others > 0) counts.set(writer, others);
        else if (counts.delete(writer)) gone.push(writer);
      }
      here.clear();
      return gone;
    },
  };
}

/** Remembers widths of panes in px, and which are open, on this machine. */
import { useStore } from './store.ts';

export interface PaneMemory {
  widths: { sidebar: number; list: number; sources: number };
  sidebarOpen: boolean;
  sourcesOpen: boolean;
}

export const usualWidths: PaneMemory['widths'] = { sidebar: 224, list: 312, sources: 336 };

const key = 'gleaner.panes';

/** What was remembered, with the usual value for anything that is missing or makes no sense. */
export function remembered(): PaneMemory {
  const stored = parsed();
  const width = (name: keyof typeof usualWidths) => {
    const value = stored?.widths?.[name];
    return typeof value === 'number' && value >= 100 && value <= 1000 ? value : usualWidths[name];
  };
  return {
    widths: { sidebar: width('sidebar'), list: width('list'), sources: width('sources') },
    sidebarOpen: stored?.sidebarOpen !== false,
    sourcesOpen: stored?.sourcesOpen !== false,
  };
}

type Change = Partial<Omit<PaneMemory, 'widths'>> & { widths?: Partial<PaneMemory['widths']> };

export function rememberPanes(change: Change): void {
  const before = remembered();
  const next = { ...before, ...change, widths: { ...before.widths, ...change.widths } };
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing: the panes have their usual widths next time.
  }
}

/** Puts back which panes were open, and remembers it from now on. */
export function keepPanes(): void {
  const { sidebarOpen, sourcesOpen } = remembered();
  useStore.setState({ sidebarOpen, sourcesOpen });
  useStore.subscribe((now, before) => {
    if (now.sidebarOpen !== before.sidebarOpen || now.sourcesOpen !== before.sourcesOpen) {
      rememberPanes({ sidebarOpen: now.sidebarOpen, sourcesOpen: now.sourcesOpen });
    }
  });
}

function parsed(): Change | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** Remembers widths of panes in px, and which are open, on this machine. */
import { useStore } from './store.ts';

export interface PaneMemory {
  widths: { sidebar: number; list: number; sources: number };
  sidebarOpen: boolean;
  sourcesOpen: boolean;
}

export const usualWidths: PaneMemory['widths'] = { sidebar: 224, list: 312, sources: 336 };

/** How narrow and wide panes may be, px. */
export const paneLimits = {
  sidebar: { min: 176, max: 360 },
  list: { min: 232, max: 520 },
  sources: { min: 256, max: 560 },
} as const;
export const leastText = 300;

/**
 * The remembered widths as far as they fit beside each other and the text in `room` px: the sources give way first,
 * then the list, then the sidebar, none below its least.
 */
export function fittingWidths(
  room: number,
  open: { sidebar: boolean; sources: boolean },
): PaneMemory['widths'] {
  const { widths } = remembered();
  const isOpen = (name: keyof typeof widths) => name === 'list' || open[name];
  const names = (['sources', 'list', 'sidebar'] as const).filter(isOpen);
  for (const name of names) {
    const { min, max } = paneLimits[name];
    widths[name] = Math.min(max, Math.max(min, widths[name]));
  }
  let over = names.reduce((sum, name) => sum + widths[name], leastText) - room;
  for (const name of names) {
    const less = Math.max(0, Math.min(over, widths[name] - paneLimits[name].min));
    widths[name] -= less;
    over -= less;
  }
  return widths;
}

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

/** What the pane at the right shows of the open note; remembered on this machine. */
import { create } from 'zustand';

export const paneTabs = ['sources', 'linked', 'outline'] as const;
export type PaneTab = (typeof paneTabs)[number];

const key = 'gleaner.pane-tab';

function remembered(): PaneTab {
  try {
    return paneTabs.find((tab) => tab === localStorage.getItem(key)) ?? 'sources';
  } catch {
    return 'sources';
  }
}

export const usePaneTab = create<{ tab: PaneTab }>(() => ({ tab: remembered() }));

export function choosePaneTab(tab: PaneTab): void {
  usePaneTab.setState({ tab });
  try {
    localStorage.setItem(key, tab);
  } catch {
    // Nothing is kept here.
  }
}

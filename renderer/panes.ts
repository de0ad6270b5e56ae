/** Which panes are shown, and where the focus is among them. */
import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { formatTerm } from '../notes/text/filter-text.ts';
import { sessions, setFilter } from './actions.ts';
import { focusSide } from './beside/focus-side.ts';
import { type PaneName, type Side, type UiState, useStore } from './store.ts';

/** `wide`: four panes. `medium`: the sources float over the text when asked for. `pages`: one pane at a time. */
export type Fold = 'wide' | 'medium' | 'pages';

const order: readonly PaneName[] = ['sidebar', 'list', 'editor', 'sources'];
const mediumBelow = '(max-width: 1099.98px)';
const pagesBelow = '(max-width: 759.98px)';

export function currentFold(): Fold {
  if (window.matchMedia(pagesBelow).matches) return 'pages';
  return window.matchMedia(mediumBelow).matches ? 'medium' : 'wide';
}

export function useFold(): Fold {
  return useSyncExternalStore((changed) => {
    const queries = [mediumBelow, pagesBelow].map((query) => window.matchMedia(query));
    queries.forEach((query) => query.addEventListener('change', changed));
    return () => queries.forEach((query) => query.removeEventListener('change', changed));
  }, currentFold);
}

export function toggleSidebar(): void {
  if (currentFold() === 'pages') {
    useStore.setState(({ page }) => ({ page: page === 'sidebar' ? 'list' : 'sidebar' }));
    return;
  }
  const hadFocus = document.activeElement?.closest('[data-pane="sidebar"], [data-sidebar-toggle]') != null;
  showAtOnce({ sidebarOpen: !useStore.getState().sidebarOpen });
  // The button that was pressed has gone with the sidebar, or come back into it: its opposite has the focus then.
  const opposite = document.querySelector<HTMLElement>('[data-sidebar-toggle]');
  if (hadFocus) opposite?.focus({ preventScroll: true });
}

export function toggleSources(): void {
  const fold = currentFold();
  if (fold === 'pages') {
    useStore.setState(({ page }) => ({ page: page === 'sources' ? 'editor' : 'sources' }));
  } else if (fold === 'medium') {
    if (useStore.getState().drawerOpen) closeDrawer();
    else focusPane('sources');
  } else useStore.setState(({ sourcesOpen }) => ({ sourcesOpen: !sourcesOpen }));
}

/** Takes the floating sources away; when they had the focus, the text gets it. */
export function closeDrawer(): void {
  const hadFocus = document.activeElement?.closest('[data-pane="sources"]') != null;
  showAtOnce({ drawerOpen: false });
  if (hadFocus) focusPane('editor');
}

/** Shows a pane and puts the focus into it. */
export function focusPane(pane: PaneName): void {
  showAtOnce({
    page: pane,
    ...(pane === 'sidebar' && { sidebarOpen: true }),
    ...(pane === 'sources' && (currentFold() === 'wide' ? { sourcesOpen: true } : { drawerOpen: true })),
  });
  if (pane === 'editor' && useStore.getState().note !== null) return sessions().focus();
  const root = document.querySelector<HTMLElement>(`[data-pane="${pane}"]`);
  (root?.querySelector<HTMLElement>('[data-pane-focus]') ?? root)?.focus();
}

/**
 * A hidden element takes no focus, so what was hidden is drawn first; and not a frame later, or what is typed right
 * after the keys of a command would go to the place that had the focus before.
 */
function showAtOnce(state: Partial<UiState>): void {
  flushSync(() => useStore.setState(state));
}

/** Shows the list and puts the focus into its search box, ready to be written over. Words selected in the text are searched in notes. */
export function focusSearch(): void {
  const words = selectedWords();
  showAtOnce({ page: 'list', ...(words !== '' && { view: 'notes' }) });
  if (words !== '') setFilter(formatTerm('text', words));
  const box = document.querySelector<HTMLInputElement>('[data-pane="list"] input[type="search"]');
  box?.focus();
  box?.select();
}

/** A selection of several lines, or a very long one, is no phrase to look for. */
const longestPhrase = 100;

function selectedWords(): string {
  if (document.activeElement?.closest('.cm-content') == null) return '';
  const words = document.getSelection()?.toString().trim() ?? '';
  return words.length > longestPhrase || words.includes('\n') ? '' : words;
}

/** Shows the field that adds a tag to the open note, with the cursor in it. */
export function addTag(): void {
  showAtOnce({ page: 'editor' });
  const { side } = useStore.getState();
  document.querySelector<HTMLElement>(`[data-side="${side}"] [data-add-tag]`)?.click();
}

/** Puts the focus into the pane after (1) or before (-1) the one that has it; notices that can be answered are one. */
export function goToNextPane(step: 1 | -1): void {
  const next = nextPane(step);
  if (next === 'notices') lastNotice()?.focus();
  else if (next === 'one' || next === 'two') focusSide(next);
  else focusPane(next);
}

const lastNotice = () =>
  [...document.querySelectorAll<HTMLElement>('.toast')].at(-1)?.querySelector<HTMLElement>('button');

/** With two notes on screen each of them is a step. */
function nextPane(step: 1 | -1): PaneName | Side | 'notices' {
  const { sidebarOpen, sourcesOpen, drawerOpen, page, sides, side } = useStore.getState();
  const fold = currentFold();
  const panes = order.filter((pane) => {
    if (fold === 'pages') return true;
    if (pane === 'sidebar') return sidebarOpen;
    return pane !== 'sources' || (fold === 'wide' ? sourcesOpen : drawerOpen);
  });
  const steps = panes.flatMap((pane): readonly (PaneName | Side)[] =>
    pane === 'editor' && sides.length > 1 ? sides : [pane],
  );
  const shown = lastNotice() == null ? steps : [...steps, 'notices' as const];
  const { activeElement } = document;
  const focused =
    activeElement?.closest('.toasts') == null
      ? activeElement?.closest<HTMLElement>('[data-pane]')?.dataset['pane']
      : 'notices';
  const pane = focused ?? (fold === 'pages' ? page : undefined);
  const at = shown.findIndex((one) => one === (pane === 'editor' && sides.length > 1 ? side : pane));
  return shown[(at + step + shown.length) % shown.length] ?? 'list';
}

/**
 * The focus goes with what it was on when that leaves the screen: `before` takes it where it is still there, or the
 * list, where the next step is.
 */
export function keepFocus(before: Element | null = null): void {
  const { activeElement, body } = document;
  if (activeElement !== null && activeElement !== body) return;
  if (before instanceof HTMLElement && before.isConnected && before !== body) before.focus();
  else document.querySelector<HTMLElement>('[data-pane="list"] [data-pane-focus]')?.focus();
}

/** What every text shown in a frame without scripts has in common: its colours, its links, its tables, its keys. */
import { readableUrl } from '../../notes/text/urls.ts';
import { t } from '../messages.ts';

const tokens =
  'canvas card line line-soft ink ink-2 ink-3 accent accent-soft mark focus ok warn bad on-accent font-ui font-text font-mono';

/** The tokens of `themed`, which a frame does not inherit, as declarations for its root. */
export function tokensOf(themed: Element): string {
  const style = window.getComputedStyle(themed);
  const values = tokens.split(' ').map((name) => `--${name}: ${style.getPropertyValue(`--${name}`)};`);
  return `color-scheme: ${style.colorScheme}; ${values.join(' ')}`;
}

/** The tokens as values, for what is drawn elsewhere. */
export function coloursOf(themed: Element) {
  const style = window.getComputedStyle(themed);
  // A token may be `light-dark(…)`; only a property that takes colours has it worked out.
  const probe = document.createElement('span');
  (themed.parentElement ?? document.body).append(probe);
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return window.getComputedStyle(probe).color;
  };
  const colours = {
    canvas: colour('canvas'),
    card: colour('card'),
    line: colour('ink-3'),
    ink: colour('ink'),
    ink2: colour('ink-2'),
    accentSoft: colour('accent-soft'),
    isDark: isDark(colour('canvas'), style),
  };
  probe.remove();
  return colours;
}

function isDark(canvas: string, style: CSSStyleDeclaration): boolean {
  const [red = 255, green = 255, blue = 255] = (canvas.match(/[\d.]+/g) ?? []).map(Number);
  return style.colorScheme !== 'light' && red + green + blue < 380;
}

/** The person's click opens a link; where it would not be seen, the frame's sandbox lets no window open. */
export function tameLink(link: Element): void {
  if (link.getAttribute('href')?.startsWith('#') === true) return;
  link.setAttribute('target', '_blank');
  link.setAttribute('rel', 'noopener noreferrer');
  if (!link.hasAttribute('title')) link.setAttribute('title', readableUrl(link.getAttribute('href') ?? ''));
}

/** A wide table scrolls by itself; it must be reached by keys to do so. */
export function wrapTable(table: Element): void {
  const around = table.ownerDocument.createElement('div');
  around.className = 'table';
  around.setAttribute('role', 'group');
  around.setAttribute('aria-label', t('reading.table'));
  around.tabIndex = 0;
  table.replaceWith(around);
  around.append(table);
}

/** Keys that are pressed in the frame are pressed in the window: its shortcuts and Escape hold there too. */
export function forwardKey(event: KeyboardEvent, frame: HTMLElement): void {
  const { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing } = event;
  const same = { key, code, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing };
  const copy = new KeyboardEvent('keydown', { ...same, bubbles: true, cancelable: true });
  if (!frame.dispatchEvent(copy)) event.preventDefault();
}

/** What closes when something else is pressed, a menu or the drawer, hears of a press in the frame. */
export function forwardPress(frame: HTMLElement): void {
  frame.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
}

/** The keys of commands: which they are, how they are shown, and what a key that is pressed does. */
import { type Command, commands, runCommand } from './commands.ts';
import { useStore } from './store.ts';

/** The keys that work in this host, `null` when the command has none there. */
export function shortcutOf(command: Command, isDesktop: boolean): string | null {
  const { shortcut = null, inBrowser } = command;
  return isDesktop || inBrowser === undefined ? shortcut : inBrowser;
}

/** All keys that run it in this host. */
export function shortcutsOf(command: Command, isDesktop: boolean): string[] {
  const first = shortcutOf(command, isDesktop);
  return [...(first === null ? [] : [first]), ...(command.also ?? [])];
}

/** What a key event says that a shortcut can ask for. */
export type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether the keys are those of `Mod+Shift+S`. Letters count by their place too, for layouts and Alt on a Mac. */
export function matches(keys: Keys, shortcut: string, isMac: boolean): boolean {
  const parts = shortcut.split('+');
  const wanted = parts.at(-1) ?? '';
  const mod = parts.includes('Mod');
  if (keys.metaKey !== (mod && isMac) || keys.ctrlKey !== (mod && !isMac)) return false;
  if (keys.shiftKey !== parts.includes('Shift') || keys.altKey !== parts.includes('Alt')) return false;
  if (keys.key.toLowerCase() === wanted.toLowerCase()) return true;
  if (/^[A-Z]$/.test(wanted)) return keys.code === `Key${wanted}` && !/^[a-z]$/i.test(keys.key);
  return (wanted === '\\' && keys.code === 'Backslash') || (wanted === '.' && keys.code === 'Period');
}

/** Keys as a person of this system knows them: `⇧⌘S`, `Ctrl+Shift+S`. */
export function shownKeys(shortcut: string, isMac: boolean): string {
  const arrows: Record<string, string> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };
  if (!isMac) return shortcut.replace('Mod', 'Ctrl').replace(/Arrow\w+/, (key) => arrows[key] ?? key);
  const signs: Record<string, string> = {
    Mod: '⌘',
    Shift: '⇧',
    Alt: '⌥',
    Enter: '↩',
    Backspace: '⌫',
    ...arrows,
  };
  const order = ['Alt', 'Shift', 'Mod'];
  const parts = shortcut.split('+');
  const held = order.filter((key) => parts.slice(0, -1).includes(key));
  return [...held, parts.at(-1) ?? ''].map((part) => signs[part] ?? part).join('');
}

/** Runs the command of these keys, unless the text field, dialog or composition that has the focus wants them. */
export function handleKey(event: KeyboardEvent, isMac: boolean): void {
  if (event.defaultPrevented || event.isComposing) return;
  const { isDesktop, dialog } = useStore.getState();
  const command = commands.find(
    (one) =>
      one.editorKey !== true &&
      shortcutsOf(one, isDesktop).some((shortcut) => matches(event, shortcut, isMac)),
  );
  if (command === undefined) return;
  // Also where it does nothing: over a dialog, Mod+P must not print.
  event.preventDefault();
  const isChooser = (kind: string) => kind === 'quick-open' || kind === 'commands';
  if (dialog === null || (isChooser(dialog.kind) && isChooser(command.id))) runCommand(command.id);
}

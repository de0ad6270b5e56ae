/** The commands as rows to choose from, for the palette and for `>` in quick open. */
import { type Fit, fitOf, type Typed, typedOf } from '../../notes/text/fuzzy.ts';
import { type Command, commands, runCommand } from '../commands.ts';
import { t } from '../messages.ts';
import { en } from '../messages/en.ts';
import { recentCommands, rememberCommand } from '../recent-commands.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import type { Choice } from './chooser.tsx';
import { closeDialog } from './focus-before.ts';

/** What can be done now and fits what was typed: the best first, those used last before others that fit as well. */
export function commandChoices(text: string): Choice[] {
  const state = useStore.getState();
  const typed = typedOf(text);
  const recent = recentCommands();
  const rank = ({ id }: Command) => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  const found = commands
    .filter((command) => command.isInPalette !== false && (command.when?.(state) ?? true))
    .flatMap((command) => {
      const fit = fitOfCommand(typed, command);
      return fit === null ? [] : [{ command, fit }];
    })
    .sort((a, b) =>
      typed.parts.length === 0
        ? rank(b.command) - rank(a.command)
        : b.fit.mark + rank(b.command) * 20 - a.fit.mark - rank(a.command) * 20,
    );
  const isGrouped = typed.parts.length === 0 && found.some(({ command }) => rank(command) > 0);
  return found.map(({ command, fit }, at) => ({
    ...choiceOf(command, fit),
    ...(isGrouped && groupOf(at, found, rank)),
  }));
}

function groupOf(
  at: number,
  found: readonly { command: Command }[],
  rank: (command: Command) => number,
): { group?: string } {
  const isRecent = (index: number) => {
    const one = found[index];
    return one !== undefined && rank(one.command) > 0;
  };
  if (at === 0) return { group: t('commands.recent') };
  return isRecent(at - 1) && !isRecent(at) ? { group: t('commands.others') } : {};
}

function choiceOf(command: Command, fit: Fit): Choice {
  const shortcut = shortcutOf(command, useStore.getState().isDesktop);
  return {
    key: command.id,
    text: t(command.label),
    spans: fit.spans,
    section: t(`menu.${command.section}`),
    ...(shortcut !== null && { aside: shownKeys(shortcut, isMac) }),
    choose: () => {
      closeDialog();
      rememberCommand(command.id);
      runCommand(command.id);
    },
  };
}

/** By its name in the person's language, in English, or with its section: `view sidebar`. */
function fitOfCommand(typed: Typed, { label, section }: Command): Fit | null {
  const shown = t(label);
  const own = fitOf(typed, shown);
  const others = [en[label], `${shown} ${t(`menu.${section}`)}`, `${en[label]} ${en[`menu.${section}`]}`];
  for (const text of others) {
    const fit = own === null ? fitOf(typed, text) : null;
    // What is marked stands in another text.
    if (fit !== null)
      return {
        mark: fit.mark - 300,
        spans: fit.spans.filter(() => text.startsWith(shown)).filter(([, to]) => to <= shown.length),
      };
  }
  return own;
}

/** Back and forward through the notes of this window; there once there is somewhere to go. */
import { ArrowLeft, ArrowRight } from 'lucide-react';
import { useSide } from './editor/side.ts';
import { findCommand, runCommand } from './commands.ts';
import { useHistory } from './history.ts';
import { t } from './messages.ts';
import { shortcutOf, shownKeys } from './shortcuts.ts';
import { useStore } from './store.ts';
import { isMac } from './system.ts';

export function HistoryButtons() {
  const side = useSide();
  const canGoBack = useHistory((ways) => ways[side].back.length > 0);
  const canGoForward = useHistory((ways) => ways[side].forward.length > 0);
  if (!canGoBack && !canGoForward) return null;
  return (
    <span className="history-buttons">
      <Way id="go-back" isOff={!canGoBack} />
      <Way id="go-forward" isOff={!canGoForward} />
    </span>
  );
}

function Way({ id, isOff }: { id: 'go-back' | 'go-forward'; isOff: boolean }) {
  const isDesktop = useStore((state) => state.isDesktop);
  const command = findCommand(id);
  const keys = command === undefined ? null : shortcutOf(command, isDesktop);
  const label = id === 'go-back' ? t('comfort.back') : t('comfort.forward');
  const Icon = id === 'go-back' ? ArrowLeft : ArrowRight;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      // Not `disabled`: the focus would be lost when the last step is taken.
      aria-disabled={isOff}
      title={keys === null ? label : `${label} (${shownKeys(keys, isMac)})`}
      onClick={() => runCommand(id)}
    >
      <Icon aria-hidden />
    </button>
  );
}

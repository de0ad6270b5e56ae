/** Which match of how many the person is at, and the way to the others; only while words are searched for. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { findCommand, runCommand } from '../commands.ts';
import { t } from '../messages.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { type FoundPlace, useFoundPlace } from './found-place.ts';

export function FoundCount() {
  const found = useFoundPlace((state) => state.found);
  return (
    <span className="editor-found-count" data-shown={found !== null}>
      <span aria-live="polite">{found !== null && placeText(found)}</span>
      {found !== null && (
        <>
          <Way id="previous-match" />
          <Way id="next-match" />
        </>
      )}
    </span>
  );
}

function placeText({ place, total }: FoundPlace): string {
  // Then it is in the title, a tag or the excerpt, or was changed since.
  if (total === 0) return t('finding.notInText');
  return place === null ? t('finding.count', { n: total }) : t('finding.place', { place, total });
}

function Way({ id }: { id: 'next-match' | 'previous-match' }) {
  const isDesktop = useStore((state) => state.isDesktop);
  const command = findCommand(id);
  if (command === undefined) return null;
  const shortcut = shortcutOf(command, isDesktop);
  const label = t(command.label);
  return (
    <button
      type="button"
      aria-label={label}
      title={shortcut === null ? label : `${label} (${shownKeys(shortcut, isMac)})`}
      onClick={() => runCommand(id)}
    >
      {id === 'next-match' ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
    </button>
  );
}

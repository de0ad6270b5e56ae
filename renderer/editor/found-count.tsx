/** Which match of how many the person is at, and the way to the others; only while words are searched for. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { rows } from '../actions.ts';
import { findCommand, runCommand } from '../commands.ts';
import { useRows } from '../lists/shown-rows.ts';
import { t } from '../messages.ts';
import { shortcutOf, shownKeys } from '../shortcuts.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { type FoundPlace, useFoundPlace } from './found-place.ts';
import './found-count.css';

export function FoundCount() {
  const place = useFoundPlace((state) => state.found);
  const isHit = useIsHit(place?.total === 0);
  // A note that was not found has no match to be missing.
  const found = place?.total === 0 && !isHit ? null : place;
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

/** Whether the open note is in the list; `false` until that is known, and where nobody `asks`. */
function useIsHit(asks: boolean): boolean {
  const path = useStore((state) => state.note?.path);
  const filter = useRows((state) => state.filter);
  const [hit, setHit] = useState<{ path: string; filter: string } | null>(null);
  useEffect(() => {
    if (!asks || path === undefined) return;
    let isLeft = false;
    rows()
      .locate({ path })
      .then(
        (place) => {
          if (!isLeft) setHit(place === null ? null : { path, filter });
        },
        () => undefined,
      );
    return () => {
      isLeft = true;
    };
  }, [asks, path, filter]);
  return asks && hit !== null && hit.path === path && hit.filter === filter;
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

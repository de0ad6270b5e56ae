/** The notes that link to the open one, and those that only name it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { Link2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { NotePath } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { type Backlinks, useBacklinks } from './backlinks.ts';
import { LinkingNoteCard } from './linking-note.tsx';
import { Mentions } from './mentions.tsx';
import './links.css';

const usualHeight = 92;

export function LinkedFrom() {
  const path = useStore((state) => state.note?.path ?? null);
  const backlinks = useBacklinks(path, true);
  if (path === null) return <p className="links-quiet">{t('links.noNote')}</p>;
  return <List key={path} path={path} backlinks={backlinks} />;
}

function List({ path, backlinks }: { path: NotePath; backlinks: Backlinks }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { total, notes, isFailed } = backlinks;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    overscan: 6,
    gap: 8,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const first = shown[0]?.index ?? 0;
  const { want, turn } = backlinks;
  useEffect(() => {
    if (total === 0) return;
    want(first);
    want(last);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `want` is another one at every drawing
  }, [first, last, total, turn]);
  return (
    <div ref={scroller} className="links-body" tabIndex={0} role="group" aria-label={t('links.linked')}>
      {isFailed && (
        <p className="links-quiet" role="alert">
          {t('links.failed')}{' '}
          <button type="button" className="button" onClick={backlinks.again}>
            {t('links.retry')}
          </button>
        </p>
      )}
      {!isFailed && total === 0 && (
        <div className="state sources-none">
          <Link2 className="state-mark" aria-hidden />
          <h3 className="state-title">{t('links.linkedNone')}</h3>
          <p>{t('links.linkedNoneText')}</p>
        </div>
      )}
      {total > 0 && (
        <ul
          className="links-list"
          aria-label={t('links.linkedCount', { n: total })}
          style={{ height: virtual.getTotalSize() }}
        >
          {shown.map(({ index, start }) => {
            const note = notes.get(index);
            return (
              <li
                key={index}
                ref={virtual.measureElement}
                data-index={index}
                aria-posinset={index + 1}
                aria-setsize={total}
                className="links-item"
                style={{ transform: `translateY(${start}px)` }}
              >
                {note === undefined ? <div className="links-skeleton" /> : <LinkingNoteCard note={note} />}
              </li>
            );
          })}
        </ul>
      )}
      <Mentions path={path} />
    </div>
  );
}

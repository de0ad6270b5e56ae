/** The cards of a note's sources: all of them, or where there are hundreds those on screen. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { NoteSource } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { lookForConsent, stopAsking } from './consent.ts';
import { refuseFile } from './file-drop.ts';
import { keepWalking, restOn } from './shown-cards.ts';
import { SourceCard } from './source-card.tsx';

/** More cards than this are made only where they are seen. */
const mostWhole = 60;
/** A compact card's usual height, px, until it is measured. */
const usualHeight = 132;
const gap = 10;
const padding = 12;

interface Props {
  sources: readonly NoteSource[];
  /** The one under the cursor. */
  current: NoteSource | null;
}

export function SourceCards({ sources, current }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = sources.length > mostWhole;
  const currentIndex = current === null ? -1 : sources.indexOf(current);
  const virtual = useVirtualizer({
    count: sources.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => sources[index]?.normalised ?? index,
    gap,
    paddingStart: padding,
    paddingEnd: padding,
    overscan: 4,
  });

  const chosen = useRef<string | null>(null);
  const onChoose = useCallback((source: NoteSource) => {
    chosen.current = source.normalised;
  }, []);
  const { open, ...hover } = useOpenCards(current?.normalised ?? null);

  // By name: the object is another one after every key typed, and the place of a reader must not jump back.
  const currentName = current?.normalised;
  useEffect(() => {
    const isChosen = chosen.current === currentName;
    chosen.current = null;
    // The card that was clicked is in view, and must stay below the pointer.
    if (currentIndex < 0 || isChosen) return;
    if (isVirtual) virtual.scrollToIndex(currentIndex, { align: 'auto' });
    else scroller.current?.children[currentIndex]?.scrollIntoView({ block: 'nearest' });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only another source moves the cards, not another index
  }, [currentName]);

  useEffect(() => {
    const feed = scroller.current;
    const card = feed?.querySelector('article[aria-current]');
    if (feed == null || card == null) return;
    let wasSeen = isSeen(card, feed);
    const observer = new ResizeObserver(() => {
      // Nothing moves below the pointer.
      if (wasSeen && !feed.matches(':hover')) card.scrollIntoView({ block: 'nearest' });
      wasSeen = isSeen(card, feed);
    });
    const onScroll = () => (wasSeen = isSeen(card, feed));
    observer.observe(card);
    feed.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      feed.removeEventListener('scroll', onScroll);
    };
  }, [currentName]);
  useEffect(() => {
    void lookForConsent();
    return keepWalking();
  }, []);
  // Whoever goes on to another article has left the question as it was.
  useEffect(() => stopAsking, [currentName]);
  const currentUrl = current?.url;
  useEffect(() => {
    if (currentUrl !== undefined && currentName !== undefined)
      return restOn({ url: currentUrl, normalised: currentName });
  }, [currentUrl, currentName]);

  const card = (index: number, place?: { top: number }) => {
    const source = sources[index];
    if (source === undefined) return null;
    return (
      <SourceCard
        key={source.normalised}
        source={source}
        index={index}
        total={sources.length}
        isCurrent={index === currentIndex}
        isOpen={open.has(source.normalised)}
        onChoose={onChoose}
        {...(place && { top: place.top, measure: virtual.measureElement })}
      />
    );
  };
  return (
    <div
      className="sources-body"
      ref={scroller}
      role="feed"
      aria-label={t('sources.count', { n: sources.length })}
      data-virtual={isVirtual}
      onDragOver={refuseFile}
      onDrop={refuseFile}
      {...hover}
    >
      {isVirtual ? (
        <div role="presentation" className="sources-space" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => card(item.index, { top: item.start }))}
        </div>
      ) : (
        sources.map((_, index) => card(index))
      )}
    </div>
  );
}

/** The whole card is on screen. */
function isSeen(card: Element, feed: Element): boolean {
  const { top, bottom } = card.getBoundingClientRect();
  const edges = feed.getBoundingClientRect();
  return top >= edges.top - 1 && bottom <= edges.bottom + 1;
}

/**
 * Names of the cards shown in full: the current one, and while the pointer is over the cards those that were current
 * before it, or a card that closes would move the one that is about to be clicked.
 */
function useOpenCards(current: string | null) {
  const [isOver, setIsOver] = useState(false);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const wanted = current === null ? [] : [current];
  const next = isOver ? new Set([...open, ...wanted]) : new Set(wanted);
  if (next.size !== open.size || [...next].some((name) => !open.has(name))) setOpen(next);
  return {
    open,
    onPointerEnter: () => setIsOver(true),
    onPointerLeave: () => setIsOver(false),
  };
}

/** A tree of names with counts, by hand: the ARIA authoring practices' tree view, for any number of items. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { formatNumber, t } from '../messages.ts';
import { isMac } from '../system.ts';
import type { ClickWay } from './tag-filter.ts';
import { findByLabel, type VisibleBranch } from './tag-tree.ts';
import { useTypeAhead } from './type-ahead.ts';

/** More items than this are made only where they are seen. */
const mostWhole = 300;
const itemHeight = 28;

export interface TreeProps {
  label: string;
  /** Unique in the page. */
  id: string;
  items: readonly VisibleBranch[];
  mark: (name: string) => 'with' | 'without' | null;
  /** What stands before a name at the top of the tree. */
  sign: (name: string) => ReactNode;
  onChoose: (name: string, way: ClickWay) => void;
  onOpen: (name: string, isOpen: boolean) => void;
  /** Called for names that are not those of the tree itself: what is shown in their place. */
  nameOf?: (item: VisibleBranch) => string;
}

export function Tree({
  label,
  id,
  items,
  mark,
  sign,
  onChoose,
  onOpen,
  nameOf = (item) => item.name,
}: TreeProps) {
  const tree = useRef<HTMLDivElement>(null);
  const [activeName, setActiveName] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const typed = useTypeAhead();
  const isVirtual = items.length > mostWhole;
  const virtual = useVirtualizer({
    count: items.length,
    enabled: isVirtual,
    getScrollElement: () => tree.current?.closest('.sidebar-body') ?? null,
    estimateSize: () => itemHeight,
    overscan: 12,
    scrollMargin: tree.current?.offsetTop ?? 0,
  });
  const chosen = items.findIndex((item) => mark(item.name) === 'with');
  const named = items.findIndex((item) => item.name === activeName);
  const active = named >= 0 ? named : Math.max(0, chosen);
  const shown = isVirtual
    ? [...new Set([...virtual.getVirtualItems().map((item) => item.index), active])].sort((a, b) => a - b)
    : items.map((_, index) => index);

  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    document.getElementById(`${id}-${active}`)?.focus({ preventScroll: isVirtual });
  });

  const goTo = (index: number) => {
    const item = items[index];
    if (item === undefined) return;
    wantsFocus.current = true;
    setActiveName(item.name);
    if (isVirtual) virtual.scrollToIndex(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[active];
    if (item === undefined) return;
    const isBranch = item.branches.length > 0;
    const way = wayOf(event);
    if (event.key === 'Enter' || (event.key === ' ' && !typed.isTyping())) onChoose(item.name, way);
    else if (way !== 'only') return;
    else if (event.key === 'ArrowDown') goTo(active + 1);
    else if (event.key === 'ArrowUp') goTo(active - 1);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(items.length - 1);
    else if (event.key === 'ArrowRight') {
      if (item.isOpen) goTo(active + 1);
      else if (isBranch) onOpen(item.name, true);
    } else if (event.key === 'ArrowLeft') {
      if (item.isOpen) onOpen(item.name, false);
      else goTo(parentOf(items, active));
    } else {
      const prefix = typed.next(event);
      if (prefix === null) return;
      goTo(findByLabel(items, prefix, prefix.length > 1 ? active - 1 : active));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const index = Number(target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1);
    const item = items[index];
    if (item === undefined) return;
    goTo(index);
    if (target.closest('.tree-fold') !== null) onOpen(item.name, !item.isOpen);
    else onChoose(item.name, wayOf(event));
  };

  return (
    <div
      ref={tree}
      role="tree"
      aria-label={label}
      aria-multiselectable
      className="tree"
      style={isVirtual ? { height: virtual.getTotalSize(), position: 'relative' } : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {shown.map((index) => {
        const item = items[index];
        if (item === undefined) return null;
        const state = mark(item.name);
        return (
          <div
            key={item.name}
            id={`${id}-${index}`}
            role="treeitem"
            aria-level={item.depth}
            aria-posinset={item.position}
            aria-setsize={item.siblings}
            aria-selected={state === 'with'}
            aria-expanded={item.branches.length > 0 ? item.isOpen : undefined}
            tabIndex={index === active ? 0 : -1}
            data-index={index}
            data-mark={state}
            data-empty={item.count === 0}
            className="tree-item"
            style={{
              paddingLeft: 8 + (item.depth - 1) * 16,
              ...(isVirtual && { position: 'absolute', inset: '0 0 auto', top: index * itemHeight }),
            }}
          >
            {item.branches.length > 0 ? (
              <span className="tree-fold" data-open={item.isOpen}>
                <ChevronRight aria-hidden />
              </span>
            ) : (
              <span className="tree-sign" aria-hidden>
                {state === 'without' ? '−' : item.depth === 1 ? sign(item.name) : null}
              </span>
            )}
            <span className="visually-hidden">{t('tags.item', { name: nameOf(item), n: item.count })}</span>
            <span className="tree-label" aria-hidden>
              {nameOf(item) === item.name ? item.label : nameOf(item)}
            </span>
            <span className="tree-count" aria-hidden>
              {formatNumber(item.count)}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function wayOf(event: KeyboardEvent | MouseEvent): ClickWay {
  if (event.altKey) return 'not';
  return (isMac ? event.metaKey : event.ctrlKey) ? 'and' : 'only';
}

function parentOf(items: readonly VisibleBranch[], index: number): number {
  const depth = items[index]?.depth ?? 1;
  for (let at = index - 1; at >= 0; at--) if ((items[at]?.depth ?? 1) < depth) return at;
  return index;
}

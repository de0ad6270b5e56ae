/** A tree of names with counts, by hand: the ARIA authoring practices' tree view, for any number of items. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, Ellipsis } from 'lucide-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { formatNumber, t } from '../messages.ts';
import { isMac } from '../system.ts';
import type { ClickWay, Mark } from './tag-filter.ts';
import { findByLabel, type VisibleBranch } from './tag-tree.ts';
import { useTypeAhead } from '../lists/type-ahead.ts';

/** More items than this are made only where they are seen. */
const mostWhole = 100;
const itemHeight = 28;

export interface TreeProps {
  label: string;
  /** Unique in the page. */
  id: string;
  items: readonly VisibleBranch[];
  mark: (name: string) => Mark;
  /** What stands before a name at the top of the tree. */
  sign: (name: string) => ReactNode;
  onChoose: (name: string, way: ClickWay) => void;
  onOpen: (name: string, isOpen: boolean) => void;
  /** Opens the menu of a name at a point of the window, px. */
  onMenu: (item: VisibleBranch, at: { x: number; y: number }) => void;
  /** F2 on a name. */
  onRename: (item: VisibleBranch) => void;
  /** Delete on a name. */
  onDelete: (item: VisibleBranch) => void;
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
  onMenu,
  onRename,
  onDelete,
  nameOf = (item) => item.name,
}: TreeProps) {
  const tree = useRef<HTMLDivElement>(null);
  const [activeName, setActiveName] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  /** The item that has the focus, or had it when it left the screen. */
  const focused = useRef<Element | null>(null);
  const typed = useTypeAhead();
  const isVirtual = items.length > mostWhole;
  const virtual = useVirtualizer({
    count: items.length,
    enabled: isVirtual,
    getScrollElement: () => tree.current?.closest('.sidebar-body') ?? null,
    estimateSize: () => itemHeight,
    overscan: 12,
    // Only where it is needed: asking for it makes the browser lay everything out at once.
    scrollMargin: isVirtual ? (tree.current?.offsetTop ?? 0) : 0,
  });
  const chosen = items.findIndex((item) => isChosen(mark(item.name)));
  const named = items.findIndex((item) => item.name === activeName);
  const active = named >= 0 ? named : Math.max(0, chosen);
  const shown = isVirtual
    ? [...new Set([...virtual.getVirtualItems().map((item) => item.index), active])].sort((a, b) => a - b)
    : items.map((_, index) => index);

  useLayoutEffect(() => {
    // A tag that has another name now is another item: the focus goes to the one in its place.
    const isGone = focused.current?.isConnected === false && document.activeElement === document.body;
    if (!wantsFocus.current && !isGone) return;
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

  const openMenu = (item: VisibleBranch, at: Element | null) => {
    const box = at?.getBoundingClientRect();
    onMenu(item, { x: (box?.left ?? 0) + 16, y: box?.bottom ?? 0 });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[active];
    if (item === undefined) return;
    const isBranch = item.branches.length > 0;
    const way = wayOf(event);
    if (isMac && event.metaKey && event.key === 'Backspace') onDelete(item);
    else if (event.key === 'Enter' || (event.key === ' ' && !typed.isTyping())) onChoose(item.name, way);
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
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      openMenu(item, document.getElementById(`${id}-${active}`));
    } else if (event.key === 'F2') {
      onRename(item);
    } else if (event.key === 'Delete') {
      onDelete(item);
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
    const more = target.closest('.tree-more');
    if (target.closest('.tree-fold') !== null) onOpen(item.name, !item.isOpen);
    else if (more !== null) openMenu(item, more);
    else onChoose(item.name, wayOf(event));
  };

  const onContextMenu = (event: MouseEvent) => {
    const index = Number(
      (event.target as Element).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1,
    );
    const item = items[index];
    if (item === undefined) return;
    event.preventDefault();
    goTo(index);
    onMenu(item, { x: event.clientX, y: event.clientY });
  };

  // A screen reader may put the focus on any item; its keys are about that one then.
  const onFocus = (event: FocusEvent) => {
    focused.current = event.target;
    const item = items[Number((event.target as HTMLElement).dataset['index'] ?? -1)];
    if (item !== undefined) setActiveName(item.name);
  };

  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget !== null) focused.current = null;
  };

  return (
    <>
      <span id={`${id}-keys`} hidden>
        {t('tags.keys', keys)}
      </span>
      {marks.map((one) => (
        <span key={one} id={`${id}-${one}`} hidden>
          {t(`tags.marked.${one}`)}
        </span>
      ))}
      <div
        ref={tree}
        role="tree"
        aria-label={label}
        aria-multiselectable
        aria-describedby={`${id}-keys`}
        className="tree"
        style={isVirtual ? { height: virtual.getTotalSize(), position: 'relative' } : undefined}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={onBlur}
        onClick={onClick}
        onContextMenu={onContextMenu}
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
              aria-selected={isChosen(state)}
              aria-describedby={state === null ? undefined : `${id}-${state}`}
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
                  {state === null ? (item.depth === 1 ? sign(item.name) : null) : signOf[state]}
                </span>
              )}
              <span className="visually-hidden">{t('tags.item', { name: nameOf(item), n: item.count })}</span>
              <span
                className="tree-label"
                aria-hidden
                title={t('tags.clicks', { name: nameOf(item), ...keys })}
              >
                {nameOf(item) === item.name ? item.label : nameOf(item)}
              </span>
              {state !== null && (
                <span className="tree-mark" aria-hidden>
                  {t(`tags.mark.${state}`)}
                </span>
              )}
              <span className="tree-count" aria-hidden>
                {formatNumber(item.count)}
              </span>
              <span className="tree-more" aria-hidden>
                <Ellipsis />
              </span>
            </div>
          );
        })}
      </div>
    </>
  );
}

const keys = isMac ? { mod: '⌘', alt: '⌥' } : { mod: 'Ctrl', alt: 'Alt' };
const marks = ['with', 'any', 'without'] as const;
const signOf = { with: '✓', any: '✓', without: '−' } as const;
const isChosen = (mark: Mark) => mark === 'with' || mark === 'any';

function wayOf(event: KeyboardEvent | MouseEvent): ClickWay {
  if (event.altKey) return 'not';
  return (isMac ? event.metaKey : event.ctrlKey) ? 'and' : 'only';
}

function parentOf(items: readonly VisibleBranch[], index: number): number {
  const depth = items[index]?.depth ?? 1;
  for (let at = index - 1; at >= 0; at--) if ((items[at]?.depth ?? 1) < depth) return at;
  return index;
}

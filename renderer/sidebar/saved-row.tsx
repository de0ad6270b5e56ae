import { Bookmark, Ellipsis } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { SavedFilter } from '../../notes/api.ts';
import { readFilter } from '../../notes/text/filter.ts';
import { setFilter } from '../actions.ts';
import { formatNumber, t } from '../messages.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { explain } from '../search/explain.ts';
import { changeSaved, isSameFilter } from './saved.ts';
import { seeCount, useSavedCounts } from './saved-counts.ts';

/** One saved filter: shown with its number of notes, renamed, changed, moved and deleted here. */
export function SavedRow(props: {
  saved: SavedFilter;
  /** Its place, from 0. */
  at: number;
  total: number;
  /** The one of all rows that the Tab key comes to. */
  isTabStop: boolean;
  /** Gives the focus to the row at this place. */
  goTo: (at: number) => void;
  move: (to: number, byMenu?: boolean) => void;
  remove: () => void;
}) {
  const { saved, at, total, isTabStop, goTo, move, remove } = props;
  const { name, filter } = saved;
  const current = useStore((state) => state.listing.filter);
  const counted = useSavedCounts((state) => state.counts[filter]);
  // The number of before stays until there is another one.
  const [known, setKnown] = useState(counted);
  if (counted !== undefined && counted !== known) setKnown(counted);
  const count = counted === undefined ? known : counted;
  const row = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isCurrent = isSameFilter(current, filter);
  const view = useStore((state) => state.view);
  useSeen(row, filter);

  const rename = () => useStore.setState({ dialog: { kind: 'name-filter', filter, saved } });
  const onKeyDown = (event: KeyboardEvent) => {
    const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    const isDelete =
      event.key === 'Delete' || (event.key === 'Backspace' && (isMac ? event.metaKey : event.ctrlKey));
    if (event.altKey && event.key === 'ArrowUp') move(at - 1);
    else if (event.altKey && event.key === 'ArrowDown') move(at + 1);
    else if (isPlain(event) && event.key in places(at, total)) goTo(places(at, total)[event.key] ?? at);
    else if (event.key === 'F2') rename();
    else if (isDelete) remove();
    else if (isMenu) setIsOpen(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <button
        ref={row}
        type="button"
        className="view"
        tabIndex={isTabStop ? 0 : -1}
        onFocus={() => goTo(at)}
        aria-current={isCurrent && view === 'notes' ? 'page' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown F2 Delete"
        title={whole(name, filter)}
        onClick={() => {
          setFilter(filter);
          useStore.setState({ page: 'list', view: 'notes' });
        }}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => {
          event.preventDefault();
          setIsOpen(true);
        }}
      >
        <Bookmark aria-hidden />
        <span className="visually-hidden">
          {typeof count === 'number'
            ? t('tags.item', { name, n: count })
            : count === null
              ? t('saved.unreadable', { name })
              : name}
        </span>
        <span className="tree-label" aria-hidden>
          {name}
        </span>
        <span className="tree-count" aria-hidden>
          {typeof count === 'number' ? formatNumber(count) : count === null ? '!' : ''}
        </span>
      </button>
      <MenuTrigger isOpen={isOpen} onOpenChange={setIsOpen}>
        <Button className="icon-button saved-more" excludeFromTabOrder aria-label={t('saved.menu', { name })}>
          <Ellipsis aria-hidden />
        </Button>
        <Popover placement="bottom end" offset={2}>
          <Menu className="menu" aria-label={t('saved.menu', { name })}>
            <MenuItem className="menu-item" onAction={rename} textValue={t('saved.rename')}>
              {t('saved.rename')}
              <kbd className="menu-keys">F2</kbd>
            </MenuItem>
            <MenuItem
              className="menu-item"
              isDisabled={isCurrent || current.trim() === ''}
              onAction={() => void changeSaved(saved, current.trim())}
            >
              {t('saved.change')}
            </MenuItem>
            <Separator className="menu-separator" />
            <MenuItem
              className="menu-item"
              isDisabled={at === 0}
              onAction={() => move(at - 1, true)}
              textValue={t('saved.up')}
            >
              {t('saved.up')}
              <kbd className="menu-keys">{isMac ? '⌥↑' : 'Alt+↑'}</kbd>
            </MenuItem>
            <MenuItem
              className="menu-item"
              isDisabled={at === total - 1}
              onAction={() => move(at + 1, true)}
              textValue={t('saved.down')}
            >
              {t('saved.down')}
              <kbd className="menu-keys">{isMac ? '⌥↓' : 'Alt+↓'}</kbd>
            </MenuItem>
            <Separator className="menu-separator" />
            <MenuItem className="menu-item" data-danger onAction={remove}>
              {t('saved.delete')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}

/** Name, filter and what it means, each where it says something new. */
function whole(name: string, filter: string): string {
  const read = readFilter(filter);
  return [...new Set([name, filter, ...(read === null ? [] : [explain(read)])])].join('\n');
}

const isPlain = (event: KeyboardEvent) =>
  !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;

/** Where the arrow keys lead. */
function places(at: number, total: number): Partial<Record<string, number>> {
  return {
    ArrowUp: Math.max(0, at - 1),
    ArrowDown: Math.min(total - 1, at + 1),
    Home: 0,
    End: total - 1,
  };
}

/** The filter is counted while its row is on screen. */
function useSeen(row: RefObject<HTMLElement | null>, filter: string) {
  useEffect(() => {
    const element = row.current;
    if (element === null) return undefined;
    let leave: (() => void) | null = null;
    const watching = new IntersectionObserver(([entry]) => {
      const isSeen = entry?.isIntersecting === true;
      if (isSeen) leave ??= seeCount(filter);
      else {
        leave?.();
        leave = null;
      }
    });
    watching.observe(element);
    return () => {
      watching.disconnect();
      leave?.();
    };
  }, [row, filter]);
}

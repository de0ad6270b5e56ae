/** The notes as a listbox: any number of rows, of which those on screen exist. */
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { askRename, rows, trashNote } from '../actions.ts';
import { NoteMenu, type MenuPlace } from '../dialogs/note-menu.tsx';
import { endSearch, openFound } from './found-notes.ts';
import { t } from '../messages.ts';
import { answerNewest } from '../notices.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { NoteRow, rowHeightFor, RowSkeleton } from './note-row.tsx';
import { rowAt, useRows, windowSize } from './shown-rows.ts';
import { askedTags } from '../search/searched-words.ts';
import { useTypeAhead } from './type-ahead.ts';

/** Beside the open note: with Ctrl, or Cmd on a Mac. */
const isModOnly = ({ ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent | MouseEvent) =>
  (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !shiftKey && !altKey;

const optionId = (index: number) => `note-${index}`;

export function NoteListbox() {
  const { windows, total, list, filter, words } = useRows();
  const asked = askedTags(filter);
  const rowHeight = rowHeightFor(words);
  const count = total ?? 0;
  const scroller = useRef<HTMLDivElement>(null);
  const openPath = useStore((state) => state.note?.path);
  const sort = useStore((state) => state.listing.sort);
  const [active, setActive] = useActiveRow(list);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const typed = useTypeAhead();

  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (count > 0) rows().want(from, to);
  }, [from, to, count, windows]);
  useSteadyScroll(scroller, virtual, list, windows, rowHeight);

  const reveal = useRows((state) => state.reveal);
  useLayoutEffect(() => {
    if (reveal === null || reveal.index >= count) return;
    virtual.scrollToIndex(reveal.index, { align: 'center' });
    setActive(reveal.index, reveal.path);
    useRows.setState({ reveal: null });
  }, [reveal, count, virtual, setActive]);

  // Rows that come to a list that has the focus already: keys act on the first of them.
  useLayoutEffect(() => {
    if (active >= 0 || count === 0 || document.activeElement !== scroller.current) return;
    setActive(0, rowAt(windows, 0)?.path);
  }, [active, count, windows, setActive]);

  const shown = [
    ...new Set([...items.map((item) => item.index), ...(active >= 0 && active < count ? [active] : [])]),
  ];
  const rowsPerPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);

  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next, rowAt(windows, next)?.path);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const typeAhead = async (prefix: string) => {
    // A longer prefix may still be met by the same row; the first letter looks further.
    const index = await rows()
      .locate({ prefix, from: prefix.length > 1 ? active - 1 : active })
      .catch(() => null);
    if (index !== null) goTo(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isUndo = event.key.toLowerCase() === 'z' && (event.metaKey || event.ctrlKey) && !event.shiftKey;
    if (isUndo) answerNewest();
    // Also out of a search that found nothing.
    if (event.key === 'Escape' && endSearch()) event.preventDefault();
    if (count === 0 || isUndo || event.key === 'Escape') return;
    const path = rowAt(windows, active)?.path;
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + rowsPerPage,
      PageUp: active - rowsPerPage,
      Home: 0,
      End: count - 1,
    };
    const move = event.altKey || event.metaKey || event.ctrlKey ? undefined : moves[event.key];
    const isTrash = event.key === 'Delete' || (event.key === 'Backspace' && (event.metaKey || event.ctrlKey));
    if (move !== undefined) goTo(move);
    else if (event.key === 'Enter' && path !== undefined)
      void openFound(path, { focus: true, isBeside: isModOnly(event) });
    else if (event.key === ' ' && !typed.isTyping() && path !== undefined) void openFound(path);
    else if (event.key === 'F2' && path !== undefined) askRename(path);
    else if (isTrash && path !== undefined) void trashNote(path);
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && path !== undefined) {
      const box = document.getElementById(optionId(active))?.getBoundingClientRect();
      setMenu({ path, x: (box?.left ?? 0) + 16, y: (box?.top ?? 0) + 32 });
    } else {
      const prefix = typed.next(event);
      if (prefix === null) return;
      void typeAhead(prefix);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const indexAt = (event: MouseEvent) => {
    const option = (event.target as Element).closest<HTMLElement>('[data-index]');
    return option === null ? null : Number(option.dataset['index']);
  };
  const onClick = (event: MouseEvent) => {
    const index = indexAt(event);
    const path = index === null ? undefined : rowAt(windows, index)?.path;
    if (index === null || path === undefined) return;
    setActive(index, path);
    const line = (event.target as Element).closest<HTMLElement>('[data-line]')?.dataset['line'];
    const isBeside = isModOnly(event);
    void openFound(path, { isBeside, ...(line !== undefined && { line: Number(line) }) });
  };
  const onContextMenu = (event: MouseEvent) => {
    const index = indexAt(event);
    const path = index === null ? undefined : rowAt(windows, index)?.path;
    if (index === null || path === undefined) return;
    event.preventDefault();
    setActive(index, path);
    setMenu({ path, x: event.clientX, y: event.clientY });
  };

  return (
    <>
      <div
        ref={scroller}
        role="listbox"
        aria-label={t('list.label')}
        aria-activedescendant={rowAt(windows, active) === undefined ? undefined : optionId(active)}
        tabIndex={0}
        data-pane-focus
        className="note-list"
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
        onFocus={() => {
          if (active < 0 && count > 0) setActive(0, rowAt(windows, 0)?.path);
        }}
      >
        <div role="presentation" className="note-list-rows" style={{ height: virtual.getTotalSize() }}>
          {shown.map((index) => {
            const row = rowAt(windows, index);
            return row === undefined ? (
              <RowSkeleton key={index} index={index} height={rowHeight} />
            ) : (
              <NoteRow
                key={row.path}
                id={optionId(index)}
                row={row}
                index={index}
                total={count}
                sort={sort}
                words={words}
                asked={asked}
                isActive={index === active}
                isOpen={row.path === openPath}
              />
            );
          })}
        </div>
      </div>
      {menu !== null && <NoteMenu place={menu} onClose={() => setMenu(null)} />}
    </>
  );
}

/** The row that keys act on. It stays with its note when rows move, and begins at the open note in another list. */
function useActiveRow(list: number): [number, (index: number, path: string | undefined) => void] {
  const windows = useRows((state) => state.windows);
  const openPath = useStore((state) => state.note?.path);
  const [active, setActive] = useState<{ index: number; path: string | undefined; list: number }>({
    index: -1,
    path: undefined,
    list,
  });
  const path = active.list === list ? active.path : openPath;
  const place = path === undefined ? null : indexOf(windows, path);
  const index = place ?? (active.list === list ? active.index : -1);
  const act = useCallback(
    (next: number, nextPath: string | undefined) => setActive({ index: next, path: nextPath, list }),
    [list],
  );
  return [index, act];
}

function indexOf(windows: ReturnType<typeof useRows.getState>['windows'], path: string): number | null {
  for (const [number, window] of windows) {
    const at = window.findIndex((row) => row.path === path);
    if (at >= 0) return number * windowSize + at;
  }
  return null;
}

/**
 * Keeps the rows on screen where they are when rows above them come or go; another list starts at its top. At the
 * very top nothing is kept, so that a new note is seen.
 */
function useSteadyScroll(
  scroller: React.RefObject<HTMLDivElement | null>,
  virtual: { scrollOffset: number | null },
  list: number,
  windows: ReturnType<typeof useRows.getState>['windows'],
  rowHeight: number,
) {
  const before = useRef({ list, windows });
  useLayoutEffect(() => {
    const element = scroller.current;
    const was = before.current;
    before.current = { list, windows };
    if (element === null || was.windows === windows) return;
    // As of the last event: asking the element makes the browser lay out the rows that have only just come.
    if (virtual.scrollOffset === 0) return;
    if (was.list !== list) {
      element.scrollTop = 0;
      return;
    }
    const top = Math.floor(element.scrollTop / rowHeight);
    const path = rowAt(was.windows, top)?.path;
    const now = path === undefined ? null : indexOf(windows, path);
    if (now !== null && now !== top) element.scrollTop += (now - top) * rowHeight;
  }, [scroller, virtual, list, windows, rowHeight]);
}

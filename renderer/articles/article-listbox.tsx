/** All articles as a listbox: any number of rows, of which those on screen exist. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Article } from '../../notes/api.ts';
import { articleRows, openSource } from '../actions.ts';
import { RowSkeleton } from '../lists/note-row.tsx';
import { rowAt, windowSize } from '../lists/shown-rows.ts';
import { t } from '../messages.ts';
import { answerNewest } from '../notices.ts';
import { useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { openArticleNote, toggleRead } from './article-actions.ts';
import { ArticleMenu, type ArticleMenuPlace } from './article-menu.tsx';
import { ArticleRow, rowHeight } from './article-row.tsx';
import { useArticles } from './article-rows.ts';
import { articleSearchField } from './article-search-box.tsx';

const optionId = (index: number) => `article-${index}`;

export function ArticleListbox() {
  const windows = useArticles((state) => state.windows);
  const total = useArticles((state) => state.total) ?? 0;
  const list = useArticles((state) => state.list);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useActiveRow(list);
  const [menu, setMenu] = useState<ArticleMenuPlace | null>(null);
  const isOpen = useIsOpen();

  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const from = items[0]?.index ?? 0;
  const to = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (total > 0) articleRows().want(from, to);
  }, [from, to, total, windows]);
  // The focus was here before the rows were: keys act on the first one from then on.
  useEffect(() => {
    if (active < 0 && total > 0 && document.activeElement === scroller.current) setActive(0);
  });
  // Another list starts at its top.
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
  }, [list]);

  const shown = [
    ...new Set([...items.map((item) => item.index), ...(active >= 0 && active < total ? [active] : [])]),
  ];
  const perPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };
  const showMenu = (article: Article, x: number, y: number) => setMenu({ article, x, y });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const mod = isMac ? event.metaKey : event.ctrlKey;
    const article = rowAt(windows, active);
    const isPlain = !event.altKey && !event.metaKey && !event.ctrlKey;
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perPage,
      PageUp: active - perPage,
      Home: 0,
      End: total - 1,
    };
    const move = isPlain ? moves[event.key] : undefined;
    if (event.key === 'Escape') articleSearchField()?.focus();
    else if (mod && event.key.toLowerCase() === 'z' && !event.shiftKey) answerNewest();
    else if (move !== undefined && total > 0) goTo(move);
    else if (article === undefined) return;
    else if (event.key === 'Enter' && mod) void openSource(article.url);
    else if ((event.key === 'Enter' || event.key === ' ') && isPlain) void openArticleNote(article);
    else if (event.key.toLowerCase() === 'r' && isPlain && !event.shiftKey) toggleRead(article);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      const box = document.getElementById(optionId(active))?.getBoundingClientRect();
      showMenu(article, (box?.left ?? 0) + 16, (box?.top ?? 0) + 32);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const articleOf = (event: MouseEvent): Article | undefined => {
    const option = (event.target as Element).closest<HTMLElement>('[data-index]');
    const index = option === null ? -1 : Number(option.dataset['index']);
    const article = rowAt(windows, index);
    if (article !== undefined) setActive(index);
    return article;
  };

  return (
    <>
      <div
        ref={scroller}
        role="listbox"
        aria-label={t('articles.label')}
        aria-activedescendant={rowAt(windows, active) === undefined ? undefined : optionId(active)}
        tabIndex={0}
        data-pane-focus
        className="note-list"
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const article = articleOf(event);
          if (article !== undefined) void openArticleNote(article);
        }}
        onContextMenu={(event) => {
          const article = articleOf(event);
          if (article === undefined) return;
          event.preventDefault();
          showMenu(article, event.clientX, event.clientY);
        }}
        onFocus={() => {
          if (active < 0 && total > 0) setActive(0);
        }}
      >
        <div role="presentation" className="note-list-rows" style={{ height: virtual.getTotalSize() }}>
          {shown.map((index) => {
            const article = rowAt(windows, index);
            return article === undefined ? (
              <RowSkeleton key={index} index={index} height={rowHeight} />
            ) : (
              <ArticleRow
                key={article.normalised}
                id={optionId(index)}
                article={article}
                index={index}
                total={total}
                isActive={index === active}
                isOpen={isOpen(article)}
              />
            );
          })}
        </div>
      </div>
      {menu !== null && <ArticleMenu place={menu} onClose={() => setMenu(null)} />}
    </>
  );
}

/** The row that keys act on. It stays with its article when rows move; another list has none at first. */
function useActiveRow(list: number): [number, (index: number) => void] {
  const windows = useArticles((state) => state.windows);
  const [active, setActive] = useState<{
    index: number;
    normalised: string | undefined;
    list: number;
  } | null>(null);
  const act = (index: number) => setActive({ index, normalised: rowAt(windows, index)?.normalised, list });
  if (active?.list !== list) return [-1, act];
  for (const [number, window] of windows) {
    const at = window.findIndex(({ normalised }) => normalised === active.normalised);
    if (at >= 0) return [number * windowSize + at, act];
  }
  return [active.index, act];
}

/** Marks the article under the cursor of the open note. */
function useIsOpen(): (article: Article) => boolean {
  const current = useStore(({ note }) => {
    const line = note?.line ?? 0;
    const at = note?.facts.sources.findLast((source) => source.line <= line && line <= source.lastLine);
    return at?.normalised;
  });
  return ({ normalised }) => normalised === current;
}

/** The saved filters in the sidebar, in the order that the person gives them. */
import { type DragEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { SavedFilter } from '../../notes/api.ts';
import { keepFocus } from '../keep-focus.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { deleteSaved, moveSaved, useSaved } from './saved.ts';
import { SavedRow } from './saved-row.tsx';
import './saved-filters.css';

export function SavedFilters() {
  const { filters, problem } = useSaved();
  const [tabStop, setTabStop] = useState(0);
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<{ at: number; why: 'moved' | 'gone' } | null>(null);
  const returning = useRef<number | null>(null);
  const heading = useId();

  useLayoutEffect(() => {
    const target = wanted.current;
    if (target === null) return;
    wanted.current = null;
    const row = () => list.current?.querySelectorAll<HTMLElement>('.view')[target.at] ?? null;
    // The rows stay where they are and show others: the focus goes along with what it was on, or stays nearby.
    if (target.why === 'gone') return keepFocus(row() ?? sidebarTop());
    row()?.focus();
  }, [filters]);

  if (filters.length === 0 && problem === null) return null;
  const move = (saved: SavedFilter, to: number, byMenu = false) => {
    if (to < 0 || to >= filters.length) return;
    wanted.current = { at: to, why: 'moved' };
    returning.current = byMenu ? to : null;
    setSaid(t('saved.moved', { name: saved.name, n: to + 1, total: filters.length }));
    void moveSaved(saved, to);
  };
  const remove = (saved: SavedFilter, at: number) => {
    wanted.current = { at: Math.min(at, filters.length - 2), why: 'gone' };
    void deleteSaved(saved);
  };
  const goTo = (at: number) => {
    setTabStop(at);
    const row = list.current?.querySelectorAll<HTMLElement>('.view')[at];
    if (row !== document.activeElement) row?.focus();
  };
  /** The gap nearest to the pointer: 0 is above the first row. */
  const gapAt = (event: DragEvent): number => {
    const rows = [...(list.current?.children ?? [])];
    const below = rows.findIndex((row) => {
      const { top, height } = row.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    return below < 0 ? rows.length : below;
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const saved = dragged === null ? undefined : filters[dragged];
    const gap = gapAt(event);
    if (saved !== undefined && dragged !== null) move(saved, gap > dragged ? gap - 1 : gap);
    setDragged(null);
    setTarget(null);
  };

  return (
    <>
      <h2 className="sidebar-heading" id={heading}>
        {t('saved.label')}
      </h2>
      {problem !== null && <p className="saved-problem">{reasonFor(problem)}</p>}
      <ul
        ref={list}
        aria-labelledby={heading}
        onFocus={({ target }) => {
          // A menu that closes gives the focus back to its row, which is another filter's after a move.
          const at = returning.current;
          const row = at === null ? null : list.current?.querySelectorAll<HTMLElement>('.view')[at];
          if (row == null || target === row) return;
          returning.current = null;
          row.focus();
        }}
        onKeyDownCapture={() => (returning.current = null)}
        onPointerDownCapture={() => (returning.current = null)}
        onDragOver={(event) => {
          if (dragged === null) return;
          event.preventDefault();
          setTarget(gapAt(event));
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setTarget(null);
        }}
        onDrop={drop}
      >
        {filters.map((saved, at) => (
          <li
            key={at}
            className="saved-row"
            draggable
            data-dragged={dragged === at}
            data-gap={dragged !== null && target === at}
            data-gap-after={dragged !== null && target === filters.length && at === filters.length - 1}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', saved.filter);
              setDragged(at);
            }}
            onDragEnd={() => {
              setDragged(null);
              setTarget(null);
            }}
          >
            <SavedRow
              saved={saved}
              at={at}
              total={filters.length}
              isTabStop={at === Math.min(tabStop, filters.length - 1)}
              goTo={goTo}
              move={(to, byMenu) => move(saved, to, byMenu)}
              remove={() => remove(saved, at)}
            />
          </li>
        ))}
      </ul>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** The view above, when no saved filter is left. */
const sidebarTop = () => document.querySelector<HTMLElement>('[data-pane="sidebar"] [data-pane-focus]');

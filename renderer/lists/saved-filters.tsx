/** The saved filters in the sidebar, in the order that the person gives them. */
import { type DragEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import type { SavedFilter } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { reasonFor } from '../notices.ts';
import { moveSaved, useSaved } from './saved.ts';
import { SavedRow } from './saved-row.tsx';
import './saved-filters.css';

export function SavedFilters() {
  const { filters, problem } = useSaved();
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<number | null>(null);
  const heading = useId();

  useLayoutEffect(() => {
    const at = wanted.current;
    wanted.current = null;
    // A row that moves loses the focus on the way.
    if (at !== null) list.current?.querySelectorAll<HTMLElement>('.view')[at]?.focus();
  }, [filters]);

  if (filters.length === 0 && problem === null) return null;
  const move = (saved: SavedFilter, to: number) => {
    if (to < 0 || to >= filters.length) return;
    wanted.current = to;
    setSaid(t('saved.moved', { name: saved.name, n: to + 1, total: filters.length }));
    void moveSaved(saved, to);
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
            key={keyOf(filters, at)}
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
            <SavedRow saved={saved} at={at} total={filters.length} move={(to) => move(saved, to)} />
          </li>
        ))}
      </ul>
      <span className="visually-hidden" aria-live="polite">
        {said}
      </span>
    </>
  );
}

/** Keeps each row's element through moves; two of the same name and text are told apart by their order. */
function keyOf(filters: readonly SavedFilter[], at: number): string {
  const { name = '', filter = '' } = filters[at] ?? {};
  const before = filters.slice(0, at).filter((one) => one.name === name && one.filter === filter).length;
  return `${name}\n${filter}\n${before}`;
}

import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { NoteRow as Row, Problem, Sort } from '../../notes/api.ts';
import { currentLanguage, t } from '../messages.ts';
import { dayOf, dayOfMoment } from './dates.ts';
import './note-row.css';

/** Height of every row, px: known before a row is, so that nothing moves when it arrives. */
export const rowHeight = 108;

interface Props {
  id: string;
  row: Row;
  index: number;
  total: number;
  sort: Sort;
  isActive: boolean;
  isOpen: boolean;
}

/** One note of the list. Its name is its title; the rest describes it. */
export const NoteRow = memo(function NoteRow({ id, row, index, total, sort, isActive, isOpen }: Props) {
  const title = row.title === '' ? t('app.untitled') : row.title;
  const day =
    sort === 'modified'
      ? dayOfMoment(row.modified, currentLanguage())
      : row.date === null
        ? null
        : dayOf(row.date);
  return (
    <div
      id={id}
      role="option"
      aria-describedby={`${id}-excerpt ${id}-more`}
      aria-selected={isOpen}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-index={index}
      className="note-row"
      data-active={isActive}
      style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
    >
      <div className="note-row-text">
        {day !== null && (
          <span className="note-row-date" aria-hidden>
            {day}
          </span>
        )}
        <div className="note-row-title">{title}</div>
        <div id={`${id}-excerpt`} className="note-row-excerpt" aria-hidden>
          {row.excerpt}
        </div>
      </div>
      <RowMeta id={`${id}-more`} row={row} />
    </div>
  );
});

function RowMeta({ id, row }: { id: string; row: Row }) {
  if (row.tags.length === 0 && row.sources === 0 && row.problem === null && !row.unpublished) return null;
  return (
    <div id={id} className="note-row-meta" aria-hidden>
      <span className="note-row-tags">
        {row.tags.slice(0, 6).map((tag) => (
          <span key={tag} className="chip">
            {tag}
          </span>
        ))}
      </span>
      {row.sources > 0 && <span>{t('list.sources', { n: row.sources })}</span>}
      <RowState row={row} />
    </div>
  );
}

function RowState({ row }: { row: Row }) {
  if (row.problem !== null) {
    const problem = t(`problem.${row.problem.code}`);
    return (
      <span
        className="note-row-state"
        data-state="bad"
        title={t('list.problemAt', { n: row.problem.line, problem })}
      >
        <TriangleAlert aria-hidden />
        {shortProblem(row.problem)}
      </span>
    );
  }
  if (!row.unpublished) return null;
  return (
    <span className="note-row-state" data-state="warn">
      <i className="dot" />
      {t('list.unpublished')}
    </span>
  );
}

/** What is wrong in the few words that there is room for; the whole is its title. */
function shortProblem({ code, line }: Problem): string {
  switch (code) {
    case 'not-utf8':
    case 'binary':
    case 'too-large':
    case 'unreadable':
      return t(`list.state.${code}`);
    default:
      return t('list.state.header', { n: line });
  }
}

/** Where a row will be. */
export function RowSkeleton({ index }: { index: number }) {
  return (
    <div
      role="presentation"
      className="note-row row-skeleton"
      style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
    >
      <i style={{ width: `${45 + ((index * 17) % 35)}%` }} />
      <i style={{ width: '92%' }} />
      <i style={{ width: `${50 + ((index * 23) % 30)}%` }} />
    </div>
  );
}

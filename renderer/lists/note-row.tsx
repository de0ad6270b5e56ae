import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { NoteMatches, NoteRow as Row, Problem, Sort } from '../../notes/api.ts';
import { spansIn, type Word } from '../../notes/text/match.ts';
import { shownExcerpt } from '../../notes/text/shown-excerpt.ts';
import { syncCopyOf } from '../../notes/text/sync-copies.ts';
import { pathProblem } from '../../notes/text/portable-name.ts';
import { isSameTag } from '../../notes/text/tags.ts';
import { currentLanguage, t } from '../messages.ts';
import { useStore } from '../store.ts';
import { dayOf, dayOfMoment } from './dates.ts';
import { linesLeftOut, Marked, MatchLines } from './match-lines.tsx';
import { useRowMatches } from './row-matches.ts';
import './note-row.css';

/**
 * Height of every row of a list, px: known before a row is, so that nothing moves when it arrives. While words are
 * searched for there is room for the lines in which they stand.
 */
export function rowHeightFor(words: readonly Word[]): number {
  return words.length === 0 ? 102 : 124;
}

interface Props {
  id: string;
  row: Row;
  index: number;
  total: number;
  sort: Sort;
  /** What was searched for. */
  words: readonly Word[];
  /** Tags that were asked for: always among those that are seen. */
  asked: readonly string[];
  isActive: boolean;
  isOpen: boolean;
}

/** One note of the list. Its name is its title; the rest describes it. */
export const NoteRow = memo(function NoteRow(props: Props) {
  const { id, row, index, total, sort, words, asked, isActive, isOpen } = props;
  const known = useRowMatches((state) => (words.length === 0 ? undefined : state.byPath.get(row.path)));
  const matches = known === undefined ? null : belowTitle(known, row.title);
  const height = rowHeightFor(words);
  const excerpt = shownExcerpt(row.excerpt);
  const isStuck = useStore((state) => state.stuck.includes(row.path));
  const title = row.title === '' ? t('app.untitled') : row.title;
  const inTitle = spansIn(title, words);
  // A match in the title is seen in any case; else the room is for the lines.
  const titleLines = inTitle.length > 0 ? 2 : 1;
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
      data-path={row.path}
      className="note-row"
      data-active={isActive}
      data-searched={words.length > 0}
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      <div className="note-row-text">
        {day !== null && (
          <span className="note-row-date" aria-hidden>
            {day}
          </span>
        )}
        <div
          className="note-row-title"
          title={words.length > 0 ? title : undefined}
          style={words.length > 0 ? { WebkitLineClamp: titleLines } : undefined}
        >
          <Marked text={title} spans={inTitle} />
        </div>
        <div
          id={`${id}-excerpt`}
          className={matches === null ? 'note-row-excerpt' : 'note-row-matches'}
          data-waiting={words.length > 0 && known === undefined}
          aria-hidden
        >
          {matches === null ? (
            <Marked text={excerpt} spans={spansIn(excerpt, inText(words))} />
          ) : (
            <MatchLines matches={matches} titleLines={titleLines} />
          )}
        </div>
      </div>
      <RowMeta
        id={`${id}-more`}
        row={row}
        isStuck={isStuck}
        words={inText(words)}
        asked={asked}
        left={matches === null ? 0 : linesLeftOut(matches, titleLines)}
      />
    </div>
  );
});

/** The lines that say more than the title does; `null`: there are none. */
function belowTitle(matches: NoteMatches, title: string): NoteMatches | null {
  const lines = matches.lines.filter(
    ({ line, heading, headingLine }) => line !== headingLine || heading !== title,
  );
  if (lines.length === 0) return null;
  return { ...matches, lines, total: matches.total - (matches.lines.length - lines.length) };
}

const inText = (words: readonly Word[]) => words.filter(({ key }) => key === 'text');

interface MetaProps {
  id: string;
  row: Row;
  isStuck: boolean;
  words: readonly Word[];
  asked: readonly string[];
  /** Lines with matches that there is no room for. */
  left: number;
}

/** A tag with more characters gives way where there is no room for all. */
const longChip = 8;

function RowMeta({ id, row, isStuck, words, asked, left }: MetaProps) {
  const tags = seenTags(row.tags, left > 0 ? 2 : 3, (tag) => isAsked(tag, asked, words));
  const unseen = row.tags.length - tags.length;
  const hasMeta =
    isStuck ||
    row.tags.length > 0 ||
    row.sources > 0 ||
    row.problem !== null ||
    row.unpublished ||
    syncCopyOf(row.path) !== null ||
    row.twin !== undefined ||
    pathProblem(row.path) !== null;
  if (!hasMeta && left === 0) return null;
  return (
    <div id={id} className="note-row-meta" aria-hidden>
      <span className="note-row-tags">
        {tags.map((tag) => (
          <span key={tag} className="chip" data-long={tag.length > longChip} title={tag}>
            <Marked text={tag} spans={spansIn(tag, words)} />
          </span>
        ))}
        {unseen > 0 && (
          <span className="note-row-unseen" title={row.tags.join(', ')}>
            +{unseen}
          </span>
        )}
      </span>
      {row.sources > 0 && <span>{t('list.sources', { n: row.sources })}</span>}
      <RowState row={row} isStuck={isStuck} />
      {left > 0 && <span className="note-row-left">{t('finding.more', { n: left })}</span>}
    </div>
  );
}

/** As many as there is room for, in their order: those that are asked for, and others beside them. */
function seenTags(tags: readonly string[], room: number, isAsked: (tag: string) => boolean): string[] {
  const first = tags.filter(isAsked);
  const seen = new Set(
    [...new Set([...first, ...tags])].slice(0, Math.max(room, Math.min(first.length, mostAsked))),
  );
  return tags.filter((tag) => seen.has(tag));
}

/** Of more tags that are asked for nothing could be read any more. */
const mostAsked = 4;

const isAsked = (tag: string, asked: readonly string[], words: readonly Word[]) =>
  asked.some((one) => isSameTag(tag, one) || tag.startsWith(`${one}/`)) || spansIn(tag, words).length > 0;

function RowState({ row, isStuck }: { row: Row; isStuck: boolean }) {
  if (isStuck) {
    return (
      <span className="note-row-state" data-state="bad" title={t('list.notSavedHint')}>
        <i className="dot" />
        {t('list.notSaved')}
      </span>
    );
  }
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
  const copy = syncCopyOf(row.path);
  if (copy !== null) {
    return (
      <span className="note-row-state" data-state="warn" title={t('copies.notice', { path: copy.of })}>
        <i className="dot" />
        {t(copy.by === 'own' ? 'copies.badgeConflict' : 'copies.badge')}
      </span>
    );
  }
  const name = nameState(row);
  if (name !== null) {
    const { why, hint } = name;
    return (
      <span className="note-row-state" data-state="warn" title={hint}>
        <i className="dot" />
        {t('list.nameBadge')}
        <span className="visually-hidden">: {why}</span>
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

/** Why another system can't hold the note under its name, or not beside its twin. */
function nameState({ path, twin }: Row): { why: string; hint: string } | null {
  const found = pathProblem(path);
  if (found !== null) {
    const { name, problem } = found;
    const why =
      problem.code === 'forbidden'
        ? t('list.name.forbidden', { character: problem.character })
        : t(`list.name.${problem.code}`);
    return { why, hint: t('list.nameHint', { name, why }) };
  }
  if (twin === undefined) return null;
  return { why: t('list.name.twin', { twin }), hint: t('list.nameTwinHint', { twin }) };
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
export function RowSkeleton({ index, height = rowHeightFor([]) }: { index: number; height?: number }) {
  return (
    <div
      role="presentation"
      className="note-row row-skeleton"
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      <i style={{ width: `${45 + ((index * 17) % 35)}%` }} />
      <i style={{ width: '92%' }} />
      <i style={{ width: `${50 + ((index * 23) % 30)}%` }} />
    </div>
  );
}

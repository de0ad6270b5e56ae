/** A note that links to the open one or names it: its title, and the lines where it does. */
import type { LinkedLine, LinkingNote } from '../../notes/api.ts';
import { openNote } from '../actions.ts';
import { dayOf } from '../lists/dates.ts';
import { Marked } from '../lists/match-lines.tsx';
import { t } from '../messages.ts';

interface Props {
  note: LinkingNote;
  /** Makes a link of the name; without it the lines have links already. */
  onLink?: (line: LinkedLine) => void;
}

export function LinkingNoteCard({ note, onLink }: Props) {
  const { path, title, date, total, lines } = note;
  const more = total - lines.length;
  return (
    <article className="links-card" aria-label={title}>
      <div className="links-head">
        <button
          type="button"
          className="links-title"
          title={path}
          onClick={() => void openNote(path, { focus: true })}
        >
          {title === '' ? t('app.untitled') : title}
        </button>
        {date !== null && <span className="links-date">{dayOf(date)}</span>}
      </div>
      {lines.map((line) => (
        <div key={line.line} className="links-line">
          <button
            type="button"
            className="links-text"
            aria-label={`${t('links.line', { line: line.line })}: ${line.text}`}
            onClick={() => void openNote(path, { line: line.line, focus: true })}
          >
            <Marked text={line.text.trimStart()} spans={moved(line)} />
          </button>
          {onLink !== undefined && (
            <button
              type="button"
              className="links-link-it"
              aria-label={t('links.linkItIn', { title, line: line.line })}
              onClick={() => onLink(line)}
            >
              {t('links.linkIt')}
            </button>
          )}
        </div>
      ))}
      {more > 0 && <p className="links-more">{t('links.morePlaces', { n: more })}</p>}
    </article>
  );
}

/** Spans in the line without the blanks before it. */
function moved({ text, spans }: LinkedLine): LinkedLine['spans'] {
  const lead = text.length - text.trimStart().length;
  return spans.map(([from, to]) => [Math.max(0, from - lead), Math.max(0, to - lead)]);
}

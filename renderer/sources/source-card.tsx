import { ExternalLink } from 'lucide-react';
import { memo, type MouseEvent, useState } from 'react';
import type { NoteSource, Source } from '../../notes/api.ts';
import { openableUrl, openNote, openSource, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { SiteTile } from './site-tile.tsx';

interface Props {
  source: NoteSource;
  /** The source under the cursor: in full and in view; the others are compact. */
  isCurrent: boolean;
  citations: Source | undefined;
  /** 0-based place among all sources of the note. */
  index: number;
  total: number;
  /** Where the cards are placed one by one: px from the first, and who wants to know the height. */
  top?: number;
  measure?: (card: HTMLElement | null) => void;
}

const fewNotes = 3;

export const SourceCard = memo(function SourceCard(props: Props) {
  const { source, isCurrent, citations, index, total, top, measure } = props;
  const openPath = useStore((state) => state.note?.path);
  const others = (citations?.notes ?? []).filter((note) => note.path !== openPath);

  return (
    <article
      ref={measure}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
      aria-label={source.title}
      aria-current={isCurrent ? 'true' : undefined}
      className="source-card"
    >
      <div className="source-site">
        <SiteTile site={source.site} />
        <span>{source.site}</span>
      </div>
      <h3 className="source-title">
        <button type="button" title={t('sources.goTo')} onClick={() => goTo(source.line)}>
          {source.title}
        </button>
      </h3>
      <p className="source-excerpt">
        {source.excerpt === '' ? t('sources.noExcerpt') : t('sources.excerpt', { text: source.excerpt })}
      </p>
      {others.length > 0 && <AlsoIn notes={others} isCurrent={isCurrent} />}
      <OpenArticle url={source.url} isCurrent={isCurrent} />
    </article>
  );
}, isSameCard);

/** Facts are read anew after every key, into new objects that mostly say the same. */
function isSameCard(a: Props, b: Props): boolean {
  const keys = Object.keys(a.source) as (keyof NoteSource)[];
  return (
    (['isCurrent', 'citations', 'index', 'total', 'top', 'measure'] as const).every(
      (key) => a[key] === b[key],
    ) && keys.every((key) => key === 'lastLine' || a.source[key] === b.source[key])
  );
}

/** On a narrow window the text has to be on screen before it can take the cursor. */
function goTo(line: number): void {
  useStore.setState({ page: 'editor' });
  requestAnimationFrame(() => sessions().goToLine(line));
}

function AlsoIn({ notes, isCurrent }: { notes: Source['notes']; isCurrent: boolean }) {
  const [isAll, setIsAll] = useState(false);
  if (!isCurrent && !isAll) {
    return (
      <button type="button" className="source-also-count" onClick={() => setIsAll(true)}>
        {t('sources.alsoInCount', { n: notes.length })}
      </button>
    );
  }
  const shown = isAll ? notes : notes.slice(0, fewNotes);
  return (
    <div className="source-also">
      <span>{t('sources.alsoIn')}</span>
      <ul>
        {shown.map((note) => (
          <li key={note.path}>
            <button
              type="button"
              title={note.path}
              onClick={() => void openNote(note.path, { line: note.line, focus: true })}
            >
              {note.title === '' ? note.path : note.title}
            </button>
          </li>
        ))}
        {shown.length < notes.length && (
          <li>
            <button type="button" onClick={() => setIsAll(true)}>
              {t('sources.more', { n: notes.length - shown.length })}
            </button>
          </li>
        )}
      </ul>
    </div>
  );
}

/** A real link, so that it can be copied, dragged and opened as people are used to; only http and https have one. */
function OpenArticle({ url, isCurrent }: { url: string; isCurrent: boolean }) {
  const isDesktop = useStore((state) => state.isDesktop);
  const href = openableUrl(url);
  if (href === null) return <p className="source-refused">{t('sources.refused', { url })}</p>;
  const onClick = (event: MouseEvent) => {
    // A browser opens the link itself, with the modifier keys that people know; the window has to ask its host.
    if (!isDesktop) return;
    event.preventDefault();
    void openSource(url);
  };
  return (
    <a
      className={isCurrent ? 'button button-filled source-open' : 'source-open source-open-quiet'}
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      onClick={onClick}
    >
      {t('sources.open')}
      <ExternalLink aria-hidden />
    </a>
  );
}

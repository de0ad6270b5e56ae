import { ExternalLink } from 'lucide-react';
import { memo, type MouseEvent, useState } from 'react';
import type { Citing, NoteSource, Source } from '../../notes/api.ts';
import { openableUrl, openNote, openSource, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { SiteTile } from './site-tile.tsx';

interface Props {
  source: NoteSource;
  /** The source under the cursor. */
  isCurrent: boolean;
  /** Shown in full; the others are compact. */
  isOpen: boolean;
  /** The person asked to see it in the note. */
  onChoose: (source: NoteSource) => void;
  citations: Source | undefined;
  /** 0-based place among all sources of the note. */
  index: number;
  total: number;
  /** Where the cards are placed one by one: px from the first, and who wants to know the height. */
  top?: number;
  measure?: (card: HTMLElement | null) => void;
}

/** A licence or a home page may be cited in thousands of notes. */
const mostNamed = 5;

export const SourceCard = memo(function SourceCard(props: Props) {
  const { source, isCurrent, isOpen, onChoose, citations, index, total, top, measure } = props;
  const openPath = useStore((state) => state.note?.path);
  const choose = () => {
    onChoose(source);
    goTo(source.line);
  };
  // Words that somebody selects to copy them are not a click; the title is the way for keys.
  const onExcerptClick = () => {
    if (document.getSelection()?.isCollapsed !== false) choose();
  };
  const others = (citations?.notes ?? []).filter((note) => note.path !== openPath);
  // Of an article that many notes cite, only some come with it; the open note is one of all.
  const also =
    citations === undefined || citations.noted === citations.notes.length
      ? others.length
      : citations.noted - 1;

  return (
    <article
      ref={measure}
      data-index={index}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
      aria-label={source.title}
      aria-current={isCurrent ? 'true' : undefined}
      data-open={isOpen}
      className="source-card"
    >
      <div className="source-site">
        <SiteTile site={source.site} />
        <span>{source.site}</span>
      </div>
      <h3 className="source-title">
        <button type="button" title={t('sources.goTo')} onClick={choose}>
          {source.title}
        </button>
      </h3>
      <p className="source-excerpt" onClick={onExcerptClick}>
        {source.excerpt === '' ? t('sources.noExcerpt') : t('sources.excerpt', { text: source.excerpt })}
      </p>
      {others.length > 0 && <AlsoIn notes={others} total={also} isOpen={isOpen} />}
      <OpenArticle url={source.url} isCurrent={isCurrent} isOpen={isOpen} />
    </article>
  );
}, isSameCard);

/** Facts are read anew after every key, into new objects that mostly say the same. */
function isSameCard(a: Props, b: Props): boolean {
  const keys = Object.keys(a.source) as (keyof NoteSource)[];
  return (
    (['isCurrent', 'isOpen', 'onChoose', 'citations', 'index', 'total', 'top', 'measure'] as const).every(
      (key) => a[key] === b[key],
    ) && keys.every((key) => key === 'lastLine' || a.source[key] === b.source[key])
  );
}

/** On a narrow window the text has to be on screen, and nothing over it, before it can take the cursor. */
function goTo(line: number): void {
  useStore.setState({ page: 'editor', drawerOpen: false });
  requestAnimationFrame(() => sessions().goToLine(line));
}

function AlsoIn({ notes, total, isOpen }: { notes: Citing[]; total: number; isOpen: boolean }) {
  const [isAsked, setIsAsked] = useState(false);
  if (!isOpen && !isAsked) {
    return (
      <button type="button" className="source-also-count" onClick={() => setIsAsked(true)}>
        {t('sources.alsoInCount', { n: total })}
      </button>
    );
  }
  const shown = notes.slice(0, mostNamed);
  return (
    <div className="source-also">
      <span>{t('sources.alsoIn')}</span>
      <ul>
        {shown.map((note) => (
          <li key={note.path}>
            <button
              type="button"
              title={note.path}
              onClick={() => {
                useStore.setState({ drawerOpen: false });
                void openNote(note.path, { line: note.line, focus: true });
              }}
            >
              {note.title === '' ? note.path : note.title}
            </button>
          </li>
        ))}
        {shown.length < total && <li>{t('sources.more', { n: total - shown.length })}</li>}
      </ul>
    </div>
  );
}

/** A real link, so that it can be copied, dragged and opened as people are used to; only http and https have one. */
function OpenArticle({ url, isCurrent, isOpen }: { url: string; isCurrent: boolean; isOpen: boolean }) {
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
      className={
        isOpen ? `button source-open ${isCurrent ? 'button-filled' : ''}` : 'source-open source-open-quiet'
      }
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

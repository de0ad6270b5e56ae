import { memo, type RefObject, useEffect, useRef } from 'react';
import type { Article, NoteSource } from '../../notes/api.ts';
import { openableUrl, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { openReading } from '../reading/reading-state.ts';
import { useStore } from '../store.ts';
import { AlsoIn } from './also-in.tsx';
import { importPage, keepCopies, savedPages } from './article-actions.ts';
import { ArticleMenu } from './article-menu.tsx';
import { ArticleNews } from './article-news.tsx';
import { ArticleStates, isDead } from './article-states.tsx';
import { CardPicture } from './card-picture.tsx';
import { useFileDrop } from './file-drop.ts';
import { useArticle } from './known-articles.ts';
import { OpenArticle } from './open-article.tsx';
import { seeCard } from './shown-cards.ts';
import { SiteTile } from './site-tile.tsx';
import './source-card.css';

interface Props {
  source: NoteSource;
  /** The source under the cursor. */
  isCurrent: boolean;
  /** Shown in full; the others are compact. */
  isOpen: boolean;
  /** The person asked to see it in the note. */
  onChoose: (source: NoteSource) => void;
  /** 0-based place among all sources of the note. */
  index: number;
  total: number;
  /** Where the cards are placed one by one: px from the first, and who wants to know the height. */
  top?: number;
  measure?: (card: HTMLElement | null) => void;
}

export const SourceCard = memo(function SourceCard(props: Props) {
  const { source, isCurrent, isOpen, onChoose, index, total, top, measure } = props;
  const article = useArticle(source.normalised);
  const file = useRef<HTMLInputElement>(null);
  const head = useRef<HTMLDivElement>(null);
  useSeen(head, source, index);
  const { isOver, ...drop } = useFileDrop((dropped) => void importPage(source, dropped));
  const choose = () => {
    onChoose(source);
    goTo(source.line);
  };
  // Words that somebody selects to copy them are not a click; the title is the way for keys.
  const onLinesClick = () => {
    if (document.getSelection()?.isCollapsed !== false) choose();
  };
  return (
    <article
      ref={measure}
      data-index={index}
      data-source={source.normalised}
      aria-posinset={index + 1}
      aria-setsize={total}
      style={top === undefined ? undefined : { transform: `translateY(${top}px)` }}
      aria-label={source.title}
      aria-current={isCurrent ? 'true' : undefined}
      data-open={isOpen}
      className="source-card"
      {...drop}
    >
      <div ref={head} className="source-site">
        <SiteTile site={source.site} />
        <span className="source-site-name">{source.site}</span>
        {article !== undefined && <ArticleStates article={article} />}
      </div>
      {isOpen && article?.card?.picture != null && <CardPicture id={article.card.picture} />}
      <h3 className="source-title">
        <button type="button" title={t('sources.goTo')} onClick={choose}>
          {source.title}
        </button>
      </h3>
      <p className="source-excerpt" data-lines={source.excerpt === '' ? 1 : undefined} onClick={onLinesClick}>
        {linesOf(source, article, isOpen)}
      </p>
      {isOpen && openableUrl(source.url) !== null && (
        <div className="source-news" aria-live="polite">
          {article !== undefined && <ArticleNews source={source} article={article} />}
        </div>
      )}
      {article !== undefined && <AlsoIn article={article} isOpen={isOpen} />}
      <div className="source-foot">
        <OpenArticle url={source.url} isCurrent={isCurrent} isOpen={isOpen} />
        {isOpen && article !== undefined && <CopyButton source={source} article={article} />}
        {article !== undefined && (
          <ArticleMenu source={source} article={article} onImport={() => file.current?.click()} />
        )}
      </div>
      <input
        ref={file}
        type="file"
        hidden
        accept={savedPages.join(',')}
        aria-label={t('sources.import')}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? [];
          if (chosen !== undefined) void importPage(source, chosen);
          currentTarget.value = '';
        }}
      />
      {isOver && <p className="source-drop">{t('sources.drop')}</p>}
    </article>
  );
}, isSameCard);

/** Facts are read anew after every key, into new objects that mostly say the same. */
function isSameCard(a: Props, b: Props): boolean {
  const keys = Object.keys(a.source) as (keyof NoteSource)[];
  return (
    (['isCurrent', 'isOpen', 'onChoose', 'index', 'total', 'top', 'measure'] as const).every(
      (key) => a[key] === b[key],
    ) && keys.every((key) => key === 'lastLine' || a.source[key] === b.source[key])
  );
}

/**
 * The page's own words where the card is expanded: the reader's are in the note beside it. A compact card shows the
 * reader's, and the page's only where there are none.
 */
function linesOf({ excerpt }: NoteSource, article: Article | undefined, isOpen: boolean): string {
  const description = article?.card?.description ?? '';
  if (description !== '' && (isOpen || excerpt === '')) return description;
  return excerpt === '' ? t('sources.noExcerpt') : t('sources.excerpt', { text: excerpt });
}

/** Says of a card whether it is on screen. */
function useSeen(head: RefObject<HTMLElement | null>, { url, normalised }: NoteSource, index: number): void {
  useEffect(() => {
    let leave: (() => void) | null = null;
    const observer = new IntersectionObserver((entries) => {
      leave?.();
      leave = entries.at(-1)?.isIntersecting === true ? seeCard({ url, normalised }, index) : null;
    });
    if (head.current !== null) observer.observe(head.current);
    return () => {
      observer.disconnect();
      leave?.();
    };
  }, [head, url, normalised, index]);
}

/** On a narrow window the text has to be on screen, and nothing over it, before it can take the cursor. */
function goTo(line: number): void {
  useStore.setState({ page: 'editor', drawerOpen: false });
  requestAnimationFrame(() => sessions().goToLine(line));
}

/** One button, whatever it does: it keeps the focus when a copy has been kept. */
function CopyButton({
  source: { url, normalised },
  article: { copy, health },
}: {
  source: NoteSource;
  article: Article;
}) {
  if (openableUrl(url) === null && copy?.kind !== 'kept') return null;
  const isKept = copy?.kind === 'kept';
  const isWaiting = copy?.kind === 'waiting';
  // There is nothing to keep; the card says where else to look.
  if (copy === null && health !== null && isDead(health.state)) return null;
  const name = isKept ? 'sources.readCopy' : isWaiting ? 'sources.keeping' : 'sources.keepCopy';
  return (
    <button
      type="button"
      className="button"
      aria-disabled={isWaiting}
      data-reads={isKept ? normalised : undefined}
      onClick={() => {
        if (isKept) openReading(normalised);
        else if (!isWaiting) void keepCopies({ normalised: [normalised] }, copy !== null);
      }}
    >
      {t(name)}
    </button>
  );
}

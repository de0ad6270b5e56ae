import { TextSearch } from 'lucide-react';
import { memo, type RefObject, useEffect, useRef } from 'react';
import type { Article, NoteSource } from '../../notes/api.ts';
import { shownExcerpt } from '../../notes/text/shown-excerpt.ts';
import { openableUrl, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { findInArticle } from '../reading/excerpts.ts';
import { useStore } from '../store.ts';
import { AlsoIn } from './also-in.tsx';
import { ArticleNews } from './article-news.tsx';
import { ArticleStates } from './article-states.tsx';
import { CardPicture } from './card-picture.tsx';
import { useFileDrop } from './file-drop.ts';
import { importPage } from './import-page.ts';
import { useArticle } from './known-articles.ts';
import { seeCard } from './shown-cards.ts';
import { SiteTile } from './site-tile.tsx';
import { SourceFoot } from './source-foot.tsx';
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
  const head = useRef<HTMLDivElement>(null);
  useSeen(head, source, index);
  const { isOver, ...drop } = useFileDrop((dropped) => void importPage(source, dropped));
  const description = article?.card?.description ?? '';
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
        {linesOf(source, article)}
      </p>
      {isOpen && source.excerpt !== '' && article?.copy?.kind === 'kept' && (
        <button type="button" className="source-way source-find" onClick={() => findInArticle(source)}>
          <TextSearch aria-hidden />
          {t('sources.findInArticle')}
        </button>
      )}
      {isOpen && source.excerpt !== '' && description !== '' && (
        <p className="source-description">{description}</p>
      )}
      {isOpen && openableUrl(source.url) !== null && (
        <div className="source-news" aria-live="polite">
          {article !== undefined && <ArticleNews source={source} article={article} />}
        </div>
      )}
      {article !== undefined && <AlsoIn article={article} isOpen={isOpen} />}
      <SourceFoot source={source} article={article} isCurrent={isCurrent} isOpen={isOpen} />
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

/** The reader's words; where there are none, the page's. */
function linesOf({ excerpt }: NoteSource, article: Article | undefined): string {
  if (excerpt !== '') return t('sources.excerpt', { text: shownExcerpt(excerpt) });
  const description = article?.card?.description ?? '';
  return description === '' ? t('sources.noExcerpt') : description;
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

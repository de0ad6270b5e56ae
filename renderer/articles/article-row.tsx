import { FileText } from 'lucide-react';
import { memo } from 'react';
import type { Article, LinkState } from '../../notes/api.ts';
import { readableUrl } from '../../notes/text/urls.ts';
import { dayOf } from '../lists/dates.ts';
import { t } from '../messages.ts';
import { SiteTile } from '../sources/site-tile.tsx';

/** Height of every row, px: known before a row is, so that nothing moves when it arrives. */
export const rowHeight = 96;

interface Props {
  id: string;
  article: Article;
  index: number;
  total: number;
  isActive: boolean;
  isOpen: boolean;
}

/** One article of the list. Its name is its title; the rest describes it. */
export const ArticleRow = memo(function ArticleRow(props: Props) {
  const { id, article, index, total, isActive, isOpen } = props;
  const { site, noted, firstNoted, excerptLength, read, copy } = article;
  const isNamed = article.title !== article.url;
  return (
    <div
      id={id}
      role="option"
      aria-describedby={`${id}-where ${id}-state`}
      aria-selected={isOpen}
      aria-posinset={index + 1}
      aria-setsize={total}
      data-index={index}
      data-active={isActive}
      data-read={read}
      className="note-row article-row"
      style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
    >
      <div className="article-row-title" title={readableUrl(article.url)}>
        {isNamed ? article.title : readableUrl(article.url)}
      </div>
      <div id={`${id}-where`} className="article-row-where" aria-hidden>
        <SiteTile site={site} />
        <span className="article-row-site">{site}</span>
        <span>{t('articles.notes', { n: noted })}</span>
        {firstNoted !== null && (
          <span title={t('articles.firstNoted', { date: firstNoted })}>{dayOf(firstNoted)}</span>
        )}
      </div>
      <div id={`${id}-state`} className="article-row-state" aria-hidden>
        <span className="article-read" data-read={read}>
          <i className="dot" />
          {t(`articles.read.${read}`)}
        </span>
        <Health article={article} />
        {copy !== null && (
          <span
            className="article-copy"
            data-kind={copy.kind}
            title={copy.kind === 'kept' ? copy.path : undefined}
          >
            <FileText aria-hidden />
            {t(`articles.copy.${copy.kind}`)}
          </span>
        )}
        <span className="article-row-excerpt">
          {excerptLength === 0 ? t('articles.noExcerpt') : t('articles.excerpt', { n: excerptLength })}
        </span>
      </div>
    </div>
  );
});

const tones: Record<LinkState, 'ok' | 'warn' | 'bad' | 'quiet'> = {
  ok: 'ok',
  moved: 'warn',
  'soft-404': 'bad',
  gone: 'bad',
  'needs-login': 'warn',
  refused: 'warn',
  offline: 'quiet',
  unknown: 'quiet',
};

/** A dot and a word; nothing for a link that nobody has checked. */
function Health({ article: { health } }: { article: Article }) {
  if (health === null || health.state === 'unknown') return null;
  const moved = health.movedTo === null ? '' : ` → ${readableUrl(health.movedTo)}`;
  const word = t(`articles.health.${health.state}`);
  return (
    <span
      className="article-health"
      data-tone={tones[health.state]}
      title={`${word}${health.status === null ? '' : ` (${health.status})`}${moved}`}
    >
      <i className="dot" />
      {word}
    </span>
  );
}

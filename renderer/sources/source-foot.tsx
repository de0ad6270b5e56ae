/** What a card offers at its foot. The one filled button is what leads to the article's text. */
import type { ReactNode } from 'react';
import type { Article, NoteSource } from '../../notes/api.ts';
import { openableUrl } from '../actions.ts';
import { t } from '../messages.ts';
import { openReading } from '../reading/reading-state.ts';
import { archivedUrl, keepCopies } from './article-actions.ts';
import { ArticleMenu } from './article-menu.tsx';
import { isDead } from './article-states.tsx';
import { OpenArticle, OpenLink } from './open-article.tsx';

interface Props {
  source: NoteSource;
  article: Article | undefined;
  isCurrent: boolean;
  isOpen: boolean;
}

export function SourceFoot({ source, article, isCurrent, isOpen }: Props) {
  const { url } = source;
  const isGone = article?.health != null && isDead(article.health.state);
  const isKept = article?.copy?.kind === 'kept';
  const filled = isCurrent ? 'button-filled' : '';
  const open = (look: string) => <OpenArticle key="open" url={url} look={isOpen ? look : quiet} />;
  const ways: ReactNode[] = [];
  if (article !== undefined && isGone && isKept)
    ways.push(
      <CopyButton key="copy" source={source} article={article} look={isOpen ? filled : null} />,
      isOpen && open('button source-open'),
    );
  else if (isGone && isOpen && openableUrl(url) !== null)
    ways.push(
      <OpenLink
        key="archive"
        url={archivedUrl(url)}
        className={`button source-open ${filled}`}
        label={t('sources.archive')}
      >
        {t('sources.archiveShort')}
      </OpenLink>,
      open(quiet),
    );
  else
    ways.push(
      open(`button source-open ${filled}`),
      isOpen && article !== undefined && <CopyButton key="copy" source={source} article={article} look="" />,
    );
  return (
    <div className="source-foot">
      {ways}
      {article !== undefined && <ArticleMenu source={source} article={article} />}
    </div>
  );
}

const quiet = 'source-open-quiet';

/**
 * One button, whatever it does: it keeps the focus when a copy has been kept. `look`: of a button; `null`: of a link in a
 * compact card.
 */
function CopyButton({
  source: { url, normalised },
  article: { copy },
  look,
}: {
  source: NoteSource;
  article: Article;
  look: string | null;
}) {
  const isKept = copy?.kind === 'kept';
  if (openableUrl(url) === null && !isKept) return null;
  const isWaiting = copy?.kind === 'waiting';
  const name = isKept ? 'sources.readCopy' : isWaiting ? 'sources.keeping' : 'sources.keepCopy';
  return (
    <button
      type="button"
      className={look === null ? quiet : `button ${look}`}
      aria-disabled={isWaiting}
      data-reads={isKept ? normalised : undefined}
      data-hand-over-first
      onClick={() => {
        if (isKept) openReading(normalised);
        else if (!isWaiting) void keepCopies({ normalised: [normalised] }, copy !== null);
      }}
    >
      {t(name)}
    </button>
  );
}

/** Articles that seem to be the same one under several addresses, and the way to give them all one address. */
import { ArrowLeft } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Article } from '../../notes/api.ts';
import { readableUrl } from '../../notes/text/urls.ts';
import { notebook } from '../actions.ts';
import { t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { askMerge, openArticleNote } from './article-actions.ts';
import { useArticles } from './article-rows.ts';

/** Groups of one answer. */
const atOnce = 50;

interface Twins {
  total: number;
  groups: readonly Article[][];
}

export function TwinList() {
  const { twins, more } = useTwins();
  const back = useRef<HTMLButtonElement>(null);
  // What had the focus, the menu that led here, is gone.
  useEffect(() => back.current?.focus({ preventScroll: true }), []);
  return (
    <div
      className="twins"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        leaveTwins();
      }}
    >
      <button ref={back} type="button" className="twins-back" data-pane-focus onClick={leaveTwins}>
        <ArrowLeft aria-hidden />
        {t('articles.twinsBack')}
      </button>
      <h3 className="twins-title">{t('articles.twins')}</h3>
      {twins === 'failed' && <p role="alert">{t('articles.twinsFailed')}</p>}
      {twins !== null && twins !== 'failed' && (
        <>
          <p className="twins-count" aria-live="polite">
            {twins.total === 0 ? t('articles.twinsNone') : t('articles.twinsCount', { n: twins.total })}
          </p>
          {twins.total > 0 && <p className="twins-text">{t('articles.twinsText')}</p>}
          {twins.groups.map((group) => (
            <Group key={group.map(({ normalised }) => normalised).join(' ')} group={group} />
          ))}
          {twins.groups.length < twins.total && (
            <button type="button" className="button" onClick={more}>
              {t('articles.twinsMore')}
            </button>
          )}
        </>
      )}
    </div>
  );
}

function leaveTwins(): void {
  useArticles.setState({ shows: 'articles' });
  // The list has taken the place of this one by then.
  requestAnimationFrame(() => focusPane('list'));
}

/** The address that most notes have is offered first: fewer of them change. */
function Group({ group }: { group: readonly Article[] }) {
  const name = useId();
  const usual = group.toSorted((a, b) => b.noted - a.noted)[0];
  const [kept, setKept] = useState(usual?.normalised);
  if (usual === undefined) return null;
  const { title } = usual;
  const choice = group.find(({ normalised }) => normalised === kept) ?? usual;
  return (
    <section className="twin-group" aria-label={title}>
      <h4 className="twin-group-title">{title}</h4>
      <div role="radiogroup" aria-label={t('articles.twinsKeep', { title })}>
        {group.map((article) => (
          <div key={article.normalised} className="twin">
            <label>
              <input
                type="radio"
                name={name}
                checked={article === choice}
                onChange={() => setKept(article.normalised)}
              />
              <span className="twin-url">{readableUrl(article.url)}</span>
            </label>
            <button type="button" className="twin-note" onClick={() => void openArticleNote(article)}>
              {t('articles.notes', { n: article.noted })}
            </button>
          </div>
        ))}
      </div>
      <button
        type="button"
        className="button"
        aria-label={t('articles.twinsMergeLabel', { title })}
        onClick={() => askMerge(group, choice)}
      >
        {t('articles.twinsMerge')}
      </button>
    </section>
  );
}

function useTwins(): { twins: Twins | 'failed' | null; more: () => void } {
  const revision = useArticles((state) => state.revision);
  const [limit, setLimit] = useState(atOnce);
  const [twins, setTwins] = useState<Twins | 'failed' | null>(null);
  useEffect(() => {
    let isWanted = true;
    notebook()
      .articleTwins({ offset: 0, limit })
      .then(
        (found) => isWanted && setTwins(found),
        () => isWanted && setTwins((known) => known ?? 'failed'),
      );
    return () => {
      isWanted = false;
    };
  }, [limit, revision]);
  return { twins, more: useCallback(() => setLimit((now) => Math.min(1000, now + atOnce)), []) };
}

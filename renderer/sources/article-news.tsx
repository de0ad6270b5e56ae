/** In an expanded card: what the page says about itself or how to ask for it, and what is the matter with it. */
import type { ReactNode } from 'react';
import type { Article, Card, FetchFailure, NoteSource } from '../../notes/api.ts';
import { readableUrl } from '../../notes/text/urls.ts';
import { dayOf } from '../lists/dates.ts';
import { currentLanguage, t } from '../messages.ts';
import { ago } from './ago.ts';
import { keepCopies } from './article-actions.ts';
import { isDead } from './article-states.tsx';
import { ConsentLine } from './consent-line.tsx';
import { useConsent } from './consent.ts';
import { failureInWords } from './failure-words.ts';
import { useHandOver } from './hand-over.ts';
import { newAddressOf } from './new-address.ts';
import { showCard, useShownCards } from './shown-cards.ts';

export function ArticleNews({ source, article }: { source: NoteSource; article: Article }) {
  const { normalised } = source;
  const busy = useShownCards((state) => state.busy[normalised]);
  const trouble = useShownCards((state) => state.troubles[normalised]);
  const isAsked = useConsent((state) => state.askedAt === normalised);
  const { card, copy, health } = article;
  const isGone = health !== null && isDead(health.state);
  return (
    <>
      {card !== null && busy !== 'card' && <CardFacts card={card} />}
      {card?.isDowngraded === true && busy !== 'card' && (
        <p className="source-meta">{t('sources.downgraded')}</p>
      )}
      {busy !== undefined && <p className="source-meta">{t(`sources.busy.${busy}`)}</p>}
      {card === null && !isGone && busy === undefined && trouble === undefined && (
        <Way onClick={() => void showCard(source, false)}>{t('sources.showCard')}</Way>
      )}
      {trouble !== undefined && (
        <Failure failure={trouble.failure} url={source.url}>
          {trouble.doing === 'card' && (
            <Way onClick={() => void showCard(source, true)}>{t('sources.retry')}</Way>
          )}
        </Failure>
      )}
      {isAsked && <ConsentLine />}
      {copy?.kind === 'failed' && trouble === undefined && (
        <Failure failure={copy} url={source.url} before={t('sources.noCopy')}>
          <Way onClick={() => void keepCopies({ normalised: [normalised] }, true)}>{t('sources.retry')}</Way>
        </Failure>
      )}
      <HealthNews source={source} article={article} />
    </>
  );
}

/** Who wrote it, when, and how long it takes. */
function CardFacts({ card }: { card: Card }) {
  const { author, published, minutes } = card;
  const facts = [
    author,
    published === '' ? '' : dayOf(published),
    minutes === null ? '' : t('sources.minutes', { n: Math.max(1, Math.round(minutes)) }),
  ].filter((fact) => fact !== '');
  if (facts.length === 0) return null;
  return (
    <p className="source-meta">
      {facts.map((fact, index) => (
        <span key={index}>{fact}</span>
      ))}
    </p>
  );
}

function Failure(props: { failure: FetchFailure; url: string; before?: string; children?: ReactNode }) {
  const { why, advice } = failureInWords(props.failure, props.url);
  return (
    <div className="source-note" data-tone={props.failure.reason === 'offline' ? 'quiet' : 'warn'}>
      <p>
        {props.before !== undefined && `${props.before} `}
        {why}
        {advice !== null && ` ${advice}`}
      </p>
      {props.children}
    </div>
  );
}

function HealthNews({ source, article: { health } }: { source: NoteSource; article: Article }) {
  const useNew = newAddressOf(source, health);
  if (health === null) return null;
  const { state, status, movedTo, checked, lastTry } = health;
  const isFine = state === 'ok' || state === 'unknown';
  if (isFine && lastTry === undefined) return null;
  const passed = (moment: number) => ({ ago: ago(moment, Date.now(), currentLanguage()) });
  return (
    <div className="source-note" data-tone={isFine || state === 'offline' ? 'quiet' : 'warn'}>
      {state === 'moved' ? (
        <p title={movedTo ?? ''}>{t('sources.movedTo', { to: readableUrl(movedTo ?? '') })}</p>
      ) : (
        !isFine && (
          <p>
            {t(`sources.news.${state}`, { status: status === null ? '' : String(status) })}{' '}
            {t('sources.checked', passed(checked))}
          </p>
        )
      )}
      {lastTry !== undefined && <p>{t(`sources.tried.${lastTry.state}`, passed(lastTry.at))}</p>}
      {useNew !== null && <Way onClick={useNew}>{t('sources.useNewAddress')}</Way>}
    </div>
  );
}

function Way({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  const button = useHandOver<HTMLButtonElement>();
  return (
    <button ref={button} type="button" className="source-way" onClick={onClick}>
      {children}
    </button>
  );
}

/** At the right of a card: what is the matter with an article, each a dot and a word. */
import type { Article, LinkState } from '../../notes/api.ts';
import { t } from '../messages.ts';

interface ShownState {
  tone: 'ok' | 'warn' | 'bad' | 'quiet';
  word: string;
}

/** There is room for so many beside the site. */
const mostShown = 2;

const tones: Partial<Record<LinkState, ShownState['tone']>> = {
  moved: 'warn',
  'soft-404': 'bad',
  gone: 'bad',
  'needs-login': 'warn',
  refused: 'warn',
  offline: 'quiet',
};

/** What deserves attention first. A link that works and an article not read yet go without saying. */
export function statesOf({ health, copy, read }: Pick<Article, 'health' | 'copy' | 'read'>): ShownState[] {
  const states: ShownState[] = [];
  const tone = health === null ? undefined : tones[health.state];
  if (health !== null && tone !== undefined)
    states.push({ tone, word: t(`articles.health.${health.state}`) });
  if (copy?.kind === 'waiting') states.push({ tone: 'quiet', word: t('articles.copy.waiting') });
  if (copy?.kind === 'failed') states.push({ tone: 'warn', word: t('articles.copy.failed') });
  if (copy?.kind === 'kept') states.push({ tone: 'ok', word: t('articles.copy.kept') });
  if (read !== 'unread') states.push({ tone: 'quiet', word: t(`articles.read.${read}`) });
  return states.slice(0, mostShown);
}

/** The page is not there any more, whatever its server says. */
export function isDead(state: LinkState): boolean {
  return state === 'gone' || state === 'soft-404';
}

export function ArticleStates({ article }: { article: Article }) {
  return (
    <span className="source-states">
      {statesOf(article).map(({ tone, word }) => (
        <span key={word} className="source-state" data-tone={tone}>
          {word}
        </span>
      ))}
    </span>
  );
}

import { t } from '../messages.ts';
import { notify } from '../notices.ts';
import { failureInWords } from './failure-words.ts';
import { type Linked, useShownCards } from './shown-cards.ts';

/** Says what went wrong with an article whose card is not on screen to say it. */
export function tellTrouble({ url, normalised }: Linked): void {
  const trouble = useShownCards.getState().troubles[normalised];
  if (trouble === undefined) return;
  const { why, advice } = failureInWords(trouble.failure, url);
  const doing = t(trouble.doing === 'card' ? 'failed.card' : 'failed.importPage');
  notify(t('failed.line', { doing, why: [why, advice].filter(Boolean).join(' ') }), { kind: 'alert' });
}

import type { Notebook } from '../../notes/api.ts';
import { reasonFor } from '../notices.ts';
import { failureInWords } from '../sources/failure-words.ts';
import { t } from '../messages.ts';

/** Fetches the title of a page; or why there is none, as a sentence. */
export async function titleOfPage(
  notebook: Pick<Notebook, 'fetchCard'>,
  url: string,
): Promise<{ title: string } | { why: string }> {
  try {
    const card = await notebook.fetchCard({ url, refresh: false });
    if (card.kind === 'card')
      return card.title === '' ? { why: t('capture.untitled') } : { title: card.title };
    const { why, advice } = failureInWords(card, url);
    return { why: advice === null ? why : `${why} ${advice}` };
  } catch (error) {
    return { why: reasonFor(error) };
  }
}

/** What the notebook knows about an address, without the network. */
import type { Article, Notebook, Results } from '../../notes/api.ts';
import { normaliseUrl } from '../../notes/text/urls.ts';

export interface Known {
  url: string;
  noted: Results['noted'];
  article: Article | null;
  /** What its card says, or what it is called in the note that has it. `null`: nothing but its address is known. */
  title: string | null;
}

/** Throws what the notebook says. */
export async function knownOf(asked: Pick<Notebook, 'noted' | 'articles'>, url: string): Promise<Known> {
  const noted = await asked.noted({ url });
  const [article = null] = await asked.articles({ normalised: [noted.normalised] });
  return { url, noted, article, title: titleOf(article) };
}

function titleOf(article: Article | null): string | null {
  if (article === null) return null;
  const { card, title, url, noted } = article;
  if (card !== null && card.title !== '') return card.title;
  return noted > 0 && title !== url && normaliseUrl(title) === null ? title : null;
}

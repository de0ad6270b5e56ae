/** The filter of the view of all articles, as text: applied when the typing rests. */
import { FilterError, conjuncts, parseFilter, readFilter } from '../../notes/text/filter.ts';
import { formatFilter } from '../../notes/text/filter-text.ts';
import { useArticles } from './article-rows.ts';

/** A rest in the typing after which the list follows, ms; longer before something is said to be wrong. */
const restMs = 60;
const patienceMs = 700;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Shows the articles of `filter`, which is also the text of the box from now on. */
export function setArticleFilter(filter: string): void {
  clearTimeout(timer);
  useArticles.setState({ text: filter, problem: null, filter });
  leaveTwins();
}

/** The person typed. While an input method composes, nothing follows from it. */
export function typeArticleSearch(text: string, isComposing = false): void {
  clearTimeout(timer);
  const problem = problemIn(text);
  useArticles.setState((state) => ({ text, problem: state.problem === null ? null : problem }));
  leaveTwins();
  if (!isComposing) timer = setTimeout(applyArticleSearch, problem === null ? restMs : patienceMs);
}

/** Groups of duplicates are those of the whole notebook: what is searched for is found in the list. */
function leaveTwins(): void {
  if (useArticles.getState().shows === 'twins') useArticles.setState({ shows: 'articles' });
}

/** Does at once what the typing leads to. */
export function applyArticleSearch(): void {
  clearTimeout(timer);
  const { text } = useArticles.getState();
  const problem = problemIn(text);
  useArticles.setState(problem === null ? { problem, filter: text.trim() } : { problem });
}

/** Whether the filter asks for this term (`is:unread`), beside all that it asks for otherwise. */
export function asksFor(filter: string, term: string): boolean {
  return termsOf(filter).includes(term);
}

/** The filter with one more term, or without it; of terms of a group only one is asked for. */
export function toggled(filter: string, term: string, group: readonly string[] = []): string {
  const terms = termsOf(filter);
  const others = terms.filter((one) => one !== term && !group.includes(one));
  return (terms.includes(term) ? others : [...others, term]).join(' ');
}

/** The filter for the articles of one site: what it asked for of sites before gives way. */
export function ofSite(filter: string, site: string): string {
  const others = termsOf(filter).filter((one) => !one.startsWith('site:'));
  return [...others, `site:${site}`].join(' ');
}

function termsOf(filter: string): string[] {
  const read = readFilter(filter);
  return read === null
    ? []
    : conjuncts(read).map((part) => (part.kind === 'or' ? `(${formatFilter(part)})` : formatFilter(part)));
}

function problemIn(text: string): FilterError | null {
  try {
    parseFilter(text);
    return null;
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
}

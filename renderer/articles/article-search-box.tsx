/** The box over the articles: their filter as text that can be written, and what is wrong with it. */
import { CircleAlert, Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useId } from 'react';
import { t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { useArticles } from './article-rows.ts';
import { applyArticleSearch, setArticleFilter, typeArticleSearch } from './article-search.ts';
import { readFilter } from '../../notes/text/filter.ts';
import { explain } from '../search/explain.ts';
import type { SearchedList, SearchOffers } from '../search/search-offers.ts';
import { optionId, optionsId } from '../search/search-options.tsx';
import '../search/search-box.css';

export function articleSearchField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-pane="list"] input[type="search"]');
}

/** The same language and the same offers as over the notes. */
export const articlesList: SearchedList = {
  text: () => useArticles.getState().text,
  isWrong: () => useArticles.getState().problem !== null,
  type: typeArticleSearch,
  set: setArticleFilter,
  hasRecent: false,
};

const problemId = 'article-search-problem';

interface ArticleSearchBoxParts {
  field: RefObject<HTMLInputElement | null>;
  offers: SearchOffers;
}

export function ArticleSearchBox({ field, offers }: ArticleSearchBoxParts) {
  const text = useArticles((state) => state.text);
  const isWrong = useArticles((state) => state.problem !== null);
  const hintId = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
    if (offers.onKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Escape' && text !== '') setArticleFilter('');
    else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      applyArticleSearch();
      focusPane('list');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="search-box" data-wrong={isWrong}>
      <Search aria-hidden />
      <input
        ref={field}
        type="search"
        aria-label={t('articles.search')}
        aria-describedby={isWrong ? `${problemId} ${hintId}` : hintId}
        aria-invalid={isWrong}
        aria-autocomplete="list"
        aria-controls={offers.options.length > 0 ? optionsId : undefined}
        aria-activedescendant={offers.chosen >= 0 ? optionId(offers.chosen) : undefined}
        placeholder={t('articles.search')}
        title={text === '' ? t('articles.searchHint') : text}
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        onChange={(event) => {
          const { nativeEvent } = event;
          const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
          typeArticleSearch(event.target.value, isComposing);
          offers.typed(isComposing);
        }}
        onCompositionEnd={(event) => {
          typeArticleSearch(event.currentTarget.value);
          offers.typed(false);
        }}
        onSelect={offers.moved}
        onBlur={offers.blurred}
        onKeyDown={onKeyDown}
      />
      <span id={hintId} className="visually-hidden">
        {t('articles.searchHint')}
      </span>
      {text !== '' && (
        <button
          type="button"
          className="search-clear"
          aria-label={t('articles.searchClear')}
          title={t('articles.searchClear')}
          onClick={() => {
            setArticleFilter('');
            articleSearchField()?.focus();
          }}
        >
          <X aria-hidden />
        </button>
      )}
    </div>
  );
}

export function ArticleSearchProblem() {
  const problem = useArticles((state) => state.problem);
  const filter = useArticles((state) => state.filter);
  const read = problem === null && filter !== '' ? readFilter(filter) : null;
  const words = read === null ? '' : explain(read, 'articles');
  return (
    <>
      {words !== '' && (
        <p className="search-words" title={words}>
          {words}
        </p>
      )}
      <div id={problemId} aria-live="polite">
        {problem !== null && (
          <div className="search-problem">
            <CircleAlert aria-hidden />
            <p>{t(`search.problem.${problem.reason}`, { key: problem.key, known: problem.known })}</p>
          </div>
        )}
      </div>
    </>
  );
}

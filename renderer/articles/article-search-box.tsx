/** The box over the articles: their filter as text that can be written, and what is wrong with it. */
import { CircleAlert, Search, X } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { t } from '../messages.ts';
import { focusPane } from '../panes.ts';
import { useArticles } from './article-rows.ts';
import { applyArticleSearch, setArticleFilter, typeArticleSearch } from './article-search.ts';
import '../search/search-box.css';

export function articleSearchField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>('[data-pane="list"] input[type="search"]');
}

const problemId = 'article-search-problem';

export function ArticleSearchBox() {
  const text = useArticles((state) => state.text);
  const isWrong = useArticles((state) => state.problem !== null);
  const hintId = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
      return;
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
        type="search"
        aria-label={t('articles.search')}
        aria-describedby={isWrong ? `${problemId} ${hintId}` : hintId}
        aria-invalid={isWrong}
        placeholder={t('articles.search')}
        title={text === '' ? t('articles.searchHint') : text}
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        enterKeyHint="search"
        onChange={(event) => {
          const { nativeEvent } = event;
          typeArticleSearch(event.target.value, nativeEvent instanceof InputEvent && nativeEvent.isComposing);
        }}
        onCompositionEnd={(event) => typeArticleSearch(event.currentTarget.value)}
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
  return (
    <div id={problemId} aria-live="polite">
      {problem !== null && (
        <div className="search-problem">
          <CircleAlert aria-hidden />
          <p>{t(`search.problem.${problem.reason}`, { key: problem.key, known: problem.known })}</p>
        </div>
      )}
    </div>
  );
}

/** Which articles the list has: the usual filters as switches; how many; in which order; what to do with all of them. */
import { Check, ChevronDown, Ellipsis } from 'lucide-react';
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import type { ArticleSort, Direction } from '../../notes/api.ts';
import { formatNumber, t } from '../messages.ts';
import { checkLinks, keepCopies } from '../sources/article-actions.ts';
import { markAllRead } from './article-actions.ts';
import { usualDirection, useArticles } from './article-rows.ts';
import { asksFor, setArticleFilter, toggled } from './article-search.ts';
import '../lists/filter-bar.css';

export function ArticleBar() {
  const total = useArticles((state) => state.total);
  const shows = useArticles((state) => state.shows);
  return (
    <div className="filter-bar article-bar">
      <Switches />
      <div className="filter-result article-result">
        <button
          type="button"
          className="article-switch"
          aria-pressed={shows === 'sites'}
          onClick={() => useArticles.setState({ shows: shows === 'sites' ? 'articles' : 'sites' })}
        >
          {t('articles.sites')}
        </button>
        <span
          className="filter-count"
          aria-live="polite"
          title={total === null ? undefined : t('articles.count', { n: total })}
        >
          {total !== null && (
            <>
              <span className="visually-hidden">{t('articles.count', { n: total })}</span>
              <span aria-hidden>{formatNumber(total)}</span>
            </>
          )}
        </span>
        <SortMenu />
        <AllMenu />
      </div>
    </div>
  );
}

const reads = ['is:unread', 'is:reading', 'is:read'] as const;
const links = ['is:dead', 'is:moved'] as const;

function Switches() {
  const filter = useArticles((state) => state.filter);
  const others = (group: readonly string[], term: string) => group.filter((one) => one !== term);
  const chip = (term: string, label: string, group: readonly string[]) => (
    <button
      key={term}
      type="button"
      className="article-switch"
      aria-pressed={asksFor(filter, term)}
      title={term}
      onClick={() => setArticleFilter(toggled(filter, term, others(group, term)))}
    >
      {label}
    </button>
  );
  return (
    <div className="article-switches" role="group" aria-label={t('articles.filters')}>
      {chip('is:unread', t('articles.read.unread'), reads)}
      {chip('is:reading', t('articles.read.reading'), reads)}
      {chip('is:read', t('articles.read.read'), reads)}
      {chip('is:dead', t('articles.filter.dead'), links)}
      {chip('is:moved', t('articles.health.moved'), links)}
      {chip('has:copy', t('articles.filter.copy'), [])}
    </div>
  );
}

const sorts: readonly ArticleSort[] = ['noted', 'title', 'site', 'notes', 'excerpt', 'health', 'read'];
const directions: readonly Direction[] = ['descending', 'ascending'];

function SortMenu() {
  const sort = useArticles((state) => state.sort);
  const direction = useArticles((state) => state.direction) ?? usualDirection(sort);
  const name = t(`articles.sort.${sort}`);
  return (
    <MenuTrigger>
      <Button
        className="list-sort"
        aria-label={t('articles.sortedBy', { name: `${name}, ${t(`articles.${direction}`)}` })}
      >
        {name}
        <ChevronDown aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t('articles.sort')}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[sort]}
            onSelectionChange={(keys) => {
              const chosen = sorts.find((one) => keys === 'all' || keys.has(one));
              if (chosen !== undefined) useArticles.setState({ sort: chosen, direction: null });
            }}
          >
            <Header className="menu-heading">{t('articles.sort')}</Header>
            {sorts.map((one) => (
              <Choice key={one} id={one} label={t(`articles.sort.${one}`)} />
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuSection
            aria-label={t('articles.direction')}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[direction]}
            onSelectionChange={(keys) => {
              const chosen = directions.find((one) => keys === 'all' || keys.has(one));
              if (chosen === undefined) return;
              useArticles.setState({ direction: chosen === usualDirection(sort) ? null : chosen });
            }}
          >
            {directions.map((one) => (
              <Choice key={one} id={one} label={t(`articles.${one}`)} />
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Choice({ id, label }: { id: string; label: string }) {
  return (
    <MenuItem id={id} className="menu-item" textValue={label}>
      {({ isSelected }) => (
        <>
          <Check aria-hidden style={{ visibility: isSelected ? 'visible' : 'hidden' }} />
          {label}
        </>
      )}
    </MenuItem>
  );
}

/** What is fetched is counted in the item itself: nobody sends thousands of requests without having read how many. */
function AllMenu() {
  const n = useArticles((state) => state.total) ?? 0;
  const filter = useArticles((state) => state.filter);
  return (
    <MenuTrigger>
      <Button className="icon-button article-all" aria-label={t('articles.more')}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu
          className="menu"
          aria-label={t('articles.more')}
          disabledKeys={n === 0 ? ['keep', 'check', 'read'] : []}
        >
          <MenuItem id="keep" className="menu-item" onAction={() => void keepCopies({ filter })}>
            {t('articles.keepCopies', { n })}
          </MenuItem>
          <MenuItem id="check" className="menu-item" onAction={() => void checkLinks({ filter })}>
            {t('articles.checkLinks', { n })}
          </MenuItem>
          <MenuItem id="read" className="menu-item" onAction={() => void markAllRead()}>
            {t('articles.markRead', { n })}
          </MenuItem>
          <Separator className="menu-separator" />
          <MenuItem
            id="twins"
            className="menu-item"
            onAction={() => useArticles.setState({ shows: 'twins' })}
          >
            {t('articles.showTwins')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

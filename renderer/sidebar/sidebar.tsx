/** The pane at the left: the notebook's name, its views, its tags and categories. */
import { Folder, Link2, NotebookText, PanelLeftClose, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Facet } from '../../notes/api.ts';
import { askTagChange, setFilter } from '../actions.ts';
import { useArticleTotal } from '../articles/article-total.ts';
import { openDialog } from '../dialogs/focus-before.ts';
import { formatNumber, t } from '../messages.ts';
import { toggleSidebar, useFold } from '../panes.ts';
import mark from '../mark.svg';
import { useStore } from '../store.ts';
import { currentJoining } from './joining.ts';
import { JoiningSwitch } from './joining-switch.tsx';
import { useRows } from '../lists/shown-rows.ts';
import { SavedFilters } from './saved-filters.tsx';
import { useStillReading } from '../search/still-reading.ts';
import { afterClick, type Choice, type ClickWay, type FacetKey, marksOf } from './tag-filter.ts';
import { countedIn, treeOf, visibleBranches, type VisibleBranch } from './tag-tree.ts';
import { TagMenu, type TagMenuPlace } from './tag-menu.tsx';
import { TagsMenu } from './tags-menu.tsx';
import { Tree } from './tree.tsx';
import './sidebar.css';

/** The item for notes without tags; no tag is written like this, since a tag's name has no line break. */
const untagged = '\n';

export function Sidebar() {
  const name = useStore((state) => state.notebook?.name ?? '');
  const folder = useStore((state) => state.notebook?.folder);
  const fold = useFold();
  const facets = useStore((state) => state.listing.facets);
  const all = useRows((state) => state.allFacets);
  const isReading = useStillReading();
  // So long as nothing is found yet, a 0 at every tag would say that there is nothing to find.
  const isUnknown = useRows((state) => state.total === 0) && isReading;
  const current = isUnknown ? all : facets;
  return (
    <section data-pane="sidebar" className="pane-fill" aria-label={t('sidebar.label')} tabIndex={-1}>
      <div className="pane-bar sidebar-bar">
        <img src={mark} alt="" width={22} height={22} />
        <h1 className="sidebar-name" title={folder}>
          {name}
        </h1>
        {fold !== 'pages' && (
          <button
            type="button"
            className="icon-button sidebar-hide"
            aria-label={t('sidebar.hide')}
            title={t('sidebar.hide')}
            data-sidebar-toggle
            onClick={toggleSidebar}
          >
            <PanelLeftClose aria-hidden />
          </button>
        )}
      </div>
      <div className="sidebar-body" data-reading={isReading}>
        <Views />
        <div className="sidebar-heading-row">
          <h2 className="sidebar-heading">{t('tags.label')}</h2>
          {all !== null && all.tags.length + all.categories.length > 1 && <JoiningSwitch />}
          {all !== null && all.tags.length > 0 && <TagsMenu />}
        </div>
        {all !== null && all.tags.length === 0 && all.untagged === 0 && (
          <p className="sidebar-none">{t('tags.none')}</p>
        )}
        <FacetTree
          kind="tag"
          all={all?.tags ?? []}
          current={current?.tags ?? null}
          untaggedCount={all === null || all.untagged === 0 ? null : (current?.untagged ?? 0)}
        />
        {all !== null && all.categories.length > 0 && (
          <>
            <h2 className="sidebar-heading">{t('categories.label')}</h2>
            <FacetTree
              kind="category"
              all={all.categories}
              current={current?.categories ?? null}
              untaggedCount={null}
            />
          </>
        )}
      </div>
    </section>
  );
}

function Views() {
  const view = useStore((state) => state.view);
  const isAll = useStore((state) => state.listing.filter === '');
  // The list's own number where there is one: two numbers side by side must not differ for a moment.
  const inList = useRows((state) => state.total);
  const inNotebook = useStore((state) => state.notebook?.total ?? 0);
  const total = isAll && inList !== null ? inList : inNotebook;
  const sources = useArticleTotal();
  return (
    <nav aria-label={t('views.label')}>
      <ul>
        <li>
          <button
            type="button"
            className="view"
            data-pane-focus
            aria-current={isAll && view === 'notes' ? 'page' : undefined}
            onClick={() => {
              setFilter('');
              useStore.setState({ page: 'list', view: 'notes' });
            }}
          >
            <NotebookText aria-hidden />
            <span className="visually-hidden">{t('views.notesCount', { n: total })}</span>
            <span className="tree-label" aria-hidden>
              {t('views.notes')}
            </span>
            <span className="tree-count" aria-hidden>
              {formatNumber(total)}
            </span>
          </button>
        </li>
        <li>
          <button
            type="button"
            className="view"
            aria-current={view === 'sources' ? 'page' : undefined}
            onClick={() => useStore.setState({ page: 'list', view: 'sources' })}
          >
            <Link2 aria-hidden />
            <span className="visually-hidden">
              {sources === null ? t('views.sources') : t('views.sourcesCount', { n: sources })}
            </span>
            <span className="tree-label" aria-hidden>
              {t('views.sources')}
            </span>
            {sources !== null && (
              <span className="tree-count" aria-hidden>
                {formatNumber(sources)}
              </span>
            )}
          </button>
        </li>
        <li>
          <button
            type="button"
            className="view"
            aria-haspopup="dialog"
            onClick={() => openDialog({ kind: 'trash' })}
          >
            <Trash2 aria-hidden />
            <span className="tree-label">{t('views.trash')}</span>
          </button>
        </li>
      </ul>
      <SavedFilters />
    </nav>
  );
}

interface FacetTreeProps {
  kind: FacetKey;
  all: readonly Facet[];
  current: readonly Facet[] | null;
  /** `null`: there is no item for notes without any. */
  untaggedCount: number | null;
}

function FacetTree({ kind, all, current, untaggedCount }: FacetTreeProps) {
  const filter = useStore((state) => state.listing.filter);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<TagMenuPlace | null>(null);
  const mark = useMemo(() => marksOf(filter), [filter]);
  const items = useMemo(() => {
    const top = treeOf(countedIn(all, current));
    if (untaggedCount !== null) {
      top.push({ name: untagged, label: '', depth: 1, count: untaggedCount, branches: [] });
    }
    return visibleBranches(top, closed);
  }, [all, current, closed, untaggedCount]);
  if (items.length === 0) return null;

  const isUntagged = (name: string) => name === untagged;
  const choiceOf = (name: string): Choice =>
    isUntagged(name) ? { key: 'is', value: 'untagged' } : { key: kind, value: name };
  const choose = (name: string, way: ClickWay) => {
    setFilter(afterClick(filter, choiceOf(name), way, currentJoining()));
    useStore.setState({ page: 'list', view: 'notes' });
  };
  const nameOf = (item: VisibleBranch) => (isUntagged(item.name) ? t('tags.untagged') : item.name);
  return (
    <>
      <Tree
        label={t(kind === 'tag' ? 'tags.label' : 'categories.label')}
        id={`${kind}-tree`}
        items={items}
        sign={(name) => (isUntagged(name) ? null : kind === 'tag' ? '#' : <Folder />)}
        mark={(name) => mark(choiceOf(name))}
        nameOf={nameOf}
        onChoose={choose}
        onMenu={(item, at) => {
          const menuKind = isUntagged(item.name) ? null : kind;
          setMenu({ name: item.name, label: nameOf(item), kind: menuKind, ...at });
        }}
        onRename={({ name }) => {
          if (kind === 'tag' && !isUntagged(name)) askTagChange({ kind: 'rename', from: [name], to: name });
        }}
        onDelete={({ name }) => {
          if (kind === 'tag' && !isUntagged(name)) askTagChange({ kind: 'delete', names: [name] });
        }}
        onOpen={(name, isOpen) => {
          const next = new Set(closed);
          if (isOpen) next.delete(name);
          else next.add(name);
          setClosed(next);
        }}
      />
      {menu !== null && <TagMenu place={menu} onChoose={choose} onClose={() => setMenu(null)} />}
    </>
  );
}

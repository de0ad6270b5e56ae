import { Check, ChevronDown } from 'lucide-react';
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
import type { Direction, Sort } from '../../notes/api.ts';
import { setSort } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { useRows } from './shown-rows.ts';

const sorts: readonly Sort[] = ['date', 'title', 'modified'];
const sortsOfSearch: readonly Sort[] = ['relevance', ...sorts];
const directions: readonly Direction[] = ['descending', 'ascending'];

const usual = (sort: Sort): Direction => (sort === 'title' ? 'ascending' : 'descending');
const sortName = (sort: Sort) => t(`sort.${sort}`);
function directionName(sort: Sort, direction: Direction): string {
  if (sort === 'title') return t(direction === 'ascending' ? 'sort.az' : 'sort.za');
  return t(direction === 'descending' ? 'sort.newest' : 'sort.oldest');
}

/** As short as the bar over the list needs it. */
function shortName(sort: Sort, direction: Direction): string {
  if (sort === 'date') return t(direction === 'descending' ? 'sort.newestShort' : 'sort.oldestShort');
  return sort === 'title' ? directionName(sort, direction) : sortName(sort);
}

/** The order that the list has: by relevance only while there are words to find. */
function useShownSort(): { sort: Sort; offered: readonly Sort[] } {
  const sort = useStore((state) => state.listing.sort);
  const isSearch = useRows((state) => state.words.length > 0);
  return {
    sort: sort === 'relevance' && !isSearch ? 'date' : sort,
    offered: isSearch ? sortsOfSearch : sorts,
  };
}

export function SortMenu() {
  const { sort, offered } = useShownSort();
  const direction = useStore((state) => state.listing.direction) ?? usual(sort);
  const shown = shortName(sort, direction);
  const isWhole = sort !== 'modified';
  // Nobody looks for the worst match.
  const hasDirection = sort !== 'relevance';
  const label = t('list.sortedBy', { name: isWhole ? shown : `${shown}, ${directionName(sort, direction)}` });
  return (
    <MenuTrigger>
      <Button className="list-sort" aria-label={label}>
        {shown}
        <ChevronDown aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t('list.sort')}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[sort]}
            onSelectionChange={(keys) => {
              const chosen = offered.find((one) => keys === 'all' || keys.has(one));
              if (chosen !== undefined) setSort(chosen, null);
            }}
          >
            <Header className="menu-heading">{t('list.sort')}</Header>
            {offered.map((one) => (
              <Choice key={one} id={one} label={sortName(one)} />
            ))}
          </MenuSection>
          {hasDirection && <Separator className="menu-separator" />}
          {hasDirection && (
            <MenuSection
              aria-label={t('list.direction')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[direction]}
              onSelectionChange={(keys) => {
                const chosen = directions.find((one) => keys === 'all' || keys.has(one));
                if (chosen !== undefined) setSort(sort, chosen === usual(sort) ? null : chosen);
              }}
            >
              {directions.map((one) => (
                <Choice key={one} id={one} label={directionName(sort, one)} />
              ))}
            </MenuSection>
          )}
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

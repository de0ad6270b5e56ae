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

const sorts: readonly Sort[] = ['date', 'title', 'modified'];
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

export function SortMenu() {
  const sort = useStore((state) => state.listing.sort);
  const direction = useStore((state) => state.listing.direction) ?? usual(sort);
  const shown = shortName(sort, direction);
  const isWhole = sort !== 'modified';
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
              const chosen = sorts.find((one) => keys === 'all' || keys.has(one));
              if (chosen !== undefined) setSort(chosen, null);
            }}
          >
            <Header className="menu-heading">{t('list.sort')}</Header>
            {sorts.map((one) => (
              <Choice key={one} id={one} label={sortName(one)} />
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
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

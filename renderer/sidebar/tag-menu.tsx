import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import { askTagChange } from '../actions.ts';
import { t } from '../messages.ts';
import { isMac } from '../system.ts';
import type { ClickWay, FacetKey } from './tag-filter.ts';

/** Which name of the tree, and the point of the window (px) where its menu opens. */
export interface TagMenuPlace {
  name: string;
  /** What is shown for it. */
  label: string;
  /** Only tags can be changed. `null`: the item for notes without any. */
  kind: FacetKey | null;
  x: number;
  y: number;
}

interface TagMenuParts {
  place: TagMenuPlace;
  onChoose: (name: string, way: ClickWay) => void;
  onClose: () => void;
}

/** What can be done with a tag or category of the tree, at the pointer or the item. */
export function TagMenu({ place: { name, label, kind, x, y }, onChoose, onClose }: TagMenuParts) {
  const anchor = useRef<HTMLSpanElement>(null);
  const title = t('tagMenu.label', { name: label });
  const click = t('tagMenu.click');
  const keys: Record<ClickWay, string> = {
    only: click,
    and: isMac ? `⌘${click.toLowerCase()}` : `Ctrl+${click.toLowerCase()}`,
    not: isMac ? `⌥${click.toLowerCase()}` : `Alt+${click.toLowerCase()}`,
  };
  return (
    <>
      <span ref={anchor} aria-hidden className="menu-anchor" style={{ left: x, top: y }} />
      <Popover
        triggerRef={anchor}
        isOpen
        onOpenChange={onClose}
        placement="bottom start"
        offset={2}
        aria-label={title}
      >
        <Menu className="menu" aria-label={title} onClose={onClose} autoFocus="first">
          {(['only', 'and', 'not'] as const).map((way) => (
            <MenuItem
              key={way}
              className="menu-item"
              textValue={t(`tagMenu.${way}`)}
              onAction={() => onChoose(name, way)}
            >
              {t(`tagMenu.${way}`)}
              <span className="menu-keys">{keys[way]}</span>
            </MenuItem>
          ))}
          {kind === 'tag' && (
            <>
              <Separator className="menu-separator" />
              <MenuItem
                className="menu-item"
                onAction={() => askTagChange({ kind: 'rename', from: [name], to: name })}
                textValue={t('tagMenu.rename')}
              >
                {t('tagMenu.rename')}
                <span className="menu-keys">F2</span>
              </MenuItem>
              <MenuItem
                className="menu-item"
                onAction={() => askTagChange({ kind: 'rename', from: [name], to: '' })}
              >
                {t('tagMenu.merge')}
              </MenuItem>
              <Separator className="menu-separator" />
              <MenuItem
                className="menu-item"
                data-danger
                onAction={() => askTagChange({ kind: 'delete', names: [name] })}
                textValue={t('tagMenu.delete')}
              >
                {t('tagMenu.delete')}
                <span className="menu-keys">{isMac ? '⌘⌫' : 'Del'}</span>
              </MenuItem>
            </>
          )}
        </Menu>
      </Popover>
    </>
  );
}

import { Ellipsis, Sparkles, Tags, Undo2 } from 'lucide-react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { askTagAllShown, askTagChange, tagChanges } from '../actions.ts';
import { t } from '../messages.ts';
import { useTagSteps } from '../tags/tag-steps.ts';

/** What can be done with all tags, at the heading of their tree. */
export function TagsMenu() {
  const canUndo = useTagSteps((state) => state.last !== null);
  return (
    <MenuTrigger>
      <Button className="icon-button sidebar-more" aria-label={t('tagMenu.more')}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu" aria-label={t('tagMenu.more')}>
          <MenuItem className="menu-item" onAction={() => askTagChange(null)}>
            <Sparkles aria-hidden />
            {t('command.tagDoctor')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={askTagAllShown}>
            <Tags aria-hidden />
            {t('command.tagAllShown')}
          </MenuItem>
          {canUndo && (
            <MenuItem className="menu-item" onAction={() => void tagChanges().undo()}>
              <Undo2 aria-hidden />
              {t('command.undoTagChange')}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

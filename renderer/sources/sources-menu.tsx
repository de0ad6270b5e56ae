/** What can be done with all articles of the open note, and what may be fetched without asking. */
import { Check, Download, Ellipsis, Link2 } from 'lucide-react';
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
import { t } from '../messages.ts';
import { checkNoteLinks, keepNoteCopies } from './article-actions.ts';
import { lookForConsent, previewsWays, setChecks, setPreviews, useConsent } from './consent.ts';

export function SourcesMenu({ hasSources }: { hasSources: boolean }) {
  const consent = useConsent((state) => state.consent);
  return (
    <MenuTrigger onOpenChange={(isOpen) => isOpen && void lookForConsent()}>
      <Button className="icon-button" aria-label={t('sources.paneMenu')}>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu article-menu" aria-label={t('sources.paneMenu')}>
          <MenuItem className="menu-item" isDisabled={!hasSources} onAction={keepNoteCopies}>
            <Download aria-hidden />
            {t('command.keepNoteCopies')}
          </MenuItem>
          <MenuItem className="menu-item" isDisabled={!hasSources} onAction={checkNoteLinks}>
            <Link2 aria-hidden />
            {t('command.checkNoteLinks')}
          </MenuItem>
          <Separator className="menu-separator" />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={consent === null ? [] : [consent.previews]}
            onSelectionChange={(keys) => {
              const way = previewsWays.find((one) => keys === 'all' || keys.has(one));
              if (way !== undefined && way !== consent?.previews) void setPreviews(way);
            }}
          >
            <Header className="menu-heading">{t('previews.title')}</Header>
            {previewsWays.map((way) => (
              <Choice key={way} id={way} label={t(`previews.${way}`)} />
            ))}
          </MenuSection>
          <Separator className="menu-separator" />
          <MenuSection
            aria-label={t('checks.title')}
            selectionMode="multiple"
            selectedKeys={consent?.checks === true ? ['checks'] : []}
            onSelectionChange={(keys) => void setChecks(keys === 'all' || keys.has('checks'))}
          >
            <Choice id="checks" label={t('checks.title')} />
          </MenuSection>
          <MenuSection aria-label={t('previews.title')}>
            <Header className="menu-note">{t('previews.price')}</Header>
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

/** Everything that can be done with an article, behind the … of its card. */
import {
  Archive,
  ArrowRightLeft,
  BookOpen,
  Check,
  Download,
  Ellipsis,
  FileUp,
  Link,
  RefreshCw,
  SquareMenu,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
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
import type { Article, NoteSource, ReadState } from '../../notes/api.ts';
import { openableUrl, openSource } from '../actions.ts';
import { currentLanguage, t } from '../messages.ts';
import { openReading } from '../reading/reading-state.ts';
import { ago } from './ago.ts';
import { archivedUrl, checkLinks, copyLink, keepCopies, removeCopy, setRead } from './article-actions.ts';
import { newAddressOf } from './new-address.ts';
import { showCard } from './shown-cards.ts';

interface Props {
  source: NoteSource;
  article: Article;
  /** Asks for the file of a saved page. */
  onImport: () => void;
}

export function ArticleMenu(props: Props) {
  const label = t('sources.menu', { title: props.source.title });
  return (
    <MenuTrigger>
      <Button className="icon-button source-more" aria-label={t('sources.actions')} data-hand-over>
        <Ellipsis aria-hidden />
      </Button>
      <Popover placement="bottom end" offset={4}>
        <Menu className="menu article-menu" aria-label={label}>
          <Items {...props} />
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

const reads: readonly ReadState[] = ['unread', 'reading', 'read'];

function Items({ source, article, onImport }: Props) {
  const { url, normalised } = source;
  const { card, copy, health, read } = article;
  const useNew = newAddressOf(source, health);
  const canFetch = openableUrl(url) !== null;
  const passed = (moment: number) => ago(moment, Date.now(), currentLanguage());
  const only = { normalised: [normalised] };
  return (
    <>
      {canFetch && (
        <Item
          icon={card === null ? <SquareMenu aria-hidden /> : <RefreshCw aria-hidden />}
          name={t(card === null ? 'sources.showCard' : 'sources.refreshCard')}
          aside={card === null ? null : t('sources.fetchedAgo', { ago: passed(card.fetched) })}
          onAction={() => void showCard(source, card !== null)}
        />
      )}
      {canFetch && (
        <Item
          icon={<Check aria-hidden />}
          name={t('sources.checkLink')}
          aside={health === null ? null : t('sources.checkedAgo', { ago: passed(health.checked) })}
          onAction={() => void checkLinks(only)}
        />
      )}
      {useNew !== null && (
        <Item icon={<ArrowRightLeft aria-hidden />} name={t('sources.useNewAddress')} onAction={useNew} />
      )}
      <Separator className="menu-separator" />
      {copy?.kind === 'kept' && (
        <Item
          icon={<BookOpen aria-hidden />}
          name={t('sources.readCopy')}
          onAction={() => openReading(normalised)}
        />
      )}
      {canFetch && copy?.kind !== 'waiting' && (
        <Item
          icon={<Download aria-hidden />}
          name={t(copy?.kind === 'kept' ? 'sources.keepAgain' : 'sources.keepCopy')}
          aside={
            copy?.kind === 'kept' && copy.fetched !== null
              ? t('sources.keptAgo', { ago: passed(copy.fetched) })
              : null
          }
          onAction={() => void keepCopies(only, copy !== null)}
        />
      )}
      <Item icon={<FileUp aria-hidden />} name={t('sources.import')} onAction={onImport} />
      {canFetch && (
        <Item
          icon={<Archive aria-hidden />}
          name={t('sources.archive')}
          onAction={() => void openSource(archivedUrl(url))}
        />
      )}
      {copy?.kind === 'kept' && (
        <Item
          icon={<Trash2 aria-hidden />}
          name={t('sources.removeCopy')}
          isDanger
          onAction={() => void removeCopy(normalised)}
        />
      )}
      <Separator className="menu-separator" />
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[read]}
        onSelectionChange={(keys) => {
          const chosen = reads.find((one) => keys === 'all' || keys.has(one));
          if (chosen !== undefined) void setRead([normalised], chosen);
        }}
      >
        <Header className="menu-heading">{t('sources.readTitle')}</Header>
        {reads.map((one) => (
          <MenuItem key={one} id={one} className="menu-item" textValue={t(`articles.read.${one}`)}>
            {({ isSelected }) => (
              <>
                <Check aria-hidden style={{ visibility: isSelected ? 'visible' : 'hidden' }} />
                {t(`articles.read.${one}`)}
              </>
            )}
          </MenuItem>
        ))}
      </MenuSection>
      <Separator className="menu-separator" />
      <Item icon={<Link aria-hidden />} name={t('sources.copyLink')} onAction={() => void copyLink(url)} />
    </>
  );
}

interface ItemProps {
  icon: ReactNode;
  name: string;
  /** How old it is. */
  aside?: string | null;
  isDanger?: boolean;
  onAction: () => void;
}

function Item({ icon, name, aside = null, isDanger = false, onAction }: ItemProps) {
  return (
    <MenuItem
      className="menu-item"
      textValue={name}
      onAction={onAction}
      {...(isDanger && { 'data-danger': true })}
    >
      {icon}
      {name}
      {aside !== null && <span className="menu-keys">{aside}</span>}
    </MenuItem>
  );
}

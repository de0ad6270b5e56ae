/** Everything that can be done with an article: the items of its menu, on its card and in the list of all articles. */
import {
  Archive,
  ArrowRightLeft,
  BookOpen,
  Check,
  Download,
  ExternalLink,
  FileUp,
  Link,
  RefreshCw,
  SquareMenu,
  Stethoscope,
  TextSearch,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Header, MenuItem, MenuSection, Separator } from 'react-aria-components';
import type { Article, ReadState } from '../../notes/api.ts';
import { openableUrl, openSource } from '../actions.ts';
import { currentLanguage, t } from '../messages.ts';
import { findInArticle } from '../reading/excerpts.ts';
import { openReading } from '../reading/reading-state.ts';
import { shownKeys } from '../shortcuts.ts';
import { isMac } from '../system.ts';
import { ago } from './ago.ts';
import { archivedUrl, checkLinks, copyLink, keepCopies, removeCopy, setRead } from './article-actions.ts';
import { isDead } from './article-states.tsx';
import { importChosenPage } from './import-page.ts';
import { newAddressOf } from './new-address.ts';
import { showCard } from './shown-cards.ts';
import { tellTrouble } from './trouble.ts';

interface Props {
  article: Article;
  /** As it is written where the menu was opened. */
  url: string;
  /** `list`: there is no card on screen that says what went wrong. */
  from: 'card' | 'list';
  /** The keys of the list that do the same: `read` gives this state. */
  keys?: { open: string; read: { key: string; makes: ReadState } };
}

const reads: readonly ReadState[] = ['unread', 'reading', 'read'];

export function ArticleItems({ article, url, from, keys }: Props) {
  const { normalised, card, copy, health, read, excerptLength } = article;
  const linked = { url, normalised };
  const useNew = newAddressOf(linked, health);
  const canFetch = openableUrl(url) !== null;
  const isKept = copy?.kind === 'kept';
  const only = { normalised: [normalised] };
  const passed = (moment: number) => ago(moment, Date.now(), currentLanguage());
  const orTell = (act: Promise<void>) => void act.then(() => from === 'list' && tellTrouble(linked));
  return (
    <>
      {isKept && (
        <Item
          icon={<BookOpen aria-hidden />}
          name={t('sources.readCopy')}
          onAction={() => openReading(normalised, { from })}
        />
      )}
      {isKept && from === 'card' && excerptLength > 0 && (
        <Item
          icon={<TextSearch aria-hidden />}
          name={t('sources.findInArticle')}
          onAction={() => findInArticle(linked)}
        />
      )}
      {canFetch && (
        <Item
          icon={<ExternalLink aria-hidden />}
          name={t('sources.open')}
          aside={keys === undefined ? null : shownKeys(keys.open, isMac)}
          onAction={() => void openSource(url)}
        />
      )}
      {canFetch && (
        <Item
          icon={<Archive aria-hidden />}
          name={t('sources.archive')}
          onAction={() => void openSource(archivedUrl(url))}
        />
      )}
      <Item icon={<Link aria-hidden />} name={t('sources.copyLink')} onAction={() => void copyLink(url)} />
      <Separator className="menu-separator" />
      {canFetch && copy?.kind !== 'waiting' && (
        <Item
          icon={<Download aria-hidden />}
          name={t(isKept ? 'sources.keepAgain' : 'sources.keepCopy')}
          aside={isKept && copy.fetched !== null ? t('sources.keptAgo', { ago: passed(copy.fetched) }) : null}
          onAction={() => void keepCopies(only, copy !== null)}
        />
      )}
      <Item
        icon={<FileUp aria-hidden />}
        name={t('sources.import')}
        onAction={() => orTell(importChosenPage(linked))}
      />
      {isKept && (
        <Item
          icon={<Trash2 aria-hidden />}
          name={t('sources.removeCopy')}
          isDanger
          onAction={() => void removeCopy(normalised)}
        />
      )}
      <Separator className="menu-separator" />
      {useNew !== null && (
        <Item icon={<ArrowRightLeft aria-hidden />} name={t('sources.useNewAddress')} onAction={useNew} />
      )}
      {canFetch && (
        <Item
          icon={<Stethoscope aria-hidden />}
          name={t('sources.checkLink')}
          aside={health === null ? null : t('sources.checkedAgo', { ago: passed(health.checked) })}
          onAction={() => void checkLinks(only)}
        />
      )}
      {canFetch && (card !== null || health === null || !isDead(health.state)) && (
        <Item
          icon={card === null ? <SquareMenu aria-hidden /> : <RefreshCw aria-hidden />}
          name={t(card === null ? 'sources.showCard' : 'sources.refreshCard')}
          aside={card === null ? null : t('sources.fetchedAgo', { ago: passed(card.fetched) })}
          onAction={() => orTell(showCard(linked, card !== null))}
        />
      )}
      <Separator className="menu-separator" />
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[read]}
        onSelectionChange={(chosen) => {
          const state = reads.find((one) => chosen === 'all' || chosen.has(one));
          if (state !== undefined && state !== read) void setRead([normalised], state);
        }}
      >
        <Header className="menu-heading">{t('sources.readTitle')}</Header>
        {reads.map((one) => (
          <MenuItem key={one} id={one} className="menu-item" textValue={t(`articles.read.${one}`)}>
            {({ isSelected }) => (
              <>
                <Check aria-hidden style={{ visibility: isSelected ? 'visible' : 'hidden' }} />
                {t(`articles.read.${one}`)}
                {keys?.read.makes === one && <kbd className="menu-keys">{keys.read.key}</kbd>}
              </>
            )}
          </MenuItem>
        ))}
      </MenuSection>
    </>
  );
}

interface ItemProps {
  icon: ReactNode;
  name: string;
  /** How old it is, or its keys. */
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

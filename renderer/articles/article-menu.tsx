import { Archive, ExternalLink, FileDown, Link2, NotebookText, Stethoscope } from 'lucide-react';
import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { Article, ReadState } from '../../notes/api.ts';
import { openSource } from '../actions.ts';
import { t } from '../messages.ts';
import { shownKeys } from '../shortcuts.ts';
import { isMac } from '../system.ts';
import { archivedUrl, checkLinks, copyLink, keepCopies, setRead } from '../sources/article-actions.ts';
import { isDead } from '../sources/article-states.tsx';
import { afterKey, openArticleNote } from './article-actions.ts';
import { useArticles } from './article-rows.ts';

/** Which article, and the point of the window (px) where its menu opens. */
export interface ArticleMenuPlace {
  article: Article;
  x: number;
  y: number;
}

/** A licence or a home page may be cited in thousands of notes. */
const mostNotes = 5;
const states: readonly ReadState[] = ['unread', 'reading', 'read'];

/** What can be done with an article of the list, at the pointer or the row. */
export function ArticleMenu({ place, onClose }: { place: ArticleMenuPlace; onClose: () => void }) {
  const { x, y } = place;
  // As it is by now: a key may have just changed it.
  const article = useArticles(({ windows }) => newestOf(windows, place.article));
  const { notes, read, copy, health, normalised, url } = article;
  const anchor = useRef<HTMLSpanElement>(null);
  const label = t('sources.menu', { title: article.title });
  const choice = { normalised: [normalised] };
  return (
    <>
      <span ref={anchor} aria-hidden className="menu-anchor" style={{ left: x, top: y }} />
      <Popover
        triggerRef={anchor}
        isOpen
        onOpenChange={onClose}
        placement="bottom start"
        offset={2}
        aria-label={label}
      >
        <Menu className="menu article-menu" aria-label={label} onClose={onClose} autoFocus="first">
          {notes.slice(0, mostNotes).map((note, at) => (
            <MenuItem
              key={note.path}
              className="menu-item"
              onAction={() => void openArticleNote(article, at)}
              textValue={t('articles.menu.note', { title: note.title })}
            >
              <NotebookText aria-hidden />
              <span className="article-menu-note">
                {t('articles.menu.note', { title: note.title === '' ? note.path : note.title })}
              </span>
              {at === 0 && <kbd className="menu-keys">{shownKeys('Enter', isMac)}</kbd>}
            </MenuItem>
          ))}
          <MenuItem className="menu-item" onAction={() => void openSource(url)} textValue={t('sources.open')}>
            <ExternalLink aria-hidden />
            {t('sources.open')}
            <kbd className="menu-keys">{shownKeys('Mod+Enter', isMac)}</kbd>
          </MenuItem>
          {health !== null && isDead(health.state) && (
            <MenuItem className="menu-item" onAction={() => void openSource(archivedUrl(url))}>
              <Archive aria-hidden />
              {t('sources.archive')}
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={() => void copyLink(url)}>
            <Link2 aria-hidden />
            {t('sources.copyLink')}
          </MenuItem>
          <Separator className="menu-separator" />
          {states
            .filter((state) => state !== read)
            .map((state) => (
              <MenuItem
                key={state}
                className="menu-item"
                onAction={() => void setRead([normalised], state)}
                textValue={t('articles.menu.as', { state: t(`articles.read.${state}`) })}
              >
                <i className="dot article-menu-dot" data-read={state} />
                {t('articles.menu.as', { state: t(`articles.read.${state}`) })}
                {afterKey(read) === state && <kbd className="menu-keys">R</kbd>}
              </MenuItem>
            ))}
          <Separator className="menu-separator" />
          <MenuItem className="menu-item" onAction={() => void keepCopies(choice, copy?.kind === 'kept')}>
            <FileDown aria-hidden />
            {t(copy?.kind === 'kept' ? 'sources.keepAgain' : 'sources.keepCopy')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={() => void checkLinks(choice)}>
            <Stethoscope aria-hidden />
            {t('sources.checkLink')}
          </MenuItem>
        </Menu>
      </Popover>
    </>
  );
}

function newestOf(windows: ReadonlyMap<number, readonly Article[]>, was: Article): Article {
  for (const window of windows.values()) {
    const found = window.find(({ normalised }) => normalised === was.normalised);
    if (found !== undefined) return found;
  }
  return was;
}

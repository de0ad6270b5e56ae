import { NotebookText } from 'lucide-react';
import { useRef } from 'react';
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components';
import type { Article } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { shownKeys } from '../shortcuts.ts';
import { isMac } from '../system.ts';
import { ArticleItems } from '../sources/article-items.tsx';
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

/** What can be done with an article of the list, at the pointer or the row. */
export function ArticleMenu({ place, onClose }: { place: ArticleMenuPlace; onClose: () => void }) {
  const { x, y } = place;
  // As it is by now: a key may have just changed it.
  const article = useArticles(({ windows }) => newestOf(windows, place.article));
  const { notes, read } = article;
  const anchor = useRef<HTMLSpanElement>(null);
  const label = t('sources.menu', { title: article.title });
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
          {notes.length > 0 && <Separator className="menu-separator" />}
          <ArticleItems
            article={article}
            url={article.url}
            from="list"
            keys={{ open: 'Mod+Enter', read: { key: 'R', makes: afterKey(read) } }}
          />
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

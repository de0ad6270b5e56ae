import { useState } from 'react';
import type { Article } from '../../notes/api.ts';
import { openNote } from '../actions.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';

/** A licence or a home page may be cited in thousands of notes. */
const mostNamed = 5;

/** The other notes that cite an article. */
export function AlsoIn({ article, isOpen }: { article: Article; isOpen: boolean }) {
  const openPath = useStore((state) => state.note?.path);
  const [isAsked, setIsAsked] = useState(false);
  const others = article.notes.filter((note) => note.path !== openPath);
  // Of an article that many notes cite, only some come with it; the open note is one of all.
  const total = article.noted === article.notes.length ? others.length : article.noted - 1;
  if (others.length === 0) return null;
  if (!isOpen && !isAsked) {
    return (
      <button type="button" className="source-also-count" onClick={() => setIsAsked(true)}>
        {t('sources.alsoInCount', { n: total })}
      </button>
    );
  }
  const shown = others.slice(0, mostNamed);
  return (
    <div className="source-also">
      <span>{t('sources.alsoIn')}</span>
      <ul>
        {shown.map((note) => (
          <li key={note.path}>
            <button
              type="button"
              title={note.path}
              onClick={() => {
                useStore.setState({ drawerOpen: false });
                void openNote(note.path, { line: note.line, focus: true });
              }}
            >
              {note.title === '' ? note.path : note.title}
            </button>
          </li>
        ))}
        {shown.length < total && <li>{t('sources.more', { n: total - shown.length })}</li>}
      </ul>
    </div>
  );
}

/** The commands about the copy on screen. */
import { canFindInArticle, findLineInArticle } from './excerpts.ts';
import { quoteIntoNote } from './quoting.ts';
import { closeReading, setFullReading, useReading } from './reading-state.ts';

const isReading = () => useReading.getState().reading !== null;

export const readingCommands = [
  {
    id: 'quote-into-note',
    label: 'command.quoteIntoNote',
    section: 'articles',
    shortcut: 'Mod+Shift+.',
    when: isReading,
    run: () => void quoteIntoNote(),
  },
  {
    id: 'find-in-article',
    label: 'command.findInArticle',
    section: 'articles',
    when: canFindInArticle,
    run: findLineInArticle,
  },
  {
    id: 'toggle-full-reading',
    label: 'command.toggleFullReading',
    section: 'articles',
    when: isReading,
    run: () => setFullReading(useReading.getState().reading?.isFull !== true),
  },
  {
    id: 'close-reading',
    label: 'command.closeReading',
    section: 'articles',
    when: isReading,
    run: closeReading,
  },
] as const;

/** The calls about articles: what is known about them, and what a person asks to be fetched. */
import { type Notebook, NotesError, type NotebookEvent, type NotebookState } from './api.ts';
import type { NoteFolder } from './files/folder.ts';
import type { Indexing } from './indexing.ts';

export interface ArticlesParts {
  folder: NoteFolder;
  /** The notebook's folder among the user's data, or why there is none. */
  home: string | NotesError;
  indexing: Indexing;
  /** `host:port`, each named by a person: fetched from although it is private. */
  allowed: readonly string[];
  tell: (event: NotebookEvent) => void;
  /** `fetching` is another one now. */
  progress: () => void;
}

// prettier-ignore
export type ArticleCall =
  | 'articles' | 'articleList' | 'articleSites' | 'articleTwins' | 'noted' | 'addSource' | 'setRead' | 'consent' | 'setConsent'
  | 'fetchCard' | 'picture' | 'keepCopies' | 'checkLinks' | 'steerFetching' | 'copy' | 'copyPicture' | 'importCopy' | 'removeCopy'
  | 'compareCopy';

const later = (): Promise<never> => Promise.reject(new NotesError('internal', 'Not made yet.'));

export class Articles {
  readonly calls: Pick<Notebook, ArticleCall>;

  constructor(_parts: ArticlesParts) {
    this.calls = {
      articles: later,
      articleList: later,
      articleSites: later,
      articleTwins: later,
      noted: later,
      addSource: later,
      setRead: later,
      consent: later,
      setConsent: later,
      fetchCard: later,
      picture: later,
      keepCopies: later,
      checkLinks: later,
      steerFetching: later,
      copy: later,
      copyPicture: later,
      importCopy: later,
      removeCopy: later,
      compareCopy: later,
    };
  }

  get fetching(): NotebookState['fetching'] {
    return null;
  }

  /** What is under way is left; what is done stays. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}

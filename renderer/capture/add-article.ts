/** Puts an article into a note: the open one through its editor, so that one undo takes it back; others on the disk. */
import type { Notebook, NotePath, Results } from '../../notes/api.ts';
import { placeSource } from '../../notes/text/source-place.ts';
import type { Sessions } from '../session/sessions.ts';

export interface NewArticle {
  url: string;
  /** `null`: the bare address. */
  title: string | null;
  quote: string | null;
  /** Also where the note has it already. */
  anyway?: boolean;
}

export type Target =
  | { kind: 'note'; path: NotePath }
  /** In the notebook's own style. An empty title is that of the article. */
  | { kind: 'new'; title: string };

export interface AddingParts {
  notebook: Pick<Notebook, 'addSource'>;
  sessions: Pick<Sessions, 'text' | 'edit' | 'flush'>;
  /** The open note, when it may be edited. */
  openPath: NotePath | null;
}

/** Answers as `addSource` does. Throws what the notebook says. */
export async function addArticle(
  article: NewArticle,
  target: Target,
  { notebook, sessions, openPath }: AddingParts,
): Promise<Results['addSource']> {
  if (target.kind === 'new')
    return notebook.addSource({ ...article, path: null, noteTitle: target.title || article.title });
  const text = target.path === openPath ? sessions.text() : null;
  if (text === null) {
    // What is typed there and not in the file yet would be a conflict.
    await sessions.flush(target.path);
    return notebook.addSource({ ...article, path: target.path, noteTitle: null });
  }
  const { kind, changes, line } = placeSource(text, article);
  if (changes.length > 0) sessions.edit(changes);
  return { kind, path: target.path, line };
}

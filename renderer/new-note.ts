/** A new note has a file before it has a title: when the first title is there, the file is named after it. */
import { type Notebook, type NotePath } from '../notes/api.ts';
import { useStore } from './store.ts';

/** A title is taken as meant when it stays the same this long while the person types in the note or above it. */
const settledMs = 1500;

/**
 * Watches the note at `path` until it has a title of its own and all of it is saved, then calls `move` with the
 * path that the notebook suggests. Gives up when the note is renamed otherwise or is not on screen any more.
 */
export function nameAfterTitle(
  notebook: Notebook,
  path: NotePath,
  move: (to: NotePath) => Promise<void>,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingFor: string | null = null;

  const stop = () => {
    clearTimeout(timer);
    unsubscribe();
  };
  const look = () => {
    const state = useStore.getState();
    const note = [state.note, state.beside].find((one) => one?.path === path);
    if (note == null) return stop();
    const { title, titleFrom } = note.facts;
    const isNamed = titleFrom !== 'file' && title.trim() !== '';
    if (!isNamed || note.status.kind !== 'saved') {
      clearTimeout(timer);
      waitingFor = null;
      return;
    }
    if (waitingFor === title) return;
    waitingFor = title;
    clearTimeout(timer);
    timer = setTimeout(() => void rename(title), isTyping() ? settledMs : 0);
  };
  const rename = async (title: string) => {
    stop();
    try {
      const to = await notebook.suggestPath({ title, like: path });
      if (to !== path) await move(to);
    } catch {
      // The note keeps the name it has, which is a good one too; renaming by hand says what is wrong.
    }
  };
  const unsubscribe = useStore.subscribe(look);
  return stop;
}

function isTyping(): boolean {
  return (
    typeof document !== 'undefined' && document.activeElement?.closest('.cm-editor, .properties') != null
  );
}

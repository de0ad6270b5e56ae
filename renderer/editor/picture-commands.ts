/** The commands about pictures and files in the text. */
import type { EditorView } from '@codemirror/view';
import { type PictureMark, pictureMarks } from '../../notes/text/picture-marks.ts';
import { t } from '../messages.ts';
import { useStore } from '../store.ts';
import { chooseFiles } from './file-drops.ts';
import { textOnScreen } from './text-on-screen.ts';
import { pictureParts } from './picture-parts.ts';
import { describePicture, moved, setPictureWidth } from './picture-changes.ts';
import { knownPicture } from './picture-places.ts';

const hasNote = () => useStore.getState().note !== null;
/** px, of a key or a command. */
const step = 40;

/** The picture at the cursor, else the first of its line. */
export function pictureAtCursor(view: EditorView): PictureMark | null {
  const { doc, selection } = view.state;
  const line = doc.lineAt(selection.main.head);
  const marks = pictureMarks(line.text).map((mark) => moved(mark, line.from));
  const { head } = selection.main;
  return marks.find(({ from, to }) => head >= from && head <= to) ?? marks[0] ?? null;
}

function withPicture(act: (view: EditorView, mark: PictureMark) => void): () => void {
  return () => {
    const view = textOnScreen();
    if (view === null) return;
    const mark = pictureAtCursor(view);
    if (mark === null) view.state.facet(pictureParts)?.say(t('pictures.none'));
    else act(view, mark);
  };
}

function widened(by: number): () => void {
  return withPicture((view, mark) => {
    const known = knownPicture(view.state, mark.target);
    const now = mark.width ?? known?.width ?? 400;
    setPictureWidth(view, mark, Math.max(step, Math.min(4000, now + by)));
  });
}

export const pictureCommands = [
  { id: 'insert-file', label: 'command.insertFile', section: 'format', when: hasNote, run: chooseFiles },
  {
    id: 'describe-picture',
    label: 'command.describePicture',
    section: 'format',
    when: hasNote,
    run: withPicture(describePicture),
  },
  {
    id: 'larger-picture',
    label: 'command.largerPicture',
    section: 'format',
    when: hasNote,
    run: widened(step),
  },
  {
    id: 'smaller-picture',
    label: 'command.smallerPicture',
    section: 'format',
    when: hasNote,
    run: widened(-step),
  },
  {
    id: 'own-picture-size',
    label: 'command.ownPictureSize',
    section: 'format',
    when: hasNote,
    run: withPicture((view, mark) => setPictureWidth(view, mark, null)),
  },
] as const;

/** In the note's toolbar: to its reading view and back, beside the text, and how it looks. */
import { ALargeSmall, BookOpen, Columns2, PencilLine } from 'lucide-react';
import { useChoices } from '../editor/choices.ts';
import { useSide } from '../editor/side.ts';
import { t } from '../messages.ts';
import { ToggleButton } from '../reading/toggle-button.tsx';
import { isSplit, useStore } from '../store.ts';
import { noteView, toggleBeside, toggleReading, useNoteView } from './note-view-state.ts';

export function ReadingButtons() {
  const isReading = useNoteView((state) => state.isReading);
  const isLookOpen = useNoteView((state) => state.isLookOpen);
  const side = useSide();
  const canBeside = useStore((state) => !isSplit(state));
  const isBeside = useChoices((choices) => choices.readingBeside) && canBeside;
  return (
    <>
      {(isReading || isBeside) && (
        <ToggleButton
          icon={ALargeSmall}
          label={t('noteView.look')}
          isPressed={isLookOpen}
          act={() => noteView(side).setState({ isLookOpen: !isLookOpen })}
        />
      )}
      {canBeside && (
        <ToggleButton icon={Columns2} label={t('noteView.beside')} isPressed={isBeside} act={toggleBeside} />
      )}
      <ToggleButton
        icon={isReading ? PencilLine : BookOpen}
        label={t(isReading ? 'noteView.write' : 'noteView.read')}
        isPressed={isReading}
        act={toggleReading}
      />
    </>
  );
}

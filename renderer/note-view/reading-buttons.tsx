/** In the note's toolbar: to its reading view and back, beside the text, and how it looks. */
import { ALargeSmall, BookOpen, Columns2, type LucideIcon, PencilLine } from 'lucide-react';
import { useChoices } from '../editor/choices.ts';
import { t } from '../messages.ts';
import { toggleBeside, toggleReading, useNoteView } from './note-view-state.ts';

export function ReadingButtons() {
  const isReading = useNoteView((state) => state.isReading);
  const isLookOpen = useNoteView((state) => state.isLookOpen);
  const isBeside = useChoices((choices) => choices.readingBeside);
  return (
    <>
      {(isReading || isBeside) && (
        <ToolButton
          icon={ALargeSmall}
          label={t('noteView.look')}
          isPressed={isLookOpen}
          act={() => useNoteView.setState({ isLookOpen: !isLookOpen })}
        />
      )}
      <ToolButton icon={Columns2} label={t('noteView.beside')} isPressed={isBeside} act={toggleBeside} />
      <ToolButton
        icon={isReading ? PencilLine : BookOpen}
        label={t(isReading ? 'noteView.write' : 'noteView.read')}
        isPressed={isReading}
        act={toggleReading}
      />
    </>
  );
}

interface Props {
  icon: LucideIcon;
  label: string;
  isPressed: boolean;
  act: () => void;
}

function ToolButton({ icon: Icon, label, isPressed, act }: Props) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      onClick={act}
    >
      <Icon aria-hidden />
    </button>
  );
}

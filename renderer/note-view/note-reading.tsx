/** Where a note is read: over its text, or beside it. What shows it is loaded when it is first wanted. */
import { lazy, Suspense } from 'react';
import { useChoices } from '../editor/choices.ts';
import { useNoteHere } from '../editor/side.ts';
import { isSplit, useStore } from '../store.ts';
import { useNoteView } from './note-view-state.ts';
import '../reading/reading.css';
import './note-reading.css';

const View = lazy(() =>
  import('./note-reading-view.tsx').then((loaded) => ({ default: loaded.NoteReadingView })),
);

/** `null`: only the text is shown. */
export function useNoteReading(): 'over' | 'beside' | null {
  const isReading = useNoteView((state) => state.isReading);
  const isBeside = useChoices((choices) => choices.readingBeside);
  const isAlone = useStore((state) => !isSplit(state));
  const hasNote = useNoteHere((note) => note !== null);
  if (!hasNote) return null;
  return isReading ? 'over' : isBeside && isAlone ? 'beside' : null;
}

export function NoteReading() {
  const id = useNoteHere((note) => note?.id ?? null);
  const placed = useNoteReading();
  if (placed === null) return null;
  return (
    <Suspense fallback={<div className="reading note-reading" />}>
      <View key={`${String(id)} ${placed}`} isBeside={placed === 'beside'} />
    </Suspense>
  );
}

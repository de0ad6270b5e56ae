/** Where a copy is read: in the sources pane, or over the note. What shows it is loaded when the first one is opened. */
import { lazy, Suspense } from 'react';
import { useReading } from './reading-state.ts';
import './reading.css';

const ReadingView = lazy(() =>
  import('./reading-view.tsx').then((loaded) => ({ default: loaded.ReadingView })),
);

export function usePaneReading(): boolean {
  return useReading(({ reading }) => reading !== null && !reading.isFull);
}

/** In place of the cards, when `usePaneReading()`. */
export function PaneReading() {
  const normalised = useReading(({ reading }) => (reading?.isFull === false ? reading.normalised : null));
  if (normalised === null) return null;
  return (
    <Suspense fallback={<div className="reading" />}>
      <ReadingView key={normalised} normalised={normalised} isFull={false} />
    </Suspense>
  );
}

/** Over the note, which stays as it is below. */
export function FullReading() {
  const normalised = useReading(({ reading }) => (reading?.isFull === true ? reading.normalised : null));
  if (normalised === null) return null;
  return (
    <div className="reading-over">
      <Suspense fallback={<div className="reading" />}>
        <ReadingView key={normalised} normalised={normalised} isFull />
      </Suspense>
    </div>
  );
}

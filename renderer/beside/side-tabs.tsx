/** In a window with room for one of two notes: which of them is shown, and whether the other one is saved. */
import { useShallow } from 'zustand/react/shallow';
import { t } from '../messages.ts';
import { noteOn, type Side, useStore } from '../store.ts';
import { focusSide } from './focus-side.ts';
import { SaveDot } from './save-dot.tsx';

export function SideTabs() {
  const sides = useStore((state) => state.sides);
  return (
    <div className="side-tabs" role="group" aria-label={t('beside.both')}>
      {sides.map((side) => (
        <Tab key={side} side={side} />
      ))}
    </div>
  );
}

function Tab({ side }: { side: Side }) {
  const isActive = useStore((state) => state.side === side);
  const shown = useStore(
    useShallow((state) => {
      const note = noteOn(state, side);
      return note && { title: note.facts.title, status: note.status };
    }),
  );
  if (shown === null) return null;
  return (
    <button type="button" className="side-tab" aria-pressed={isActive} onClick={() => focusSide(side)}>
      <SaveDot status={shown.status} />
      <span className="side-tab-title">{shown.title || t('app.untitled')}</span>
    </button>
  );
}

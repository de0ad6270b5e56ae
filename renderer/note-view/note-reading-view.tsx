/** The reading view of the open note: in place of its text, or beside it. */
import type { KeyboardEvent } from 'react';
import { CirclePause } from 'lucide-react';
import { t } from '../messages.ts';
import { LookBar } from '../reading/look-bar.tsx';
import { useLook } from '../reading/look.ts';
import { isMac } from '../system.ts';
import { useSide } from '../editor/side.ts';
import { isSplit, useStore } from '../store.ts';
import { FindBar } from './find-bar.tsx';
import { NotePageFrame } from './note-page-frame.tsx';
import { noteView, toggleReading, useNoteView } from './note-view-state.ts';
import '../editor/notices.css';

export function NoteReadingView({ isBeside }: { isBeside: boolean }) {
  const side = useSide();
  const areTwo = useStore(isSplit);
  const theme = useLook((look) => look.theme);
  const isPaused = useNoteView((state) => state.isPaused);
  const isLookOpen = useNoteView((state) => state.isLookOpen);
  const isFindOpen = useNoteView((state) => state.isFindOpen);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (useStore.getState().dialog !== null) return;
    const isMod = isMac ? event.metaKey : event.ctrlKey;
    if (isMod && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      noteView(side).setState({ isFindOpen: true });
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (isFindOpen || isLookOpen) {
        noteView(side).setState({ isFindOpen: false, isLookOpen: false });
        noteView(side).getState().page?.focus();
      } else if (!isBeside) toggleReading();
    }
  };
  return (
    <section
      className="reading note-reading"
      aria-label={t('reading.title')}
      {...(areTwo && { role: 'group' })}
      data-full={!isBeside}
      data-theme={theme}
      onKeyDown={onKeyDown}
    >
      {isLookOpen && <LookBar isFull={!isBeside} />}
      {isFindOpen && <FindBar />}
      {isPaused && (
        <div className="editor-notice" data-kind="warn">
          <CirclePause aria-hidden />
          <p role="alert">{t('noteView.paused')}</p>
          <button type="button" className="button" onClick={() => noteView(side).getState().readAgain?.()}>
            {t('noteView.again')}
          </button>
        </div>
      )}
      <NotePageFrame isBeside={isBeside} />
    </section>
  );
}

/** One side of the centre pane: a note with its tools, or the state that says what could be here. */
import { useEffect, useRef } from 'react';
import { NotebookPen } from 'lucide-react';
import { newNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { NoteReading, useNoteReading } from '../note-view/note-reading.tsx';
import { noteView, useNoteView } from '../note-view/note-view-state.ts';
import { PaneBack, SourcesToggle } from '../pane-buttons.tsx';
import { useStore } from '../store.ts';
import { FindPanel } from './find-panel.tsx';
import { watchModKey } from './mod-key.ts';
import { Notices } from './notices.tsx';
import { Properties } from './properties.tsx';
import { useIsActive, useNoteHere, useSide } from './side.ts';
import { Toolbar } from './toolbar.tsx';
import '@fontsource-variable/inter/wght-italic.css';
import './editor.css';
import './text.css';
import './markdown-text.css';
import './live.css';

/** `isSplit`: another note is beside it; `isAlone`: not on screen at the same time. */
export function NoteEditor({ isSplit, isAlone }: { isSplit: boolean; isAlone: boolean }) {
  const side = useSide();
  const path = useNoteHere((note) => note?.path ?? null);
  const id = useNoteHere((note) => note?.id ?? null);
  const title = useNoteHere((note) => note?.facts.title ?? '');
  const isActive = useIsActive();
  const text = useRef<HTMLDivElement>(null);
  const panels = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (text.current === null || panels.current === null || scroller.current === null) return undefined;
    const places = { text: text.current, panels: panels.current, scroller: scroller.current };
    const detach = sessions().attach(places, side);
    const unwatch = watchModKey(text.current);
    return () => {
      unwatch();
      detach();
    };
  }, [side]);
  // A side that comes back begins with its text.
  useEffect(() => () => noteView(side).setState({ isReading: false }), [side]);

  const activate = () => sessions().activate(side);
  const hasNote = path !== null;
  const reading = useNoteReading();
  const isReading = useNoteView((state) => state.isReading);
  return (
    <div
      className="editor"
      data-empty={!hasNote}
      data-side={side}
      data-split={isSplit}
      data-active={isActive}
      {...(isSplit && { role: 'region', 'aria-label': title || t('app.untitled') })}
      onFocusCapture={activate}
      onPointerDownCapture={activate}
      onClickCapture={activate}
    >
      {hasNote ? <Toolbar path={path} isSplit={isSplit} isAlone={isAlone} /> : <EmptyBar />}
      {hasNote && <Notices />}
      {hasNote && isActive && !isReading && <FindPanel />}
      <div className="editor-panels" ref={panels} hidden={!hasNote} />
      <div className="editor-body" data-reading={reading} hidden={!hasNote}>
        <div className="editor-scroller" ref={scroller}>
          <div className="editor-page">
            {hasNote && <Properties key={id} />}
            <div className="editor-text" ref={text} />
          </div>
        </div>
        <NoteReading />
      </div>
      {!hasNote && <NoNote />}
    </div>
  );
}

function EmptyBar() {
  return (
    <div className="pane-bar editor-toolbar">
      <PaneBack />
      <span className="editor-toolbar-space" />
      <SourcesToggle />
    </div>
  );
}

function NoNote() {
  const isEmpty = useStore((state) => state.notebook?.total === 0 && state.notebook.scanning === null);
  return (
    <div className="state editor-empty">
      <NotebookPen className="state-mark" aria-hidden />
      <p className="state-title">{t(isEmpty ? 'editor.firstTitle' : 'editor.emptyTitle')}</p>
      <p>{t(isEmpty ? 'editor.firstText' : 'editor.emptyText')}</p>
      <button type="button" className="button" onClick={() => void newNote()}>
        {t('command.newNote')}
      </button>
    </div>
  );
}

/** The centre pane: the open note with its tools, or the state that says what could be here. */
import { useEffect, useRef } from 'react';
import { NotebookPen } from 'lucide-react';
import { newNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { NoteReading, useNoteReading } from '../note-view/note-reading.tsx';
import { useNoteView } from '../note-view/note-view-state.ts';
import { PaneBack, SidebarShow, SourcesToggle } from '../pane-buttons.tsx';
import { useStore } from '../store.ts';
import { FindPanel } from './find-panel.tsx';
import { watchModKey } from './mod-key.ts';
import { Notices } from './notices.tsx';
import { Properties } from './properties.tsx';
import { StatusBar } from './status-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import '@fontsource-variable/inter/wght-italic.css';
import './editor.css';
import './text.css';
import './live.css';

export function NoteEditor() {
  const path = useStore((state) => state.note?.path ?? null);
  const id = useStore((state) => state.note?.id ?? null);
  const text = useRef<HTMLDivElement>(null);
  const panels = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (text.current === null || panels.current === null || scroller.current === null) return undefined;
    const detach = sessions().attach({
      text: text.current,
      panels: panels.current,
      scroller: scroller.current,
    });
    const unwatch = watchModKey(text.current);
    return () => {
      unwatch();
      detach();
    };
  }, []);

  const hasNote = path !== null;
  const reading = useNoteReading();
  const isReading = useNoteView((state) => state.isReading);
  return (
    <div className="editor" data-empty={!hasNote}>
      {hasNote ? <Toolbar path={path} /> : <EmptyBar />}
      {hasNote && <Notices />}
      {hasNote && !isReading && <FindPanel />}
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
      {hasNote ? <StatusBar /> : <NoNote />}
    </div>
  );
}

function EmptyBar() {
  return (
    <div className="pane-bar editor-toolbar">
      <PaneBack />
      <SidebarShow />
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

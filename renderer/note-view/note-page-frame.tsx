/** The frame of a note's page: sandboxed, without scripts; what happens in it is listened to from here. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useChoices } from '../editor/choices.ts';
import { currentLanguage, t } from '../messages.ts';
import { forwardKey, forwardPress } from '../reading/framed.ts';
import { useLook } from '../reading/look.ts';
import { emptyPage } from '../reading/sanitize.ts';
import { useStore } from '../store.ts';
import { editorOnScreen } from './following.ts';
import { NotePage } from './note-page.ts';
import { NoteReader } from './note-reader.ts';
import { useNoteView } from './note-view-state.ts';
import { onPageClick } from './page-clicks.ts';
import { usePage } from './page-on-screen.ts';
import { editorPlace, pagePlace, scrollEditor, scrollPage } from './places.ts';
import { scrollTogether } from './scroll-together.ts';

export function NotePageFrame({ isBeside }: { isBeside: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const look = useLook();
  const spacing = useChoices((choices) => choices.spacing);
  const facts = useStore((state) => state.note?.facts ?? null);
  const page = usePage((state) => state.page);

  useEffect(() => {
    if (frame.current !== null) page?.look(look, spacing, frame.current);
  }, [page, look, spacing]);
  useEffect(() => {
    if (facts !== null) page?.showHeader(facts);
  }, [page, facts]);

  useEffect(() => {
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      if (frame.current !== null)
        usePage.getState().page?.look(useLook.getState(), useChoices.getState().spacing, frame.current);
    };
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, []);

  useLayoutEffect(() => {
    const { current } = frame;
    const scroller = document.querySelector<HTMLElement>('.editor-scroller');
    if (current === null) return undefined;
    const left: (() => void)[] = [];
    const leave = () => left.splice(0).forEach((one) => one());
    const show = () => {
      leave();
      const made = new NotePage(current, currentLanguage());
      let isAtPlace = false;
      const reader = new NoteReader(made, () => {
        const view = editorOnScreen();
        if (!isAtPlace && view !== null) scrollPage(made, editorPlace(view));
        isAtPlace = true;
      });
      left.push(
        made.listen('click', (event) => onPageClick(event, made)),
        made.listen('auxclick', (event) => onPageClick(event, made)),
        made.listen('keydown', (event) => forwardKey(event, current)),
        made.listen('pointerdown', () => forwardPress(current)),
        () => reader.close(),
        () => made.close(),
        () => {
          usePage.setState({ page: null });
          useNoteView.setState({ page: null, readAgain: null });
        },
      );
      if (isBeside && scroller !== null) left.push(scrollTogether(made, scroller));
      usePage.setState({ page: made });
      useNoteView.setState({ page: handleOf(made), readAgain: () => reader.read() });
      reader.read();
      if (!isBeside) current.focus();
    };
    current.addEventListener('load', show);
    current.srcdoc = emptyPage(true);
    return () => {
      leave();
      current.removeEventListener('load', show);
    };
  }, [isBeside]);

  return (
    <iframe
      ref={frame}
      className="reading-frame"
      sandbox="allow-same-origin"
      title={t('noteView.frame')}
      {...(!isBeside && { 'data-pane-focus': true })}
    />
  );
}

function handleOf(page: NotePage) {
  return {
    focus: () => page.focus(),
    keepPlace: () => {
      const place = pagePlace(page);
      return () => {
        const view = editorOnScreen();
        if (view !== null) scrollEditor(view, place);
      };
    },
  };
}

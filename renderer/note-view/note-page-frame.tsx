/** The frame of a note's page: sandboxed, without scripts; what happens in it is listened to from here. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useChoices } from '../editor/choices.ts';
import { currentLanguage, t } from '../messages.ts';
import { forwardKey, forwardPress } from '../reading/framed.ts';
import { useLook } from '../reading/look.ts';
import { emptyPage } from '../reading/sanitize.ts';
import { sessions } from '../actions.ts';
import { useNoteHere, useSide } from '../editor/side.ts';
import { textOn } from '../editor/text-on-screen.ts';
import { noteOn, type Side, useStore } from '../store.ts';
import { NotePage } from './note-page.ts';
import { NoteReader } from './note-reader.ts';
import { noteView } from './note-view-state.ts';
import { onPageClick } from './page-clicks.ts';
import { pageOn, usePages } from './page-on-screen.ts';
import { editorPlace, pagePlace, scrollEditor, scrollPage } from './places.ts';
import { scrollTogether } from './scroll-together.ts';

export function NotePageFrame({ isBeside }: { isBeside: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const look = useLook();
  const spacing = useChoices((choices) => choices.spacing);
  const side = useSide();
  const facts = useNoteHere((note) => note?.facts ?? null);
  const page = usePages((pages) => pages[side] ?? null);

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
        pageOn(side)?.look(useLook.getState(), useChoices.getState().spacing, frame.current);
    };
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [side]);

  useLayoutEffect(() => {
    const { current } = frame;
    const scroller =
      frame.current?.closest('.editor-body')?.querySelector<HTMLElement>('.editor-scroller') ?? null;
    if (current === null) return undefined;
    const left: (() => void)[] = [];
    const leave = () => left.splice(0).forEach((one) => one());
    const show = () => {
      leave();
      const made = new NotePage(
        current,
        currentLanguage(),
        () => noteOn(useStore.getState(), side)?.path ?? '',
      );
      let isAtPlace = false;
      const reader = new NoteReader(made, side, () => {
        const view = textOn(side);
        // A link may have led to a heading already, while the last blocks were being drawn.
        if (!isAtPlace && !made.isAtAnchor && view !== null) scrollPage(made, editorPlace(view));
        isAtPlace = true;
      });
      left.push(
        made.listen('click', (event) => onPageClick(event, made)),
        made.listen('auxclick', (event) => onPageClick(event, made)),
        made.listen('keydown', (event) => forwardKey(event, current)),
        made.listen('pointerdown', () => {
          sessions().activate(side);
          forwardPress(current);
        }),
        () => reader.close(),
        () => made.close(),
        () => {
          usePages.setState({ [side]: undefined });
          noteView(side).setState({ page: null, readAgain: null });
        },
      );
      if (isBeside && scroller !== null) left.push(scrollTogether(made, scroller, side));
      usePages.setState({ [side]: made });
      noteView(side).setState({ page: handleOf(made, side), readAgain: () => reader.read() });
      reader.read();
      if (!isBeside && useStore.getState().side === side) current.focus();
    };
    current.addEventListener('load', show);
    current.srcdoc = emptyPage(true);
    return () => {
      leave();
      current.removeEventListener('load', show);
    };
  }, [isBeside, side]);

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

function handleOf(page: NotePage, side: Side) {
  return {
    focus: () => page.focus(),
    keepPlace: () => {
      const place = pagePlace(page);
      return () => {
        const view = textOn(side);
        if (view !== null) scrollEditor(view, place);
      };
    },
  };
}

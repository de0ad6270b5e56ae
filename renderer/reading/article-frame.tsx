/** The frame of a copy: sandboxed, without scripts; what happens in it is listened to from here. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Copy } from '../../notes/api.ts';
import { openSource } from '../actions.ts';
import { t } from '../messages.ts';
import { Article } from './article.ts';
import { showPictures } from './copy-pictures.ts';
import { excerptAt, showInNote } from './excerpts.ts';
import { useLook } from './look.ts';
import { forwardKey, forwardPress } from './framed.ts';
import { placeOf, rememberPlace } from './place.ts';
import { QuoteButton } from './quote-button.tsx';
import { emptyPage } from './sanitize.ts';
import { nothing, useShown } from './shown.ts';

export function ArticleFrame({ copy, normalised }: { copy: Copy; normalised: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const look = useLook();
  const latestLook = useRef(look);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);

  useEffect(() => {
    latestLook.current = look;
    const { article } = useShown.getState().shown ?? {};
    if (frame.current !== null) article?.look(look, frame.current);
  }, [look]);

  // Layout: it ends before the frame is taken away, while the place in it can still be asked for.
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return undefined;
    const left: (() => void)[] = [];
    const leave = () => left.splice(0).forEach((one) => one());
    const show = () => {
      leave();
      const article = new Article(current, copy);
      article.look(latestLook.current, current);
      const place = placeOf(normalised);
      if (place !== null) article.goTo(place);
      left.push(
        article.listen('click', (event) => onClick(event, article)),
        article.listen('auxclick', (event) => onClick(event, article)),
        article.listen('keydown', (event) => forwardKey(event, current)),
        article.listen('pointerdown', () => forwardPress(current)),
        article.listen('scroll', () => useShown.setState({ isPastTitle: article.isPastTitle })),
        watchSelection(article),
        showPictures(article, normalised),
        () => rememberPlace(normalised, article.place),
      );
      useShown.setState({
        ...nothing,
        shown: { normalised, copy, article },
        isPastTitle: article.isPastTitle,
      });
      if (document.activeElement === document.body) current.focus();
    };
    current.addEventListener('load', show);
    current.srcdoc = emptyPage();
    const resized = new ResizeObserver(() => {
      setRoom({ width: current.clientWidth, height: current.clientHeight });
    });
    resized.observe(current);
    // A page that is thrown away at once still knows how far it was read.
    const remember = () => {
      const { shown } = useShown.getState();
      if (shown?.copy === copy) rememberPlace(normalised, shown.article.place);
    };
    window.addEventListener('pagehide', remember);
    return () => {
      window.removeEventListener('pagehide', remember);
      resized.disconnect();
      leave();
      current.removeEventListener('load', show);
      if (useShown.getState().shown?.copy === copy) useShown.setState(nothing);
    };
  }, [copy, normalised]);

  return (
    <div className="reading-page">
      <iframe
        ref={frame}
        className="reading-frame"
        sandbox="allow-same-origin"
        title={t('reading.frame')}
        data-pane-focus
      />
      <QuoteButton room={room} />
    </div>
  );
}

function onClick(event: MouseEvent, article: Article): void {
  const link = (event.target as Element | null)?.closest('a[href]') ?? null;
  if (link !== null) {
    event.preventDefault();
    const href = link.getAttribute('href') ?? '';
    if (href.startsWith('#')) article.goToAnchor(href.slice(1));
    else if (event.type === 'click' || event.button === 1) void openSource(href);
    return;
  }
  if (event.type !== 'click' || event.button !== 0 || article.selected !== null) return;
  const offset = article.offsetAt(event.clientX, event.clientY);
  const excerpt = offset === null ? null : excerptAt(offset);
  if (excerpt !== null) showInNote(excerpt.quote);
}

/** Tells the store what is selected, not while the pointer still drags: the button must not run after it. */
function watchSelection(article: Article): () => void {
  let isPressed = false;
  const tell = () => {
    if (!isPressed) useShown.setState({ selected: article.selected });
  };
  const ends = [
    article.listen('pointerdown', () => {
      isPressed = true;
      useShown.setState({ selected: null });
    }),
    article.listen('pointerup', () => {
      isPressed = false;
      // A press on a selection takes it away only after this event.
      requestAnimationFrame(tell);
    }),
    article.listen('pointercancel', () => {
      isPressed = false;
    }),
    article.listen('selectionchange', tell),
  ];
  return () => ends.forEach((end) => end());
}

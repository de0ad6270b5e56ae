import { CircleAlert, X } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { t } from '../messages.ts';
import { dismiss } from '../notices.ts';
import { keepFocus } from '../keep-focus.ts';
import { useReading } from '../reading/reading-state.ts';
import { type Toast, useStore } from '../store.ts';
import './dialogs.css';

/** How long a line stays, ms; one that can be answered stays longer. While it is pointed at or focused, it stays. */
const plainMs = 4000;
const answerableMs = 15_000;
/** In a narrower pane a notice would be all wrapped, px. */
const leastPlace = 320;

/** Two regions that are always there: a screen reader tells only what appears in a region it knows. */
export function Toasts() {
  const toasts = useStore((state) => state.toasts);
  const place = useTextPlace(toasts.length > 0);
  return (
    // Notices are heard, and can be answered, over a dialog as well.
    <section className="toasts" style={place} aria-label={t('toast.label')} data-react-aria-top-layer>
      <div aria-live="polite">{toasts.filter((one) => one.kind === 'status').map(line)}</div>
      <div role="alert">{toasts.filter((one) => one.kind === 'alert').map(line)}</div>
    </section>
  );
}

/** Left and right edge of the pane of the text, or of a copy that covers all panes, px from those of the window: notices stand over one pane. */
function useTextPlace(isShown: boolean): { left?: number; right?: number } {
  const [place, setPlace] = useState<{ left?: number; right?: number }>({});
  const isCovered = useReading(({ reading }) => reading?.isFull === true);
  useLayoutEffect(() => {
    const pane = document.querySelector(isCovered ? '.reading-over' : '[data-pane="editor"]');
    if (!isShown || pane === null) return undefined;
    const measure = () => {
      const { left, right, width } = pane.getBoundingClientRect();
      setPlace(width < leastPlace ? {} : { left, right: window.innerWidth - right });
    };
    const watching = new ResizeObserver(measure);
    watching.observe(pane);
    window.addEventListener('resize', measure);
    return () => {
      watching.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [isShown, isCovered]);
  return place;
}

const line = (toast: Toast) => <ToastLine key={toast.id} toast={toast} />;

function ToastLine({ toast }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld || toast.stays) return undefined;
    const timer = setTimeout(() => dismiss(toast.id), toast.action === null ? plainMs : answerableMs);
    return () => clearTimeout(timer);
  }, [isHeld, toast]);
  const cameFrom = useRef<Element | null>(null);
  const onFocus = (event: FocusEvent) => {
    setIsHeld(true);
    const from = event.relatedTarget;
    if (from?.closest('.toasts') === null) cameFrom.current = from;
  };
  const leave = (to: Element | null) => {
    flushSync(() => dismiss(toast.id));
    keepFocus(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave(cameFrom.current);
  };
  return (
    <div
      className="toast"
      data-kind={toast.kind}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onBlur={() => setIsHeld(false)}
    >
      {toast.kind === 'alert' && <CircleAlert aria-hidden />}
      <p>{toast.text}</p>
      {[toast.action, toast.other].map(
        (way, index) =>
          way !== null && (
            <button
              key={index}
              type="button"
              className="toast-action"
              onClick={() => {
                leave(null);
                way.run();
              }}
            >
              {way.label}
            </button>
          ),
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('toast.dismiss')}
        onClick={() => leave(cameFrom.current)}
      >
        <X aria-hidden />
      </button>
    </div>
  );
}

/** The sources over the text, in a window too narrow for them to stand beside it. */
import { useEffect, useRef } from 'react';
import { closeDrawer } from './panes.ts';
import { SourcePane } from './sources/source-pane.tsx';
import { useStore } from './store.ts';

/** What is pointed at without being done with the sources: their own button, what floats, the lines between panes. */
const beside = '[data-sources-toggle], .toasts, [role="dialog"], [role="menu"], [role="separator"]';

export function Drawer() {
  const drawer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (useStore.getState().dialog !== null) return;
      event.preventDefault();
      closeDrawer();
    };
    const onPointerDown = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || drawer.current?.contains(target) === true) return;
      // The focus goes where the pointer says.
      if (target.closest(beside) === null) useStore.setState({ drawerOpen: false });
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('pointerdown', onPointerDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('pointerdown', onPointerDown);
    };
  }, []);
  return (
    <div className="drawer" ref={drawer}>
      <SourcePane />
    </div>
  );
}

/** A link or words dropped onto the list, or where no note is open: quick add, filled in with them. */
import { droppedLink, droppedText, mayHoldText } from './dropped.ts';
import { askQuickAdd } from './quick-add-state.ts';

const places = '[data-pane="list"], .editor[data-empty="true"]';

export function watchDrops(): void {
  let over: Element | null = null;
  const mark = (place: Element | null) => {
    if (place === over) return;
    over?.removeAttribute('data-drop');
    place?.setAttribute('data-drop', 'true');
    over = place;
  };
  const placeOf = ({ target, dataTransfer }: DragEvent): Element | null =>
    dataTransfer !== null && mayHoldText(dataTransfer) && target instanceof Element
      ? target.closest(places)
      : null;
  window.addEventListener('dragover', (event) => {
    const place = event.defaultPrevented || isField(event.target) ? null : placeOf(event);
    mark(place);
    if (place === null || event.dataTransfer === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) mark(null);
  });
  window.addEventListener('dragend', () => mark(null));
  window.addEventListener('drop', (event) => {
    mark(null);
    const { dataTransfer } = event;
    if (event.defaultPrevented || isField(event.target) || placeOf(event) === null || dataTransfer === null)
      return;
    event.preventDefault();
    const link = droppedLink(dataTransfer);
    if (link !== null) askQuickAdd(link);
    else askQuickAdd({ quote: droppedText(dataTransfer) });
  });
}

/** A field takes what is dropped on it as text. */
const isField = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea') !== null;

/** `[ ]` and `[x]` as a box that a click ticks, on the lines where the cursor is not. */
import { type EditorView, WidgetType } from '@codemirror/view';
import { t } from '../messages.ts';

export class TaskBox extends WidgetType {
  readonly #isDone: boolean;

  constructor(isDone: boolean) {
    super();
    this.#isDone = isDone;
  }
  override eq(other: TaskBox): boolean {
    return other.#isDone === this.#isDone;
  }
  toDOM(): HTMLElement {
    const dom = document.createElement('span');
    dom.className = 'editor-task';
    dom.dataset['done'] = String(this.#isDone);
    dom.role = 'checkbox';
    dom.ariaChecked = String(this.#isDone);
    dom.ariaLabel = t('live.task');
    return dom;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

/** Ticks the box that was pressed, or takes the tick away; `false`: the event is about something else. */
export function tickTask(event: MouseEvent, view: EditorView): boolean {
  const box = event.target instanceof Element ? event.target.closest('.editor-task') : null;
  if (box === null || event.button !== 0 || view.state.readOnly) return false;
  const at = view.posAtDOM(box);
  const written = view.state.sliceDoc(at, at + 3);
  if (!/^\[[ xX]\]$/.test(written)) return false;
  event.preventDefault();
  const insert = written === '[ ]' ? 'x' : ' ';
  view.dispatch({ changes: { from: at + 1, to: at + 2, insert }, userEvent: 'input.task' });
  return true;
}

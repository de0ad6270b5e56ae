/** Files that are pasted, dropped or chosen: stored by the notebook's own habit, and written into the text as one step of undo. */
import { isolateHistory } from '@codemirror/commands';
import { type EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import type { NotePath } from '../../notes/api.ts';
import { altFromName, markFor } from '../../notes/text/picture-marks.ts';
import { t } from '../messages.ts';
import { pictureParts, type StoredFile } from './picture-parts.ts';
import { textOnScreen } from './text-on-screen.ts';

/** Bytes from which on it is said how far a file is. */
const largeBytes = 1_000_000;
const composingPollMs = 50;
const mostFiles = 100;

/** A place that waits for files. */
interface Coming {
  id: number;
  /** What they replace. */
  from: number;
  to: number;
  row: ComingRow | null;
}

const setComing = StateEffect.define<Coming>();
const endComing = StateEffect.define<number>();

const comingField = StateField.define<readonly Coming[]>({
  create: () => [],
  update(coming, { changes, effects }) {
    let now = coming;
    if (!changes.empty)
      // What is typed meanwhile comes after them, as it would if they were there already.
      now = now.map((one) => ({
        ...one,
        from: changes.mapPos(one.from, -1),
        to: changes.mapPos(one.to, -1),
      }));
    for (const effect of effects) {
      if (effect.is(setComing)) now = [...now.filter(({ id }) => id !== effect.value.id), effect.value];
      else if (effect.is(endComing)) now = now.filter(({ id }) => id !== effect.value);
    }
    return now;
  },
  provide: (field) =>
    EditorView.decorations.compute([field, 'doc'], (state) =>
      Decoration.set(
        state.field(field).flatMap(({ to, row }) => {
          if (row === null) return [];
          // Below the line, not in it: an IME may be composing there.
          const deco = Decoration.widget({ widget: row, block: true, side: 1 });
          return [deco.range(state.doc.lineAt(to).to)];
        }),
        true,
      ),
    ),
});

class ComingRow extends WidgetType {
  readonly #cancel: () => void;
  readonly #dom: HTMLElement;
  readonly #words: HTMLElement;
  readonly #bar: HTMLProgressElement;

  constructor(cancel: () => void) {
    super();
    this.#cancel = cancel;
    this.#dom = document.createElement('div');
    this.#dom.className = 'editor-file-coming';
    this.#words = document.createElement('span');
    this.#bar = document.createElement('progress');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = t('pictures.cancel');
    button.addEventListener('click', () => this.#cancel());
    this.#dom.append(this.#bar, this.#words, button);
  }
  tell(name: string, done: number, size: number): void {
    this.#bar.max = Math.max(1, size);
    this.#bar.value = done;
    this.#bar.ariaLabel = name;
    const percent = Math.floor((100 * done) / Math.max(1, size));
    this.#words.textContent = t('pictures.adding', { name, percent });
  }
  override eq(other: ComingRow): boolean {
    return other === this;
  }
  toDOM(): HTMLElement {
    return this.#dom;
  }
  override get estimatedHeight(): number {
    return 36;
  }
}

let lastId = 0;

/** Stores the files and writes what leads to them where `from` to `to` is, wherever that has moved meanwhile. */
export async function addFiles(
  view: EditorView,
  files: readonly File[],
  { from, to }: { from: number; to: number },
  userEvent: 'input.paste' | 'input.drop' | 'input.file',
): Promise<void> {
  const parts = view.state.facet(pictureParts);
  const path = parts?.openPath();
  if (parts === null || path === undefined || files.length === 0) return;
  if (view.state.readOnly) {
    parts.say(t('pictures.readOnly'));
    return;
  }
  const id = ++lastId;
  const stop = new AbortController();
  const taken = files.slice(0, mostFiles);
  const isLarge = taken.some(({ size }) => size > largeBytes);
  const row = isLarge ? new ComingRow(() => stop.abort()) : null;
  view.dispatch({ effects: setComing.of({ id, from, to, row }) });
  const stored: { file: File; at: StoredFile }[] = [];
  for (const file of taken) {
    if (stop.signal.aborted) break;
    const progress = (bytes: number) => row?.tell(file.name, bytes, file.size);
    progress(0);
    try {
      const at = await parts.add(path, file, progress, stop.signal);
      if (at !== null) stored.push({ file, at });
    } catch (error) {
      parts.sayFailed(file.name, error);
    }
  }
  while (view.composing) await new Promise((done) => setTimeout(done, composingPollMs));
  finish(view, id, path, stored, userEvent);
}

function finish(
  view: EditorView,
  id: number,
  path: NotePath,
  stored: readonly { file: File; at: StoredFile }[],
  userEvent: string,
): void {
  const { state } = view;
  const parts = state.facet(pictureParts);
  const place = state.field(comingField, false)?.find((one) => one.id === id);
  if (place === undefined || parts?.openPath() !== path || state.readOnly) {
    for (const { file, at } of stored) parts?.say(t('pictures.noteLeft', { name: file.name, path: at.path }));
    if (place !== undefined) view.dispatch({ effects: endComing.of(id) });
    return;
  }
  if (stored.length === 0) {
    view.dispatch({ effects: endComing.of(id) });
    return;
  }
  const marks = stored.map(({ file, at }) =>
    markFor({ ...at, name: file.name, alt: altFromName(file.name) }),
  );
  const insert = marks.join(betweenMarks(state, place.from));
  const { main } = state.selection;
  const isThere = main.from >= place.from && main.to <= place.to;
  view.dispatch({
    changes: { from: place.from, to: place.to, insert },
    ...(isThere ? { selection: { anchor: place.from + insert.length }, scrollIntoView: true } : {}),
    effects: endComing.of(id),
    annotations: isolateHistory.of('full'),
    userEvent,
  });
}

/** Several pictures on a line of their own are paragraphs; within a sentence they stay in it. */
function betweenMarks(state: EditorState, at: number): string {
  const line = state.doc.lineAt(at);
  return line.text.trim() === '' ? '\n\n' : ' ';
}

/** The files of a paste or a drop. None where text comes with them: a spreadsheet's cells come as a picture, too. */
export function filesIn(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  const files = [...data.files];
  if (files.length === 0) return files;
  const plain = data.getData('text/plain').trim();
  const names = new Set(files.map(({ name }) => name));
  const isNames = plain.split(/[\r\n]+/).every((line) => names.has(line.replace(/^.*[/\\]/, '')));
  return plain === '' || isNames ? files : [];
}

/** Asks for files and puts them where the cursor is. */
export function chooseFiles(): void {
  const view = textOnScreen();
  if (view === null) return;
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    const { from, to } = view.state.selection.main;
    view.focus();
    void addFiles(view, [...(input.files ?? [])], { from, to }, 'input.file');
  });
  input.click();
}

const handlers = EditorView.domEventHandlers({
  paste(event, view) {
    const files = event.clipboardData === null ? [] : filesIn(event.clipboardData);
    if (files.length === 0 || view.composing || view.state.facet(pictureParts) === null) return false;
    event.preventDefault();
    const { from, to } = view.state.selection.main;
    void addFiles(view, files, { from, to }, 'input.paste');
    return true;
  },
  dragover(event) {
    if (event.dataTransfer?.types.includes('Files') !== true) return false;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    return false;
  },
  drop(event, view) {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0 || view.state.facet(pictureParts) === null) return false;
    event.preventDefault();
    const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
    view.focus();
    if (!view.composing) view.dispatch({ selection: { anchor: at }, userEvent: 'select.pointer' });
    void addFiles(view, files, { from: at, to: at }, 'input.drop');
    return true;
  },
});

export const fileDrops: Extension = [comingField, Prec.high(handlers)];

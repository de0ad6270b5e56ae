/** A paste that waits for the sanitiser to be loaded: it comes where it was asked for, whatever is typed meanwhile. */
import {
  type EditorSelection,
  type EditorState,
  StateEffect,
  StateField,
  type TransactionSpec,
} from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { type NodesOf, writingParts } from './writing-parts.ts';

interface Held {
  key: symbol;
  /** What it takes the place of, as the text is now. */
  selection: EditorSelection;
}

const hold = StateEffect.define<Held>();
const letGo = StateEffect.define<symbol>();

export const heldPastes = StateField.define<readonly Held[]>({
  create: () => [],
  update(pastes, { changes, docChanged, effects }) {
    let now = pastes;
    // What is typed at its place stands behind it.
    if (docChanged && now.length > 0)
      now = now.map(({ key, selection }) => ({ key, selection: selection.map(changes, -1) }));
    for (const effect of effects) {
      if (effect.is(hold)) now = [...now, effect.value];
      if (effect.is(letGo)) now = now.filter(({ key }) => key !== effect.value);
    }
    return now;
  },
});

/** Does what `made` answers; it is given no `nodesOf` when the sanitiser could not be loaded. */
export function afterLoading(
  view: EditorView,
  made: (state: EditorState, nodesOf: NodesOf | null) => TransactionSpec,
): void {
  const key = Symbol('paste');
  const loading = view.state
    .facet(writingParts)
    ?.sanitiser()
    .catch(() => null);
  view.dispatch({ effects: hold.of({ key, selection: view.state.selection }) });
  void (async () => {
    const nodesOf = (await loading) ?? null;
    while (view.composing) await endOfComposition(view);
    const paste = view.state.field(heldPastes, false)?.find((one) => one.key === key);
    // Another note is there.
    if (paste === undefined || view.state.readOnly) return;
    const { selection, ...spec } = made(view.state.update({ selection: paste.selection }).state, nodesOf);
    // A cursor that has gone on stays where it went.
    const isThere = selection !== undefined && paste.selection.eq(view.state.selection);
    view.dispatch({ ...spec, effects: letGo.of(key), ...(isThere && { selection }) });
  })();
}

function endOfComposition(view: EditorView): Promise<void> {
  return new Promise((done) => {
    // CodeMirror reads what was composed after the event.
    view.contentDOM.addEventListener('compositionend', () => setTimeout(done, 60), { once: true });
  });
}

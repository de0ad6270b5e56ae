/** CodeMirror opens its list of completions while somebody types, not when an IME has committed a word. */
import { completionStatus, startCompletion } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** CodeMirror takes in what was composed a moment after the browser says so, ms. */
const afterComposingMs = 80;

/** Opens the list where the line before the cursor is as `opening` says. */
export function offersAfterComposing(opening: RegExp): Extension {
  return EditorView.domEventObservers({
    compositionend(_event, view) {
      setTimeout(() => {
        // One that is open already is not opened anew: meanwhile its keys would go to the text.
        if (view.composing || view.state.readOnly || completionStatus(view.state) === 'active') return;
        const { head, empty } = view.state.selection.main;
        const line = view.state.doc.lineAt(head);
        if (empty && opening.test(line.text.slice(0, head - line.from))) startCompletion(view);
      }, afterComposingMs);
    },
  });
}

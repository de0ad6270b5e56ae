/** The parts of the editor that a person turns on and off: `choices.ts` says what, a compartment each follows it. */
import { Compartment, type EditorState, type Extension, type StateEffect } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import { type Choices, useChoices } from './choices.ts';
import { focusMode, typewriterMode } from './focus-mode.ts';
import { liveMarkdown } from './live.ts';
import { spelling } from './spelling.ts';

interface Part {
  compartment: Compartment;
  of: (choices: Choices) => Extension;
}

const none: Extension = [];
const source = EditorView.editorAttributes.of({ class: 'editor-source' });
const spaced = EditorView.editorAttributes.of({ class: 'editor-spaced' });

const vim = lazily(() => import('./vim.ts').then(({ vimKeys }) => vimKeys()));

const parts: readonly Part[] = [
  part(({ live }) => (live ? liveMarkdown : source)),
  part(({ spacing }) => (spacing ? spaced : none)),
  part(({ focus }) => (focus ? focusMode : none)),
  part(({ typewriter }) => (typewriter ? typewriterMode : none)),
  part((choices) => spelling(choices.spelling)),
  part((choices) => (choices.vim ? vim() : none)),
];

/** `of` answers the very same extension for the same choices: what differs is put into the editor anew. */
function part(of: Part['of']): Part {
  return { compartment: new Compartment(), of };
}

/**
 * An extension that is loaded when it is asked for the first time, and nothing until then.
 */
export function lazily(load: () => Promise<Extension>): () => Extension {
  let loaded: Extension = none;
  let isAsked = false;
  return () => {
    if (!isAsked) {
      isAsked = true;
      load().then(
        (extension) => {
          loaded = extension;
          // Tells everyone who listens, although no choice is another one.
          useChoices.setState({});
        },
        () => {
          isAsked = false;
        },
      );
    }
    return loaded;
  };
}

export function chosen(): Extension {
  const choices = useChoices.getState();
  return [...parts.map(({ compartment, of }) => compartment.of(of(choices))), follow];
}

/** `state` with what is chosen by now: a note that was off screen still has what was chosen when it was left. */
export function asChosen(state: EditorState): EditorState {
  const effects = changed(state);
  return effects.length === 0 ? state : state.update({ effects }).state;
}

function changed(state: EditorState): StateEffect<unknown>[] {
  const choices = useChoices.getState();
  return parts.flatMap(({ compartment, of }) => {
    const had = compartment.get(state);
    const now = of(choices);
    return had === undefined || had === now ? [] : [compartment.reconfigure(now)];
  });
}

/** CodeMirror takes in what was composed a moment after the browser says so, ms. */
const afterComposingMs = 100;

const follow = ViewPlugin.fromClass(
  class {
    readonly destroy: () => void;

    constructor(view: EditorView) {
      const follow = () => {
        if (view.composing || view.compositionStarted) return;
        const effects = changed(view.state);
        if (effects.length > 0) view.dispatch({ effects });
      };
      const unsubscribe = useChoices.subscribe(follow);
      // What was chosen while an IME composed follows when it is done.
      const later = () => setTimeout(follow, afterComposingMs);
      view.contentDOM.addEventListener('compositionend', later);
      this.destroy = () => {
        unsubscribe();
        view.contentDOM.removeEventListener('compositionend', later);
      };
    }
  },
);

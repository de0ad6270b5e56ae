/** Whether the browser, or the desktop window, marks words that it takes for misspelled. */
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const off = EditorView.contentAttributes.of({ spellcheck: 'false' });
const on = EditorView.contentAttributes.of({ spellcheck: 'true' });

/** `language`: as `Choices.spelling`. Which one is checked, the desktop window is told apart: spelling-choice.ts. */
export function spelling(language: string | null): Extension {
  return language === null ? off : on;
}

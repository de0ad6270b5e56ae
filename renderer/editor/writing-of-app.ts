/** Joins the text to the dialogs of the window and to the sanitiser. */
import type { Extension } from '@codemirror/state';
import { openDialog } from '../dialogs/focus-before.ts';
import { useStore } from '../store.ts';
import { chooseFiles } from './file-drops.ts';
import { writingParts } from './writing-parts.ts';

export function writingOfApp(): Extension {
  return writingParts.of({
    template: () => openDialog({ kind: 'template', isNew: false }),
    link: () => {
      if (useStore.getState().note !== null) openDialog({ kind: 'insert-link' });
    },
    picture: chooseFiles,
    sanitiser: async () => (await import('../reading/sanitize.ts')).sanitizedNote,
  });
}

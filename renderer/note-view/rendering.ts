/** A note's text as HTML, with its code coloured and its formulas drawn: what the worker does. Needs no page. */
import type { NoteBlock } from '../../notes/text/note-html-blocks.ts';
import { parseNote } from '../../notes/text/note-html.ts';

export interface Rendered {
  blocks: NoteBlock[];
  hasMath: boolean;
}

/** `loading`: called with `true` before parts of the program are waited for, with `false` afterwards. */
export async function renderNote(text: string, loading: (isLoading: boolean) => void): Promise<Rendered> {
  const note = parseNote(text);
  if (note.languages.size === 0 && !note.hasMath) return { blocks: note.blocks(), hasMath: false };
  loading(true);
  const [code, math] = await Promise.all([
    note.languages.size > 0 ? import('./code-colours.ts').then((it) => it.coloursFor(note.languages)) : null,
    note.hasMath ? import('./formulas.ts') : null,
  ]);
  loading(false);
  const blocks = note.blocks({
    ...(code !== null && { code }),
    ...(math !== null && { math: math.drawFormula }),
  });
  return { blocks, hasMath: note.hasMath };
}

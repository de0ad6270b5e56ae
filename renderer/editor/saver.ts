import { Facet } from '@codemirror/state';

/** What saves the note at once, for keys and commands of the text. */
export const saver = Facet.define<() => void, () => void>({
  combine: (savers) => () => savers.forEach((save) => save()),
});

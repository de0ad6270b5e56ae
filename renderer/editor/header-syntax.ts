/** Keeps Markdown out of a note's header: its last key is no underlined heading, a fence in it opens no code. */
import { ParseContext } from '@codemirror/language';
import type { MarkdownConfig } from '@lezer/markdown';
import { headerField } from './header.ts';

export const headerSyntax: MarkdownConfig = {
  defineNodes: [{ name: 'NoteHeader', block: true }],
  parseBlock: [
    {
      name: 'NoteHeader',
      before: 'LinkReference',
      parse(cx, line) {
        if (cx.lineStart !== 0) return false;
        const header = ParseContext.get()?.state.field(headerField, false)?.header ?? null;
        if (header === null) return false;
        while (cx.lineStart + line.text.length < header.to && cx.nextLine());
        cx.nextLine();
        cx.addElement(cx.elt('NoteHeader', 0, header.to));
        return true;
      },
    },
  ],
};

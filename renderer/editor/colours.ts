/** Which class a piece of Markdown gets; editor.css says how each looks. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { Tag, tags } from '@lezer/highlight';

/** `==marked==` */
export const markedText = Tag.define();

export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.heading, class: 'editor-heading' },
    { tag: tags.strong, class: 'editor-strong' },
    { tag: tags.emphasis, class: 'editor-emphasis' },
    { tag: tags.strikethrough, class: 'editor-struck' },
    { tag: markedText, class: 'editor-marked' },
    { tag: tags.monospace, class: 'editor-code' },
    { tag: tags.url, class: 'editor-url' },
    { tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName], class: 'editor-mark' },
    {
      tag: [tags.comment, tags.meta, tags.tagName, tags.attributeName, tags.angleBracket],
      class: 'editor-quiet',
    },
    { tag: tags.escape, class: 'editor-quiet' },
  ]),
);

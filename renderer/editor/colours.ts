/** Which class a piece of Markdown gets; markdown-text.css says how each looks. Code in fences gets the classes `tok-…`. */
import { markdownLanguage } from '@codemirror/lang-markdown';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { classHighlighter, Tag, tags } from '@lezer/highlight';

/** `==marked==` */
export const markedText = Tag.define();

const ofMarkdown = HighlightStyle.define(
  [
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
  ],
  { scope: markdownLanguage },
);

export const colours: Extension = [syntaxHighlighting(ofMarkdown), syntaxHighlighting(classHighlighter)];

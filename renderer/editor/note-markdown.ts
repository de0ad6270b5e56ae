/** The Markdown that the text is coloured by and links are found in. */
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { cjkEmphasis, cjkUrls } from './cjk.ts';
import { headerSyntax } from './header-syntax.ts';

// HTML in notes is shown, not completed; pasting an address over selected text makes it a link.
export const noteMarkdown = markdown({
  base: markdownLanguage,
  extensions: [{ remove: ['Subscript', 'Superscript', 'Emoji'] }, headerSyntax, cjkEmphasis, cjkUrls],
  addKeymap: false,
  completeHTMLTags: false,
});

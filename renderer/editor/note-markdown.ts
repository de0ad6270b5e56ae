/** The Markdown that the text is coloured by and links are found in. */
import { markdown, markdownLanguage } from '@codemirror/lang-markdown';
import { blockSyntax } from './block-syntax.ts';
import { codeLanguage } from './code-languages.ts';
import { boundedSyntax } from './bounded-syntax.ts';
import { headerSyntax } from './header-syntax.ts';
import { inlineSyntax } from './inline-syntax.ts';
import { plainHtml } from './plain-html.ts';

// HTML in notes is shown, not completed; pasting an address over selected text makes it a link.
export const noteMarkdown = markdown({
  base: markdownLanguage,
  extensions: [boundedSyntax, blockSyntax, headerSyntax, inlineSyntax],
  codeLanguages: codeLanguage,
  addKeymap: false,
  completeHTMLTags: false,
  htmlTagLanguage: plainHtml,
});

/** Plugins of markdown-it that come without types. */
declare module 'markdown-it-footnote' {
  const footnotes: (markdown: import('markdown-it').MarkdownIt) => void;
  export default footnotes;
}
declare module 'markdown-it-mark' {
  const marks: (markdown: import('markdown-it').MarkdownIt) => void;
  export default marks;
}

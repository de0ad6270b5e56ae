/** KaTeX's letters, by the names of their files: `KaTeX_Main-BoldItalic.woff2`. */
const files = import.meta.glob<string>('../../node_modules/katex/dist/fonts/*.woff2', {
  query: '?url&no-inline',
  import: 'default',
  eager: true,
});

export const formulaFonts = Object.entries(files).map(([path, address]) => {
  const [family = '', kind = ''] = path.slice(path.lastIndexOf('/') + 1, -'.woff2'.length).split('-');
  return {
    address,
    family,
    weight: kind.startsWith('Bold') ? 'bold' : 'normal',
    style: kind.endsWith('Italic') ? 'italic' : 'normal',
  };
});

/** The style sheet and letters of formulas for a frame, which may load nothing itself. */
let sheet: Promise<string> | null = null;
const done = new WeakSet<Document>();

export async function bringFormulaLooks(frame: Window & typeof globalThis): Promise<void> {
  if (done.has(frame.document)) return;
  done.add(frame.document);
  const [css, { formulaFonts }] = await Promise.all([formulaSheet(), import('./formula-fonts.ts')]);
  const rules = new frame.CSSStyleSheet();
  rules.replaceSync(css);
  // Before the page's own, which has the last word.
  frame.document.adoptedStyleSheets = [rules, ...frame.document.adoptedStyleSheets];
  await Promise.all(
    formulaFonts.map(async ({ address, family, weight, style }) => {
      try {
        const bytes = await (await fetch(address)).arrayBuffer();
        frame.document.fonts.add(await new frame.FontFace(family, bytes, { weight, style }).load());
      } catch {
        // The system's letters are worse for formulas, and better than none.
      }
    }),
  );
}

function formulaSheet(): Promise<string> {
  sheet ??= import('katex/dist/katex.min.css?raw').then(({ default: css }) =>
    css.replace(/@font-face\{[^}]*\}/g, ''),
  );
  return sheet;
}

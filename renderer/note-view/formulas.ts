/** Formulas by KaTeX, held down: no links or HTML from TeX, no endless macros, nothing larger than the page. */
import katex from 'katex';

const longestTex = 5000;

const limits = {
  output: 'htmlAndMathml',
  throwOnError: true,
  trust: false,
  // Chinese in a formula is what people write; it is no reason to complain in the console.
  strict: 'ignore',
  maxExpand: 500,
  // em
  maxSize: 20,
} as const;

/** A formula as HTML and MathML; with an error in it, as it is written, with what is wrong. */
export function drawFormula(tex: string, isDisplay: boolean): string {
  if (tex.length > longestTex) return `<code>${escaped(tex)}</code>`;
  try {
    const html = katex.renderToString(tex, { ...limits, displayMode: isDisplay, macros: {} });
    // What it was made from would be shown as text where these elements are not known.
    return html.replace(/<\/?semantics>|<annotation\b[^>]*>[\s\S]*?<\/annotation>/g, '');
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^KaTeX parse error:\s*/, '') : '';
    // Not only in a tooltip, which neither keys nor fingers nor paper can show.
    return `<code class="formula-error">${escaped(tex)}</code><span class="formula-why">${escaped(why)}</span>`;
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** How a text is written as one YAML value on one line. */

export type ScalarStyle = 'PLAIN' | 'QUOTE_DOUBLE' | 'QUOTE_SINGLE';

/**
 * `text` as a YAML scalar in `style`. Plain text is quoted where YAML needs it, and where another program would
 * take it for a number, a date, a truth value or null (`2020`, `1.10`, `yes`, `~`), so that it stays text for all.
 */
export function writeScalar(
  text: string,
  style: ScalarStyle,
  place: { inFlow: boolean; quote: '"' | "'" },
): string {
  if (style === 'PLAIN' && isPlainEverywhere(text, place.inFlow)) return text;
  const wanted = style === 'PLAIN' ? place.quote : style === 'QUOTE_DOUBLE' ? '"' : "'";
  // Readable rather than escaped: the other quote, when only the wanted one is in the text.
  const quote = wanted === '"' && /["\\]/.test(text) && !text.includes("'") ? "'" : wanted;
  if (quote === "'") return `'${text.replaceAll("'", "''")}'`;
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** Text that fits one line of a header: blanks in a row become one. `null` when it holds what no YAML text may hold. */
export function oneLine(text: string): string | null {
  const line = text.replace(/[\s\u0085]+/g, ' ').trim();
  return line.isWellFormed() && !/[\u0000-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/.test(line) ? line : null;
}

const indicators = /^[-?:,[\]{}#&*!|>'"%@`=]/;
const truthOrNull = /^(?:y|n|yes|no|on|off|true|false|null|none|~|<<)$/i;
const number = /^[-+]?(?:\.?\d[\d_,.:]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|\.inf|\.nan)$/i;
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?$/;

function isPlainEverywhere(text: string, inFlow: boolean): boolean {
  if (text === '' || indicators.test(text) || text.startsWith('...')) return false;
  if (/:\s|\s#|:$/.test(text) || (inFlow && /[,[\]{}:]/.test(text))) return false;
  return !truthOrNull.test(text) && !number.test(text) && !date.test(text);
}

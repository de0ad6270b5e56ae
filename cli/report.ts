/** What the command line prints: JSON for programs, tables for people. */

/** One JSON document. Control characters are escaped, C1 too: a note's title must not steer the terminal. */
export function json(document: unknown): string {
  const text = JSON.stringify(document, null, 2);
  return (
    text.replace(/[\u007f-\u009f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) + '\n'
  );
}

export interface Column {
  title: string;
  /** Numbers stand on the right. */
  align?: 'right';
  /** At most this many terminal cells; the rest is cut with `…`. */
  most?: number;
}

/** Lines of aligned columns, two spaces apart, under a line of titles. */
export function table(columns: Column[], rows: string[][]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(oneLine))].map((row) =>
    row.map((cell, i) => cut(cell, columns[i]?.most ?? Infinity)),
  );
  const widths = columns.map((_, i) => cells.reduce((most, row) => Math.max(most, width(row[i] ?? '')), 0));
  return cells.map((row) => line(row, columns, widths)).join('');
}

function line(row: string[], columns: Column[], widths: number[]): string {
  const padded = row.map((cell, i) => {
    const padding = ' '.repeat((widths[i] ?? 0) - width(cell));
    return columns[i]?.align === 'right' ? padding + cell : cell + padding;
  });
  return padded.join('  ').trimEnd() + '\n';
}

/** Text from a note as one line that cannot steer the terminal. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).trim();
}

/** Text, a path say, that cannot steer the terminal: no control characters or line ends, no reversed writing. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

// Unicode's East Asian Wide and Fullwidth blocks, and emoji.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Terminal cells that `text` takes: a Chinese character takes two. */
export function width(text: string): number {
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) cells += wide.test(segment) ? 2 : 1;
  return cells;
}

function cut(text: string, most: number): string {
  if (width(text) <= most) return text;
  let kept = '';
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) {
    cells += width(segment);
    if (cells > most - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

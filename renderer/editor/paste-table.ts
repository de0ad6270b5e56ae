/** Cells of a spreadsheet, or of a table on a page, as a Markdown table. */

const mostRows = 2000;
const mostColumns = 100;

/** `isMarkdown`: the cells are written as Markdown already. `null`: this is no table, or a far too large one. */
export function tableText(rows: readonly (readonly string[])[], isMarkdown = false): string | null {
  const filled = rows.filter((row) => row.length > 0);
  const columns = filled.reduce((most, row) => Math.max(most, row.length), 0);
  if (columns < 2 || columns > mostColumns || filled.length < 2 || filled.length > mostRows) return null;
  const line = (row: readonly string[]) =>
    `| ${Array.from({ length: columns }, (_, at) => inCell(row[at] ?? '', isMarkdown)).join(' | ')} |`;
  const [head = [], ...body] = filled;
  return [line(head), `|${' --- |'.repeat(columns)}`, ...body.map(line)].join('\n');
}

function inCell(text: string, isMarkdown: boolean): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const escaped = isMarkdown
    ? line
    : line.replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\').replace(/([*_`[\]<~])/g, '\\$1');
  return escaped.replace(/(?<!\\)((?:\\\\)*)\|/g, '$1\\|');
}

/**
 * The cells of what a spreadsheet puts on the clipboard as text: tabs between them, and quotes around those with line ends.
 * `null`: it is text of another kind, such as code that is indented with tabs.
 */
export function spreadsheetRows(text: string): string[][] | null {
  if (!text.includes('\t') || text.length > 1_000_000) return null;
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y;
  const source = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let at = 0; at <= source.length;) {
    cell.lastIndex = at;
    const match = cell.exec(source);
    if (match === null) return null;
    const [whole, quoted, plain = ''] = match;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += whole.length;
    if (source[at] === '\n') rows.push([]);
    at++;
  }
  const [first = []] = rows;
  const isRectangle = rows.every((row) => row.length === first.length);
  const isIndented = rows.every(([lead]) => lead === '');
  return rows.length > 1 && first.length > 1 && isRectangle && !isIndented ? rows : null;
}

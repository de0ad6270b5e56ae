/** What a row of the benchmark says, and the table of all rows. */
import { median } from './samples.ts';

/** `reference`: what it is compared with is missing here. `size`: there is no target for so few notes. */
export type Verdict = 'met' | 'short' | 'failed' | 'not measured' | 'no reference' | 'no target';

export interface Row {
  /** `T4`. */
  row: string;
  what: string;
  measured: string;
  reference: string;
  ratio: number | null;
  target: string;
  verdict: Verdict;
  /** All numbers, for results.json. */
  raw: unknown;
}

interface Named {
  name: string;
  /** ms. */
  values: readonly number[];
}

interface Comparison extends Pick<Row, 'row' | 'what'> {
  /** ms; the median counts. */
  measured: readonly number[];
  /** `null`: missing here. */
  reference: Named | null;
  /** Largest ratio that meets the target; `null`: this size has none. */
  most: number | null;
  /** Of `measured` and the reference, in place of the median. */
  by?: { name: string; of: (values: readonly number[]) => number };
  raw?: unknown;
}

/** A time against another one of the same run. */
export function compared({ row, what, measured, reference, most, by, raw }: Comparison): Row {
  const { name, of } = by ?? { name: '', of: median };
  const ours = of(measured);
  const theirs = reference === null ? NaN : median(reference.values);
  const ratio = reference === null ? null : ours / theirs;
  return {
    row,
    what,
    measured: `${name}${name && ' '}${shownMs(ours)}`,
    reference: reference === null ? '' : `${reference.name} ${shownMs(theirs)}`,
    ratio,
    target: most === null ? '' : `<= ${shownRatio(most)}`,
    verdict: ratio === null ? 'no reference' : verdictOf(ratio, most),
    raw: { measured, reference, ...(raw === undefined ? {} : { more: raw }) },
  };
}

/** A number against a fixed limit. `beside`: the same number of something simpler, to judge the machine by. */
export function limited(
  { row, what, raw }: Pick<Row, 'row' | 'what' | 'raw'>,
  value: number,
  most: number | null,
  shown: (value: number) => string,
  beside?: { name: string; value: number },
): Row {
  return {
    ...{ row, what, raw },
    reference: beside ? `${beside.name} ${shown(beside.value)}` : '',
    ratio: beside ? value / beside.value : null,
    measured: shown(value),
    target: most === null ? '' : `<= ${shown(most)}`,
    verdict: verdictOf(value, most),
  };
}

/** A row that could not be measured, and why. `failed`: it should have been. */
export function unmeasured(row: string, what: string, verdict: 'failed' | 'not measured', why: string): Row {
  return { row, what, measured: why, reference: '', ratio: null, target: '', verdict, raw: null };
}

export function verdictOf(value: number, most: number | null): Verdict {
  // Nothing was measured: that is no answer to whether the target is met.
  if (Number.isNaN(value)) return 'failed';
  if (most === null) return 'no target';
  return value <= most ? 'met' : 'short';
}

export function shownMs(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms >= 10 ? ms.toFixed(1) : ms.toFixed(2)} ms`;
}

export function shownMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** `0.02` as `1/50`, `2` as `2.0 x`. */
export function shownRatio(ratio: number): string {
  if (ratio >= 0.5) return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(ratio < 1.95 ? 2 : 1)} x`;
  const times = 1 / ratio;
  return `1/${times >= 10 ? times.toFixed(0) : times.toFixed(1)}`;
}

const heads = ['row', 'what', 'measured', 'reference', 'ratio', 'target', ''];

function cellsOf({ row, what, measured, reference, ratio, target, verdict }: Row): string[] {
  return [row, what, measured, reference, ratio === null ? '' : shownRatio(ratio), target, verdict];
}

/** For somebody who waits for the table. */
export function lineOf(row: Row): string {
  return cellsOf(row)
    .filter((cell) => cell !== '')
    .join('  ');
}

/** For a terminal: columns of equal width. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** For docs/performance.md. */
export function markdownOf(rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map((row) => line(cellsOf(row)))].join('\n');
}

/** The exit code: a target that was missed is no failure, a row that did not run is one. */
export function exitCodeOf(rows: readonly Row[]): number {
  return rows.some(({ verdict }) => verdict === 'failed') ? 1 : 0;
}

/** T13: against what Joplin's command line takes on such notes. */
import { type Row, shownMs, shownRatio } from './report.ts';
import { median } from './samples.ts';

/**
 * Joplin CLI 3.5, 10,000 notes of this corpus' kind (61 MB), 2 cores, Node 24, measured when Gleaner was planned: import 108 s,
 * then its search index 57 s; a search for a common Chinese word 108 to 876 ms, of which the fastest is taken. Other
 * machines differ: a ratio far from the target says something, one close to it does not.
 */
export const joplin = { notes: 10_000, importMs: 108_000, indexMs: 57_000, searchMs: 108 };

/** @param indexedMs of first opens; @param chinese ms of searches for Chinese words; empty: not measured in this run */
export function againstJoplin(
  notes: number,
  indexedMs: readonly number[],
  chinese: readonly number[],
): Row[] {
  const theirs = joplin.importMs + joplin.indexMs;
  const isSame = notes === joplin.notes;
  const row = (what: string, measured: readonly number[], reference: number, most: number): Row => {
    const ratio = median(measured) / reference;
    return {
      ...{
        row: 'T13',
        what,
        measured: shownMs(median(measured)),
        reference: `Joplin ${shownMs(reference)} (published)`,
      },
      ratio,
      target: isSame ? `<= ${shownRatio(most)}` : '',
      verdict: !isSame ? 'no target' : ratio <= most ? 'met' : 'short',
      raw: { measured, reference: joplin },
    };
  };
  return [
    row('import and index', indexedMs, theirs, 1 / 10),
    row('search for a Chinese word, p50', chinese, joplin.searchMs, 1 / 15),
  ];
}

/** The line ends of a text, and which of them each line of the edited text gets. */
import type { NoteText } from '../api.ts';
import { partnersOf } from './line-partners.ts';

export type LineEnd = '\n' | '\r\n' | '\r';

export interface LaidLine {
  text: string;
  /** The line before the edit that it continues; -1 for a new line. */
  partner: number;
  /** Empty for the last line. */
  end: LineEnd | '';
}

export function linesOf(text: string): { lines: string[]; ends: LineEnd[] } {
  return { lines: text.split(/\r\n?|\n/), ends: endsOf(text) };
}

export function endsOf(text: string): LineEnd[] {
  return (text.match(/\r\n?|\n/g) ?? []) as LineEnd[];
}

/** Each line that stayed keeps the end it had; new ones get the most frequent. */
export function laidLines(
  lines: readonly string[],
  before: readonly string[],
  ends: readonly LineEnd[],
): LaidLine[] {
  const partners = partnersOf(lines, before);
  const usual = mostFrequent(ends);
  let endBefore = '';
  return lines.map((text, index) => {
    const partner = partners[index] ?? -1;
    if (index === lines.length - 1) return { text, partner, end: '' };
    let end = ends[partner] ?? usual;
    // `\r`, an empty line and `\n` would melt into the one line end `\r\n`.
    if (text === '' && endBefore === '\r' && end === '\n') end = '\r';
    endBefore = end;
    return { text, partner, end };
  });
}

export function lineEndsOf(text: string): NoteText['lineEnds'] {
  const hasCrLf = text.includes('\r\n');
  const hasCr = /\r(?!\n)/.test(text);
  const hasLf = /(?<!\r)\n/.test(text);
  if (Number(hasCrLf) + Number(hasCr) + Number(hasLf) > 1) return 'mixed';
  return hasCrLf ? 'CRLF' : hasCr ? 'CR' : 'LF';
}

function mostFrequent(ends: readonly LineEnd[]): LineEnd {
  const count = (wanted: LineEnd) => ends.filter((end) => end === wanted).length;
  const counts: [LineEnd, number][] = [
    ['\n', count('\n')],
    ['\r\n', count('\r\n')],
    ['\r', count('\r')],
  ];
  return counts.reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** Under the title of a row, while words are searched for: the lines in which they stand, by source and heading. */
import type { MatchLine, NoteMatches, Span } from '../../notes/api.ts';
import { t } from '../messages.ts';
import { piecesOf, type Piece, shownPieces } from './match-text.ts';

/** Lines of text that a row has room for, its title and labels included. */
const roomLines = 4;

interface Group {
  heading: string | null;
  lines: MatchLine[];
}

/** `titleLines`: how many lines the title may take. */
export function MatchLines({ matches, titleLines }: { matches: NoteMatches; titleLines: number }) {
  const { groups, spare } = fitting(matches.lines, titleLines);
  return groups.map(({ heading, lines }, group) => (
    <div key={lines[0]?.line} className="match-group">
      {heading !== null && <div className="match-heading">{t('finding.in', { heading })}</div>}
      {lines.map((line, at) => (
        // What is left over goes to the first line.
        <Line key={line.line} line={line} room={group === 0 && at === 0 ? 1 + spare : 1} />
      ))}
    </div>
  ));
}

/** `room`: lines on the screen that it may take. */
function Line({ line, room }: { line: MatchLine; room: number }) {
  return (
    <div
      className="match-line"
      data-line={line.line}
      data-heading={line.line === line.headingLine}
      style={{ WebkitLineClamp: room }}
    >
      <Pieces pieces={shownPieces(line, room)} />
    </div>
  );
}

/** As many lines as there is room for, and the lines of room that are left. */
function fitting(lines: readonly MatchLine[], titleLines: number): { groups: Group[]; spare: number } {
  const groups: Group[] = [];
  let spare = roomLines - titleLines;
  for (const line of lines) {
    const last = groups.at(-1);
    const isSame = last?.lines[0]?.headingLine === line.headingLine;
    // A heading that is itself a match stands for its label.
    const heading = line.line === line.headingLine ? null : line.heading;
    const cost = isSame || heading === null ? 1 : 2;
    if (cost > spare) break;
    spare -= cost;
    if (last !== undefined && isSame) last.lines.push(line);
    else groups.push({ heading, lines: [line] });
  }
  return { groups, spare };
}

/** How many lines of these matches a row has no room for. */
export function linesLeftOut(matches: NoteMatches, titleLines: number): number {
  const shown = fitting(matches.lines, titleLines).groups.reduce((sum, { lines }) => sum + lines.length, 0);
  return matches.total - shown;
}

/** Text with the parts in `spans` marked. */
export function Marked({ text, spans }: { text: string; spans: readonly Span[] }) {
  return <Pieces pieces={piecesOf(text, spans)} />;
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ text, isMatch }, at) => (isMatch ? <mark key={at}>{text}</mark> : text));
}

/** What of a note can be folded: sections below headings, items of lists with what is below them, quotes, tables and code. */
import { ensureSyntaxTree, foldable, syntaxTree } from '@codemirror/language';
import type { EditorState, Line } from '@codemirror/state';

export interface Section {
  /** End of the line that stays. */
  from: number;
  to: number;
}

const blocks = new Set(['ListItem', 'FencedCode', 'CodeBlock', 'Blockquote', 'Table', 'BlockMath']);

/** What folds under this line; `null`: nothing does. */
export function sectionOf(state: EditorState, line: Line): Section | null {
  const start = line.from + (/\S/.exec(line.text)?.index ?? -1);
  if (start < line.from) return null;
  let node: ReturnType<ReturnType<typeof syntaxTree>['resolveInner']> | null = syntaxTree(state).resolveInner(
    start,
    1,
  );
  let section: Section | null = null;
  for (; node !== null && node.from >= line.from; node = node.parent) {
    if (isHeading(node.name)) return foldable(state, line.from, line.to);
    if (!blocks.has(node.name)) continue;
    const to = endOf(state, node.to);
    // The outermost one that begins here.
    if (to > line.to) section = { from: line.to, to };
  }
  return section;
}

const isHeading = (name: string) => /^(?:ATX|Setext)Heading\d$/.test(name);

/** Blank lines after a block are not part of it. */
function endOf(state: EditorState, to: number): number {
  let line = state.doc.lineAt(to);
  if (line.from === to && to > 0) line = state.doc.lineAt(to - 1);
  while (line.number > 1 && line.text.trim() === '') line = state.doc.line(line.number - 1);
  return line.to;
}

/** So many lines above the cursor are looked at for what it is in. */
const mostLines = 5000;

/** The smallest section around `at` that is not among `without`. */
export function sectionAround(
  state: EditorState,
  at: number,
  isWithout: (section: Section) => boolean,
): Section | null {
  const first = state.doc.lineAt(at);
  for (let number = first.number; number > Math.max(0, first.number - mostLines); number--) {
    const section = sectionOf(state, state.doc.line(number));
    if (section !== null && section.to >= first.to && !isWithout(section)) return section;
  }
  return null;
}

/** Parsing waits so long at most for the end of the note, ms. */
const parseMs = 200;

/** The sections of all headings; not of the one that is the note's title. */
export function headingSections(state: EditorState): Section[] {
  const headings: { level: number; section: Section }[] = [];
  (ensureSyntaxTree(state, state.doc.length, parseMs) ?? syntaxTree(state)).iterate({
    enter(node) {
      if (!isHeading(node.name)) return;
      const section = sectionOf(state, state.doc.lineAt(node.from));
      if (section !== null) headings.push({ level: Number(node.name.at(-1)), section });
    },
  });
  const [first] = headings;
  const isTitled =
    first?.level === 1 && headings.length > 1 && headings.slice(1).every(({ level }) => level > 1);
  return headings.slice(isTitled ? 1 : 0).map(({ section }) => section);
}

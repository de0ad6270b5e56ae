/** On which lines the marks are shown: those with a cursor, or with a part of a selection. */
import { type EditorState, StateEffect } from '@codemirror/state';

/** What the pointer did is over: the marks of the line that was pressed may appear. */
export const settled = StateEffect.define();

export interface ShownLines {
  /** Whether the marks at this offset are shown. */
  has(at: number): boolean;
}

export const noLines: ShownLines = { has: () => false };

export function linesOfSelection(state: EditorState): ShownLines {
  const { doc, selection } = state;
  const [only] = selection.ranges;
  if (selection.ranges.length === 1 && only !== undefined)
    return { has: within(doc.lineAt(only.from).from, doc.lineAt(only.to).to) };
  // Ranges are in order and never overlap, but two may be on one line.
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { from, to } of selection.ranges) {
    if (from <= (ends.at(-1) ?? -1) && to <= (ends.at(-1) ?? -1)) continue;
    starts.push(doc.lineAt(from).from);
    ends.push(doc.lineAt(to).to);
  }
  return {
    has(at) {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= at) low = middle + 1;
        else high = middle;
      }
      // Lines of two ranges may reach into each other: the one before the last counts, too.
      return at <= (ends[low - 1] ?? -1) || at <= (ends[low - 2] ?? -1);
    },
  };
}

function within(from: number, to: number): (at: number) => boolean {
  return (at) => at >= from && at <= to;
}

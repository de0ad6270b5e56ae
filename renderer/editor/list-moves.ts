/** Moving and copying lines and blocks up and down: an item of a list goes with all that belongs to it, among its siblings. */
import { copyLineDown, copyLineUp, isolateHistory, moveLineDown, moveLineUp } from '@codemirror/commands';
import {
  EditorSelection,
  type EditorState,
  type StateCommand,
  type TransactionSpec,
} from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { type Item, itemOf, selectedItems, sibling } from './list-items.ts';
import { numbered } from './list-numbers.ts';
import { isTableEdge } from './table-cells.ts';

export const moveUp: StateCommand = moving(-1, moveLineUp);
export const moveDown: StateCommand = moving(1, moveLineDown);
export const copyUp: StateCommand = copying(-1, copyLineUp);
export const copyDown: StateCommand = copying(1, copyLineDown);

/** Siblings without another one between them, as lines. */
interface Run {
  items: Item[];
  from: number;
  to: number;
}

function runsOf(state: EditorState): Run[] | null {
  const items = selectedItems(state);
  const [first] = items ?? [];
  if (items === null || first === undefined) return null;
  const list = first.node.parent?.from;
  if (items.some(({ node }) => node.parent?.from !== list)) return null;
  const runs: Run[] = [];
  for (const item of items) {
    // `- - text`: the item begins within a line.
    if (!/^[\s>]*$/.test(item.first.text.slice(0, item.column))) return null;
    const run = runs.at(-1);
    if (run !== undefined && nextOf(run)?.from === item.node.from) {
      run.items.push(item);
      run.to = item.last.to;
    } else runs.push({ items: [item], from: item.first.from, to: item.last.to });
  }
  return runs;
}

function nextOf(run: Run): SyntaxNode | null {
  const last = run.items.at(-1);
  return last === undefined ? null : sibling(last.node, 1);
}

function moving(direction: 1 | -1, lines: StateCommand): StateCommand {
  return (target) => {
    const { state } = target;
    if (state.readOnly) return false;
    const runs = runsOf(state);
    if (runs === null) return isTableEdge(state, direction) || movedLines(lines, target);
    const steps = runs.flatMap((run) => step(state, run, direction) ?? []);
    // The first or last of its siblings stays among them.
    if (steps.length === 0) return true;
    target.dispatch(inOneStep(state, { changes: steps.flatMap(({ changes }) => changes) }, runs, steps));
    return true;
  };
}

interface Step {
  changes: { from: number; to?: number; insert?: string }[];
  /** Where the other item is afterwards, which changes places with the run. */
  otherAt: number;
  /** How far the run goes. */
  by: number;
  run: Run;
}

/** The other item is taken away on one side of the run and put in at the other: the run itself is not touched. */
function step(state: EditorState, run: Run, direction: 1 | -1): Step | null {
  const edge = (direction < 0 ? run.items[0] : run.items.at(-1))?.node;
  const node = edge === undefined ? null : sibling(edge, direction);
  const other = node === null ? null : itemOf(state, node);
  if (other === null) return null;
  const text = state.sliceDoc(other.first.from, other.last.to);
  if (direction < 0) {
    const gap = state.sliceDoc(other.last.to, run.from);
    return {
      changes: [
        { from: other.first.from, to: run.from },
        { from: run.to, insert: gap + text },
      ],
      otherAt: other.first.from + run.to - run.from + gap.length,
      by: other.first.from - run.from,
      run,
    };
  }
  const gap = state.sliceDoc(run.to, other.first.from);
  return {
    changes: [
      { from: run.from, insert: text + gap },
      { from: run.to, to: other.last.to },
    ],
    otherAt: run.from,
    by: text.length + gap.length,
    run,
  };
}

function inOneStep(
  state: EditorState,
  spec: TransactionSpec,
  runs: readonly Run[],
  steps: readonly Step[],
): ReturnType<EditorState['update']> {
  const by = (at: number) => steps.find(({ run }) => at >= run.from && at <= run.to)?.by ?? 0;
  const { ranges, mainIndex } = state.selection;
  const moved = ranges.map(({ anchor, head }) => EditorSelection.range(anchor + by(anchor), head + by(head)));
  const transaction = state.update({
    ...spec,
    selection: EditorSelection.create(moved, mainIndex),
    userEvent: 'move.line',
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
  });
  const starts = runs.flatMap(({ items }) => items.map(({ first }) => first.from + by(first.from)));
  return numbered(transaction, [...starts, ...steps.map(({ otherAt }) => otherAt)]);
}

/** Lines that are no items; copied and moved as one step of undo. */
function movedLines(command: StateCommand, { state, dispatch }: Parameters<StateCommand>[0]): boolean {
  return command({ state, dispatch: (transaction) => dispatch(numbered(transaction, [])) });
}

function copying(direction: 1 | -1, lines: StateCommand): StateCommand {
  return (target) => {
    const { state } = target;
    if (state.readOnly) return false;
    const runs = runsOf(state);
    if (runs === null) return isTableEdge(state, direction) || movedLines(lines, target);
    const copies = runs.map(({ from, to }) => state.sliceDoc(from, to));
    const changes = runs.map((run, at) => ({ from: run.to, insert: `\n${copies[at] ?? ''}` }));
    // Downwards, the cursors go to the copies; each lies behind those before it.
    const before = (index: number) => copies.slice(0, index).reduce((sum, text) => sum + text.length + 1, 0);
    const by = (place: number) => {
      const index = runs.findIndex(({ from, to }) => place >= from && place <= to);
      const own = direction > 0 ? (copies[index]?.length ?? -1) + 1 : 0;
      return index < 0 ? 0 : before(index) + own;
    };
    const { ranges, mainIndex } = state.selection;
    const selection = EditorSelection.create(
      ranges.map(({ anchor, head }) => EditorSelection.range(anchor + by(anchor), head + by(head))),
      mainIndex,
    );
    const transaction = state.update({
      ...{ changes, selection, scrollIntoView: true },
      ...{ userEvent: 'input.copyline', annotations: isolateHistory.of('full') },
    });
    const touched = runs.flatMap(({ items, to }, index) => [
      ...items.map(({ first }) => first.from + before(index) + (copies[index]?.length ?? 0) + 1),
      to + before(index),
    ]);
    target.dispatch(numbered(transaction, touched));
    return true;
  };
}

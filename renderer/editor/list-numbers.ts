/** Numbers of ordered lists put right after a change, in the same step of undo. */
import { isolateHistory } from '@codemirror/commands';
import {
  type ChangeSet,
  type ChangeSpec,
  EditorSelection,
  type EditorState,
  type StateCommand,
  type Text,
  Transaction,
} from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { type Item, itemOnLine, itemsOf, numberOf, sibling, treeUpTo } from './list-items.ts';

/** How somebody numbers a list: `1. 2. 3.`, `1. 1. 1.`, or in a way that is left alone. */
type Habit = 'counted' | 'same' | 'own';

interface Known {
  column: number;
  start: number;
  habit: Habit;
}

/** Beyond this, lines of a list are not looked at: numbering them would be felt. */
const mostItems = 5000;

/**
 * `transaction` with the numbers of the lists put right in which `touched` lines are afterwards (offsets in the new text).
 * Text that belongs to an item stays below it when its number gets wider.
 */
export function numbered(transaction: Transaction, touched: readonly number[]): Transaction {
  if (touched.length === 0) return transaction;
  const { startState, state } = transaction;
  const before = listsBefore(startState, transaction, touched);
  const tree = treeUpTo(state, Math.max(0, ...touched));
  const lists = new Map<number, SyntaxNode>();
  const starts = new Set<number>();
  for (const at of touched) {
    const line = state.doc.lineAt(at);
    const item = itemOnLine(state, line, tree);
    if (item !== null) starts.add(item.first.from);
    for (const child of item?.node.getChildren('OrderedList') ?? []) lists.set(child.from, child);
    for (let node: SyntaxNode | null = item?.node ?? tree.resolveInner(line.to, -1); node !== null;) {
      if (node.name === 'OrderedList') lists.set(node.from, node);
      node = node.parent;
    }
  }
  const wasInside = (at: number): boolean => {
    const old = startState.doc.lineAt(transaction.changes.invertedDesc.mapPos(at, 1));
    const item = itemOnLine(startState, old);
    return item !== null && sibling(item.node, -1) !== null;
  };
  const shifts = new Map<number, { at: number; by: number }>();
  const changes: ChangeSpec[] = [];
  for (const list of lists.values()) renumber(state, list, { before, starts, wasInside, changes, shifts });
  for (const { at, by } of shifts.values()) {
    if (by > 0) changes.push({ from: at, insert: ' '.repeat(by) });
    else if (by < 0) changes.push({ from: at, to: at + blanksAt(state, at, -by) });
  }
  return changes.length === 0 ? transaction : joined(transaction, state.changes(changes));
}

function renumber(
  state: EditorState,
  list: SyntaxNode,
  found: {
    before: readonly Known[];
    starts: ReadonlySet<number>;
    /** Whether the item at this place had others before it. */
    wasInside: (at: number) => boolean;
    changes: ChangeSpec[];
    shifts: Map<number, { at: number; by: number }>;
  },
): void {
  const items = itemsOf(state, list);
  const [first] = items;
  if (first === undefined || items.length > mostItems) return;
  const known = found.before.find(({ column }) => column === first.column);
  const isFirstTouched = found.starts.has(first.first.from) || found.wasInside(first.first.from);
  const start = isFirstTouched ? (known?.start ?? 1) : numberOf(state, first);
  const habit = known?.habit ?? 'counted';
  items.forEach((item, index) => {
    if (habit === 'own' && !found.starts.has(item.first.from)) return;
    const number = habit === 'same' ? start : start + index;
    const written = String(number);
    const old = state.sliceDoc(item.markFrom, item.markTo - 1);
    // Written with leading zeros, it is a way of its own.
    if (Number(old) === number || number > 999_999_999) return;
    found.changes.push({ from: item.markFrom, to: item.markTo - 1, insert: written });
    if (written.length !== old.length) shiftBelow(state, item, written.length - old.length, found.shifts);
  });
}

function shiftBelow(
  state: EditorState,
  item: Item,
  by: number,
  shifts: Map<number, { at: number; by: number }>,
): void {
  for (let number = item.first.number + 1; number <= item.last.number; number++) {
    const line = state.doc.line(number);
    const at = line.from + Math.min(item.column, line.length);
    const isInside = /^[ ]+$/.test(line.text.slice(item.column, item.content));
    if (line.length < item.content || !isInside) continue;
    shifts.set(line.from, { at: shifts.get(line.from)?.at ?? at, by: (shifts.get(line.from)?.by ?? 0) + by });
  }
}

function blanksAt(state: EditorState, at: number, most: number): number {
  return /^ */.exec(state.sliceDoc(at, at + most))?.[0].length ?? 0;
}

/** The ordered lists around the touched lines as they were, by the column of their marks. */
function listsBefore(state: EditorState, transaction: Transaction, touched: readonly number[]): Known[] {
  const inverted = transaction.changes.invertedDesc;
  const found = new Map<number, Known>();
  const places = touched.flatMap((at) => [inverted.mapPos(at, -1), inverted.mapPos(at, 1)]);
  const tree = treeUpTo(state, Math.max(0, ...places));
  for (const at of places) {
    const line = state.doc.lineAt(Math.min(at, state.doc.length));
    for (const beside of [line.number, line.number - 1, line.number + 1]) {
      if (beside < 1 || beside > state.doc.lines) continue;
      const { to } = state.doc.line(beside);
      let node: SyntaxNode | null = tree.resolveInner(to, -1);
      for (; node !== null; node = node.parent) {
        if (node.name !== 'OrderedList' || found.has(node.from)) continue;
        const known = knownOf(state, node);
        if (known !== null) found.set(node.from, known);
      }
    }
  }
  return [...found.values()];
}

function knownOf(state: EditorState, list: SyntaxNode): Known | null {
  const items = itemsOf(state, list);
  const [first] = items;
  if (first === undefined) return null;
  const start = numberOf(state, first);
  const numbers = items.slice(0, mostItems).map((item) => numberOf(state, item));
  const isSame = numbers.length > 1 && numbers.every((number) => number === start);
  const isCounted = numbers.every((number, index) => number === start + index);
  return { column: first.column, start, habit: isSame ? 'same' : isCounted ? 'counted' : 'own' };
}

/** One transaction that does both. */
function joined(transaction: Transaction, more: ChangeSet): Transaction {
  const { startState, changes, newSelection, scrollIntoView } = transaction;
  const userEvent = transaction.annotation(Transaction.userEvent);
  const isolated = transaction.annotation(isolateHistory);
  return startState.update({
    changes: changes.compose(more),
    selection: newSelection.map(more, 1),
    scrollIntoView,
    ...(userEvent !== undefined && { userEvent }),
    ...(isolated !== undefined && { annotations: isolateHistory.of(isolated) }),
  });
}

/** `command`, which changes lists at the cursors, with the numbers that follow put right. */
export function keepingNumbers(command: StateCommand): StateCommand {
  return ({ state, dispatch }) =>
    command({
      state,
      dispatch: (transaction) => {
        const own = onlyAtCursors(transaction);
        dispatch(numbered(own, touchedBy(own)));
      },
    });
}

function touchedBy({ state }: Transaction): number[] {
  return state.selection.ranges.map(({ head }) => head);
}

/** Without the numbers that CodeMirror has changed below the cursors, which it does without regard for what hangs below them. */
function onlyAtCursors(transaction: Transaction): Transaction {
  const { startState, changes, newSelection, scrollIntoView } = transaction;
  const kept: { from: number; to: number; insert: Text }[] = [];
  const dropped: { after: number; by: number }[] = [];
  changes.iterChanges((from, to, _fromB, toB, insert) => {
    const isOwn = startState.selection.ranges.some(({ head }) => head >= from && head <= to);
    if (isOwn) kept.push({ from, to, insert });
    else dropped.push({ after: toB, by: insert.length - (to - from) });
  }, true);
  if (dropped.length === 0) return transaction;
  const back = (at: number) => at - dropped.reduce((sum, { after, by }) => (after <= at ? sum + by : sum), 0);
  const userEvent = transaction.annotation(Transaction.userEvent);
  return startState.update({
    changes: kept,
    selection: EditorSelection.create(
      newSelection.ranges.map(({ anchor, head }) => EditorSelection.range(back(anchor), back(head))),
      newSelection.mainIndex,
    ),
    scrollIntoView,
    ...(userEvent !== undefined && { userEvent }),
  });
}

/** What the keys do in lists: continue them, nest and raise items with what belongs to them, tick tasks. Numbers follow. */
import { isolateHistory } from '@codemirror/commands';
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown';
import type { ChangeSpec, EditorState, Line, StateCommand } from '@codemirror/state';
import type { SyntaxNode } from '@lezer/common';
import { bodyStart } from './header.ts';
import { type Item, itemOf, itemOnLine, selectedItems, sibling } from './list-items.ts';
import { keepingNumbers, numbered } from './list-numbers.ts';

/** Enter: the next item, or out of the list from an empty one. */
export const continueList = keepingNumbers(insertNewlineContinueMarkupCommand({ nonTightLists: false }));

/** Backspace behind a mark takes the mark away. */
export const deleteListMark = keepingNumbers(deleteMarkupBackward);

/** Nests the selected items below the one before them. `false`: the cursor is at no item. */
export const nestItems: StateCommand = ({ state, dispatch }) =>
  relead(state, dispatch, (item, selected) => {
    let before = sibling(item.node, -1);
    while (before !== null && selected.has(before.from)) before = sibling(before, -1);
    const parent = before === null ? null : itemOf(state, before);
    return parent === null ? null : placeBelow(state, parent);
  });

/** Raises them to the level of the item they are in. */
export const raiseItems: StateCommand = ({ state, dispatch }) =>
  relead(state, dispatch, (item, selected) => {
    const node = item.node.parent?.parent ?? null;
    if (node?.name !== 'ListItem' || selected.has(node.from)) return null;
    const parent = itemOf(state, node);
    if (parent === null || parent.first.number === item.first.number) return null;
    return { lead: leadOf(parent), mark: state.sliceDoc(parent.markFrom, parent.markTo) };
  });

interface Place {
  /** What stands before the mark. */
  lead: string;
  /** `null`: the item keeps its own. */
  mark: string | null;
}

function relead(
  state: EditorState,
  dispatch: Parameters<StateCommand>[0]['dispatch'],
  placeFor: (item: Item, selected: ReadonlySet<number>) => Place | null,
): boolean {
  const items = selectedItems(state);
  if (items === null || items.length === 0) return false;
  if (state.readOnly) return true;
  const selected = new Set(items.map(({ node }) => node.from));
  const moved = items.flatMap((item) => {
    const place = placeFor(item, selected);
    return place === null ? [] : [{ item, place }];
  });
  if (moved.length === 0) return true;
  const transaction = state.update({
    changes: moved.flatMap(({ item, place }) => releaded(state, item, place)),
    userEvent: 'input.indent',
    annotations: isolateHistory.of('full'),
    scrollIntoView: true,
  });
  const touched = moved.map(({ item }) => transaction.changes.mapPos(item.first.from, -1));
  dispatch(numbered(transaction, touched));
  return true;
}

/** The changes that put an item and all its lines at another place; lines that only hang on stay. */
function releaded(state: EditorState, item: Item, { lead, mark }: Place): ChangeSpec[] {
  const oldLead = leadOf(item);
  const oldMark = state.sliceDoc(item.markFrom, item.markTo);
  const newMark = mark ?? oldMark;
  const wider = newMark.length - oldMark.length;
  const changes = spliced(item.first.from, item.first.text.slice(0, item.column) + oldMark, lead + newMark);
  for (let number = item.first.number + 1; number <= item.last.number; number++) {
    const line = state.doc.line(number);
    if (!line.text.startsWith(oldLead) || line.text.trim() === '') continue;
    const blanks = /^ */.exec(line.text.slice(oldLead.length))?.[0].length ?? 0;
    const removed = Math.min(blanks, Math.max(0, -wider));
    const inserted = blanks === 0 ? '' : ' '.repeat(Math.max(0, wider));
    changes.push(...spliced(line.from, oldLead + ' '.repeat(removed), lead + inserted));
  }
  return changes;
}

/** `before`, which stands at `from`, becomes `after`, by the smallest change. */
function spliced(from: number, before: string, after: string): ChangeSpec[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  if (start === before.length && before.length === after.length) return [];
  const insert = after.slice(start, after.length - end);
  return [{ from: from + start, to: from + before.length - end, insert }];
}

/** What stands before the mark; of several marks on a line, blanks for those before it. */
function leadOf({ first, column }: Item): string {
  return first.text.slice(0, column).replace(/[^\s>]/g, ' ');
}

/** Where an item goes that becomes the last one inside `parent`. */
function placeBelow(state: EditorState, parent: Item): Place {
  let last = parent.node.lastChild;
  while (last?.name === 'QuoteMark') last = last.prevSibling;
  const isList = last?.name === 'BulletList' || last?.name === 'OrderedList';
  const child = isList ? (last?.getChild('ListItem') ?? null) : null;
  const example = child === null ? null : itemOf(state, child);
  if (example !== null && example.first.number !== parent.first.number)
    return { lead: leadOf(example), mark: state.sliceDoc(example.markFrom, example.markTo) };
  const lead = leadOf(parent);
  return { lead: lead + stepOf(state, parent), mark: null };
}

/** By how much the list indents what is nested, where that nests here too; else as far as the text of `parent`. */
function stepOf(state: EditorState, parent: Item): string {
  const least = parent.content - parent.column;
  let list: SyntaxNode | null = null;
  for (let node = parent.node.parent; node !== null; node = node.parent)
    if (node.name.endsWith('List')) list = node;
  const found: string[] = [];
  let looked = 0;
  list?.cursor().iterate(({ name, node }) => {
    if (found.length > 0 || ++looked > 2000) return false;
    if (name !== 'ListItem' || node.parent?.parent?.name !== 'ListItem') return undefined;
    const [outer, inner] = [itemOf(state, node.parent.parent), itemOf(state, node)];
    if (outer === null || inner === null || outer.first.number === inner.first.number) return undefined;
    found.push(inner.first.text.slice(outer.column, inner.column));
    return false;
  });
  const [step = ''] = found;
  const fits = step === '\t' || (/^ +$/.test(step) && step.length >= least && step.length < least + 4);
  return fits ? step : ' '.repeat(least);
}

/** Makes tasks of the selected lines, or ticks those that are tasks, or takes the ticks away where all have one. */
export const toggleTask: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const lines = taskLines(state);
  const isEvery = (test: RegExp) => lines.length > 0 && lines.every(({ text }) => test.test(text));
  const changes: ChangeSpec[] = [];
  if (isEvery(task)) {
    const sign = isEvery(doneTask) ? ' ' : 'x';
    for (const line of lines) {
      const at = line.from + (task.exec(line.text)?.[1]?.length ?? 0);
      changes.push({ from: at, to: at + 1, insert: sign });
    }
  } else {
    for (const line of lines) {
      if (task.test(line.text)) continue;
      const lead = /^(?:[\s>]*(?:[-+*]|\d{1,9}[.)])[ \t]+)+/.exec(line.text)?.[0];
      const start = lead ?? /^[\s>]*/.exec(line.text)?.[0] ?? '';
      changes.push({ from: line.from + start.length, insert: lead === undefined ? '- [ ] ' : '[ ] ' });
    }
  }
  if (changes.length === 0) return true;
  const set = state.changes(changes);
  dispatch(
    state.update({
      changes: set,
      selection: state.selection.map(set, 1),
      userEvent: 'input.task',
      annotations: isolateHistory.of('full'),
      scrollIntoView: true,
    }),
  );
  return true;
};

const task = /^([\s>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)+\[)[ xX]\](?=\s|$)/;
const doneTask = /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)+\[[xX]\]/;

/** Lines that may be tasks: no headings, no code, no lines of a header; empty ones only where the cursor is. */
function taskLines(state: EditorState): Line[] {
  const found = new Map<number, Line>();
  const body = bodyStart(state.doc);
  for (const { from, to, empty } of state.selection.ranges) {
    for (let at = from; at <= to;) {
      const line = state.doc.lineAt(at);
      const isMeant = empty || (line.text.trim() !== '' && (line.from < to || line.from === from));
      const isText = !/^\s*(?:>\s*)*(?:#{1,6}\s|```|~~~|\|)/.test(line.text);
      if (isMeant && isText && line.from >= body) found.set(line.from, line);
      at = line.to + 1;
    }
  }
  return [...found.values()];
}

/** Whether Tab and Shift+Tab are about a list here. */
export function isAtItem(state: EditorState): boolean {
  const { main } = state.selection;
  return main.empty ? itemOnLine(state, state.doc.lineAt(main.head)) !== null : selectedItems(state) !== null;
}

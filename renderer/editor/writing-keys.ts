/** The keys and commands for lists, tables, links and footnotes. */
import { indentLess, indentMore } from '@codemirror/commands';
import type { EditorState, StateCommand } from '@codemirror/state';
import type { Command, EditorView, KeyBinding } from '@codemirror/view';
import { goToFootnote, insertFootnote } from './footnotes.ts';
import { copyDown, copyUp, moveDown, moveUp } from './list-moves.ts';
import { leaveQuotation } from './leave-quotation.ts';
import { continueQuotedCode } from './quoted-code.ts';
import { continueList, deleteListMark, isAtItem, nestItems, raiseItems, toggleTask } from './lists.ts';
import { makeLink } from './marks.ts';
import {
  addColumn,
  addRowBelow,
  alignCenter,
  alignLeft,
  alignRight,
  alignTable,
  deleteColumn,
  deleteRow,
  enterInTable,
  isInTable,
  nextCell,
  previousCell,
  sortByColumn,
} from './tables.ts';
import { writingParts } from './writing-parts.ts';

export const writingEdits = {
  link: askLink,
  'empty-link': makeLink,
  task: toggleTask,
  nest: nestItems,
  raise: raiseItems,
  'move-up': moveUp,
  'move-down': moveDown,
  'copy-up': copyUp,
  'copy-down': copyDown,
  footnote: insertFootnote,
  'go-to-footnote': goToFootnote,
  'add-row': addRowBelow,
  'delete-row': deleteRow,
  'add-column': addColumn,
  'delete-column': deleteColumn,
  'sort-by-column': sortByColumn,
  'align-left': alignLeft,
  'align-center': alignCenter,
  'align-right': alignRight,
  'align-table': alignTable,
} as const satisfies Record<string, Command>;

/** A selected address becomes one of a link at once; for the rest somebody is asked. */
function askLink(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const parts = state.facet(writingParts);
  const isAddress = /^\s*https?:\/\/\S+\s*$/i.test(state.sliceDoc(main.from, main.to));
  if (parts === null || isAddress || state.readOnly) return makeLink(view);
  parts.link();
  return true;
}

function typeTab(view: EditorView): boolean {
  if (view.state.readOnly) return false;
  const change = view.state.replaceSelection('  ');
  view.dispatch(view.state.update(change, { userEvent: 'input', scrollIntoView: true }));
  return true;
}

/** What is composed is the IME's: its Enter and Tab are no keys of ours. */
function unlessComposing(command: Command): Command {
  return (view) => !view.composing && command(view);
}

const selects = (state: EditorState) => state.selection.ranges.some((range) => !range.empty);

/** Tab goes through a table, nests an item, indents what is selected; elsewhere it types a tab's worth of spaces. */
const tab: Command = (view) => {
  if (isInTable(view.state) && nextCell(view)) return true;
  if (isAtItem(view.state)) return nestItems(view);
  return selects(view.state) ? indentMore(view) : typeTab(view);
};

const shiftTab: Command = (view) => {
  if (isInTable(view.state) && previousCell(view)) return true;
  return isAtItem(view.state) ? raiseItems(view) : indentLess(view);
};

const either =
  (...all: StateCommand[]): Command =>
  (view) =>
    all.some((command) => command(view));

export const writingKeys: readonly KeyBinding[] = [
  {
    key: 'Enter',
    run: unlessComposing(either(enterInTable, continueQuotedCode, leaveQuotation, continueList)),
  },
  { key: 'Backspace', run: unlessComposing(deleteListMark) },
  { key: 'Tab', run: unlessComposing(tab), shift: unlessComposing(shiftTab) },
  { key: 'Alt-ArrowUp', run: unlessComposing(moveUp), shift: unlessComposing(copyUp) },
  { key: 'Alt-ArrowDown', run: unlessComposing(moveDown), shift: unlessComposing(copyDown) },
  { key: 'Mod-l', run: unlessComposing(toggleTask), preventDefault: true },
  { key: 'Mod-k', run: unlessComposing(askLink), preventDefault: true },
];

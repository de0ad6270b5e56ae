/** The keys of the text, and the commands that menus run on it. */
import { defaultKeymap, historyKeymap, indentLess, indentMore, redo, undo } from '@codemirror/commands';
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from '@codemirror/lang-markdown';
import { syntaxTree } from '@codemirror/language';
import { openSearchPanel, searchKeymap, selectSelectionMatches } from '@codemirror/search';
import { type Extension, Prec } from '@codemirror/state';
import { type Command, type EditorView, type KeyBinding, keymap } from '@codemirror/view';
import { openLinkAtCursor } from './links.ts';
import { makeLink, toggleBold, toggleCode, toggleHighlight, toggleItalic, toggleStrike } from './marks.ts';

const commands = {
  bold: toggleBold,
  italic: toggleItalic,
  strike: toggleStrike,
  highlight: toggleHighlight,
  code: toggleCode,
  link: makeLink,
  'open-link': openLinkAtCursor,
  find: openSearchPanel,
  undo,
  redo,
} as const satisfies Record<string, Command>;

export type EditorCommand = keyof typeof commands;

export function runCommand(view: EditorView, command: EditorCommand): void {
  commands[command](view);
  if (command !== 'find') view.focus();
}

/** Tab in a list nests the item; elsewhere it types a tab's worth of spaces, and Esc before it lets it leave the text. */
const tab: KeyBinding = {
  key: 'Tab',
  run: (view) => (inList(view) ? indentMore(view) : typeTab(view)),
  shift: indentLess,
};

function inList(view: EditorView): boolean {
  const { state } = view;
  if (state.selection.ranges.some((range) => !range.empty)) return true;
  let node = syntaxTree(state).resolveInner(state.doc.lineAt(state.selection.main.head).to, -1);
  for (; node.parent !== null; node = node.parent) if (node.name === 'ListItem') return true;
  return false;
}

function typeTab(view: EditorView): boolean {
  if (view.state.readOnly) return false;
  view.dispatch(
    view.state.update(view.state.replaceSelection('  '), { userEvent: 'input', scrollIntoView: true }),
  );
  return true;
}

/** Keys that mean something else, wherever the focus is (`commands.ts`): to the notes, show or hide sources. */
const appKeys: readonly (string | undefined)[] = ['Mod-Shift-l', 'Shift-Mod-\\'];

const editorKeys: readonly KeyBinding[] = [
  ...[...searchKeymap, ...historyKeymap, ...defaultKeymap].filter(({ key }) => !appKeys.includes(key)),
  // As in VS Code, which has it on Mod+Shift+L too.
  { key: 'Mod-F2', run: selectSelectionMatches },
];

/** `save` is what Mod+S does. */
export function noteKeys(save: () => void): Extension {
  return [
    Prec.high(
      keymap.of([
        { key: 'Enter', run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
        { key: 'Backspace', run: deleteMarkupBackward },
        { key: 'Mod-Enter', run: openLinkAtCursor },
        { key: 'Alt-Enter', run: openLinkAtCursor },
        { key: 'Mod-b', run: toggleBold },
        { key: 'Mod-i', run: toggleItalic },
        { key: 'Mod-k', run: makeLink },
        { key: 'Mod-Shift-x', run: toggleStrike },
        { key: 'Mod-Shift-h', run: toggleHighlight },
        { key: 'Mod-`', run: toggleCode },
        {
          key: 'Mod-s',
          run: () => {
            save();
            return true;
          },
        },
        tab,
      ]),
    ),
    keymap.of(editorKeys),
  ];
}

/** The keys of the text, and the commands that menus run on it. */
import {
  addCursorAbove,
  addCursorBelow,
  defaultKeymap,
  historyKeymap,
  redo,
  toggleTabFocusMode,
  undo,
} from '@codemirror/commands';
import { gotoLine } from '@codemirror/search';
import { type Extension, Prec } from '@codemirror/state';
import { type Command, type EditorView, type KeyBinding, keymap } from '@codemirror/view';
import { cursorKeys, selectAllLike, selectNextLike } from './cursors.ts';
import { findStep, openFind, replaceAll, replaceOne, selectAllFound } from './find-text.ts';
import { foldAllSections, foldKeys, foldSection, unfoldAllSections, unfoldSection } from './folding.ts';
import { openLinkAtCursor } from './links.ts';
import { saver } from './saver.ts';
import { toggleBold, toggleCode, toggleHighlight, toggleItalic, toggleStrike } from './marks.ts';
import { writingEdits, writingKeys } from './writing-keys.ts';

const commands = {
  bold: toggleBold,
  italic: toggleItalic,
  strike: toggleStrike,
  highlight: toggleHighlight,
  code: toggleCode,
  ...writingEdits,
  'open-link': openLinkAtCursor,
  find: openFind,
  replace: (view) => openFind(view, true),
  'find-next': (view) => findStep(view, 1),
  'find-previous': (view) => findStep(view, -1),
  'replace-one': replaceOne,
  'replace-all': replaceAll,
  'select-found': selectAllFound,
  'select-next-like': selectNextLike,
  'select-all-like': selectAllLike,
  'add-cursor-above': addCursorAbove,
  'add-cursor-below': addCursorBelow,
  fold: foldSection,
  unfold: unfoldSection,
  'fold-all': foldAllSections,
  'unfold-all': unfoldAllSections,
  undo,
  redo,
} as const satisfies Record<string, Command>;

export type EditorCommand = keyof typeof commands;

/** They are used in the find panel, or take the focus there. */
const keepFocus = new Set<EditorCommand>([
  'find',
  'replace',
  'find-next',
  'find-previous',
  'replace-one',
  'replace-all',
]);

export function runCommand(view: EditorView, command: EditorCommand): void {
  commands[command](view);
  if (!keepFocus.has(command)) view.focus();
}

/** Keys that mean something else, wherever the focus is (`commands.ts`): show or hide sources, the note before and after. */
const appKeys: readonly (string | undefined)[] = [
  'Shift-Mod-\\',
  'Alt-ArrowLeft',
  'Alt-ArrowRight',
  'Ctrl-m',
];

const editorKeys: readonly KeyBinding[] = [
  { key: 'Mod-f', run: (view) => openFind(view) },
  { key: 'Mod-Alt-f', run: (view) => openFind(view, true) },
  // On a Mac it hides the window.
  { win: 'Ctrl-h', linux: 'Ctrl-h', run: (view) => openFind(view, true) },
  ...['F3', 'Mod-g'].map((key) => ({
    key,
    run: (view: EditorView) => findStep(view, 1),
    shift: (view: EditorView) => findStep(view, -1),
    preventDefault: true,
  })),
  { key: 'Mod-Alt-g', run: gotoLine },
  // Its key on a Mac, Alt+Shift+M, shows the source.
  { win: 'Ctrl-m', linux: 'Ctrl-m', run: toggleTabFocusMode },
  ...cursorKeys,
  ...foldKeys,
  ...[...historyKeymap, ...defaultKeymap].filter(({ key }) => !appKeys.includes(key)),
];

/** `save` is what Mod+S does. */
export function noteKeys(save: () => void): Extension {
  return [
    saver.of(save),
    Prec.high(
      keymap.of([
        ...writingKeys,
        { key: 'Mod-Enter', run: openLinkAtCursor },
        { key: 'Alt-Enter', run: openLinkAtCursor },
        { key: 'Mod-b', run: toggleBold },
        { key: 'Mod-i', run: toggleItalic },
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
      ]),
    ),
    keymap.of(editorKeys),
  ];
}

/** The commands of finding, cursors, folding, ways to write, back and forward, and the window. */
import { desktop, sessions } from '../actions.ts';
import { goThrough, waysOf } from '../history.ts';
import { t } from '../messages.ts';
import { attempt, onDesktop } from '../notices.ts';
import { type UiState, useStore } from '../store.ts';
import { isMac } from '../system.ts';
import { changeTextSize } from '../text-size.ts';
import { setChoice, useChoices } from './choices.ts';
import type { EditorCommand } from './keys.ts';

const hasNote = (state: UiState) => state.note !== null;
const run = (id: EditorCommand) => () => sessions().run(id);
const inText = { editorKey: true, when: hasNote } as const;

/** Alt and an arrow go through the words of the text there. */
const [backKey, forwardKey] = isMac
  ? (['Mod+Alt+ArrowLeft', 'Mod+Alt+ArrowRight'] as const)
  : (['Alt+ArrowLeft', 'Alt+ArrowRight'] as const);

function toggle(name: 'focus' | 'typewriter' | 'vim'): () => void {
  return () => setChoice({ [name]: !useChoices.getState()[name] });
}

export const comfortCommands = [
  {
    id: 'replace',
    label: 'command.replace',
    section: 'go',
    shortcut: 'Mod+Alt+F',
    ...inText,
    run: run('replace'),
  },
  {
    id: 'find-next',
    label: 'command.findNext',
    section: 'go',
    shortcut: 'F3',
    ...inText,
    run: run('find-next'),
  },
  {
    id: 'find-previous',
    label: 'command.findPrevious',
    section: 'go',
    shortcut: 'Shift+F3',
    ...inText,
    run: run('find-previous'),
  },
  {
    id: 'go-back',
    label: 'command.goBack',
    section: 'go',
    shortcut: backKey,
    when: () => waysOf().back.length > 0,
    run: () => void goThrough(-1),
  },
  {
    id: 'go-forward',
    label: 'command.goForward',
    section: 'go',
    shortcut: forwardKey,
    when: () => waysOf().forward.length > 0,
    run: () => void goThrough(1),
  },
  {
    id: 'select-next-like',
    label: 'command.selectNextLike',
    section: 'format',
    shortcut: 'Mod+D',
    ...inText,
    run: run('select-next-like'),
  },
  {
    id: 'select-all-like',
    label: 'command.selectAllLike',
    section: 'format',
    shortcut: 'Mod+Shift+L',
    ...inText,
    run: run('select-all-like'),
  },
  {
    id: 'add-cursor-above',
    label: 'command.addCursorAbove',
    section: 'format',
    shortcut: 'Mod+Alt+ArrowUp',
    ...inText,
    run: run('add-cursor-above'),
  },
  {
    id: 'add-cursor-below',
    label: 'command.addCursorBelow',
    section: 'format',
    shortcut: 'Mod+Alt+ArrowDown',
    ...inText,
    run: run('add-cursor-below'),
  },
  { id: 'fold', label: 'command.fold', section: 'view', shortcut: 'Mod+Alt+[', ...inText, run: run('fold') },
  {
    id: 'unfold',
    label: 'command.unfold',
    section: 'view',
    shortcut: 'Mod+Alt+]',
    ...inText,
    run: run('unfold'),
  },
  { id: 'fold-all', label: 'command.foldAll', section: 'view', when: hasNote, run: run('fold-all') },
  { id: 'unfold-all', label: 'command.unfoldAll', section: 'view', when: hasNote, run: run('unfold-all') },
  {
    id: 'toggle-focus',
    label: 'command.toggleFocus',
    section: 'view',
    shortcut: 'Mod+Shift+J',
    inBrowser: 'Alt+Shift+J',
    run: toggle('focus'),
  },
  { id: 'toggle-typewriter', label: 'command.toggleTypewriter', section: 'view', run: toggle('typewriter') },
  { id: 'toggle-vim', label: 'command.toggleVim', section: 'view', run: toggle('vim') },
  {
    id: 'toggle-spelling',
    label: 'command.toggleSpelling',
    section: 'view',
    when: (state: UiState) => !state.isDesktop,
    // A browser checks in the languages that it is set to.
    run: () => setChoice({ spelling: useChoices.getState().spelling === null ? navigator.language : null }),
  },
  {
    id: 'spelling',
    label: 'command.spelling',
    section: 'view',
    when: (state: UiState) => state.isDesktop,
    run: () => useStore.setState({ dialog: { kind: 'spelling' } }),
  },
  { id: 'text-larger', label: 'command.textLarger', section: 'view', run: () => changeTextSize(1) },
  { id: 'text-smaller', label: 'command.textSmaller', section: 'view', run: () => changeTextSize(-1) },
  { id: 'text-usual', label: 'command.textUsual', section: 'view', run: () => changeTextSize(0) },
  {
    id: 'full-screen',
    label: 'command.fullScreen',
    section: 'view',
    shortcut: isMac ? 'Mod+Shift+F11' : 'F11',
    // The browser's own key does it there.
    inBrowser: null,
    run: () => void toggleFullScreen(),
  },
] as const;

async function toggleFullScreen(): Promise<void> {
  await attempt(t('failed.window'), async () => {
    const window = desktop();
    if (window !== null) await onDesktop(window.toggleFullScreen());
    else if (document.fullscreenElement === null) await document.documentElement.requestFullscreen();
    else await document.exitFullscreen();
  });
}

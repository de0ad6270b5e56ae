/** The keys of vim, loaded only where a person has chosen them. */
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';
import { isToldOf, onTold } from './text-on-screen.ts';
import { isVimMode, useVimMode, type VimMode } from './vim-mode.ts';
import { saver } from './saver.ts';

let isDefined = false;

function defineCommands(): void {
  if (isDefined) return;
  isDefined = true;
  for (const [name, short] of [
    ['write', 'w'],
    ['update', 'up'],
    ['xit', 'x'],
    ['wq', 'wq'],
  ] as const) {
    Vim.defineEx(name, short, (cm: { cm6: EditorView }) => cm.cm6.state.facet(saver)());
  }
}

const showMode = ViewPlugin.define((view) => {
  const cm = getCM(view);
  let mode: VimMode = 'normal';
  const tell = () => {
    if (isToldOf(view)) useVimMode.setState({ mode });
  };
  const show = (now: { mode: string }) => {
    mode = isVimMode(now.mode) ? now.mode : 'normal';
    tell();
  };
  cm?.on('vim-mode-change', show);
  const unfollow = onTold(view, tell);
  tell();
  return {
    destroy() {
      cm?.off('vim-mode-change', show);
      unfollow();
      if (isToldOf(view)) useVimMode.setState({ mode: null });
    },
  };
});

/** Before the keys of the text, which are the same in many ways. */
export function vimKeys(): Extension {
  defineCommands();
  return [Prec.highest(vim()), showMode];
}

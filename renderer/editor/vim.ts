/** The keys of vim, loaded only where a person has chosen them. */
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, ViewPlugin } from '@codemirror/view';
import { getCM, Vim, vim } from '@replit/codemirror-vim';
import { isVimMode, useVimMode } from './vim-mode.ts';
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
  const show = ({ mode }: { mode: string }) =>
    useVimMode.setState({ mode: isVimMode(mode) ? mode : 'normal' });
  cm?.on('vim-mode-change', show);
  useVimMode.setState({ mode: 'normal' });
  return {
    destroy() {
      cm?.off('vim-mode-change', show);
      useVimMode.setState({ mode: null });
    },
  };
});

/** Before the keys of the text, which are the same in many ways. */
export function vimKeys(): Extension {
  defineCommands();
  return [Prec.highest(vim()), showMode];
}

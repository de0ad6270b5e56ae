/** What is said in Chinese about two notes beside each other. */
import type { beside as english } from '../en/beside.ts';

export const beside: Record<keyof typeof english, string> = {
  'command.openBeside': '在旁边打开笔记…',
  'command.closeOther': '关闭另一篇笔记',
  'beside.open': '在旁边打开',
  'beside.close': '关闭这篇笔记',
  'beside.both': '屏幕上的笔记',
  'beside.edge': '左侧笔记',
  'quickOpen.besidePlaceholder': '在旁边打开一篇笔记',
  'quickOpen.help.beside': '在旁边打开',
  'outline.inNeither': '“{heading}”现在不在任何一篇笔记中：再撤销一次即可恢复。无法写入 {path}',
  'beside.notSaved': '未保存',
};

/** 实时排版与正文状态栏的文字。 */
import type { live as english } from '../en/live.ts';
import type { Message } from '../message.ts';

export const live: Record<keyof typeof english, Message> = {
  'command.toggleSource': '显示或隐藏全部标记（源码）',
  'command.toggleSpacing': '中西文之间的间距：开或关',
  'live.showSource': '显示源码和全部标记',
  'live.task': '任务',
  'live.openHow': '{keys}+单击打开',
  'live.characters': '{n} 个字符',
  'live.selected': '选中 {n} 字',
  'live.selectedHint': '共 {total} 字，选中 {words} 字、{characters} 个字符',
  'live.plain': '纯文本',
  'live.plainHint': '这篇笔记超过一百万字符：不着色显示，打字才能保持流畅。',
};

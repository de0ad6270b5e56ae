/** What is said in Chinese by quick open and the command palette. */
import type { Message } from '../message.ts';
import type { quickOpen as english } from '../en/quick-open.ts';

export const quickOpen: Record<keyof typeof english, Message> = {
  'quickOpen.title': '快速打开',
  'quickOpen.field': '打开笔记、标题或来源',
  'quickOpen.placeholder': '打开笔记、标题或来源，可输入拼音…',
  'quickOpen.notes': '笔记',
  'quickOpen.commands': '命令',
  'quickOpen.tags': '标签',
  'quickOpen.headings': '标题',
  'quickOpen.recent': '最近打开',
  'quickOpen.create': '新建“{title}”',
  'quickOpen.newest': '最新的笔记',
  'quickOpen.search': '在所有笔记中搜索“{text}”',
  'quickOpen.line': '第 {n} 行',
  'quickOpen.none.notes': '打开过的笔记会出现在这里。输入文字或拼音查找。',
  'quickOpen.none.commands': '没有叫这个名字的命令。',
  'quickOpen.none.tags': '没有叫这个名字的标签。',
  'quickOpen.none.headings': '这篇笔记没有这样的标题。',
  'quickOpen.noNote': '先打开一篇笔记，再前往它的标题。',
  'quickOpen.failed': '笔记本没有回应，请稍后再输入。',
  'quickOpen.help.create': '新建',
  'quickOpen.help.commands': '命令',
  'quickOpen.help.tags': '标签',
  'quickOpen.help.headings': '本篇的标题',
  'commands.title': '命令',
  'commands.field': '命令名称',
  'commands.placeholder': '输入命令的名称或拼音…',
  'commands.none': '没有叫这个名字的命令。',
  'commands.recent': '最近使用',
  'commands.others': '全部命令',
};

import type { sources as english } from '../en/sources.ts';
import type { Message } from '../message.ts';

export const sources: Record<keyof typeof english, Message> = {
  'sources.label': '来源',
  'sources.title': '来源',
  'sources.count': '{n} 个来源',
  'sources.open': '打开文章',
  'sources.show': '显示来源',
  'sources.hide': '隐藏来源',
  'sources.goTo': '在笔记中定位',
  'sources.excerpt': '你的摘录：{text}',
  'sources.noExcerpt': '下面还没有写摘录。',
  'sources.alsoIn': '也见于',
  'sources.alsoInCount': '也见于 {n} 篇笔记',
  'sources.more': '还有 {n} 篇',
  'sources.emptyTitle': '这篇笔记还没有来源',
  'sources.emptyText': '笔记里的链接会收集到这里。写下 ### [标题](网址)，下面的内容就是你的摘录。',
  'sources.noNoteText': '笔记链接到的文章会出现在这里。',
  'sources.refused': '拾穗只打开 http 和 https 网址，不打开“{url}”。',
};

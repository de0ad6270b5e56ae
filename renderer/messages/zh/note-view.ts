/** What is said in Chinese by the reading view of a note. */
import type { noteView as english } from '../en/note-view.ts';
import type { Message } from '../message.ts';

export const noteView: Record<keyof typeof english, Message> = {
  'command.toggleReading': '阅读或书写',
  'command.readingBeside': '在正文旁边阅读',
  'command.noReadingBeside': '关闭旁边的阅读视图',
  'command.print': '打印',
  'noteView.read': '阅读笔记',
  'noteView.write': '回到正文',
  'noteView.beside': '在正文旁边阅读',
  'noteView.look': '字体与明暗',
  'noteView.frame': '笔记',
  'noteView.task': '任务',
  'noteView.paused': '预览已暂停：这篇笔记排版耗时过长，下面是它的原文。',
  'noteView.again': '重试',
  'noteView.readOnly': '现在无法修改这篇笔记。',
  'noteView.notPrinted': '无法打印这篇笔记。',
  'noteView.find': '在本页中查找',
  'noteView.notFound': '未找到',
  'noteView.next': '下一处',
  'noteView.previous': '上一处',
  'noteView.closeFind': '关闭查找',
  'noteView.diagram': '图表',
  'noteView.noDiagram': '无法绘制这个图表。',
  'noteView.diagramTooLong': '绘制这个图表耗时过长。',
  'noteView.loadPictures': '加载这篇笔记的图片',
  'noteView.pictureGone': '未找到',
  'noteView.tooLong': '以下内容过多，无法排版，以纯文本显示。',
  'noteView.picture': '图片',
};

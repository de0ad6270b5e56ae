/** What is said in Chinese by the lines under a row and the way through matches. */
import type { Message } from '../message.ts';
import type { finding as english } from '../en/finding.ts';

export const finding: Record<keyof typeof english, Message> = {
  'command.nextMatch': '下一处匹配',
  'command.previousMatch': '上一处匹配',
  'finding.in': '见：{heading}',
  'finding.more': '还有 {n} 行',
  'finding.count': '{n} 处匹配',
  'finding.notInText': '正文中没有',
  'finding.place': '第 {place} 处，共 {total} 处',
  'finding.fromTop': '回到第一处',
  'finding.fromEnd': '回到最后一处',
  'finding.indexingTitle': '正在建立全文索引',
  'finding.indexing': '正在建立全文索引：{done} / {total}',
  'finding.indexingRate': '每秒 {rate} 篇',
  'finding.readingTitle': '正文还在读取',
  'finding.readingText': '找到的会自动出现在这里。',
  'finding.noneYetTitle': '暂时没有找到',
  'finding.noneYetText': '仍在读取笔记，找到的会自动出现在这里。',
  'finding.scan': '此系统没有全文索引，每次搜索都会读取全部笔记。结果相同，只是较慢。',
};

/** What is said in Chinese by quick add, pasted and dropped addresses. */
import type { capture as english } from '../en/capture.ts';
import type { Message } from '../message.ts';

export const capture: Record<keyof typeof english, Message> = {
  'capture.title': '快速添加',
  'command.quickAdd': '快速添加…',
  'command.copyBookmarklet': '拷贝书签小工具',
  'capture.url': '网址',
  'capture.urlProblem': '拾穗只收录以 http:// 或 https:// 开头的网址。',
  'capture.name': '标题',
  'capture.nameHint': '留空则只记下网址。',
  'capture.getTitle': '获取标题',
  'capture.gettingTitle': '正在获取标题…',
  'capture.noTitle': '无法获取标题：{why}',
  'capture.untitled': '网页没有标题。',
  'capture.quote': '引文（可选）',
  'capture.target': '添加到',
  'capture.target.open': '打开的笔记：{title}',
  'capture.target.note': '其他笔记',
  'capture.target.new': '新笔记',
  'capture.note': '笔记',
  'capture.notePlaceholder': '输入标题中的几个字',
  'capture.noteProblem': '请选择笔记。',
  'capture.noteTitle': '笔记标题',
  'capture.noteTitlePlaceholder': '文章的标题',
  'capture.add': '添加',
  'capture.addAnyway': '仍然添加',
  'capture.jump': '跳到那里',
  'capture.failed': '无法添加：',

  'capture.noted': '已记在《{note}》。',
  'capture.notedOn': '{date} 已记在《{note}》。',
  'capture.notedUnder': '已记在《{note}》的“{heading}”下。',
  'capture.notedOnUnder': '{date} 已记在《{note}》的“{heading}”下。',
  'capture.notedMore': '{noted}另有 {n} 篇笔记。',

  'capture.added': '已添加到《{note}》。',
  'capture.quoted': '《{note}》已有这个来源，已补上引文。',
  'capture.known': '《{note}》已有这个来源，没有改动。',
  'capture.show': '查看',

  'capture.offer.title': '改为 {text}',
  'capture.offer.get': '获取标题',
  'capture.offer.getting': '正在获取标题…',
  'capture.offer.jump': '跳到那里',
  'capture.offer.key': 'Tab',
  'capture.offer.spoken': '{text} 按 Tab：{action}',

  'capture.bookmarkletCopied': '书签小工具已拷贝：在浏览器里新建书签，把它粘贴为网址。',
  'capture.bookmarkletNotCopied': '无法拷贝书签小工具。使用说明里也有。',
};

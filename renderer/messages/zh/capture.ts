/** What is said in Chinese by quick add, pasted and dropped addresses. */
import type { capture as english } from '../en/capture.ts';
import type { Message } from '../message.ts';

export const capture: Record<keyof typeof english, Message> = {
  'capture.title': '快速添加',
};

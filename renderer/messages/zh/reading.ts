/** What is said in Chinese by the reading view of a copy and what is quoted from it. */
import type { reading as english } from '../en/reading.ts';
import type { Message } from '../message.ts';

export const reading: Record<keyof typeof english, Message> = {
  'reading.title': '阅读视图',
};

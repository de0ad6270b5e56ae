/** What is said in English by quick add, pasted and dropped addresses. */
import type { Message } from '../message.ts';

export const capture = {
  'capture.title': 'Quick add',
} as const satisfies Record<string, Message>;

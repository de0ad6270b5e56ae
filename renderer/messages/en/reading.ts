/** What is said in English by the reading view of a copy and what is quoted from it. */
import type { Message } from '../message.ts';

export const reading = {
  'reading.title': 'Reading view',
} as const satisfies Record<string, Message>;

/** What is said in English by the lines under a row and the way through matches. */
import type { Message } from '../message.ts';

export const finding = {} as const satisfies Record<string, Message>;

/** What is said in English by saved filters, the OR switch and the filter in words. */
import type { Message } from '../message.ts';

export const filters = {} as const satisfies Record<string, Message>;

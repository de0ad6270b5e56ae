/** What is said in Chinese by saved filters, the OR switch and the filter in words. */
import type { Message } from '../message.ts';
import type { filters as english } from '../en/filters.ts';

export const filters: Record<keyof typeof english, Message> = {};

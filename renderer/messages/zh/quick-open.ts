/** What is said in Chinese by quick open and the command palette. */
import type { Message } from '../message.ts';
import type { quickOpen as english } from '../en/quick-open.ts';

export const quickOpen: Record<keyof typeof english, Message> = {};

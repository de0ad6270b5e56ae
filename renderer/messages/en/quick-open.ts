/** What is said in English by quick open and the command palette. */
import type { Message } from '../message.ts';

export const quickOpen = {} as const satisfies Record<string, Message>;

/** What is said in English by the dialog that renames, merges and cleans up tags. */
import type { Message } from '../message.ts';

export const tagDoctor = {} as const satisfies Record<string, Message>;

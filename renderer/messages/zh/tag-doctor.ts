/** What is said in Chinese by the dialog that renames, merges and cleans up tags. */
import type { Message } from '../message.ts';
import type { tagDoctor as english } from '../en/tag-doctor.ts';

export const tagDoctor: Record<keyof typeof english, Message> = {};

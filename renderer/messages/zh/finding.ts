/** What is said in Chinese by the lines under a row and the way through matches. */
import type { Message } from '../message.ts';
import type { finding as english } from '../en/finding.ts';

export const finding: Record<keyof typeof english, Message> = {};

/** What is said in English by the view of all articles, and by states of cards, copies and links. */
import type { Message } from '../message.ts';

export const articles = {
  'articles.read.unread': 'Unread',
} as const satisfies Record<string, Message>;

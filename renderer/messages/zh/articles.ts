/** What is said in Chinese by the view of all articles, and by states of cards, copies and links. */
import type { articles as english } from '../en/articles.ts';
import type { Message } from '../message.ts';

export const articles: Record<keyof typeof english, Message> = {
  'articles.read.unread': '未读',
};

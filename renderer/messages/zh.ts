/** 简体中文. The types ask for exactly the keys of en/. */
import type { MessageKey } from './en.ts';
import type { Message } from './message.ts';
import { lists } from './zh/lists.ts';
import { sources } from './zh/sources.ts';
import { commands } from './zh/commands.ts';
import { notices } from './zh/notices.ts';
import { editor } from './zh/editor.ts';

export const zh: Record<MessageKey, Message> = { ...lists, ...sources, ...commands, ...notices, ...editor };

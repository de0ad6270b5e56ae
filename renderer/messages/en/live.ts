/** What is said in English by live formatting and the status bar of the text. */
import type { Message } from '../message.ts';

export const live = {
  'command.toggleSource': 'Show or hide all marks (source)',
  'command.toggleSpacing': 'Room between Chinese and Latin: on or off',
  'live.showSource': 'Show the source, with all marks',
  'live.task': 'Task',
  'live.openHow': '{keys}+click opens it',
  'live.characters': { one: '{n} character', other: '{n} characters' },
  'live.selected': { one: '{n} word selected', other: '{n} words selected' },
  'live.selectedHint': '{words} of {total} words, {characters} characters',
  'live.plain': 'Plain',
  'live.plainHint':
    'This note is longer than a million characters: it is shown without colours, so that typing stays quick.',
} as const satisfies Record<string, Message>;

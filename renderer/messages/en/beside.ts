/** What is said in English about two notes beside each other. */
import type { Message } from '../message.ts';

export const beside = {
  'command.openBeside': 'Open note beside…',
  'command.closeOther': 'Close the other note',
  'beside.open': 'Open beside',
  'beside.close': 'Close this note',
  'beside.both': 'Notes on screen',
  'beside.edge': 'the left note',
  'quickOpen.besidePlaceholder': 'Open a note beside this one',
  'quickOpen.help.beside': 'beside',
  'outline.inNeither':
    '“{heading}” is in neither note now: undo once more brings it back. It could not be put into {path}',
  'beside.notSaved': 'Not saved',
} as const satisfies Record<string, Message>;

/** What an IME composes, in the history of undo. */
import { isolateHistory } from '@codemirror/commands';
import { EditorState, type Extension } from '@codemirror/state';

/**
 * Each word that an IME commits is a step of undo. CodeMirror keeps the letters of one composition together, but joins it with what was
 * typed less than half a second before: whole sentences vanished at once.
 */
export const undoesByWord: Extension = EditorState.transactionExtender.of((transaction) =>
  transaction.isUserEvent('input.type.compose.start') ? { annotations: isolateHistory.of('before') } : null,
);

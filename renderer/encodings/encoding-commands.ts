import { openDialog } from '../dialogs/focus-before.ts';
import type { UiState } from '../store.ts';

const hasText = ({ note }: UiState): boolean =>
  note !== null && (note.status.kind !== 'read-only' || note.status.reason === 'not-utf8');

export const encodingCommands = [
  {
    id: 'encoding',
    label: 'command.encoding',
    section: 'file',
    when: hasText,
    run: () => openDialog({ kind: 'encoding' }),
  },
] as const;

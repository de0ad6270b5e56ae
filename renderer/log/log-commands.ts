import { openDialog } from '../dialogs/focus-before.ts';

export const logCommands = [
  { id: 'show-log', label: 'command.showLog', section: 'view', run: () => openDialog({ kind: 'log' }) },
] as const;

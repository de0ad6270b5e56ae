/** The commands that choose how the text is shown. */
import { useStore } from '../store.ts';
import { setChoice, useChoices } from './choices.ts';

const hasNote = () => useStore.getState().note !== null;

export const liveCommands = [
  {
    id: 'toggle-source',
    label: 'command.toggleSource',
    section: 'view',
    shortcut: 'Mod+Shift+M',
    inBrowser: 'Alt+Shift+M',
    when: hasNote,
    run: () => setChoice({ live: !useChoices.getState().live }),
  },
  {
    id: 'toggle-spacing',
    label: 'command.toggleSpacing',
    section: 'view',
    when: hasNote,
    run: () => setChoice({ spacing: !useChoices.getState().spacing }),
  },
] as const;

import type { NotePath } from '../../notes/api.ts';
import { useStore } from '../store.ts';
import type { NoteSession } from './note.ts';

/** Says which notes are not saved and will not be by themselves, on screen or not: the list marks them. */
export function tellStuck(kept: ReadonlyMap<NotePath, NoteSession>): void {
  const stuck = [...kept.values()].filter(({ status }) => isStuck(status.kind)).map(({ path }) => path);
  const before = useStore.getState().stuck;
  if (stuck.length !== before.length || stuck.some((path) => !before.includes(path)))
    useStore.setState({ stuck });
}

function isStuck(kind: NoteSession['status']['kind']): boolean {
  return kind === 'failed' || kind === 'conflict' || kind === 'gone';
}

/** Two notes on screen: puts one beside the other, and takes it away again. */
import type { NotePath } from '../../notes/api.ts';
import { sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt } from '../notices.ts';
import { currentFold } from '../panes.ts';
import { isSplit, noteOn, type Side, type UiState, useStore } from '../store.ts';
import { focusSide } from './focus-side.ts';
import { leastForTwo } from './room.ts';

/** Shows a note beside the open one; one that is on screen already has the focus where it is. */
export async function openBeside(path: NotePath, at: { line?: number; focus?: boolean } = {}): Promise<void> {
  await attempt(t('failed.open', { path }), async () => {
    const wasSplit = isSplit(useStore.getState());
    await sessions().openBeside(path, at.line === undefined ? undefined : { line: at.line });
    if (!wasSplit && isSplit(useStore.getState())) makeRoom();
    useStore.setState({ page: 'editor' });
    if (at.focus === true) requestAnimationFrame(() => focusNote(path));
  });
}

/** The note that had the focus last stays alone. */
export async function closeOther(): Promise<void> {
  // The side is gone at once, its text is saved meanwhile: no key may fall between.
  const closed = sessions().closeBeside();
  giveRoomBack();
  sessions().focus();
  await closed;
}

/** Takes the note on this side off the screen. */
export async function closeSide(side: Side): Promise<void> {
  const path = noteOn(useStore.getState(), side)?.path;
  if (path === undefined) return;
  const closed = sessions().close(path);
  giveRoomBack();
  if (useStore.getState().note !== null) sessions().focus();
  await closed;
}

function focusNote(path: NotePath): void {
  const state = useStore.getState();
  const side = state.sides.find((one) => noteOn(state, one)?.path === path);
  if (side !== undefined) focusSide(side);
}

/** The panes that had to go for a second note; they come back when it goes. */
let closed: Partial<Pick<UiState, 'sourcesOpen' | 'sidebarOpen'>> = {};

function makeRoom(): void {
  const fold = currentFold();
  closed = {};
  if (fold === 'pages') return;
  const width = document.querySelector('[data-pane="editor"]')?.clientWidth ?? 0;
  let lacking = leastForTwo - width;
  const { sourcesOpen, sidebarOpen } = useStore.getState();
  const widthOf = (pane: string) => document.querySelector(`[data-pane="${pane}"]`)?.clientWidth ?? 0;
  if (lacking > 0 && sidebarOpen) {
    closed = { sidebarOpen: true };
    lacking -= widthOf('sidebar');
  }
  if (lacking > 0 && fold === 'wide' && sourcesOpen) closed = { ...closed, sourcesOpen: true };
  useStore.setState({
    ...(closed.sourcesOpen === true && { sourcesOpen: false }),
    ...(closed.sidebarOpen === true && { sidebarOpen: false }),
  });
}

function giveRoomBack(): void {
  if (isSplit(useStore.getState())) return;
  useStore.setState(closed);
  closed = {};
}

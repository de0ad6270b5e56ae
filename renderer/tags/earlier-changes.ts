/** Changes that this page has not made itself: another window did, or it was loaded again, or a crash cut one off. */
import { type Notebook, NotesError } from '../../notes/api.ts';
import { useTagSteps } from './tag-steps.ts';

/** The last one of all, to be taken back. */
export async function lookForLast(notebook: Notebook): Promise<void> {
  try {
    const done = await notebook.bulkLast({});
    if (useTagSteps.getState().last !== null || done === null) return;
    const { batch, change } = done;
    useTagSteps.setState({ last: { batch, change, followed: null } });
  } catch (error) {
    sayUnlessOffline(error);
  }
}

/** What was cut off. Answers why nobody knows; `null`: it is known. */
export async function lookForPending(notebook: Notebook): Promise<unknown> {
  try {
    useTagSteps.setState({ pending: await notebook.bulkPending({}) });
    return null;
  } catch (error) {
    sayUnlessOffline(error);
    return error;
  }
}

/** Nobody asked for it; it is looked for again when the connection is back. */
function sayUnlessOffline(error: unknown): void {
  if (!(error instanceof NotesError && error.code === 'offline')) console.error('gleaner:', error);
}

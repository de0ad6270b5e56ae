/** Links of a note to other notes, followed. */
import { notebook, openNote } from '../actions.ts';
import { offerToMake } from '../links/follow.ts';
import { isFileAddress } from '../editor/file-links.ts';
import { openFile } from '../pictures.ts';
import { useStore } from '../store.ts';
import { pageOn } from './page-on-screen.ts';

const shownWithinMs = 4000;

/**
 * Opens the note that a link leads to, at its heading. `wiki`: what stands in double brackets; `relative`: an address of Markdown.
 */
export async function followNoteLink(written: string, kind: 'wiki' | 'relative'): Promise<void> {
  const path = useStore.getState().note?.path;
  if (path === undefined) return;
  if (kind === 'relative' && isFileAddress(written)) return openFile(path, written);
  const plain = kind === 'wiki' ? written : decoded(written.replace(/\?[^#]*/, ''));
  const hash = plain.indexOf('#');
  const target = hash < 0 ? plain : plain.slice(0, hash);
  const heading = hash < 0 ? '' : plain.slice(hash + 1);
  const [found = null] = await notebook()
    .resolveLinks({ path, links: [{ kind, target: target.slice(0, 1000) }] })
    // That the notebook is away is told elsewhere.
    .catch(() => [null]);
  if (found === null) {
    offerToMake(target);
    return;
  }
  if (found !== path) await openNote(found);
  if (heading !== '') await goToHeading(heading, Date.now() + shownWithinMs);
}

/** The page of a note that was opened a moment ago comes block by block. */
async function goToHeading(heading: string, until: number): Promise<void> {
  if (pageOn()?.goToAnchor(heading) === true || Date.now() > until) return;
  await new Promise((done) => setTimeout(done, 50));
  await goToHeading(heading, until);
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** Goes where a link to a note leads; what is not there yet can be made. */
import type { NotePath } from '../../notes/api.ts';
import { isOtherFile, lastPart, withoutEnding } from '../../notes/text/note-link.ts';
import { placeOfHeading } from '../../notes/text/note-link-heading.ts';
import type { LinkTarget } from '../../notes/text/note-link-target.ts';
import { notebook, openNote, sessions } from '../actions.ts';
import { t } from '../messages.ts';
import { attempt, notify } from '../notices.ts';
import { useStore } from '../store.ts';

export interface FollowedLink extends LinkTarget {
  heading: string | null;
}

/** Follows a link of the open note. */
export async function followLink(link: FollowedLink): Promise<void> {
  const path = useStore.getState().note?.path;
  if (path === undefined) return;
  const { kind, target, heading } = link;
  await attempt(t('failed.open', { path: target === '' ? path : target }), async () => {
    const [found = null] = await notebook().resolveLinks({ path, links: [{ kind, target }] });
    if (found === null) offerToMake(target);
    else await goTo(found, heading);
  });
}

async function goTo(path: NotePath, heading: string | null): Promise<void> {
  if (heading === null) return openNote(path, { focus: true });
  const open = useStore.getState().note;
  const text = open?.path === path ? (sessions().text() ?? '') : (await notebook().read({ path })).text;
  const line = placeOfHeading(text, heading);
  await openNote(path, line === null ? { focus: true } : { line, focus: true });
  if (line !== null) return;
  const title = useStore.getState().note?.facts.title ?? path;
  notify(t('links.noHeading', { title, heading }));
}

/** The note is made where and how the notebook makes its notes, when the person says so. */
export function offerToMake(target: string): void {
  if (isOtherFile(target)) {
    notify(t('links.notText', { target }));
    return;
  }
  const title = withoutEnding(lastPart(target)).trim();
  const run = () =>
    void attempt(t('failed.create'), async () => {
      const path = await notebook().create({ title, tags: [] });
      await openNote(path, { focus: true });
      notify(t('links.created', { path }));
    });
  notify(t('links.missing', { target: title }), { action: { label: t('links.create'), run }, stays: true });
}

/** A note gets the name of another one that is gone from the disk and still on screen: neither text leaves the screen. */
import type { NotePath } from '../../notes/api.ts';
import type { NoteSession } from './note.ts';

/**
 * Gives `session` the name `to` among the `kept` ones. Who had it, with text that is nowhere else or on screen, is called as a copy of
 * a conflict from now on, and written under that name when the person says so.
 */
export function rename(
  kept: Map<NotePath, NoteSession>,
  session: NoteSession,
  to: NotePath,
  isOpen: (session: NoteSession) => boolean,
): void {
  const former = kept.get(to);
  kept.delete(session.path);
  if (former !== undefined && former !== session && (former.isDirty || isOpen(former))) {
    const aside = pathAside(to, (path) => kept.has(path));
    kept.set(aside, former);
    former.moved(aside);
    // It is no more on the disk than it was under its own name.
    void former.check();
  }
  kept.set(to, session);
  session.moved(to);
}

function pathAside(path: NotePath, isTaken: (path: NotePath) => boolean, now = new Date()): NotePath {
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const stem = path.replace(/\.[^./]+$/, '');
  for (let number = 1; ; number++) {
    const mark = `conflict ${day} ${time}`;
    const aside = `${stem} (${mark})${number === 1 ? '' : ` ${number}`}${path.slice(stem.length)}`;
    if (!isTaken(aside)) return aside;
  }
}

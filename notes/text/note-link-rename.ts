/** Follows a note that gets another path: every link goes on leading to the note that it led to, by splices. */
import type { NotePath } from '../api.ts';
import { applyChanges, type HeaderEdit, refused, type TextChange } from './header-edit.ts';
import { folderOf, isNoteAddress } from './note-link.ts';
import { type LinkPlace, linkPlaces, realPlaces, writtenTarget } from './note-link-places.ts';
import {
  joined,
  ledBy,
  linkWays,
  noteOfLink,
  type NoteNames,
  relativePath,
  shortestTarget,
} from './note-link-target.ts';

export interface Renaming {
  from: NotePath;
  to: NotePath;
  /** All notes as they are, and as they will be. */
  before: NoteNames;
  after: NoteNames;
  /** Whether there is such a file, a picture for one. */
  hasFile: (path: string) => boolean;
}

/** The links of the note at `path`. A note that moves to another folder takes its own relative addresses along. */
export function followRename(text: string, path: NotePath, renaming: Renaming): HeaderEdit {
  const places = linkPlaces(text).filter((place) => newTarget(place, path, renaming) !== null);
  const changes = realPlaces(text, places).flatMap((place): TextChange[] => {
    const target = newTarget(place, path, renaming);
    const written = text.slice(place.from, place.to);
    const insert = target === null ? written : writtenTarget(place, target, written);
    return insert === written ? [] : [{ from: place.from, to: place.to, insert }];
  });
  if (changes.length === 0) return { kind: 'unchanged' };
  return keepsAll(text, applyChanges(text, changes), path, renaming)
    ? { kind: 'edited', changes }
    : refused(
        text.slice(0, changes[0]?.from ?? 0).split('\n').length,
        'A link here is written in a way that Gleaner can’t change without risk; edit it in the text.',
      );
}

/** `null`: what is written goes on leading there. */
function newTarget(place: LinkPlace, path: NotePath, renaming: Renaming): string | null {
  const { from, to, before, after, hasFile } = renaming;
  const here = path === from ? to : path;
  // `[[Node.js]]` is a note; `[t](node.js)` is a file.
  const mayLead = place.kind === 'wiki' || isNoteAddress(place.target);
  const led = mayLead ? ledBy(place, path, before) : null;
  if (led !== null) {
    const wanted = led.path === from ? to : led.path;
    const leads = ledBy(place, here, after);
    const isKept = leads?.path === wanted && linkWays.indexOf(leads.by) <= linkWays.indexOf(led.by);
    return isKept ? null : shortestTarget(place.kind, wanted, here, after);
  }
  if (place.kind === 'wiki' || here === path || place.target.startsWith('/')) return null;
  const file = joined(folderOf(path), place.target);
  if (file === null || folderOf(here) === folderOf(path) || !hasFile(file)) return null;
  return relativePath(here, file);
}

/** Every place is there, leads where it did, and nothing between them is another text. */
function keepsAll(text: string, fresh: string, path: NotePath, renaming: Renaming): boolean {
  const [old, now] = [linkPlaces(text), linkPlaces(fresh)];
  const here = path === renaming.from ? renaming.to : path;
  if (old.length !== now.length) return false;
  return now.every((place, index) => {
    const was = old[index];
    if (was?.kind !== place.kind) return false;
    const led = noteOfLink(was, path, renaming.before);
    const wanted = led === renaming.from ? renaming.to : led;
    const isChanged = text.slice(was.from, was.to) !== fresh.slice(place.from, place.to);
    return !isChanged || wanted === null || noteOfLink(place, here, renaming.after) === wanted;
  });
}

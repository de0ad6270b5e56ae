/** Text that goes into a note in another folder: its relative addresses go on leading where they did. */
import type { NotePath } from '../api.ts';
import { applyChanges, type TextChange } from './header-edit.ts';
import { folderOf } from './note-link.ts';
import { linkPlaces, realPlaces, writtenTarget } from './note-link-places.ts';
import { joined, relativePath } from './note-link-target.ts';

export function carriedText(text: string, from: NotePath, to: NotePath): string {
  if (folderOf(from) === folderOf(to)) return text;
  const places = linkPlaces(text).filter(
    ({ kind, target }) => kind === 'relative' && !target.startsWith('/'),
  );
  const changes = realPlaces(text, places).flatMap((place): TextChange[] => {
    const file = joined(folderOf(from), place.target);
    if (file === null) return [];
    const insert = writtenTarget(place, relativePath(to, file), text.slice(place.from, place.to));
    return [{ from: place.from, to: place.to, insert }];
  });
  return applyChanges(text, changes);
}

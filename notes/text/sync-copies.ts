/** Files that programs which sync folders put beside a note, and those that Gleaner keeps of a conflict: told by their names. */
import type { NotePath } from '../api.ts';

export interface SyncCopy {
  /** The note that it is another text of; whether that is there, the name does not say. */
  of: NotePath;
  /** `own`: Gleaner kept it. */
  by: 'own' | 'syncthing' | 'dropbox' | 'onedrive' | 'nextcloud' | 'other';
}

/** What stands between a note's name and its ending, by who puts it there. */
const marks: readonly [RegExp, SyncCopy['by']][] = [
  [/ \(conflict \d{4}-\d{2}-\d{2} \d{6}\)(?: \d+)?$/u, 'own'],
  [/\.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?$/u, 'syncthing'],
  // In the language of the program: (Anna's conflicted copy 2024-01-31), (Anna 的冲突副本 2024-01-31).
  [
    / ?[(（][^()（）]*(?:conflicted copy|conflicted version|in Konflikt stehende Kopie|Copie en conflit|copia en conflicto|冲突副本|衝突複本|衝突的複本|競合コピー|충돌 복사본)[^()（）]*[)）](?: ?\(\d+\))?$/iu,
    'dropbox',
  ],
  [/_conflict-\d{8}-\d{6}$/u, 'nextcloud'],
  [/ ?[(（](?:case conflict|大小写冲突)(?: \d+)?[)）]$/iu, 'other'],
];

/** `null`: a note like any other, by its name. */
export function syncCopyOf(path: NotePath): SyncCopy | null {
  const start = path.lastIndexOf('/') + 1;
  const ending = /\.(?:md|markdown)$/iu.exec(path);
  if (ending === null) return null;
  const stem = path.slice(start, ending.index);
  for (const [mark, by] of marks) {
    const found = mark.exec(stem);
    if (found !== null && found.index > 0)
      return { of: path.slice(0, start) + stem.slice(0, found.index) + ending[0], by };
  }
  return null;
}

/**
 * OneDrive only puts the machine's name behind the note's: `note-LAPTOP-7F2K.md`. That is told by a note of the rest
 * of the name beside it, so `isThere` is asked.
 */
export function hostCopyOf(path: NotePath, isThere: (path: NotePath) => boolean): SyncCopy | null {
  const found =
    /^(.+?)-(?:[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+|[A-Z]{2,}[A-Z0-9]*\d[A-Z0-9]*)(?:-\d+)?(\.(?:md|markdown))$/u.exec(
      path,
    );
  const [, stem = '', ending = ''] = found ?? [];
  const of = stem + ending;
  return found !== null && stem !== '' && !stem.endsWith('/') && isThere(of) ? { of, by: 'onedrive' } : null;
}

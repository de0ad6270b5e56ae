import type { NoteSource } from '../../notes/api.ts';

/**
 * The source whose part of the note holds the 1-based `line`: the innermost where parts lie in each other.
 * `null`: the line belongs to none.
 */
export function currentSource(sources: readonly NoteSource[], line: number): NoteSource | null {
  let found: NoteSource | null = null;
  for (const source of sources) {
    if (source.line > line || source.lastLine < line) continue;
    if (found === null || source.line > found.line) found = source;
    // Two links on one line: the first stands for it.
  }
  return found;
}

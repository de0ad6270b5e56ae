import type { NoteFacts, NoteSource } from '../../notes/api.ts';

/**
 * The source whose part of the note holds the 1-based `line`: the innermost where parts lie in each other. The empty
 * lines below a part belong to it up to the next heading: the next paragraph will be written there.
 * `null`: the line belongs to none.
 */
export function currentSource(
  { sources, headings }: Pick<NoteFacts, 'sources' | 'headings'>,
  line: number,
): NoteSource | null {
  const lastHeading = headings.findLast((heading) => heading.line <= line)?.line ?? 0;
  let found: NoteSource | null = null;
  for (const source of sources) {
    if (source.line > line) continue;
    const isBelow = source.inHeading && lastHeading <= source.lastLine;
    if (source.lastLine < line && !isBelow) continue;
    // Two links on one line: the first stands for it.
    if (found === null || source.line > found.line) found = source;
  }
  return found;
}
